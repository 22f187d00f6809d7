package org.slotkeeper.booking;

import java.util.List;
import java.util.Optional;
import org.slotkeeper.domain.appointment.Appointment.Notes;
import org.slotkeeper.domain.appointment.RequestContent;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.schedule.SlotId;

/**
 * What each command says beside who asks, under which id and when. The names are kept for good:
 * {@link RequestContent} says why.
 */
final class RequestContents {

    private RequestContents() {}

    static RequestContent of(Command.Hold command) {
        return RequestContent.of("hold")
                .text("patient", command.patient().digits())
                .texts("slots", texts(command.slots()));
    }

    static RequestContent of(Command.Book command) {
        RequestContent content =
                RequestContent.of("book").text("patient", command.patient().digits());
        return withNotes(withChoice(content, command.choice()), command.notes())
                .texts("statement", command.choice().statement().words());
    }

    /** @param patient whose hold it is, named or not */
    static RequestContent confirming(Command.Keep command, NhsNumber patient) {
        return kept("confirm", command, Optional.of(patient));
    }

    static RequestContent changing(Command.Keep command) {
        return kept("change", command, command.patient());
    }

    static RequestContent of(Command.Cancel command) {
        RequestContent content = RequestContent.of("cancel")
                .text("id", command.id().text())
                .text("patient", command.patient().map(NhsNumber::digits))
                .text("reason", command.reason());
        return content.text("version", command.seenVersions().map(SeenVersions::text))
                .texts("statement", command.statement().words());
    }

    private static RequestContent kept(String operation, Command.Keep command, Optional<NhsNumber> patient) {
        RequestContent content = RequestContent.of(operation)
                .text("id", command.id().text())
                .text("patient", patient.map(NhsNumber::digits));
        return withNotes(withChoice(content, command.choice()), command.notes())
                .text("version", command.seenVersions().map(SeenVersions::text))
                .texts("statement", command.choice().statement().words());
    }

    private static RequestContent withChoice(RequestContent content, SlotChoice choice) {
        RequestContent chosen = content.texts("slots", texts(choice.slots()));
        return choice.time()
                .map(time -> chosen.instant("start", time.start()).instant("end", time.end()))
                .orElse(chosen);
    }

    private static RequestContent withNotes(RequestContent content, Notes notes) {
        return content.text("description", notes.description()).text("comment", notes.comment());
    }

    private static List<String> texts(List<SlotId> slots) {
        return slots.stream().map(SlotId::text).toList();
    }
}
