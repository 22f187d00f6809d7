package org.slotkeeper.simulation;

/** What befalls engines and stores as a whole, beside what befalls single messages. */
enum Trouble {
    CRASH,
    PAUSE,
    EMPTIED,
    RESTORED,
    FAILOVER,
    SPLIT_BRAIN,
    REDIS_CUT,
    POSTGRES_CUT,
    REDIS_AWAY,
    POSTGRES_AWAY,
    CLOCK_STEP
}
