package org.slotkeeper.domain.schedule;

import java.util.Set;
import java.util.function.Predicate;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.OdsCode;

/**
 * Who beside the practice itself may see and book a session's slots.
 *
 * @param registeredPatients patients registered with the practice
 * @param anyPatient patients registered anywhere
 * @param organisationTypes types of other organisations, for example {@code 111}
 * @param organisations other organisations by code
 */
public record Audience(
        boolean registeredPatients, boolean anyPatient, Set<String> organisationTypes, Set<OdsCode> organisations) {

    public static final Audience REGISTERED_PATIENTS = new Audience(true, false, Set.of(), Set.of());
    public static final Audience PRACTICE_ONLY = new Audience(false, false, Set.of(), Set.of());

    public Audience {
        organisationTypes = Set.copyOf(organisationTypes);
        organisations = Set.copyOf(organisations);
    }

    public boolean admits(Caller caller, OdsCode practice) {
        return admitting(caller, practice).test(this);
    }

    /** The same, to be asked of many sessions. */
    public static Predicate<Audience> admitting(Caller caller, OdsCode practice) {
        return caller.match(
                patient -> patient.isRegisteredAt(practice)
                        ? audience -> audience.anyPatient || audience.registeredPatients
                        : audience -> audience.anyPatient,
                own -> own.organisation().equals(practice) ? audience -> true : audience -> false,
                other -> audience -> audience.organisationTypes.contains(other.type())
                        || audience.organisations.contains(other.organisation()));
    }
}
