package org.slotkeeper.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slotkeeper.api.fhir.FhirSettings;

/** By which addresses an engine is known, and how many of them it keeps. */
class PublicFacesTest {

    private final PublicFaces faces = new PublicFaces(new FhirSettings("https://own.test", "1", 1L << 20));

    @Test
    void eachAddressHasTextsOfItsOwnAndKeepsThem() {
        PublicFaces.Face told = faces.at("https://front.test");

        assertThat(told.settings().serviceBase()).isEqualTo("https://front.test/FHIR/R4");
        assertThat(told.texts()).isNotSameAs(faces.own().texts());
        assertThat(faces.at("https://front.test")).isSameAs(told);
        assertThat(faces.at("https://own.test")).isSameAs(faces.own());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "front.test", "ftp://front.test", "https://front.test/", "https://a\"b.test"})
    void whatNoLinkCanBeginWithIsAsIfItHadNotBeenSaid(String address) {
        assertThat(faces.at(address)).isSameAs(faces.own());
        assertThat(faces.at("https://" + "a".repeat(300))).isSameAs(faces.own());
    }

    @Test
    void fewAreKept() {
        List<PublicFaces.Face> told = new ArrayList<>();
        for (int at = 0; at < 20; at++) {
            told.add(faces.at("https://front" + at + ".test"));
        }
        assertThat(told.stream()
                        .filter(face -> faces.at(face.settings().publicBase()) == face)
                        .count())
                .isLessThanOrEqualTo(PublicFaces.TOLD_MAX);
    }
}
