package org.slotkeeper.simulation;

/** What must come about in some seed: a simulator that never gets there would prove nothing about it. */
enum Sometimes {
    ANSWER_LOST_BUT_COMMITTED,
    ANSWER_LOST_AND_NOT_COMMITTED,
    STORED_REFUSAL_STOPPED_LATE_COMMIT,
    LATE_NEWS_IGNORED,
    OLD_LIFE_REFUSED,
    HOLD_EXPIRED_IN_MID_CONFIRM,
    UNSURE_WAS_BOOKED,
    UNSURE_WAS_REFUSED,
    BOOKED_PAST_THE_INVENTORY,
    SUSPECT_WAS_BOOKED,
    SUSPECT_WAS_FREE,
    FILL_CAME_LATE,
    REFUSED_BY_LEDGER,
    REPLAY_SERVED,
    ENGINE_CRASHED,
    ENGINE_PAUSED,
    MEMORY_EMPTIED,
    MEMORY_RESTORED,
    MEMORY_OF_A_REPLICA,
    REDIS_CUT_OFF,
    POSTGRES_CUT_OFF,
    REDIS_AWAY,
    POSTGRES_AWAY,
    CLOCK_STEPPED_BACK,
    /** Not wanted: everything is at rest, and the inventory differs from the ledger in a seat. It takes a reconciler to find it. */
    DRIFT_LEFT
}
