/* Loaded before the C library by src/dev/day: the wall clock of a process is moved by SLOTKEEPER_DAY_OFFSET seconds. Clocks that only measure how long something takes stay as they are. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

static time_t offset(void) {
    static volatile time_t known;
    static volatile int is_known;
    if (!is_known) {
        const char *text = getenv("SLOTKEEPER_DAY_OFFSET");
        known = text == NULL ? 0 : atol(text);
        is_known = 1;
    }
    return known;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    static __typeof__(&clock_gettime) real;
    if (real == NULL) real = (__typeof__(real)) dlsym(RTLD_NEXT, "clock_gettime");
    int failed = real(clock, now);
    if (failed == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += offset();
    return failed;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    struct timespec exact;
    (void) zone;
    int failed = clock_gettime(CLOCK_REALTIME, &exact);
    now->tv_sec = exact.tv_sec;
    now->tv_usec = exact.tv_nsec / 1000;
    return failed;
}

time_t time(time_t *now) {
    struct timespec exact;
    clock_gettime(CLOCK_REALTIME, &exact);
    if (now != NULL) *now = exact.tv_sec;
    return exact.tv_sec;
}

/* Who waits until an instant of the moved clock waits in the kernel until one of its own. So many seconds no machine has been up: smaller numbers are of a clock that measures. */
static const struct timespec *until(const struct timespec *instant, struct timespec *moved) {
    if (instant->tv_sec < 1000000000) return instant;
    *moved = *instant;
    moved->tv_sec -= offset();
    return moved;
}

int pthread_cond_timedwait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex, const struct timespec *restrict instant) {
    static __typeof__(&pthread_cond_timedwait) real;
    struct timespec moved;
    /* The C library has an older one of this name, for programs from before 2003. */
    if (real == NULL) real = (__typeof__(real)) dlvsym(RTLD_NEXT, "pthread_cond_timedwait", "GLIBC_2.3.2");
    if (real == NULL) real = (__typeof__(real)) dlsym(RTLD_NEXT, "pthread_cond_timedwait");
    return real(condition, mutex, until(instant, &moved));
}

int sem_timedwait(sem_t *restrict semaphore, const struct timespec *restrict instant) {
    static __typeof__(&sem_timedwait) real;
    struct timespec moved;
    if (real == NULL) real = (__typeof__(real)) dlsym(RTLD_NEXT, "sem_timedwait");
    return real(semaphore, until(instant, &moved));
}
