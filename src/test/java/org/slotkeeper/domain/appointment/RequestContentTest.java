package org.slotkeeper.domain.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RequestContentTest {

    private static final byte[] NO_SECRET = {};

    /** What stands here was stored by releases that are in use: it may be added to, not changed. */
    @Test
    void eachKindOfFieldHasTheseBytesForGood() {
        RequestContent content = RequestContent.of("try")
                .text("comment", "Zoë: 1 2\nslots *1")
                .text("description", Optional.empty())
                .number("version", 12)
                .instant("start", Instant.parse("2026-11-23T09:00:00.5Z"))
                .texts("slots", List.of("A81001-20261123-001", "b"))
                .texts("days", List.of());
        assertThat(new String(content.toBytes(), StandardCharsets.UTF_8)).isEqualTo("""
                1 try
                comment 18 Zoë: 1 2
                slots *1
                version 2 12
                start 20 1795424400.500000000
                slots *2
                19 A81001-20261123-001
                1 b
                """);
        assertThat(Long.toHexString(content.fingerprint(NO_SECRET))).isEqualTo("139426b5e946ec8");
    }

    @Test
    void theFingerprintBeginsWithTheVersion() {
        for (int at = 0; at < 1_000; at++) {
            long fingerprint = RequestContent.of("try").number("at", at).fingerprint(NO_SECRET);
            assertThat(fingerprint >>> 56).isEqualTo(RequestContent.VERSION);
        }
    }

    @Test
    void noTwoContentsHaveTheSameBytes() {
        List<RequestContent> others = List.of(
                RequestContent.of("try"),
                RequestContent.of("tryAgain"),
                RequestContent.of("try").text("a", ""),
                RequestContent.of("try").text("a", "b"),
                RequestContent.of("try").text("a", "b\nb 1 b"),
                RequestContent.of("try").text("a", "b").text("b", "b"),
                RequestContent.of("try").text("b", "b").text("a", "b"),
                RequestContent.of("try").texts("a", List.of("b")),
                RequestContent.of("try").texts("a", List.of("b", "b")),
                RequestContent.of("try").texts("a", List.of("b\n1 b")),
                RequestContent.of("try").texts("a", List.of("b")).text("b", "b"),
                RequestContent.of("try").instant("a", Instant.EPOCH),
                RequestContent.of("try").instant("a", Instant.EPOCH.plusNanos(1)),
                RequestContent.of("try").number("a", 0));
        Set<String> bytes = new HashSet<>();
        Set<Long> fingerprints = new HashSet<>();
        for (RequestContent other : others) {
            bytes.add(new String(other.toBytes(), StandardCharsets.UTF_8));
            fingerprints.add(other.fingerprint(NO_SECRET));
        }
        assertThat(bytes).hasSameSizeAs(others);
        assertThat(fingerprints).hasSameSizeAs(others);
    }

    @Test
    void whoDoesNotKnowTheSecretCannotGuessTheContent() {
        RequestContent content = RequestContent.of("try").text("patient", "9000000009");
        assertThat(content.fingerprint("one".getBytes(StandardCharsets.UTF_8)))
                .isNotEqualTo(content.fingerprint("other".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aNameThatCouldBeTakenForSomethingElseIsRefused() {
        for (String name : List.of("", "a b", "a\n", "a*", "1")) {
            assertThatThrownBy(() -> RequestContent.of("try").text(name, "x"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> RequestContent.of(name)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
