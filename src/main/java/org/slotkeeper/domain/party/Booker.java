package org.slotkeeper.domain.party;

import java.util.Optional;
import java.util.function.Function;

/** Who booked an appointment, as it is told to those who may see it. */
public sealed interface Booker {

    /** One function for each kind, so that whoever tells who booked has thought of all of them. */
    <R> R match(
            Function<? super Patient, ? extends R> patient, Function<? super Organisation, ? extends R> organisation);

    /** @param actor who acted for the patient, if it was not the patient */
    record Patient(Optional<String> actor) implements Booker {
        @Override
        public <R> R match(
                Function<? super Patient, ? extends R> patient,
                Function<? super Organisation, ? extends R> organisation) {
            return patient.apply(this);
        }
    }

    /** The practice itself, or another organisation. */
    record Organisation(OdsCode odsCode) implements Booker {
        @Override
        public <R> R match(
                Function<? super Patient, ? extends R> patient,
                Function<? super Organisation, ? extends R> organisation) {
            return organisation.apply(this);
        }
    }

    static Booker of(Caller caller) {
        return ofKey(caller.key());
    }

    /**
     * @param key by which the ledger keeps a caller: {@link Caller#key()}
     * @throws IllegalArgumentException if no caller has this key
     */
    static Booker ofKey(String key) {
        int colon = key.indexOf(':') + 1;
        return switch (key.substring(0, colon)) {
            case "patient:" -> new Patient(actorIn(key));
            case "practice:", "organisation:" -> new Organisation(new OdsCode(key.substring(colon)));
            default -> throw new IllegalArgumentException("not the key of a caller");
        };
    }

    private static Optional<String> actorIn(String key) {
        int by = key.indexOf(Caller.Patient.BY);
        return by < 0 ? Optional.empty() : Optional.of(key.substring(by + Caller.Patient.BY.length()));
    }
}
