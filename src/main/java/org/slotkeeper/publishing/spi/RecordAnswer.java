package org.slotkeeper.publishing.spi;

import java.util.function.Function;
import java.util.function.Supplier;

/** What the ledger says to a change of a practice's book. */
public sealed interface RecordAnswer {

    /** One function for each answer, so that whoever records has thought of all of them. */
    <R> R match(Function<? super Recorded, ? extends R> recorded, Supplier<? extends R> overtaken);

    record Recorded(int layoutVersion) implements RecordAnswer {
        @Override
        public <R> R match(Function<? super Recorded, ? extends R> recorded, Supplier<? extends R> overtaken) {
            return recorded.apply(this);
        }
    }

    /**
     * The book is another one by now, a seat to be withdrawn has an owner, or the request has been
     * met: nothing was recorded, look again.
     */
    record Overtaken() implements RecordAnswer {
        @Override
        public <R> R match(Function<? super Recorded, ? extends R> recorded, Supplier<? extends R> overtaken) {
            return overtaken.get();
        }
    }
}
