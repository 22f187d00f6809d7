package org.slotkeeper.api.practice;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.api.Failure;
import org.slotkeeper.domain.schedule.Audience;
import org.slotkeeper.domain.schedule.AudienceWords;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Channel;
import org.slotkeeper.domain.schedule.London;
import org.slotkeeper.domain.schedule.ReleaseRule;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.domain.schedule.Wording;
import org.slotkeeper.platform.JsonText;
import org.slotkeeper.publishing.BrokenRule;
import org.slotkeeper.publishing.SessionDraft;
import org.slotkeeper.publishing.Timetable;
import org.slotkeeper.publishing.spi.SessionEntry;

/** A session in the practices' JSON, read and written. */
final class SessionJson {

    private static final DateTimeFormatter WALL =
            DateTimeFormatter.ofPattern("HH:mm").withZone(London.ZONE);

    private SessionJson() {}

    /**
     * The fields of a session that are right in form; whether they keep the rules is not known yet.
     */
    private record Form(
            LocalDate date,
            WallTimes times,
            int slotMinutes,
            int capacity,
            CareWords care,
            List<String> audience,
            Optional<String> overlapReason) {}

    private record WallTimes(LocalTime start, LocalTime end) {}

    /** What is said of the care, word by word. */
    private record CareWords(String clinician, String role, String channel, String type, String location) {}

    static Parsed<SessionDraft> read(SessionId id, JsonFields fields) {
        if (fields.has("recurrence")) {
            return new Parsed.Bad<>(Failures.notSupported(
                    "recurrence", "recurrence is not supported yet: publish one session for each date"));
        }
        Form form = new Form(
                fields.date("date"),
                new WallTimes(fields.time("start"), fields.time("end")),
                fields.number("slotMinutes"),
                fields.number("capacity", 1),
                new CareWords(
                        fields.text("clinician"),
                        fields.text("role"),
                        fields.text("channel"),
                        fields.text("type"),
                        fields.text("location")),
                fields.has("audience") ? fields.texts("audience") : AudienceWords.of(Audience.REGISTERED_PATIENTS),
                overlapReason(fields));
        Optional<JsonFields> release = fields.has("release") ? Optional.of(fields.object("release")) : Optional.empty();
        Parsed<ReleaseRule> rule =
                release.map(SessionJson::release).orElseGet(() -> new Parsed.Good<>(new ReleaseRule.AtOnce()));
        Optional<Failure> failure = fields.failure();
        return failure.isPresent() ? new Parsed.Bad<>(failure.get()) : rule.then(released -> draft(id, form, released));
    }

    /**
     * Why the clinician may have another session at the same time. To say that it may be and not
     * why is not enough: it is kept in the audit trail.
     */
    private static Optional<String> overlapReason(JsonFields fields) {
        boolean hasReason = fields.has("overlapReason");
        if (!fields.has("overlap")) {
            if (hasReason) {
                fields.refuse("overlapReason", "is taken only with \"overlap\": \"allow\"");
            }
            return Optional.empty();
        }
        fields.word("overlap", "allow");
        return Optional.of(fields.text("overlapReason"));
    }

    /** The members of the object. */
    static JsonText write(JsonText text, SessionEntry entry) {
        text.field("id", entry.id().value())
                .field("date", entry.day().toString())
                .field("start", WALL.format(entry.time().start()))
                .field("end", WALL.format(entry.time().end()))
                .field("slotMinutes", entry.layout().slotLength().toMinutes())
                .field("capacity", entry.capacity())
                .field("clinician", entry.care().clinician())
                .field("role", entry.care().role())
                .field("channel", entry.care().channel().word())
                .field("type", entry.care().serviceType())
                .field("location", entry.care().location());
        JsonText released = write(text, entry.release());
        entry.overlapReason()
                .ifPresent(reason -> released.field("overlap", "allow").field("overlapReason", reason));
        return released.texts("audience", AudienceWords.of(entry.audience()));
    }

    private static Parsed<ReleaseRule> release(JsonFields fields) {
        boolean isAt = fields.has("at");
        boolean hasDays = fields.has("daysBefore");
        boolean hasTime = fields.has("time");
        if (isAt == (hasDays || hasTime)) {
            return new Parsed.Bad<>(Failures.badValue("release", "must have either at, or daysBefore and time"));
        }
        if (isAt) {
            Instant at = fields.instant("at").toInstant();
            Optional<Failure> failure = fields.failure();
            if (failure.isPresent()) {
                return new Parsed.Bad<>(failure.get());
            }
            return at.getNano() == 0 && isNear(at)
                    ? new Parsed.Good<>(new ReleaseRule.At(at))
                    : broken("release.at", "must be a whole second of the years 2000 to 2999");
        }
        int days = fields.number("daysBefore");
        LocalTime time = fields.time("time");
        Optional<Failure> failure = fields.failure();
        if (failure.isPresent()) {
            return new Parsed.Bad<>(failure.get());
        }
        return days < 0 || days > ReleaseRule.DaysBefore.DAYS_MAX
                ? broken("release.daysBefore", "must be 0 to " + ReleaseRule.DaysBefore.DAYS_MAX)
                : new Parsed.Good<>(new ReleaseRule.DaysBefore(days, time));
    }

    private static Parsed<SessionDraft> draft(SessionId id, Form form, ReleaseRule release) {
        Optional<BrokenRule> broken = brokenText("clinician", form.care().clinician())
                .or(() -> brokenText("role", form.care().role()))
                .or(() -> brokenText("type", form.care().type()))
                .or(() -> brokenText("location", form.care().location()))
                .or(() -> form.overlapReason().flatMap(reason -> brokenText("overlapReason", reason)))
                .or(() -> brokenChannel(form.care().channel()))
                .or(() -> AudienceWords.broken(form.audience()).map(rule -> new BrokenRule("audience", rule)))
                .or(() -> Timetable.brokenRule(
                        form.date(),
                        form.times().start(),
                        form.times().end(),
                        Duration.ofMinutes(form.slotMinutes()),
                        form.capacity()));
        if (broken.isPresent()) {
            return new Parsed.Bad<>(Failures.brokenRule(broken.get()));
        }
        Care care = new Care(
                form.care().clinician(),
                form.care().role(),
                Channel.ofWord(form.care().channel()),
                form.care().type(),
                form.care().location());
        return new Parsed.Good<>(new SessionDraft(
                id,
                new Timetable(
                        form.date(),
                        form.times().start(),
                        form.times().end(),
                        Duration.ofMinutes(form.slotMinutes()),
                        form.capacity()),
                care,
                release,
                AudienceWords.parse(form.audience()),
                form.overlapReason()));
    }

    private static Optional<BrokenRule> brokenText(String field, String text) {
        return Wording.LINE.brokenRule(text, Care.TEXT_MAX).map(rule -> new BrokenRule(field, rule));
    }

    private static Optional<BrokenRule> brokenChannel(String word) {
        for (Channel channel : Channel.values()) {
            if (channel.word().equals(word)) {
                return Optional.empty();
            }
        }
        return Optional.of(new BrokenRule("channel", "must be In-person, Telephone or Video"));
    }

    private static boolean isNear(Instant at) {
        int year = at.atZone(London.ZONE).getYear();
        return year >= 2000 && year <= 2999;
    }

    private static JsonText write(JsonText text, ReleaseRule release) {
        return release.match(
                () -> text,
                at -> text.object("release")
                        .field("at", LondonTime.text(at.instant()))
                        .close(),
                before -> text.object("release")
                        .field("daysBefore", before.days())
                        .field("time", before.time().toString())
                        .close());
    }

    private static <T> Parsed<T> broken(String field, String rule) {
        return new Parsed.Bad<>(Failures.brokenRule(new BrokenRule(field, rule)));
    }
}
