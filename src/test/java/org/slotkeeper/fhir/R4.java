package org.slotkeeper.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.slotkeeper.engine.EngineAnswer;

/** HAPI as the judge of what we write: one validator for all tests, because making it takes long. It asks nobody over the network. */
public final class R4 {

    public static final FhirContext CONTEXT = FhirContext.forR4();
    private static final FhirValidator VALIDATOR = validator();

    private R4() {}

    /** Fails unless the answer's body is a valid R4 resource. What HAPI cannot know, such as our own codes, it may warn of. */
    static void requireValid(EngineAnswer answer) {
        requireValid(answer.body().toString());
    }

    public static void requireValid(String resource) {
        List<String> errors = VALIDATOR.validateWithResult(resource).getMessages().stream()
                .filter(message -> message.getSeverity().ordinal() >= ResultSeverityEnum.ERROR.ordinal())
                .map(message -> message.getLocationString() + ": " + message.getMessage())
                .toList();
        assertThat(errors).as(resource).isEmpty();
    }

    static <T extends IBaseResource> T parse(Class<T> type, String resource) {
        return CONTEXT.newJsonParser().parseResource(type, resource);
    }

    private static FhirValidator validator() {
        ValidationSupportChain support = new ValidationSupportChain(
                new DefaultProfileValidationSupport(CONTEXT),
                new CommonCodeSystemsTerminologyService(CONTEXT),
                new InMemoryTerminologyServerValidationSupport(CONTEXT));
        return CONTEXT.newValidator().registerValidatorModule(new FhirInstanceValidator(support));
    }
}
