package org.slotkeeper.api.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.booking.FreeSlots;
import org.slotkeeper.domain.appointment.Refusal;

/** What we have added to R4 is defined, all of it and nothing else, and can be read where it is used. */
final class DefinitionsTest {

    private static final Path FILES = Path.of("src/main/resources/fhir");
    private static final Path CODE = Path.of("src/main/java/org/slotkeeper");
    private static final String EXTENSIONS = "https://slotkeeper.org/fhir/StructureDefinition/";

    /** Where a code is written down beside the enums: what it is preceded by. */
    private static final Pattern WRITTEN_CODE = Pattern.compile(
            "(?:Failure\\.of\\(\\s*(?:\\d+|NOT_FOUND),\\s*\"[a-z-]+\",\\s*"
                    + "|failing\\(\\d+, \"[a-z-]+\", |Unreadable\\.rule\\(\\s*|details\\(text, |unknown\\()\"([A-Z_]+)\"");

    private final Desk desk = new Desk();

    static Stream<String> addresses() throws IOException {
        try (Stream<Path> files = Files.walk(FILES)) {
            return files
                    .filter(Files::isRegularFile)
                    .map(file -> FILES.relativize(file).toString().replace(".json", ""))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void eachDefinitionIsValidAndCanBeReadWithoutAToken(String address) throws IOException {
        EngineAnswer answer = desk.follow(address);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("Content-Type", "application/fhir+json;charset=utf-8");
        assertThat(answer.body().toString()).isEqualTo(Files.readString(FILES.resolve(address + ".json")));
        R4.requireValid(answer);
        JsonObject definition = Desk.json(answer);
        assertThat(definition.getString("resourceType") + '/' + definition.getString("id"))
                .isEqualTo(address);
        assertThat(definition.getString("url")).endsWith('/' + definition.getString("id"));
    }

    @Test
    void noOtherDefinitionIsThere() {
        for (String other :
                Set.of("StructureDefinition/none", "CodeSystem/hold", "ValueSet/..", "OperationDefinition/hold.json")) {
            RefusalTest.requireRefused(desk.follow(other), 404, "not-found", "NOT_FOUND");
        }
    }

    @Test
    void eachExtensionOfOursIsDefinedAndEachThatIsDefinedIsUsed() throws IOException {
        Map<String, String> named = new TreeMap<>();
        for (Field field : Systems.class.getDeclaredFields()) {
            String value = String.valueOf(valueOf(field));
            if (value.startsWith(EXTENSIONS) && value.length() > EXTENSIONS.length()) {
                named.put(value.substring(EXTENSIONS.length()), field.getName());
            }
        }
        Set<String> defined = addresses()
                .filter(address -> address.startsWith("StructureDefinition/"))
                .map(address -> address.substring("StructureDefinition/".length()))
                .filter(id -> definition("StructureDefinition/" + id)
                        .getString("type")
                        .equals("Extension"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(defined).as("files of definitions, and names in Systems").isEqualTo(named.keySet());
        String code = code();
        named.values().forEach(name -> assertThat(code).as("is used").contains("Systems." + name));
        defined.forEach(id -> assertThat(definition("StructureDefinition/" + id).getString("url"))
                .isEqualTo(EXTENSIONS + id));
    }

    @Test
    void noAddressOfOursIsWrittenDownElsewhere() throws IOException {
        String others = code().replace(Files.readString(CODE.resolve("api/fhir/Systems.java")), "");

        assertThat(others)
                .doesNotContain("\"https://slotkeeper.org/fhir")
                .doesNotContain("\"https://slotkeeper.org/codes");
    }

    @Test
    void theCodeSystemHasEveryCodeThatIsGivenAndNoOther() throws IOException {
        Set<String> given = new TreeSet<>();
        Arrays.stream(Refusal.Reason.values()).map(Enum::name).forEach(given::add);
        Arrays.stream(FreeSlots.Why.values()).map(Enum::name).forEach(given::add);
        Matcher written = WRITTEN_CODE.matcher(code());
        while (written.find()) {
            given.add(written.group(1));
        }
        Set<String> defined = new TreeSet<>();
        JsonArray concepts = definition("CodeSystem/outcome").getJsonArray("concept");
        concepts.forEach(concept -> defined.add(((JsonObject) concept).getString("code")));

        assertThat(defined)
                .as("a code that is given or taken away belongs in src/main/resources/fhir/CodeSystem/outcome.json")
                .isEqualTo(given);
        assertThat(definition("CodeSystem/outcome").getInteger("count")).isEqualTo(concepts.size());
        assertThat(definition("CodeSystem/outcome").getString("url")).isEqualTo(Systems.OUTCOME);
    }

    @Test
    void theOperationIsTheOneThatTheCapabilitiesName() {
        JsonObject operation = definition("OperationDefinition/hold");

        assertThat(operation.getString("url")).isEqualTo(Systems.operation("hold"));
        assertThat(Desk.json(desk.metadata()).encode())
                .contains("\"definition\":\"" + operation.getString("url") + '"');
    }

    @Test
    void theJudgeOfOurResourcesKnowsOurDefinitions() {
        refuse(extended("Slot", EXTENSIONS + "none", "\"valueInstant\":\"2026-11-23T08:00:00Z\""));
        refuse(extended("Slot", "https://elsewhere.example/none", "\"valueInstant\":\"2026-11-23T08:00:00Z\""));
        String outcome =
                "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"conflict\","
                        + "\"details\":{\"coding\":[{\"system\":\"" + Systems.OUTCOME
                        + "\",\"code\":\"SLOT_TAKEN\"}]},\"diagnostics\":\"x\"}]}";
        R4.requireValid(outcome);
        refuse(outcome.replace("SLOT_TAKEN", "SLOT_STOLEN"));
        refuse(outcome.replace(",\"diagnostics\":\"x\"", ""));
        refuse("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[{\"fullUrl\":"
                + "\"urn:uuid:00000000-0000-4000-8000-000000000001\",\"search\":{\"mode\":\"outcome\"},\"resource\":"
                + outcome.replace("SLOT_TAKEN", "SLOT_STOLEN") + "}]}");
    }

    @Test
    void eachExtensionIsJudgedByItsDefinition() throws IOException {
        for (String address : addresses()
                .filter(each -> each.startsWith("StructureDefinition/"))
                .toList()) {
            JsonObject definition = definition(address);
            if (definition.getString("type").equals("Extension")) {
                String context =
                        definition.getJsonArray("context").getJsonObject(0).getString("expression");
                String good = valueOf(definition);
                R4.requireValid(extended(context, definition.getString("url"), good));
                refuse(extended(context, definition.getString("url"), "\"valueString\":\"x\""));
                refuse(extended(context.equals("Slot") ? "Appointment" : "Slot", definition.getString("url"), good));
            }
        }
    }

    /** A value of the type that the extension has. */
    private static String valueOf(JsonObject definition) {
        JsonArray elements = definition.getJsonObject("differential").getJsonArray("element");
        JsonObject typed =
                elements.getJsonObject(elements.size() - 1).getJsonArray("type").getJsonObject(0);
        String type = typed.getString("code");
        return switch (type) {
            case "instant" -> "\"valueInstant\":\"2026-11-23T08:00:00Z\"";
            case "Identifier" -> "\"valueIdentifier\":{\"value\":\"x\"}";
            case "positiveInt" -> "\"valuePositiveInt\":2";
            case "Reference" -> {
                String profile = typed.getJsonArray("targetProfile").getString(0);
                String target = profile.substring(profile.lastIndexOf('/') + 1);
                yield "\"valueReference\":{\"reference\":\"" + target + "/1\",\"type\":\"" + target + "\"}";
            }
            default -> throw new IllegalStateException("say how a value of " + type + " looks");
        };
    }

    private static String extended(String context, String url, String value) {
        String extension = "\"extension\":[{\"url\":\"" + url + "\"," + value + "}]";
        return switch (context) {
            case "Slot" ->
                "{\"resourceType\":\"Slot\"," + extension + ",\"schedule\":{\"reference\":\"Schedule/1\"},"
                        + "\"status\":\"free\",\"start\":\"2026-11-23T08:00:00Z\",\"end\":\"2026-11-23T08:10:00Z\"}";
            case "Appointment" ->
                "{\"resourceType\":\"Appointment\"," + extension
                        + ",\"status\":\"pending\",\"participant\":[{\"status\":\"accepted\",\"actor\":{\"display\":\"x\"}}],"
                        + "\"start\":\"2026-11-23T08:00:00Z\",\"end\":\"2026-11-23T08:10:00Z\"}";
            case "OperationOutcome.issue" ->
                "{\"resourceType\":\"OperationOutcome\",\"issue\":[{" + extension
                        + ",\"severity\":\"error\",\"code\":\"conflict\",\"details\":{\"coding\":[{\"system\":\""
                        + Systems.OUTCOME
                        + "\",\"code\":\"SLOT_TAKEN\"}]},\"diagnostics\":\"x\"}]}";
            default -> throw new IllegalStateException("say how an extended " + context + " looks");
        };
    }

    private static void refuse(String resource) {
        assertThatThrownBy(() -> R4.requireValid(resource)).as(resource).isInstanceOf(AssertionError.class);
    }

    private static Object valueOf(Field field) {
        try {
            field.setAccessible(true);
            return field.get(null);
        } catch (IllegalAccessException cause) {
            throw new AssertionError(cause);
        }
    }

    private static JsonObject definition(String address) {
        try {
            return new JsonObject(Files.readString(FILES.resolve(address + ".json")));
        } catch (IOException cause) {
            throw new AssertionError(cause);
        }
    }

    private static String code() throws IOException {
        StringBuilder code = new StringBuilder();
        try (Stream<Path> files = Files.walk(CODE)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                code.append(Files.readString(file));
            }
        }
        return code.toString();
    }
}
