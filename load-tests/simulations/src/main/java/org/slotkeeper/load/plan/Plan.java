package org.slotkeeper.load.plan;

import java.util.List;

/**
 * All that a run needs to have worked out before it begins.
 *
 * @param published sessions that there must be before the run
 * @param toPublish sessions that practices publish during the run
 * @param patients who come again and again in the usual mix, and to warm up
 * @param contenders who come once, for a release, in the order in which they come
 */
public record Plan(
        List<Practice> practices,
        List<SessionPlan> published,
        List<SessionPlan> toPublish,
        List<Patient> patients,
        List<Contender> contenders) {

    public Plan {
        practices = List.copyOf(practices);
        published = List.copyOf(published);
        toPublish = List.copyOf(toPublish);
        patients = List.copyOf(patients);
        contenders = List.copyOf(contenders);
    }

    /** @param arrivalMillis from the beginning of the measured part */
    public record Contender(long arrivalMillis, Patient patient) {}

    public int slots() {
        return published.stream().mapToInt(SessionPlan::slots).sum();
    }

    /** Slots of sessions that are released during the run. */
    public int releasedSlots() {
        return published.stream()
                .filter(session -> session.releaseAfterMillis().isPresent())
                .mapToInt(SessionPlan::slots)
                .sum();
    }

    public double patientsOfPractices() {
        return practices.stream().mapToDouble(Practice::patients).sum();
    }
}
