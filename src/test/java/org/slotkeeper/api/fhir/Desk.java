package org.slotkeeper.api.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slotkeeper.api.Engine;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.api.EngineRequest;
import org.slotkeeper.api.Operation;
import org.slotkeeper.api.Operations;
import org.slotkeeper.api.RequestTarget;
import org.slotkeeper.api.Routes;
import org.slotkeeper.booking.BookingOffice;
import org.slotkeeper.booking.BookingPorts;
import org.slotkeeper.booking.BookingSettings;
import org.slotkeeper.booking.HandTimer;
import org.slotkeeper.booking.InMemoryLedger;
import org.slotkeeper.booking.InMemorySlotArchive;
import org.slotkeeper.booking.InMemorySlotInventory;
import org.slotkeeper.booking.NoLongerKept;
import org.slotkeeper.booking.PromptDesk;
import org.slotkeeper.booking.ReadPublished;
import org.slotkeeper.booking.Requests;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.testing.MovableClock;

/** The whole API over the real booking office and stores in memory, asked by one caller after the other. */
final class Desk {

    static final String BASE = "https://booking.example";
    static final FhirSettings SETTINGS = new FhirSettings(BASE, "0.1.0", 1 << 24);
    static final CursorSeal SEAL = new CursorSeal("a secret of sixteen bytes".getBytes(StandardCharsets.UTF_8));
    static final NhsNumber ANN = NhsNumber.parse("9434765919");
    static final NhsNumber BEN = NhsNumber.ofDemonstration(7);
    static final Caller ANN_HERSELF = new Caller.Patient(ANN, Optional.of(Books.OPEN), Optional.empty());
    static final Caller BEN_HIMSELF = new Caller.Patient(BEN, Optional.of(Books.OPEN), Optional.empty());
    static final Caller HUB = new Caller.Organisation(new OdsCode("Y00111"), "111", Set.of(Caller.READ, Caller.WRITE));

    private static final Routes ROUTES = Routes.of(FhirApi.ALL);

    final MovableClock clock = new MovableClock(Books.NOW);
    final Books books = new Books();
    final InMemorySlotInventory inventory = new InMemorySlotInventory();
    final InMemoryLedger ledger = new InMemoryLedger(practice -> books.all().get(practice));

    private final Engine engine;
    private Caller caller = ANN_HERSELF;
    final InMemorySlotArchive archive = new InMemorySlotArchive(
            ledger, practice -> Optional.ofNullable(books.all().get(practice)));
    private Optional<UUID> requestId = Optional.empty();
    private final Map<String, String> headers = new HashMap<>();
    private int requests;

    Desk() {
        books.all().forEach((practice, book) -> inventory.publish(practice, Books.MONDAY, 0, Books.LAYOUT));
        books.all().forEach((practice, book) -> book.days()
                .keySet()
                .forEach(day -> inventory.publish(practice, day, Books.SEATS, Books.LAYOUT)));
        BookingSettings settings = new BookingSettings(Duration.ofMinutes(5), Duration.ofSeconds(30), 4);
        BookingOffice office = new BookingOffice(
                new BookingPorts(
                        books, inventory, ledger, new PromptDesk(inventory, ledger, clock), () -> {}, new HandTimer()),
                new Requests("a secret of sixteen bytes".getBytes(StandardCharsets.UTF_8)),
                settings,
                clock);
        SlotTexts texts = new SlotTexts(SETTINGS);
        engine = new Operations(
                ROUTES,
                List.of(
                        new Metadata(SETTINGS, FhirApi.ALL).handlers(),
                        new Definitions().handlers(),
                        new FhirOperations(office, new NoLongerKept(archive, clock), texts, SEAL, SETTINGS).handlers(),
                        new PublishedOperations(new ReadPublished(books, inventory, archive, clock), texts)
                                .handlers()));
    }

    @CanIgnoreReturnValue
    Desk as(Caller other) {
        caller = other;
        return this;
    }

    /** For the next request only, as all headers are. */
    Desk with(String lowerCaseName, String value) {
        headers.put(lowerCaseName, value);
        return this;
    }

    /** For the next request only. */
    Desk under(UUID id) {
        requestId = Optional.of(id);
        return this;
    }

    EngineAnswer search(String query) {
        return ask(FhirApi.SLOT_SEARCH, List.of(), query, Buffer.buffer());
    }

    EngineAnswer list(String query) {
        return ask(FhirApi.APPOINTMENT_SEARCH, List.of(), query, Buffer.buffer());
    }

    EngineAnswer metadata() {
        return ask(FhirApi.METADATA, List.of(), "", Buffer.buffer());
    }

    /** Reads what a reference leads to. */
    EngineAnswer follow(String reference) {
        String relative = reference.startsWith(BASE) ? reference.substring((BASE + "/FHIR/R4/").length()) : reference;
        Routes.Match match = ROUTES.match("GET", "/FHIR/R4/" + relative);
        assertThat(match).as(reference).isInstanceOf(Routes.Match.Found.class);
        Routes.Match.Found found = (Routes.Match.Found) match;
        return ask(found.route().operation(), found.values(), "", Buffer.buffer());
    }

    EngineAnswer read(String id) {
        return ask(FhirApi.APPOINTMENT_READ, List.of(id), "", Buffer.buffer());
    }

    EngineAnswer book(String body) {
        return book(Buffer.buffer(body));
    }

    EngineAnswer book(Buffer body) {
        return ask(FhirApi.BOOK, List.of(), "", body);
    }

    EngineAnswer hold(String body) {
        return ask(FhirApi.HOLD, List.of(), "", Buffer.buffer(body));
    }

    EngineAnswer put(String id, String body) {
        return ask(FhirApi.APPOINTMENT_CHANGE, List.of(id), "", Buffer.buffer(body));
    }

    static JsonObject json(EngineAnswer answer) {
        return new JsonObject(answer.body());
    }

    static JsonObject issue(EngineAnswer answer) {
        return json(answer).getJsonArray("issue").getJsonObject(0);
    }

    /** The id of the resource that the answer holds. */
    static String id(EngineAnswer answer) {
        return json(answer).getString("id");
    }

    static String slot(LocalDate day, int ordinal) {
        return "Slot/A81001-" + day.toString().replace("-", "") + "-" + String.format("%03d", ordinal);
    }

    private EngineAnswer ask(Operation operation, List<String> values, String query, Buffer body) {
        UUID id = requestId.orElseGet(() -> new UUID(0x4000L, 0x8000000000000000L + ++requests));
        EngineRequest request = new EngineRequest(
                new RequestTarget(ROUTES.of(operation), values, parameters(query)),
                Map.copyOf(headers),
                operation.isOpen() ? Optional.empty() : Optional.of(caller),
                id,
                clock.instant().plusSeconds(5),
                body);
        headers.clear();
        requestId = Optional.empty();
        Future<EngineAnswer> answer = engine.answer(request);
        assertThat(answer.succeeded())
                .as("an answer, not the fault %s", answer.cause())
                .isTrue();
        return answer.result();
    }

    /** Names and values as the gateway decodes them; a plus sign stands for itself here. */
    private static List<Map.Entry<String, String>> parameters(String query) {
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        if (!query.isEmpty()) {
            for (String parameter : query.split("&", -1)) {
                int equals = parameter.indexOf('=');
                parameters.add(Map.entry(
                        equals < 0 ? parameter : parameter.substring(0, equals),
                        equals < 0 ? "" : parameter.substring(equals + 1)));
            }
        }
        return parameters;
    }
}
