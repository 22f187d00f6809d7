package org.slotkeeper.domain.party;

import java.util.Optional;
import java.util.Set;

/** Who is calling, as a verified token says. */
public sealed interface Caller {

    String PUBLISH = "slots:publish";
    String READ = "appointments:read";
    String WRITE = "appointments:write";

    /** Names the caller in request ids and in the audit trail; the same caller has the same key in every process. */
    String key();

    /** Whether the caller may know of, confirm and end no other holds than those it placed itself: so it is for organisations other than the practice. */
    default boolean isBoundToWhatItPlaced() {
        return this instanceof Organisation;
    }

    /**
     * @param registeredAt the practice where the patient is registered, if the token says
     * @param registeredAnywhere whether a patient whose token does not say where counts as registered at every practice; else at none
     * @param actor who acts for the patient, if somebody does: the subject of the token's {@code act} claim
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

        public boolean may(String scope) {
            return scopes.contains(scope);
        }
    }
}
