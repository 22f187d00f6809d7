package org.slotkeeper.demo;

import java.util.List;

/**
 * The invented clinicians of one practice: the same seed and practice have the same people every
 * day.
 */
final class DemoStaff {

    /** Spreads numbers evenly over 0 to 1, however many there are. */
    private static final double GOLDEN = 0.6180339887498949;

    private static final List<String> SURNAMES = List.of(
            "Ashdown",
            "Birkett",
            "Calloway",
            "Dunmore",
            "Eastgate",
            "Fenwick",
            "Garland",
            "Hartnell",
            "Iqbal",
            "Jessop",
            "Kendrick",
            "Lomax",
            "Marlow",
            "Nazari",
            "Okoro",
            "Penrose",
            "Quigley",
            "Ravenhill",
            "Sandhu",
            "Thackeray",
            "Underhill",
            "Venn",
            "Whitlock",
            "Yeoman",
            "Adeyemi",
            "Brightwell",
            "Chaudhry",
            "Draycott",
            "Ellison",
            "Farrow");

    private final DemoProfile profile;
    private final double offset;
    private final int names;

    DemoStaff(DemoProfile profile, Scatter scatter) {
        this.profile = profile;
        this.offset = scatter.fraction(1);
        this.names = scatter.below(26 * SURNAMES.size(), 2);
    }

    /** What a clinician does, and how long that takes. */
    enum Group {
        GP("General Medical Practitioner", "General Consultation Routine", 10),
        NURSE("Nurse", "Planned Clinics", 10),
        OTHER("Other Direct Patient Care", "Planned Clinical Procedure", 12);

        final String role;
        final String serviceType;
        final int slotMinutes;

        Group(String role, String serviceType, int slotMinutes) {
            this.role = role;
            this.serviceType = serviceType;
            this.slotMinutes = slotMinutes;
        }
    }

    record Clinician(String name, Group group) {}

    Clinician clinician(int number) {
        double place = (offset + number * GOLDEN) % 1;
        Group group = place < profile.mix().gp()
                ? Group.GP
                : place < profile.mix().gp() + profile.mix().nurse() ? Group.NURSE : Group.OTHER;
        int name = (names + number * 31) % (26 * SURNAMES.size());
        String initialAndSurname = (char) ('A' + name / SURNAMES.size()) + ". " + SURNAMES.get(name % SURNAMES.size());
        return new Clinician((group == Group.GP ? "Dr " : "") + initialAndSurname, group);
    }
}
