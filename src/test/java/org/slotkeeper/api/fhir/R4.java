package org.slotkeeper.api.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.ValidationOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.utilities.http.ManagedWebAccess;
import org.slotkeeper.api.EngineAnswer;

/** HAPI as the judge of what we write: one validator for all tests, because making it takes long. It asks nobody over the network. */
public final class R4 {

    public static final FhirContext CONTEXT = FhirContext.forR4();
    private static final String OUTCOME = "https://slotkeeper.org/fhir/StructureDefinition/outcome";
    /** What HAPI says of each definition of an extension where it can fetch no packages; that they work is shown by using them. */
    private static final String NEEDS_NETWORK =
            "Error generating Snapshot: Unable to resolve package id hl7.fhir.r4.core";

    private static final FhirValidator VALIDATOR = validator();

    private R4() {}

    /** Fails unless the answer's body is a valid R4 resource. Our own definitions count: an extension that nobody has defined and a code that is not in its system are errors. */
    static void requireValid(EngineAnswer answer) {
        requireValid(answer.body().toString());
    }

    public static void requireValid(String resource) {
        assertThat(errorsIn(resource, new ValidationOptions())).as(resource).isEmpty();
        outcomesIn(new JsonObject(resource)).forEach(outcome -> {
            ValidationOptions ours = new ValidationOptions().addProfile(OUTCOME);
            assertThat(errorsIn(outcome.encode(), ours)).as(outcome.encode()).isEmpty();
        });
    }

    /** The resource itself, or those of a Bundle's entries that are OperationOutcomes: ours have more to keep to than R4 asks. */
    private static List<JsonObject> outcomesIn(JsonObject resource) {
        if ("OperationOutcome".equals(resource.getString("resourceType"))) {
            return List.of(resource);
        }
        return resource.getJsonArray("entry", new JsonArray()).stream()
                .map(entry -> ((JsonObject) entry).getJsonObject("resource", new JsonObject()))
                .filter(inEntry -> "OperationOutcome".equals(inEntry.getString("resourceType")))
                .toList();
    }

    private static List<String> errorsIn(String resource, ValidationOptions options) {
        return VALIDATOR.validateWithResult(resource, options).getMessages().stream()
                .filter(message -> message.getSeverity().ordinal() >= ResultSeverityEnum.ERROR.ordinal())
                .map(message -> message.getLocationString() + ": " + message.getMessage())
                .filter(message -> !message.contains(NEEDS_NETWORK))
                .toList();
    }

    static <T extends IBaseResource> T parse(Class<T> type, String resource) {
        return CONTEXT.newJsonParser().parseResource(type, resource);
    }

    private static FhirValidator validator() {
        // Of a definition it would otherwise ask the registry of packages.
        ManagedWebAccess.setAccessPolicy(ManagedWebAccess.WebAccessPolicy.PROHIBITED);
        ValidationSupportChain support = new ValidationSupportChain(
                new DefaultProfileValidationSupport(CONTEXT),
                ours(),
                new SnapshotGeneratingValidationSupport(CONTEXT),
                new CommonCodeSystemsTerminologyService(CONTEXT),
                new InMemoryTerminologyServerValidationSupport(CONTEXT));
        FhirInstanceValidator instances = new FhirInstanceValidator(support);
        instances.setAnyExtensionsAllowed(false);
        instances.setErrorForUnknownProfiles(true);
        return CONTEXT.newValidator().registerValidatorModule(instances);
    }

    /** The definitions that this server gives out, and in outline those of UK Core that it uses. */
    private static PrePopulatedValidationSupport ours() {
        PrePopulatedValidationSupport ours = new PrePopulatedValidationSupport(CONTEXT);
        for (Path file : definitions()) {
            ours.addResource(CONTEXT.newJsonParser().parseResource(textOf(file)));
        }
        return ours;
    }

    private static List<Path> definitions() {
        try (Stream<Path> given = Files.walk(Path.of("src/main/resources/fhir"));
                Stream<Path> ukCore = Files.walk(Path.of("src/test/resources/uk-core"))) {
            return Stream.concat(given, ukCore)
                    .filter(file -> file.toString().endsWith(".json"))
                    .toList();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static String textOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
