package org.slotkeeper.domain.party;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Who is calling, as a verified token says. */
public sealed interface Caller {

    String PUBLISH = "slots:publish";
    String READ = "appointments:read";
    String WRITE = "appointments:write";

    /**
     * Names the caller in request ids and in the audit trail; the same caller has the same key in
     * every process.
     */
    String key();

    /**
     * One function for each kind, so that whoever asks who is calling has thought of all of them.
     */
    <R> R match(
            Function<? super Patient, ? extends R> patient,
            Function<? super PracticeSystem, ? extends R> practice,
            Function<? super Organisation, ? extends R> organisation);

    /** The patient, if one is calling. */
    default Optional<Patient> patient() {
        return match(Optional::of, practice -> Optional.empty(), organisation -> Optional.empty());
    }

    /** Whether a practice is calling; which one is not said. */
    default boolean isPractice() {
        return match(patient -> false, practice -> true, organisation -> false);
    }

    /**
     * Whether the caller may know of, confirm and end no other holds than those it placed itself:
     * so it is for organisations other than the practice.
     */
    default boolean isBoundToWhatItPlaced() {
        return match(patient -> false, practice -> false, organisation -> true);
    }

    /**
     * Whether it is a system of this practice with the scope for it: it publishes, and is told what
     * became of that, and nobody else is.
     */
    default boolean publishesFor(OdsCode practice) {
        return match(
                patient -> false,
                own -> own.organisation().equals(practice) && own.may(PUBLISH),
                organisation -> false);
    }

    /**
     * @param registeredAt the practice where the patient is registered, if the token says
     * @param registeredAnywhere whether a patient whose token does not say where counts as
     * registered at every practice; else at none
     * @param actor who acts for the patient, if somebody does: the subject of the token's
     * {@code act} claim
     */
    record Patient(
            NhsNumber nhsNumber, Optional<OdsCode> registeredAt, boolean registeredAnywhere, Optional<String> actor)
            implements Caller {

        static final String BY = ":by:";

        /** Registered where the token says, and nowhere else. */
        public Patient(NhsNumber nhsNumber, Optional<OdsCode> registeredAt, Optional<String> actor) {
            this(nhsNumber, registeredAt, false, actor);
        }

        public boolean isRegisteredAt(OdsCode practice) {
            return registeredAt.map(practice::equals).orElse(registeredAnywhere);
        }

        @Override
        public String key() {
            return "patient:" + nhsNumber.digits() + actor.map(BY::concat).orElse("");
        }

        @Override
        public <R> R match(
                Function<? super Patient, ? extends R> patient,
                Function<? super PracticeSystem, ? extends R> practice,
                Function<? super Organisation, ? extends R> organisation) {
            return patient.apply(this);
        }

        @Override
        public String toString() {
            return "Patient[***]";
        }
    }

    /** A practice or its system, for its own organisation only. */
    record PracticeSystem(OdsCode organisation, Set<String> scopes) implements Caller {
        @Override
        public String key() {
            return "practice:" + organisation.value();
        }

        @Override
        public <R> R match(
                Function<? super Patient, ? extends R> patient,
                Function<? super PracticeSystem, ? extends R> practice,
                Function<? super Organisation, ? extends R> organisation) {
            return practice.apply(this);
        }

        public boolean may(String scope) {
            return scopes.contains(scope);
        }
    }

    /** Another organisation, for example NHS 111 or a hub, that books for a named patient. */
    record Organisation(OdsCode organisation, String type, Set<String> scopes) implements Caller {
        @Override
        public String key() {
            return "organisation:" + organisation.value();
        }

        @Override
        public <R> R match(
                Function<? super Patient, ? extends R> patient,
                Function<? super PracticeSystem, ? extends R> practice,
                Function<? super Organisation, ? extends R> organisation) {
            return organisation.apply(this);
        }

        public boolean may(String scope) {
            return scopes.contains(scope);
        }
    }
}
