/* The reservation protocol: one seat, two patients, two engines, Redis that can lose its memory, Postgres that cannot.
 * Checked by src/dev/model, described in src/docs/MODEL.md. The names are those of the code:
 *
 * @table  model name           kind     where it is in the code
 * @name   Handler              class    org.slotkeeper.booking.BookAppointment
 * @name   Handler              class    org.slotkeeper.booking.ConfirmHold
 * @name   record               class    org.slotkeeper.booking.RecordAppointment
 * @name   Canceller            class    org.slotkeeper.booking.CancelAppointment
 * @name   refuse_sql           class    org.slotkeeper.booking.RefuseForGood
 * @name   RefillPractice       class    org.slotkeeper.reconcile.RefillPractice
 * @name   SettleLeases         class    org.slotkeeper.reconcile.SettleLeases
 * @name   claim_lua            script   claim
 * @name   confirm_lua          script   confirm
 * @name   withdraw_lua         script   withdraw
 * @name   mark_lua             script   mark
 * @name   release_lua          script   release
 * @name   settle_lua           script   settle
 * @name   settle_lua           script   arrived
 * @name   of_life              script   begin_fill
 * @name   fill_lua             script   fill
 * @name   book_sql             sql      ledger/book
 * @name   refuse_sql           sql      ledger/refuse
 * @name   cancel_sql           sql      ledger/cancel
 * @name   answers_sql          sql      ledger/answers
 * @name   seats_sql            sql      truth/seats
 * @name   occupied_sql         sql      truth/occupied
 * @name   occupancy            table    occupancy
 * @name   request              table    request
 * @name   refusal              table    refusal
 *
 * Invariants, each the first word of the assertion that is violated:
 *   S1  at most one live appointment has the seat
 *   S2  who was told 201 has the appointment until it is cancelled by its owner
 *   S3  one request id commits at most one appointment
 *   S4  a request that was definitively refused never has an appointment, neither now nor later
 *   L1  when faults stop and queues drain, Redis is filled, nothing is leased, and the seat is free in Redis if and only if it has no owner in Postgres
 *
 * A life here is what begin_fill.lua calls a memory: it is another one too when a store that goes on living is emptied.
 * What is one step here is one step there: a Lua script, a SQL statement. Between any two of them a handler may be paused for as long as it likes, or die.
 * What is time there is a guard here:
 *   deadline          LEASE_OUTLIVES: the lease of a claim or a mark does not end before whoever put it; LONG_PAUSES lets it
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
#define CANCELS 1       /* how often each patient sends a cancel, from when it was told 201 */
#endif
#ifndef CANCELS_B
#define CANCELS_B CANCELS
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
#ifndef CUTS
#define CUTS 0          /* engine 0 loses Redis while engine 1 has it */
#endif
#ifndef SPLIT
#define SPLIT 0         /* 1: when a replica is promoted, engine 0 does not hear of it and goes on with the old primary */
#endif
#ifndef REACH
#define REACH 0         /* SOMETIMES: the place that must be reached, to show that the model gets there at all */
#endif
#ifndef LONG_PAUSES
#define LONG_PAUSES 0   /* 1: handlers outlive the leases of their claims */
#endif

#define NONE 3
#define ABSENT 0
#define RECORDED 1
#define REFUSED 2
#define SOMETIMES(n) if :: REACH == n -> assert(sometimes) :: else fi

#ifndef MUTE
#define MUTE 0          /* 1: S4 is not looked at, so that what violates S3 as well is seen to do so */
#endif
#ifndef MUTE_L1
#define MUTE_L1 0       /* 1: the same of L1 */
#endif
hidden byte S1, S2, S3, S4 = MUTE, L1 = MUTE_L1, sometimes;       /* 0: they only name what is violated */

/* ---- Postgres ---- */
byte occupancy = NONE;                  /* who has the seat */
byte request[2];                        /* ABSENT, RECORDED, or REFUSED with its row in refusal */

/* ---- Redis ---- */
mtype = { FREE, HELD, CLAIM, MARK, TAKEN };     /* HELD, CLAIM and MARK are leases; TAKEN is a seat that is neither free nor leased */
mtype = { P, T };
typedef Memory {
    byte life = 1;                      /* header: the life in which it was filled, 0 without a header */
    bool whole = true;                  /* header: no request can be unknown to it that it or the ledger has met before */
    mtype seat = FREE;
    byte by = NONE;                     /* whose lease */
    byte text;                          /* the lease as it is seen: 0 without one */
    byte ident;                         /* what tells it from every other, however often somebody has asked for another look */
    mtype marker[2];                    /* 0, P(ending), T(aken) */
    byte since[2];                      /* in a pending marker: which claim it speaks of */
    byte ends                           /* header: grows whenever a lease ends by the ledger's word */
};
Memory redis, copy;
#if SPLIT
Memory left;                            /* the old primary, which only engine 0 still talks to */
byte left_life = 0;
#endif
byte life = 1;                          /* run_id/master_replid of the process behind the connection */
byte texts;                             /* no two leases have the same text */

/* ---- what patients know, and what only the checker knows ---- */
byte tries[2]; bool sent[2]; bool holds[2]; byte cancels[2];
bool acked[2]; bool refused[2];
byte refused_in[2];                     /* the life in which Redis alone refused, 0 if it did not */
byte at_work[2];                        /* handlers of this patient's request */
byte with_claim[2]; byte with_mark[2];  /* handlers and cancellers that have claimed or marked the seat and not come to their end */
bool gap[2];                            /* the request was met by an earlier life of Redis */
byte commits[2]; bool ended[2]; byte live = 0;
bool is_patrolled = LONG_PAUSES;          /* what looks free and is not is found by whoever is refused, and by FindDrift: only by faults of these kinds may it come to that */

/* ---- engines ---- */
bool away = false;                      /* engine 0 has lost Redis */
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
#ifdef NO_PAUSE_OF_CANCELS
#define PAUSE_OF_CANCELS
#else
#define PAUSE_OF_CANCELS }; atomic {
#endif
#define BY_REQUEST_MEMORY(i) (!gap[i] || (at_work[i] == 0 && GIVEN_UP(i)))
#if LONG_PAUSES
#define LEASE_OUTLIVES true
#else
#define LEASE_OUTLIVES ((redis.seat == CLAIM && with_claim[redis.by] == 0) || (redis.seat == MARK && with_mark[redis.by] == 0))
#endif
/* The lease of a mark may have ended or not. */
#define IS_DEAD_MARK true
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
#ifdef NO_ENDS
#define FILLING_COUNTS (of_life == life)
#else
#define FILLING_COUNTS (of_life == life && of_ends == redis.ends)
#endif
#ifdef NO_TEXT
#define IS_AS_SEEN(seen) (redis.text != 0)
#else
#define IS_AS_SEEN(seen) (redis.text == seen)
#endif

#ifdef REPLAY_ARRIVES
#define HAS_BOOKED true
#else
#define HAS_BOOKED is_in_flight
#endif

/* What is remembered of a try that is given back is forgotten, unless an earlier one may come to the ledger yet. */
#ifdef FORGETS_EARLIER_TRY
#define IS_ALL_THERE_WAS true
#else
#define IS_ALL_THERE_WAS !is_again
#endif

#ifdef NO_SEEN_MARKER
#define IS_OTHERS(memory) (memory.seat == CLAIM && memory.by == i)
#else
#define IS_OTHERS(memory) (memory.since[i] != seen || (memory.seat == CLAIM && memory.by == i))
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

/* claims the request id, takes the seat, stores the answer: one statement */
inline book_sql(i, answer) {
    if
    :: !IS_NEW(i) -> answer = request[i];
        if :: request[i] == REFUSED -> SOMETIMES(1) :: else fi
    :: IS_NEW(i) && IS_FREE ->
        occupancy = i; live++; commits[i]++;
        request[i] = RECORDED; answer = RECORDED
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

inline cancel_sql(i, answer) {
    if
#ifdef NO_OWNER_AT_CANCEL
    :: occupancy != NONE ->
#else
    :: occupancy == i ->
#endif
        occupancy = NONE; live--; ended[i] = true; answer = RECORDED
    :: else -> answer = REFUSED
    fi;
    check_ledger()
}

inline lease(kind, whose) {
    texts++; redis.seat = kind; redis.by = whose; redis.text = texts; redis.ident = texts
}

inline end_lease(state) {
    redis.seat = state; redis.by = NONE; redis.text = 0; redis.ident = 0
}

/* Gives back this claim, and not one that another try of the same request has made since. Where somebody wants the seat to be looked at anew its lease ends, and the ledger is asked. */
inline withdraw_lua(claimed) {
    if
    :: claimed != 0 && redis.text == claimed -> end_lease(FREE)
    :: claimed != 0 && redis.text != claimed && redis.ident == claimed -> texts++; redis.text = texts; SOMETIMES(15)
    :: else
    fi
}

/* Before a change is committed that may free the seat: whoever ends this lease asks the ledger. What is the owner's own is over; a claim of somebody else is left. */
inline mark_lua(whose, marked) {
    if
    :: !WARM
    :: WARM && (redis.seat == FREE || redis.seat == TAKEN || (redis.seat == CLAIM && redis.by == whose) || (redis.seat == MARK)) ->
        lease(MARK, whose); marked = redis.ident
    :: WARM && (redis.seat == HELD || (redis.seat == CLAIM && redis.by != whose))
    fi
}

/* After it: where its mark is still there nobody else can have come between. Otherwise the seat is leased for as long as the ledger is asked, and a lease that is there already will be ended by an answer from now or later. */
inline release_lua(whose, marked, is_freed, to_ask) {
    to_ask = 0;
    if
#ifdef MARK_IS_BLIND
    :: is_freed && redis.seat != HELD && redis.seat != CLAIM -> end_lease(FREE)
#else
    :: is_freed && marked != 0 && redis.ident == marked -> end_lease(FREE);
#ifndef NO_ENDS_AT_RELEASE
        redis.ends++
#endif
#endif
    :: else ->
        if
        :: !WARM -> redis.ends++
        :: WARM && redis.seat == FREE
        :: WARM && redis.seat == HELD
        :: WARM && (redis.seat == TAKEN || (redis.seat == MARK && (IS_DEAD_MARK || (marked != 0 && redis.ident == marked))) || (redis.seat == CLAIM && redis.by == whose)) -> lease(MARK, whose); to_ask = redis.text; SOMETIMES(3)
        :: WARM && ((redis.seat == CLAIM && redis.by != whose) || (redis.seat == MARK && !(marked != 0 && redis.ident == marked))) ->
#ifndef NO_TOUCH
            texts++; redis.text = texts;
#endif
            SOMETIMES(4)
        fi
    fi
}

inline settle_lua(seen, is_occupied) {
    if
    :: seen != 0 && IS_AS_SEEN(seen) ->
        if
        :: is_occupied -> end_lease(TAKEN)
        :: else -> end_lease(FREE)
        fi;
#ifndef NO_ENDS_AT_SETTLING
        redis.ends++
#endif
    :: else -> SOMETIMES(12)
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

/* claim_lua, or confirm_lua of a hold: what is not free is refused by Redis alone only if its memory is whole. A request that was met before is asked of the ledger, and tried again only if that has not met it and its lease is over. */
inline claim_lua(memory) {
    if
    :: memory.marker[i] == T -> goto refuse_alone
    :: memory.marker[i] == P && !is_again ->
        seen = memory.since[i];
        if
        :: memory.seat == CLAIM && memory.by == i -> is_in_flight = true
        :: else -> is_in_flight = false
        fi;
        goto met
    :: memory.marker[i] == P && is_again && IS_OTHERS(memory) -> SOMETIMES(13); goto out       /* another try was quicker: too early */
    :: (memory.marker[i] == 0 || (memory.marker[i] == P && is_again && !IS_OTHERS(memory))) && ((!holds[i] && memory.seat == FREE) || (holds[i] && memory.seat == HELD && memory.by == i)) ->
        texts++; memory.seat = CLAIM; memory.by = i; memory.text = texts; memory.ident = texts; claimed = texts; memory.marker[i] = P; memory.since[i] = texts; with_claim[i]++; goto record
    :: memory.marker[i] == 0 && holds[i] && memory.seat == CLAIM && memory.by == i -> is_in_flight = true; goto met
    :: else ->
        if :: holds[i] && memory.seat == FREE -> SOMETIMES(6) :: else fi;
        if
        :: memory.whole && !is_again -> memory.marker[i] = T; memory.since[i] = 0; goto refuse_alone
        :: !memory.whole || is_again -> goto refuse     /* what is tried anew may come to the ledger yet by its first try */
        fi
    fi
}

/* One try of a patient's request in engine e. A hold is confirmed, or the seat is claimed at once. */
proctype Handler(byte i; byte e) {
    byte answer = ABSENT; byte life_before = 0; byte claimed = 0; bool is_in_flight = false; bool is_again = false; byte seen = 0; byte to_ask = 0;
again:
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
met:
    atomic {        /* answers_sql */
        if
#ifdef MET_IS_NOT_ASKED
        :: true -> is_again = true; goto again
#else
        :: request[i] != ABSENT -> answer = request[i]; tell_patient(i, answer); goto out
        :: request[i] == ABSENT && is_in_flight -> goto out     /* too early */
        :: request[i] == ABSENT && !is_in_flight && !is_again -> is_again = true; SOMETIMES(8); goto again
#endif
        fi };
record:
    /* The last look at the deadline is behind us. */
#ifdef ACK_EARLY
    atomic { acked[i] = true; assert(S2 || commits[i] > 0) };
#endif
    if
    :: goto out                                             /* the engine dies */
#if FAULTS
    :: atomic { faults > 0 && claimed != 0 -> faults--;       /* the ledger was certainly not reached */
        if
        :: redis.text == claimed && IS_ALL_THERE_WAS -> redis.marker[i] = 0; redis.since[i] = 0
        :: else
        fi;
        withdraw_lua(claimed);
        goto out }
#endif
    :: atomic { is_in_flight = IS_NEW(i); book_sql(i, answer); tell_patient(i, answer);
        if
        :: answer == REFUSED && REACHES(e) -> goto ask
        :: answer == RECORDED && HAS_BOOKED && REACHES(e) -> goto arrived      /* not by a try that is only told of an earlier one's booking: that may be cancelled */
        :: true -> goto out     /* nothing need be told: the lease ends by itself */
        fi }
    fi;
arrived:
    atomic { settle_lua(claimed, true); goto out };
ask:
    atomic { release_lua(i, 0, false, to_ask);
        PAUSE_OF_SETTLING
        life_before = (occupancy != NONE);
        PAUSE_OF_SETTLING
        settle_lua(to_ask, life_before);
        goto out };
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
    atomic { if :: claimed != 0 -> with_claim[i]-- :: else fi; answer = 0; life_before = 0; claimed = 0; is_in_flight = false; is_again = false; seen = 0; to_ask = 0; at_work[i]-- }
}

/* A cancel in engine e, which may die before each step. What Redis cannot be told is told when it is there again. */
proctype Canceller(byte i; byte e) {
    byte answer = ABSENT; byte marked = 0; byte to_ask = 0; bool is_occupied = false; bool is_counted = false;
    atomic {
        if
        :: REACHES(e) -> mark_lua(i, marked); with_mark[i]++; is_counted = true
        :: !REACHES(e)
        fi };
    if
    :: atomic { cancel_sql(i, answer);
        PAUSE_OF_CANCELS
        REACHES(e) -> release_lua(i, marked, answer == RECORDED, to_ask);
        PAUSE_OF_CANCELS
        is_occupied = (occupancy != NONE);      /* occupied_sql */
        PAUSE_OF_CANCELS
        settle_lua(to_ask, is_occupied) }
#if !LONG_PAUSES && LOSSES == 0
    :: atomic { marked != 0 && redis.ident == marked -> cancel_sql(i, answer); SOMETIMES(14) }   /* the engine dies: its mark is settled. Without one FindDrift finds what is left. */
#endif
    :: skip
    fi;
    atomic { if :: is_counted -> with_mark[i]-- :: else fi; answer = 0; marked = 0; to_ask = 0; is_occupied = false; is_counted = false }
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

inline send_cancel(i) {
    cancels[i]--;
    if
    :: true -> run Canceller(i, 1)
#if CUTS
    :: MOVES(i) -> run Canceller(i, 0)
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
    :: atomic { !sent[1] && !holds[1] && WARM && redis.seat == FREE -> lease(HELD, 1); holds[1] = true }
#endif
    :: atomic { acked[0] && cancels[0] > 0 -> send_cancel(0) }
    :: atomic { acked[1] && cancels[1] > 0 -> send_cancel(1) }
    od
}

inline forget_copy() {
    if
    :: losses == 0 ->
        copies = 0; copy.life = 0; copy.whole = false; copy.seat = FREE; copy.by = NONE; copy.text = 0; copy.ident = 0; copy.marker[0] = 0; copy.marker[1] = 0; copy.since[0] = 0; copy.since[1] = 0; copy.ends = 0
    :: else
    fi
}

/* Redis: holds end, memory is lost, requests are forgotten by everybody. */
active proctype Fate() {
end: do
    :: atomic { redis.seat == HELD -> end_lease(FREE) }
    :: atomic { losses > 0 && copies > 0 -> copies--;
        copy.life = redis.life; copy.whole = redis.whole; copy.seat = redis.seat; copy.by = redis.by; copy.text = redis.text; copy.ident = redis.ident; copy.marker[0] = redis.marker[0]; copy.marker[1] = redis.marker[1]; copy.since[0] = redis.since[0]; copy.since[1] = redis.since[1]; copy.ends = redis.ends }
    :: atomic { losses > 0 -> losses--; life++; gap[0] = sent[0]; gap[1] = sent[1]; is_patrolled = true;
        redis.life = 0; redis.whole = false; end_lease(FREE); redis.marker[0] = 0; redis.marker[1] = 0; redis.since[0] = 0; redis.since[1] = 0; redis.ends = 0;
        forget_copy() }
    :: atomic { losses > 0 ->
#if SPLIT
        left.whole = redis.whole; left.seat = redis.seat; left.by = redis.by; left.text = redis.text; left.ident = redis.ident; left.marker[0] = redis.marker[0]; left.marker[1] = redis.marker[1]; left.since[0] = redis.since[0]; left.since[1] = redis.since[1]; left_life = life;
#endif
        losses--; life++; gap[0] = sent[0]; gap[1] = sent[1]; is_patrolled = true;
        redis.life = copy.life; redis.whole = copy.whole; redis.seat = copy.seat; redis.by = copy.by; redis.text = copy.text; redis.ident = copy.ident; redis.marker[0] = copy.marker[0]; redis.marker[1] = copy.marker[1]; redis.since[0] = copy.since[0]; redis.since[1] = copy.since[1]; redis.ends = copy.ends;
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

/* The life and the ends are asked for before the ledger is. */
active [FILLERS] proctype RefillPractice() {
    byte of_life; byte of_ends; bool is_occupied; bool is_forced;
end: do
    :: atomic {
        if
        :: redis.life != life -> is_forced = false
        :: repairs > 0 && redis.life == life -> repairs--; is_forced = true
        fi;
        of_life = life; of_ends = redis.ends;
        PAUSE_OF_FILLING
        is_occupied = (occupancy != NONE);      /* seats_sql */
        PAUSE_OF_FILLING
        /* fill_lua */
        if
        :: !FILLING_COUNTS || (redis.life == life && !is_forced) -> SOMETIMES(10);
            if :: is_forced -> repairs++ :: else fi
        :: FILLING_COUNTS && !(redis.life == life && !is_forced) ->
            if
            :: redis.life != life ->
#ifdef NO_WHOLE
                redis.whole = true
#else
                redis.whole = false
#endif
            :: else
            fi;
            /* A lease of this life stays, and so does one of an earlier life, where the ledger leaves room for it. */
            if
            :: redis.text != 0 && is_occupied && (redis.life != life || redis.seat == HELD) -> end_lease(TAKEN); SOMETIMES(9)
            :: redis.text != 0 && !(is_occupied && (redis.life != life || redis.seat == HELD)) ->
#ifndef NO_TOUCH_AT_FILLING
                if :: redis.life != life && redis.seat != HELD -> texts++; redis.text = texts :: else fi
#else
                skip
#endif
            :: redis.text == 0 -> redis.seat = (is_occupied -> TAKEN : FREE)
            fi;
            redis.life = life
        fi;
        of_life = 0; of_ends = 0; is_occupied = false; is_forced = false }
    od
}

/* A lease that has ended: the ledger knows what became of the seat. */
active proctype SettleLeases() {
    byte seen; bool is_occupied;
end: do
    :: atomic { (redis.seat == CLAIM || redis.seat == MARK) && (LEASE_OUTLIVES) -> seen = redis.text;
        PAUSE_OF_SETTLING
        is_occupied = (occupancy != NONE);      /* occupied_sql */
        PAUSE_OF_SETTLING
#ifdef LEASE_AS_HOLD
        settle_lua(seen, false);
#else
        settle_lua(seen, is_occupied);
#endif
        seen = 0; is_occupied = false }
    od
}

active proctype Monitor() {
    timeout;
    assert(L1 || redis.life == life);
    assert(L1 || redis.text == 0);
    assert(L1 || redis.seat == FREE || redis.seat == TAKEN);
    /* A seat that looks free is refused by the ledger, and looked at again by whoever was refused; one that looks taken nobody would ask for. */
    assert(L1 || is_patrolled || !(redis.seat == FREE && occupancy != NONE));
    assert(L1 || !(redis.seat == TAKEN && occupancy == NONE));
    check_ledger()
}

init {
    atomic {
        tries[0] = TRIES_A; tries[1] = TRIES_B; cancels[0] = CANCELS; cancels[1] = CANCELS_B
    }
}
