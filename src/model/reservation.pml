/* The reservation protocol: one seat, two patients, two engines, Redis that can lose its memory, Postgres that cannot.
 * Checked by src/dev/model, described in src/docs/MODEL.md. The names are those of the code:
 *
 * @table  model name           kind     where it is in the code
 * @name   Handler              class    org.slotkeeper.booking.BookAppointment
 * @name   Handler              class    org.slotkeeper.booking.ConfirmHold
 * @name   record               class    org.slotkeeper.booking.RecordAppointment
 * @name   Patients             class    org.slotkeeper.booking.CancelAppointment
 * @name   refuse_sql           class    org.slotkeeper.booking.RefuseForGood
 * @name   RefillPractice       class    org.slotkeeper.reconcile.RefillPractice
 * @name   SettleClaims         class    org.slotkeeper.reconcile.SettleClaims
 * @name   DeliverNews          class    org.slotkeeper.reconcile.DeliverNews
 * @name   DeliverLateNews      class    org.slotkeeper.reconcile.DeliverLateNews
 * @name   claim_lua            script   claim
 * @name   confirm_lua          script   confirm
 * @name   withdraw_lua         script   withdraw
 * @name   of_life              script   begin_fill
 * @name   fill_lua             script   fill
 * @name   NEWS_COUNTS          script   part_news
 * @name   tell_lua             script   tell
 * @name   KNOWN                script   part_moment
 * @name   book_sql             sql      ledger/book
 * @name   refuse_sql           sql      ledger/refuse
 * @name   cancel_sql           sql      ledger/cancel
 * @name   answers_sql          sql      ledger/answers
 * @name   untold_sql           sql      truth/untold
 * @name   seats_sql            sql      truth/seats
 * @name   occupied_sql         sql      truth/occupied
 * @name   strike_out_sql       sql      truth/strike_out
 * @name   occupancy            table    occupancy
 * @name   request              table    request
 * @name   refusal              table    refusal
 * @name   outbox               table    outbox
 *
 * Invariants, each the first word of the assertion that is violated:
 *   S1  at most one live appointment has the seat
 *   S2  who was told 201 has the appointment until it is cancelled by its owner
 *   S3  one request id commits at most one appointment
 *   S4  a request that was definitively refused never has an appointment, neither now nor later
 *   L1  when faults stop and queues drain, Redis is filled, nothing is claimed, and the seat is BOOKED in Redis if and only if it has an owner in Postgres
 *
 * A life here is what begin_fill.lua calls a memory: it is another one too when a store that goes on living is emptied.
 * What is one step here is one step there: a Lua script, a SQL statement. Between any two of them a handler may be paused for as long as it likes, or die.
 * What is time there is a guard here:
 *   deadline, GRACE   nothing: a paused handler may be late by anything
 *   requestMemory     BY_REQUEST_MEMORY: patients do not try again after it and no handler is on its way for so long
 *   leases            any instant
 */

#ifndef TRIES_A
#define TRIES_A 2       /* how often the first patient sends its one request */
#endif
#ifndef TRIES_B
#define TRIES_B 1
#endif
#ifndef LOSSES
#define LOSSES 1        /* Redis is emptied, or goes on from an older copy: a restored snapshot, a replica that lagged */
#endif
#ifndef COPIES
#define COPIES 1
#endif
#ifndef FAULTS
#define FAULTS 0        /* the ledger certainly was not reached: the claim is given back */
#endif
#ifndef CANCELS
#define CANCELS 1       /* the first patient may cancel, and cancel again, at any later time */
#endif
#ifndef REPAIRS
#define REPAIRS 0       /* RefillPractice.repair: a filling of a practice that is filled */
#endif
#ifndef FILLERS
#define FILLERS 1
#endif
#ifndef HOLDS
#define HOLDS 1         /* the second patient may place a hold first */
#endif
#ifndef LATE_NEWS
#define LATE_NEWS 1     /* news that DeliverNews tells late, or again */
#endif
#ifndef CUTS
#define CUTS 0          /* engine 0 loses Redis while engine 1 has it */
#endif
#ifndef SPLIT
#define SPLIT 0         /* 1: when a replica is promoted, engine 0 does not hear of it and goes on with the old primary */
#endif
#ifndef REACH
#define REACH 0         /* SOMETIMES: the place that must be reached, to show that the model gets there at all */
#endif

#define NONE 3
#define VERSIONS 5
#define ABSENT 0
#define RECORDED 1
#define REFUSED 2
#define SOMETIMES(n) if :: REACH == n -> assert(sometimes) :: else fi

#ifndef MUTE
#define MUTE 0          /* 1: S4 is not looked at, so that what violates S3 as well is seen to do so */
#endif
hidden byte S1, S2, S3, S4 = MUTE, L1, sometimes;       /* 0: they only name what is violated */

/* ---- Postgres ---- */
byte occupancy = NONE;                  /* who has the seat */
byte version = 0;                       /* of the last change of the seat: the outbox id */
byte request[2];                        /* ABSENT, RECORDED, or REFUSED with its row in refusal */
bool outbox[VERSIONS];                  /* news that is not yet struck out */
byte claim_key[VERSIONS];               /* SeatNews.claimKey: whose claim led to the version, or whose appointment ended with it */

/* ---- Redis ---- */
mtype = { FREE, HELD, CONFIRM, BOOKED };
mtype = { P, Q, T };
typedef Memory {
    byte life = 1;                      /* header: the life in which it was filled, 0 without a header */
    bool whole = true;                  /* header: no request can be unknown to it that it or the ledger has met before */
    mtype seat = FREE;                  /* HELD and CONFIRM are claims */
    byte by = NONE;                     /* whose claim */
    mtype marker[2];                    /* 0, P(ending), Q: pending and met again since, T(aken) */
    byte news_life;                     /* the life in which the news was told */
    byte news;                          /* version of the last news, 0 if there is none */
    bool news_occupied;
    byte seen                           /* header: moment, here the version of the last change that the reading for the last filling knew of */
};
Memory redis, copy;
#if SPLIT
Memory left;                            /* the old primary, which only engine 0 still talks to */
byte left_life = 0;
#endif
byte life = 1;                          /* run_id/master_replid of the process behind the connection */

/* ---- what patients know, and what only the checker knows ---- */
byte tries[2]; bool sent[2]; bool holds[2]; bool cancelling[2];
bool acked[2]; bool refused[2];
byte refused_in[2];                     /* the life in which Redis alone refused, 0 if it did not */
byte at_work[2];                        /* handlers of this patient's request */
bool gap[2];                            /* the request was met by an earlier life of Redis */
bool met;                               /* the filling found requests in the ledger */
byte commits[2]; bool ended[2]; byte live = 0;

/* ---- engines ---- */
bool away = false;                      /* engine 0 has lost Redis */
byte desk_version; bool desk_occupied;      /* one piece of news that waits in an engine's memory */
byte losses = LOSSES, copies = COPIES, faults = FAULTS, repairs = REPAIRS, cuts = CUTS;

#define WARM (redis.life == life)
#define REACHES(e) (e == 1 || !away)
#if SPLIT
#define ASKS_REDIS(e) (REACHES(e) && !(e == 0 && left_life != 0))
#define LIFE_OF(e) (e == 0 && left_life != 0 -> left_life : life)
#else
#define ASKS_REDIS(e) REACHES(e)
#define LIFE_OF(e) life
#endif
#define GIVEN_UP(i) (tries[i] == 0 || acked[i] || refused[i])

/* Between what was read of the ledger and what is written to Redis anything may happen. Runs that look at other things leave that out here and there. */
#ifdef NO_PAUSE_OF_RELAY
#define PAUSE_OF_RELAY
#else
#define PAUSE_OF_RELAY }; atomic {
#endif
#ifdef NO_PAUSE_OF_SETTLING
#define PAUSE_OF_SETTLING
#else
#define PAUSE_OF_SETTLING }; atomic {
#endif
#ifdef NO_PAUSE_OF_FILLING
#define PAUSE_OF_FILLING
#else
#define PAUSE_OF_FILLING }; atomic {
#endif
#ifdef LONG_AGO_60S
#define BY_REQUEST_MEMORY(i) (!gap[i] || (at_work[i] == 0 && (!met || GIVEN_UP(i))))
#else
#define BY_REQUEST_MEMORY(i) (!gap[i] || (at_work[i] == 0 && GIVEN_UP(i)))
#endif
#ifdef NO_NEWS_LIFE
#define NEWS_COUNTS true
#else
#define NEWS_COUNTS (redis.news_life == life)
#endif
#ifdef NO_REQUEST_ROW
#define IS_NEW(i) true
#else
#define IS_NEW(i) (request[i] == ABSENT)
#endif
#ifdef NO_UNIQUE
#define IS_FREE true
#else
#define IS_FREE (occupancy == NONE)
#endif
/* What was committed in one statement a reading saw altogether or not at all: there are no transactions under way here. A doubt is as old as its own reading. */
#ifdef NO_TELL_FENCE
#define KNOWN(number) false
#else
#define KNOWN(number) (WARM && number <= redis.seen)
#endif
#ifdef NO_FILL_ORDER
#define REPEATABLE(number) true
#else
#define REPEATABLE(number) (number >= redis.seen)
#endif
#ifdef NO_TELL_FENCE
#define NEWS_SINCE(number) true
#else
#define NEWS_SINCE(number) (redis.news > number)
#endif
#ifdef KEEP_CLAIMS_AT_REPAIRS
#define CLAIMS_END_AT_REPAIRS false
#else
#define CLAIMS_END_AT_REPAIRS true
#endif
/* Settling that changes nothing is left out, so that a claim which nobody can settle is seen. */
#if defined(SUSPECT_AS_EXPIRED) || defined(SUSPECT_FORGOTTEN)
#define CAN_SETTLE true
#else
#define CAN_SETTLE (occupancy == NONE || (!KNOWN(version) && (redis.news == 0 || redis.news_life != life)))
#endif
#define IS_OWN_CLAIM(number) (number > 0 && redis.seat == CONFIRM && redis.by == claim_key[number])
#ifdef NO_OWNER_AT_CANCEL
#define CAN_CANCEL (occupancy != NONE)
#else
#define CAN_CANCEL (occupancy == 0)
#endif

#ifdef PARALLEL
#define IS_ACCEPTED_GAP(is_refused, in_life) false
#else
/* Known and accepted: a duplicate of what Redis alone has refused, or is about to, is a new try once Redis has lost its memory. */
#define IS_ACCEPTED_GAP(is_refused, in_life) (is_refused && in_life != 0 && in_life != LIFE_OF(e))
#endif

inline check_ledger() {
    assert(S1 || live <= 1);
    assert(S2 || !(acked[0] && !ended[0]) || occupancy == 0);
    assert(S2 || !(acked[1] && !ended[1]) || occupancy == 1);
    assert(S3 || (commits[0] <= 1 && commits[1] <= 1));
    assert(S4 || !((refused[0] && commits[0] > 0) || (refused[1] && commits[1] > 0)))
}

/* News is left for the inventory in the same statement. One piece of it may also wait in the engine for long. */
inline news_of(whose, occupied) {
    outbox[version] = true; claim_key[version] = whose;
    if
    :: LATE_NEWS && desk_version == 0 -> desk_version = version; desk_occupied = occupied
    :: true
    fi
}

/* claims the request id, takes the seat, stores the answer, leaves news: one statement */
inline book_sql(i, answer) {
    if
    :: !IS_NEW(i) -> answer = request[i];
        if :: request[i] == REFUSED -> SOMETIMES(1) :: else fi
    :: IS_NEW(i) && IS_FREE ->
        occupancy = i; version++; live++; commits[i]++;
        request[i] = RECORDED; answer = RECORDED;
        news_of(i, true)
    :: IS_NEW(i) && !IS_FREE ->
#ifndef NO_REFUSAL_ROW
        request[i] = REFUSED;
#endif
        answer = REFUSED
    fi;
    check_ledger()
}

/* AppointmentLedger.refuse: claims the request id for the refusal, or says what came of it before */
inline refuse_sql(i, answer) {
    if
    :: request[i] == ABSENT ->
#ifndef NO_REFUSAL_ROW
        request[i] = REFUSED;
#endif
        answer = REFUSED
    :: else -> answer = request[i];
        if :: answer == RECORDED -> SOMETIMES(2) :: else fi
    fi
}

inline cancel_sql(i) {
    if
#ifdef NO_OWNER_AT_CANCEL
    :: occupancy != NONE ->
#else
    :: occupancy == i ->
#endif
        occupancy = NONE; version++; live--; ended[i] = true;
        news_of(i, false)
    :: else
    fi;
    check_ledger()
}

inline withdraw_lua(key) {
    if
    :: (redis.seat == CONFIRM || redis.seat == HELD) && redis.by == key -> redis.seat = FREE; redis.by = NONE
    :: else
    fi
}

/* what the ledger has committed, oldest first; of two pieces of news the one with the higher version counts, and of what the last filling knew none */
inline tell_lua(told, is_taken, as_of) {
    if
    :: KNOWN(as_of) -> SOMETIMES(4);
        /* The reading that knew of it left its claim, so that the seat was free then. */
        if
        :: IS_OWN_CLAIM(told) -> redis.seat = (redis.news_occupied -> BOOKED : FREE); redis.by = NONE; SOMETIMES(13)
        :: else
        fi
    :: else ->
        if
        :: redis.news_life != life ->
#ifndef NO_NEWS_LIFE
            redis.news = 0; redis.news_occupied = false;
#endif
            redis.news_life = life
        :: else
        fi;
        if
#ifdef NO_VERSION
        :: true ->
#else
        :: told > redis.news || (told == 0 && redis.news == 0) ->
#endif
            redis.news = told; redis.news_occupied = is_taken;
            if
            :: is_taken -> redis.seat = BOOKED; redis.by = NONE
            :: !is_taken && redis.seat == BOOKED -> redis.seat = FREE
            :: !is_taken && IS_OWN_CLAIM(told) -> redis.seat = FREE; redis.by = NONE; SOMETIMES(12)
            :: else
            fi
        :: else -> SOMETIMES(3);
            /* The claim that led to news which comes late is over all the same. */
            if
            :: IS_OWN_CLAIM(told) -> redis.seat = (redis.news_occupied -> BOOKED : FREE); redis.by = NONE
            :: else
            fi
        fi
    fi
}

/* claim_lua, or confirm_lua of a hold: a request that is met again goes to the ledger, if it was not refused; what is not free is refused by Redis alone only if its memory is whole */
inline claim_lua(memory) {
    if
    :: memory.marker[i] == P || memory.marker[i] == Q -> memory.marker[i] = Q; goto record      /* resume: what answers_sql finds, book_sql finds as well */
    :: memory.marker[i] == T -> goto refuse_alone
    :: memory.marker[i] == 0 && ((!holds[i] && memory.seat == FREE) || (holds[i] && memory.seat == HELD && memory.by == i)) ->
        memory.seat = CONFIRM; memory.by = i; memory.marker[i] = P; is_claimed = true; goto record
    :: memory.marker[i] == 0 && holds[i] && memory.seat == CONFIRM && memory.by == i -> goto record
    :: else ->
        if :: holds[i] && memory.seat == FREE -> SOMETIMES(6) :: else fi;
        if
        :: memory.whole -> memory.marker[i] = T; goto refuse_alone
        :: !memory.whole -> goto refuse
        fi
    fi
}

/* What a handler has found out is told to the patient, or is lost, which stands for an answer that comes too late as well. */
inline tell_patient(i, answer) {
    if
    :: answer == RECORDED -> acked[i] = true; assert(S2 || commits[i] > 0); assert(S4 || !refused[i])
    :: answer == REFUSED -> refused[i] = true; assert(S4 || commits[i] == 0)
    :: true
    fi
}

/* One try of a patient's request in engine e. A hold is confirmed, or the seat is claimed at once. */
proctype Handler(byte i; byte e) {
    byte answer = ABSENT; byte life_before = 0; bool is_claimed = false;
    atomic {
        if
        /* Nobody is booked past Redis. What an earlier try came to the ledger says; nothing is new in that. */
        :: !REACHES(e) -> SOMETIMES(5);
            if
#ifdef BOOKED_PAST_REDIS
            :: request[i] == ABSENT && !holds[i] -> life_before = life; goto record
#else
            :: request[i] == ABSENT -> goto out
#endif
            :: else -> answer = request[i]; tell_patient(i, answer); goto out
            fi
#if SPLIT
        :: e == 0 && left_life != 0 -> life_before = left_life; claim_lua(left)
#endif
        :: ASKS_REDIS(e) && IS_ACCEPTED_GAP(refused[i], refused_in[i]) -> goto out
        :: ASKS_REDIS(e) && !IS_ACCEPTED_GAP(refused[i], refused_in[i]) && (redis.marker[i] != 0 || WARM) -> life_before = life; claim_lua(redis)
        fi
    }
record:
    /* The last look at the deadline is behind us. */
#ifdef ACK_EARLY
    atomic { acked[i] = true; assert(S2 || commits[i] > 0) };
#endif
    if
    :: goto out                                             /* the engine dies */
#if FAULTS
    :: atomic { faults > 0 && is_claimed -> faults--;       /* the ledger was certainly not reached */
        if
#ifdef FORGET_MARKER
        :: redis.seat == CONFIRM && redis.by == i -> redis.marker[i] = 0
#else
        :: redis.seat == CONFIRM && redis.by == i && redis.marker[i] == P -> redis.marker[i] = 0
#endif
        :: else
        fi;
        withdraw_lua(i);
        goto out }
#endif
    :: atomic { book_sql(i, answer); tell_patient(i, answer);
        /* A claim that is not given back at once is a suspect: what is withdrawn late is settled late. */
        if
        :: answer == REFUSED && REACHES(e) -> withdraw_lua(i)
        :: true
        fi;
        goto out }
    fi;
refuse_alone:
    atomic {
        if
        :: IS_ACCEPTED_GAP(true, life_before) -> goto out
        :: else ->
            refused[i] = true; refused_in[i] = life_before;
            assert(S4 || commits[i] == 0);
            SOMETIMES(7);
            goto out
        fi
    };
refuse:
    atomic { refuse_sql(i, answer); tell_patient(i, answer); goto out };
out:
    atomic { answer = 0; life_before = 0; is_claimed = false; at_work[i]-- }
}

#ifdef ONE_MOVES
#define MOVES(i) (i == 0)       /* only the first patient's tries come to engine 0 as well */
#else
#define MOVES(i) true
#endif

inline send(i) {
    tries[i]--; sent[i] = true; at_work[i]++;
    if
    :: true -> run Handler(i, 1)
#if CUTS || SPLIT
    :: MOVES(i) -> run Handler(i, 0)
#endif
    fi
}

/* Patients send their request, and send it again while they do not know; give up; cancel, at any time later and again. */
active proctype Patients() {
end: do
    :: atomic { !GIVEN_UP(0) -> send(0) }
    :: atomic { !GIVEN_UP(1) -> send(1) }
    :: atomic { sent[0] && !GIVEN_UP(0) -> tries[0] = 0 }
    :: atomic { sent[1] && !GIVEN_UP(1) -> tries[1] = 0 }
#if HOLDS
    :: atomic { !sent[1] && !holds[1] && WARM && redis.seat == FREE -> redis.seat = HELD; redis.by = 1; holds[1] = true }
#endif
#if CANCELS
    :: atomic { acked[0] && !cancelling[0] -> cancelling[0] = true }
    :: atomic { cancelling[0] && CAN_CANCEL -> cancel_sql(0) }
#endif
    od
}

inline forget_copy() {
    if
    :: losses == 0 ->
        copies = 0; copy.life = 0; copy.whole = false; copy.seat = FREE; copy.by = NONE; copy.marker[0] = 0; copy.marker[1] = 0; copy.news_life = 0; copy.news = 0; copy.news_occupied = false; copy.seen = 0
    :: else
    fi
}

/* Redis: leases end, memory is lost, requests are forgotten by everybody. */
active proctype Fate() {
end: do
    :: atomic { redis.seat == HELD -> redis.seat = FREE; redis.by = NONE }
    :: atomic { losses > 0 && copies > 0 -> copies--;
        copy.life = redis.life; copy.whole = redis.whole; copy.seat = redis.seat; copy.by = redis.by; copy.marker[0] = redis.marker[0]; copy.marker[1] = redis.marker[1];
        copy.news_life = redis.news_life; copy.news = redis.news; copy.news_occupied = redis.news_occupied; copy.seen = redis.seen }
    :: atomic { losses > 0 -> losses--; life++; gap[0] = sent[0]; gap[1] = sent[1];
        redis.life = 0; redis.whole = false; redis.seat = FREE; redis.by = NONE; redis.marker[0] = 0; redis.marker[1] = 0; redis.news_life = 0; redis.news = 0; redis.news_occupied = false; redis.seen = 0;
        forget_copy() }
    :: atomic { losses > 0 ->
#if SPLIT
        left.whole = redis.whole; left.seat = redis.seat; left.by = redis.by; left.marker[0] = redis.marker[0]; left.marker[1] = redis.marker[1]; left_life = life;
#endif
        losses--; life++; gap[0] = sent[0]; gap[1] = sent[1];
        redis.life = copy.life; redis.whole = copy.whole; redis.seat = copy.seat; redis.by = copy.by; redis.marker[0] = copy.marker[0]; redis.marker[1] = copy.marker[1];
        redis.news_life = copy.news_life; redis.news = copy.news; redis.news_occupied = copy.news_occupied; redis.seen = copy.seen;
#ifdef NO_LIFE
        life = redis.life;
#endif
        forget_copy() }
    /* BY_REQUEST_MEMORY */
    :: atomic { WARM && !redis.whole && BY_REQUEST_MEMORY(0) && BY_REQUEST_MEMORY(1) -> if :: gap[0] && commits[0] > 0 -> SOMETIMES(11) :: else fi; redis.whole = true; gap[0] = false; gap[1] = false }
    od
}

#if CUTS
active proctype Link() {
end: do
    :: atomic { cuts > 0 && !away -> cuts--; away = true }
    :: atomic { away -> away = false }
    od
}
#endif

/* The life is asked for before the ledger is. */
active [FILLERS] proctype RefillPractice() {
    byte of_life; byte read_at; bool is_occupied; bool is_forced; bool is_met; bool claims_end;
end: do
    :: atomic {
        /* That the ledger is read in a later life than was asked for need not be tried: such a filling does nothing. */
        if
        :: redis.life != life -> is_forced = false
        :: repairs > 0 && redis.life == life -> repairs--; is_forced = true
        fi;
        of_life = life; read_at = version; is_occupied = (occupancy != NONE); is_met = (request[0] != ABSENT || request[1] != ABSENT);     /* seats_sql */
        PAUSE_OF_FILLING
        /* fill_lua */
        if
#ifndef NO_FILL_FENCE
        :: of_life != life || (redis.life == life && !(is_forced && REPEATABLE(read_at))) -> SOMETIMES(8)
        :: of_life == life && (redis.life != life || (is_forced && REPEATABLE(read_at))) ->
#else
        :: redis.life == life && !(is_forced && REPEATABLE(read_at)) -> skip
        :: redis.life != life || (is_forced && REPEATABLE(read_at)) ->
#endif
            if
            :: redis.life != life ->
                met = is_met;
#ifdef NO_WHOLE
                redis.whole = true;
#else
#ifdef NEVER_IS_WHOLE
                redis.whole = !is_met;
#else
                redis.whole = false;
#endif
#endif
                claims_end = true
            :: else -> claims_end = CLAIMS_END_AT_REPAIRS
            fi;
            if
            :: redis.news != 0 && NEWS_COUNTS && NEWS_SINCE(read_at) -> is_occupied = redis.news_occupied
            :: else -> redis.news = 0; redis.news_occupied = false
            fi;
            /* Claims are kept only where ledger and news leave room for them. */
            if
#ifndef KEEP_CLAIMS
            :: claims_end && (redis.seat == HELD || redis.seat == CONFIRM) && is_occupied -> redis.seat = BOOKED; redis.by = NONE; SOMETIMES(9)
#endif
            :: else
            fi;
            if
            :: redis.seat == HELD || redis.seat == CONFIRM
            :: else -> redis.seat = (is_occupied -> BOOKED : FREE)
            fi;
            redis.life = life; redis.seen = read_at
        fi;
        of_life = 0; read_at = 0; is_occupied = false; is_forced = false; is_met = false; claims_end = false }
    od
}

/* A confirm in flight whose lease has ended: the ledger knows what became of it. */
active proctype SettleClaims() {
    byte key; byte read_at; bool is_occupied;
end: do
    :: atomic { redis.seat == CONFIRM && CAN_SETTLE -> key = redis.by; read_at = version; is_occupied = (occupancy != NONE);       /* occupied_sql */
        PAUSE_OF_SETTLING
#ifdef SUSPECT_AS_EXPIRED
        withdraw_lua(key);
#else
        /* A doubt yields to any news; then the claim stays until the news of its owner comes. */
        if
        :: is_occupied -> tell_lua(0, true, read_at); SOMETIMES(10)
        :: else -> withdraw_lua(key)
        fi;
#endif
#ifdef SUSPECT_FORGOTTEN
        redis.marker[key] = 0;
#endif
        key = 0; read_at = 0; is_occupied = false }
    od
}

/* News as it was committed, from the memory of an engine that may have been paused. The outbox is left alone: struck out twice is struck out. */
active proctype DeliverNews() {
end: do
    :: atomic { desk_version != 0 -> tell_lua(desk_version, desk_occupied, desk_version); desk_version = 0; desk_occupied = false }
    od
}

/* News from the outbox, in any order, with the seat as it is when the outbox is read; it may die before it strikes out what it has told. */
active proctype DeliverLateNews() {
    byte number; bool is_occupied;
end: do
    :: atomic {     /* untold_sql */
        if :: outbox[1] -> number = 1 :: outbox[2] -> number = 2 :: outbox[3] -> number = 3 :: outbox[4] -> number = 4 fi;
        is_occupied = (occupancy != NONE);
        PAUSE_OF_RELAY
        tell_lua(number, is_occupied, number);
        if
        :: outbox[number] = false   /* strike_out_sql */
        :: true
        fi;
        number = 0; is_occupied = false }
    od
}

active proctype Monitor() {
    timeout;
    assert(L1 || redis.life == life);
    assert(L1 || redis.seat == FREE || redis.seat == BOOKED);
    assert(L1 || (redis.seat == BOOKED) == (occupancy != NONE));
    check_ledger()
}

init {
    atomic {
        tries[0] = TRIES_A; tries[1] = TRIES_B
    }
}
