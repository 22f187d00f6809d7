package org.slotkeeper.api.fhir;

import java.util.regex.Pattern;

/**
 * What the operator says of the public face of the API.
 *
 * @param publicBase where the outside world reaches the gateway, for example
 * {@code https://booking.example}, without a slash at the end
 * @param softwareVersion as the CapabilityStatement names it
 * @param slotTextBytesMax how much memory the slots that are kept as rendered text may take in one
 * process
 */
public record FhirSettings(String publicBase, String softwareVersion, long slotTextBytesMax) {

    private static final Pattern BASE =
            Pattern.compile("https?://[A-Za-z0-9.\\[\\]:-]+(/[A-Za-z0-9._~/-]*[A-Za-z0-9._~-])?");
    private static final long SLOT_TEXT_BYTES_MIN = 1L << 20;

    public FhirSettings {
        require(
                isPublicBase(publicBase),
                "fhir.publicBase must be an absolute http or https address without a slash at the end");
        require(!softwareVersion.isBlank(), "the software version must not be blank");
        require(slotTextBytesMax >= SLOT_TEXT_BYTES_MIN, "fhir.slotTextBytesMax must be at least 1048576");
    }

    /** Whether links can begin with it. */
    public static boolean isPublicBase(String address) {
        return BASE.matcher(address).matches();
    }

    /** The same, for callers who know the service by another address. */
    public FhirSettings at(String otherPublicBase) {
        return new FhirSettings(otherPublicBase, softwareVersion, slotTextBytesMax);
    }

    /** The address below which all FHIR resources stand. */
    public String serviceBase() {
        return publicBase + FhirApi.BASE;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
