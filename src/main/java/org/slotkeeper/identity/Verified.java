package org.slotkeeper.identity;

import org.slotkeeper.domain.party.Caller;

/** What a check of a token found. */
public sealed interface Verified {

    /** The token is good and says who the bearer is. */
    record Known(Caller caller) implements Verified {}

    /** The token is good, but the identity in it is not enough to be let in: proven to less than P9, or nobody we serve. */
    record Insufficient() implements Verified {}

    /** The token is not one of our issuer's, not for us, not now, or odd in any way. Why is for the meters and not for the bearer. */
    record Bad() implements Verified {}
}
