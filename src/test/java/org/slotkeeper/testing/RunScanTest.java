package org.slotkeeper.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search for patients finds them, and takes nobody else for one. */
final class RunScanTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9434765919",
                "{\"message\":\"of 9434765919\"}",
                "patient:identifier=https://fhir.nhs.uk/Id/nhs-number|9434765919&start",
                "943 476 5919",
                "(943-476-5919)",
                "1 9000000009",
                "Ends with 9434765919."
            })
    void anNhsNumberIsFound(String line) {
        assertThat(RunScan.findingIn(line)).isEqualTo("an NHS number");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9434765918",
                "19434765919",
                "94347659190",
                "0.9434765919",
                "9434765919.5",
                "1795000000 2142147600000",
                "0af7651916cd43dd9434765919c80319",
                "\"nanos\":9434765919000"
            })
    void whatOnlyLooksLikeOneIsNot(String line) {
        assertThat(RunScan.findingIn(line)).isEmpty();
    }

    @Test
    void aTokenIsFoundAndTheWordIsNot() {
        assertThat(RunScan.findingIn("Bearer eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.e30.c2ln"))
                .isEqualTo("a token");
        assertThat(RunScan.findingIn("WWW-Authenticate: Bearer realm=\"slotkeeper\""))
                .isEmpty();
    }

    @Test
    void whatAPatientIsCalledOrSaidIsFound() {
        assertThat(RunScan.findingIn("{\"description\":\"Zebedee\"}")).isEqualTo("'Zebedee'");
        assertThat(RunScan.findingIn("reason: Feeling better")).isEqualTo("'Feeling better'");
    }

    @Test
    void everyFileIsSearchedAndEveryFindingNamesItsLine(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("logs.txt"), "{}\n{\"of\":\"9434765919\"}\n");
        Files.write(directory.resolve("traces.txt"), new byte[] {(byte) 0xff, '\n', 'e', 'y', 'J', '\n'});
        assertThat(RunScan.findingsIn(directory))
                .containsExactly("logs.txt:2: an NHS number in {\"of\":\"9434765919\"}");

        Files.writeString(directory.resolve("traces.txt"), "name: eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.e30");
        assertThat(RunScan.findingsIn(directory))
                .hasSize(2)
                .element(1)
                .asString()
                .startsWith("traces.txt:1: a token in name");
        assertThatThrownBy(() -> RunScanListener.requireNobodyIn(directory))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("logs.txt:2");
    }

    @Test
    void thereIsNobodyWhereNothingWasSaid(@TempDir Path directory) throws IOException {
        assertThat(RunScan.findingsIn(directory)).isEqualTo(List.of());
        RunScanListener.requireNobodyIn(directory);
    }
}
