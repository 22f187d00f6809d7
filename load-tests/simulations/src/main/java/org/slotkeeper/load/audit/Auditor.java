package org.slotkeeper.load.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.load.audit.Finding.Kind;
import org.slotkeeper.load.audit.PatientStory.Told;
import org.slotkeeper.load.audit.ServerRecord.Count;
import org.slotkeeper.load.audit.ServerRecord.Entry;
import org.slotkeeper.load.journal.Answer;

/**
 * Holds every answer that patients were given against each other and against the server's record: no slot is anybody's twice, nothing acknowledged is lost, what is cancelled stays cancelled, and nothing is there
 * that nobody was told of. All slots have one place.
 */
public final class Auditor {

    private final Map<String, PatientStory> stories = new LinkedHashMap<>();
    private long heard;

    public void hear(Answer answer) {
        switch (answer.operation()) {
            case HOLD, BOOK, CONFIRM, CANCEL -> {
                heard++;
                stories.computeIfAbsent(answer.patient(), PatientStory::new).hear(answer);
            }
            default -> {
                // Nothing is promised by them.
            }
        }
    }

    /** Answers to holds, bookings, confirmations and cancellations so far. */
    public long heard() {
        return heard;
    }

    public long acknowledged() {
        return stories.values().stream()
                .flatMap(story -> story.told().values().stream())
                .filter(Told::isBooked)
                .count();
    }

    /** Those who were told of an appointment or a hold, or who do not know. The others are found through the practices' counts. */
    public Set<String> patients() {
        Set<String> patients = new HashSet<>();
        stories.values().stream()
                .filter(story -> !story.told().isEmpty())
                .forEach(story -> patients.add(story.patient()));
        return patients;
    }

    /** Everybody who ever tried for a slot. */
    public Set<String> everybody() {
        return Set.copyOf(stories.keySet());
    }

    public List<Finding> audit(ServerRecord record) {
        List<Finding> findings = new ArrayList<>(twoWinners());
        findings.addAll(twoInRecord(record));
        for (PatientStory story : stories.values()) {
            Optional.ofNullable(record.appointments().get(story.patient())).ifPresent(entries -> {
                findings.addAll(lost(story, entries));
                findings.addAll(notAcknowledged(story, entries));
            });
        }
        findings.addAll(countDiffers(record));
        return findings;
    }

    private List<Finding> twoWinners() {
        Map<String, List<Ownership>> bySlot = new HashMap<>();
        for (PatientStory story : stories.values()) {
            story.ownerships().forEach(one -> bySlot.computeIfAbsent(one.slot(), slot -> new ArrayList<>())
                    .add(one));
        }
        List<Finding> findings = new ArrayList<>();
        for (List<Ownership> owners : bySlot.values()) {
            owners.sort(Comparator.comparingLong(Ownership::fromMillis));
            for (int later = 1; later < owners.size(); later++) {
                Ownership second = owners.get(later);
                for (Ownership first : owners.subList(0, later)) {
                    boolean isTheSame = first.appointment().equals(second.appointment());
                    Optional<Long> both = isTheSame ? Optional.empty() : first.collidesWith(second);
                    both.ifPresent(at -> findings.add(new Finding(
                            Kind.TWO_WINNERS,
                            second.slot(),
                            "given to " + first.appointment() + " and to " + second.appointment() + ", both had it at "
                                    + at)));
                }
            }
        }
        return findings;
    }

    private static List<Finding> twoInRecord(ServerRecord record) {
        Map<String, Entry> owners = new HashMap<>();
        List<Finding> findings = new ArrayList<>();
        for (List<Entry> entries : record.appointments().values()) {
            for (Entry entry : entries) {
                Entry other = entry.isBooked() ? owners.putIfAbsent(entry.slot(), entry) : null;
                if (other != null) {
                    findings.add(new Finding(
                            Kind.TWO_IN_RECORD,
                            entry.slot(),
                            "both " + other.id() + " and " + entry.id() + " are booked"));
                }
            }
        }
        return findings;
    }

    private static List<Finding> lost(PatientStory story, List<Entry> entries) {
        Map<String, Entry> byId = new HashMap<>();
        entries.forEach(entry -> byId.put(entry.id(), entry));
        List<Finding> findings = new ArrayList<>();
        for (Told told : story.told().values()) {
            Entry entry = byId.get(told.appointment);
            if (told.mustLive() && entry == null) {
                findings.add(
                        new Finding(Kind.LOST, told.slot, told.appointment + " was acknowledged and is not on record"));
            } else if (told.mustLive() && !(entry.isBooked() && entry.slot().equals(told.slot))) {
                findings.add(new Finding(
                        Kind.LOST,
                        told.slot,
                        told.appointment + " was acknowledged and is " + entry.status() + " for " + entry.slot()
                                + " on record"));
            } else if (told.isCancelled && entry != null && entry.isBooked()) {
                findings.add(new Finding(
                        Kind.NOT_CANCELLED, told.slot, told.appointment + " was cancelled and is booked on record"));
            }
        }
        return findings;
    }

    private static List<Finding> notAcknowledged(PatientStory story, List<Entry> entries) {
        List<Finding> findings = new ArrayList<>();
        for (Entry entry : entries) {
            Told told = story.told().get(entry.id());
            boolean isKnown = (told != null && (told.isBooked() || told.isUnsure)) || story.mayHave(entry.slot());
            if (entry.isBooked() && !isKnown) {
                findings.add(new Finding(
                        Kind.NOT_ACKNOWLEDGED,
                        entry.slot(),
                        entry.id() + " is booked on record, and its patient was never told so"));
            }
        }
        return findings;
    }

    /** A practice counts what it has booked; its patients were told of at least and at most so many. */
    private List<Finding> countDiffers(ServerRecord record) {
        Map<String, Integer> sure = new HashMap<>();
        Map<String, Integer> possible = new HashMap<>();
        for (PatientStory story : stories.values()) {
            for (Told told : story.told().values()) {
                sure.merge(told.slot, told.mustLive() ? 1 : 0, Integer::sum);
                boolean mayLive = told.mustLive() || told.isUnsure || (told.isBooked() && !told.isCancelled);
                possible.merge(told.slot, mayLive ? 1 : 0, Integer::sum);
            }
            story.unsureSlots().forEach((slot, times) -> possible.merge(slot, times, Integer::sum));
        }
        List<Finding> findings = new ArrayList<>();
        record.sessions().forEach((name, count) -> {
            int least = sum(count, sure);
            int most = sum(count, possible);
            if (count.booked() < least || count.booked() > most) {
                String wanted = least == most ? Integer.toString(least) : least + " to " + most;
                findings.add(new Finding(
                        Kind.COUNT_DIFFERS,
                        name,
                        "its practice counts " + count.booked() + " booked, its patients were told of " + wanted));
            }
        });
        return findings;
    }

    private static int sum(Count count, Map<String, Integer> bySlot) {
        return count.slots().stream()
                .mapToInt(slot -> bySlot.getOrDefault(slot, 0))
                .sum();
    }
}
