package org.slotkeeper.assembly;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import org.slotkeeper.api.fhir.FhirSettings;
import org.slotkeeper.api.fhir.SlotTexts;

/**
 * The addresses by which callers know the service, each with the texts that contain it: our own, of
 * the configuration, and what gateways that are processes of their own say of theirs. An engine has
 * gateways with one or two names; whoever else reaches its door and invents more makes texts be
 * rendered anew, and has the links in no answer but his own.
 */
final class PublicFaces {

    static final int TOLD_MAX = 2;

    private static final int ADDRESS_LENGTH_MAX = 255;

    private final Face own;
    private final LoadingCache<String, Face> told;

    record Face(FhirSettings settings, SlotTexts texts) {
        static Face of(FhirSettings settings) {
            return new Face(settings, new SlotTexts(settings));
        }
    }

    PublicFaces(FhirSettings settings) {
        this.own = Face.of(settings);
        this.told = Caffeine.newBuilder()
                .maximumSize(TOLD_MAX)
                .executor(Runnable::run)
                .build(address -> Face.of(settings.at(address)));
    }

    Face own() {
        return own;
    }

    /** Ours where it is no address that links can begin with. */
    Face at(String address) {
        boolean isOther = !address.equals(own.settings().publicBase())
                && address.length() <= ADDRESS_LENGTH_MAX
                && FhirSettings.isPublicBase(address);
        return isOther ? told.get(address) : own;
    }
}
