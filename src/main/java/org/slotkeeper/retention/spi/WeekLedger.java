package org.slotkeeper.retention.spi;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The ledger to whoever takes weeks out of it: one at a time has it, until it is closed. All of it
 * blocks, so it is for the command line and not for an event loop. No call holds up bookings: where
 * a lock is not to be had soon the call gives up, is tried again some times, and then answers
 * {@code false}.
 */
public interface WeekLedger extends AutoCloseable {

    /** Every week that there is a table of, the oldest first. */
    List<Standing> weeks();

    /** What the appointments and seats of this week say of other weeks. */
    List<Link> links(LocalDate monday);

    /** The seats on days of this week that appointments of others have. */
    List<Link> seatsOfOthers(LocalDate monday);

    /** What of the week itself is newer than the limit. */
    List<Need> newer(Week week, Limit limit);

    /**
     * How many changes a listener of the log has not heard yet, by the weeks of their appointments.
     * Nobody can tell it of them when these are gone.
     *
     * @param since a listener that has not moved since then, though something has waited for it for
     * as long, is switched off: nothing is kept for it
     */
    Map<LocalDate, Long> unheard(Instant since);

    /**
     * How many entries of this week of the audit trail name appointments, by the week that these
     * were first made for.
     */
    Map<LocalDate, Long> namedInEntries(LocalDate monday);

    /**
     * From then on every change of the week is refused, so that what is counted stays true; whoever
     * reads does not notice. False if others are at it.
     */
    boolean freeze(Week week);

    /** False if others are at it: then it is frozen still. */
    boolean thaw(Week week);

    /** Of a frozen week: from then on it is taken out, whoever goes on with it. */
    void decide(Week week, Instant now);

    /**
     * Drops what the ledger remembers of old requests, of diaries in which all has passed and of
     * retired slots, as far as it belongs to weeks that are taken out, or to none.
     *
     * @param limit of requests that came to nothing
     * @param oldest the first week that stays: a diary with a time since is needed by whoever
     * cancels or moves an appointment
     */
    Forgotten forget(Set<LocalDate> weeksTakenOut, Limit limit, Limit oldest);

    /** @param diaries of patients who have no appointment at their practice any more */
    record Forgotten(long requests, long refusals, long diaries, long retiredSlots) {}

    /** Every week whose appointments were decided on, whether it is gone or going. */
    Set<LocalDate> weeksTakenOut();

    /** The week's tables that are still there, attached or not. */
    List<WeekTable> tables(Week week);

    /**
     * What the week's tables name by number, as far as they do: it stays in the ledger, and an
     * archive could not be read without it. Only while all of them are there.
     */
    List<WeekTable> references(Week week);

    /**
     * Takes the table out of those that statements see. False if others are at it: whoever tries
     * again goes on.
     */
    boolean detach(WeekTable table);

    /**
     * Writes the table as CSV with a head line, in an order that stays the same; answers how many
     * rows.
     */
    long copy(WeekTable table, OutputStream out) throws IOException;

    /** The archive has the whole week, and was read back. */
    void archived(Week week, String archive);

    /** Where the archive of a week is that was {@link #archived}. */
    String archiveOf(Week week);

    /** False if others are at it. */
    boolean drop(WeekTable table);

    /** All tables are dropped. */
    void retired(Week week, Instant now);

    @Override
    void close();
}
