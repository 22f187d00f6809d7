package org.slotkeeper.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CheckReturnValue;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The arrows between the rooms hold, and each rule that says so can fail: the classes in {@code fixture} break every one
 * of them, and a rule that does not notice its own breaker fails here.
 */
final class ArchitectureTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final int LINES_MAX = 350;
    private static final Rules OURS = new Rules("org.slotkeeper");
    private static final Rules BROKEN = new Rules("org.slotkeeper.architecture.fixture");
    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(OURS.root());
    private static final JavaClasses BREAKERS = new ClassFileImporter().importPackages(BROKEN.root());

    @Test
    void ourClassesAreTheOnesThatAreJudged() {
        assertThat(PRODUCTION.contain("org.slotkeeper.domain.schedule.SlotId")).isTrue();
        assertThat(PRODUCTION.contain(BROKEN.root() + ".domain.schedule.KnowsFutures"))
                .isFalse();
    }

    @Test
    void theDomainUsesNothing() {
        holds(Rules::theDomainUsesNothing, "domain.schedule.KnowsFutures");
    }

    @Test
    void portsUseTheDomainAndFutures() {
        holds(Rules::portsUseTheDomainAndFutures, "booking.spi.PortThatSpeaksJson");
    }

    @Test
    void aFeatureKnowsNoOtherFeaturesInsides() {
        for (String feature : Rules.features()) {
            holds(rules -> rules.aFeatureKnowsNoOtherFeaturesInsides(feature), feature + ".KnowsTheGateway");
        }
    }

    @Test
    void redisIsSpokenInItsRoomOnly() {
        holds(rules -> rules.aTechnologyStaysIn(Set.of("redis"), "io.vertx.redis.."), "gateway.door.KnowsEverything");
    }

    @Test
    void postgresIsSpokenInItsRoomOnly() {
        holds(
                rules -> rules.aTechnologyStaysIn(
                        Set.of("postgres"), "io.vertx.pgclient..", "io.vertx.sqlclient..", "org.flywaydb.."),
                "gateway.door.KnowsEverything");
    }

    /** The launcher of the embedded Postgres asks it over JDBC whether its commits are durable. */
    @Test
    void jdbcIsForMigrationsAndTheEmbeddedStoreOnly() {
        holds(
                rules -> rules.aTechnologyStaysIn(
                        Set.of("postgres", "standalone"), "java.sql..", "javax.sql..", "org.postgresql.."),
                "gateway.door.KnowsEverything");
    }

    @Test
    void tokensAreVerifiedInIdentityOnly() {
        holds(
                rules -> rules.aTechnologyStaysIn(Set.of("identity"), "io.vertx.ext.auth.."),
                "gateway.door.KnowsEverything");
    }

    /** On the management port; what patients ask for is matched by ourselves ({@code src/docs/adr}). */
    @Test
    void aLibraryRoutesInOneRoomOnly() {
        holds(
                rules -> rules.aTechnologyStaysIn(Set.of("telemetry"), "io.vertx.ext.web.."),
                "gateway.door.KnowsEverything");
    }

    @Test
    void theCommandLineIsReadInItsRoomOnly() {
        holds(rules -> rules.aTechnologyStaysIn(Set.of("cli"), "picocli.."), "gateway.door.KnowsEverything");
    }

    @Test
    void yamlIsReadInConfigOnly() {
        holds(rules -> rules.aTechnologyStaysIn(Set.of("config"), "org.yaml.."), "gateway.door.KnowsEverything");
    }

    /** What masks log lines is handed Jackson's place in the line. */
    @Test
    void jsonIsReadAndWrittenInOneRoom() {
        holds(
                rules -> rules.aTechnologyStaysIn(
                        Set.of("platform", "telemetry"), "com.fasterxml.jackson..", "io.vertx.core.json.."),
                "gateway.door.KnowsEverything");
    }

    @Test
    void metersAreMadeInTelemetryOnly() {
        holds(
                rules -> rules.aTechnologyStaysIn(Set.of("telemetry"), "io.micrometer.."),
                "gateway.door.KnowsEverything");
    }

    @Test
    void tracesAreMadeInTracingOnly() {
        holds(
                rules -> rules.aTechnologyStaysIn(Set.of("tracing"), "io.opentelemetry.."),
                "gateway.door.KnowsEverything");
    }

    /** Nobody could see from a use case which of its lines are for those who look at it. */
    @Test
    void noFeatureKnowsThatItIsTraced() {
        holds(Rules::onlyDoorsAndTheAssemblyKnowTraces, "booking.IsTraced");
    }

    @Test
    void embeddedStoresAreKnownInStandaloneOnly() {
        holds(
                rules -> rules.aTechnologyStaysIn(
                        Set.of("standalone"),
                        "redis.embedded..",
                        "io.zonky..",
                        "org.apache.commons.compress..",
                        "org.tukaani.."),
                "gateway.door.KnowsEverything");
    }

    /** Identity is among them because it fetches an issuer's keys. */
    @Test
    void httpEndsAtTheEdge() {
        holds(
                rules -> rules.aTechnologyStaysIn(
                        Set.of("gateway", "identity", "telemetry", "standalone"), "io.vertx.core.http.."),
                "api.fhir.SpeaksHttp");
    }

    @Test
    void theGatewayKnowsNoStoreAndNoBusiness() {
        holds(Rules::theGatewayKnowsNoStoreAndNoBusiness, "gateway.door.KnowsEverything");
    }

    @Test
    void onlyTheAssemblyAndTheCommandsKnowTheRimRooms() {
        for (String room : List.of("redis", "postgres", "api.fhir", "api.practice", "api.pages", "standalone")) {
            holds(rules -> rules.onlyTheAssemblyAndTheCommandsKnowARimRoom(room), "gateway.door.KnowsEverything");
        }
    }

    @Test
    void onlyTheAssemblyReadsTheClockOrRollsDice() {
        holds(Rules::onlyTheAssemblyReadsTheClockOrRollsDice, "booking.ReadsTheClock");
        holds(Rules::onlyTheAssemblyReadsTheClockOrRollsDice, "booking.HandsTheClockOn");
        holds(Rules::onlyTheAssemblyReadsTheClockOrRollsDice, "booking.RollsDice");
    }

    @Test
    void onlyTelemetryMeasuresTime() {
        holds(Rules::onlyTelemetryMeasuresTime, "booking.ReadsTheClock");
    }

    @Test
    void noRoomsGoRound() {
        holds(Rules::noRoomsGoRound, "waitingroom.KnowsTheWaitingList");
    }

    /** A circle of files can only be read all at once; usually a record that many need has been nested in one of them. */
    @Test
    void noClassesOfARoomGoRound() {
        holds(Rules::noClassesGoRound, "waitinglist.NeedsItsPart");
    }

    @Test
    void noThrowableAmongBusinessAnswers() {
        holds(Rules::noThrowableAmongBusinessAnswers, "booking.SlotTakenException");
    }

    @Test
    void classesAreFinalOrSealed() {
        holds(Rules::classesAreFinalOrSealed, "booking.OpenToHeirs");
    }

    @Test
    void recordsHaveAtMostSevenParts() {
        holds(Rules::recordsHaveAtMostSevenParts, "booking.HasEightParts");
    }

    @Test
    void nobodyIsHandedMoreThanCanBeRead() {
        holds(Rules::nobodyIsHandedMoreThanCanBeRead, "booking.TakesSixParameters");
    }

    @Test
    void everyPackageIsMarked() {
        assertThat(unmarkedPackages(PRODUCTION)).isEmpty();
        assertThat(unmarkedPackages(BREAKERS)).contains(BROKEN.root() + ".domain.schedule");
    }

    @Test
    void noFileIsLongerThanOneRoom(@TempDir Path elsewhere) throws IOException {
        assertThat(longFiles(SOURCES)).isEmpty();

        Files.write(elsewhere.resolve("Fits.java"), Collections.nCopies(LINES_MAX, ""));
        Files.write(elsewhere.resolve("TooLong.java"), Collections.nCopies(LINES_MAX + 1, ""));
        assertThat(longFiles(elsewhere)).containsExactly("TooLong.java");
    }

    private static void holds(Function<Rules, ArchRule> rule, String breaker) {
        rule.apply(OURS).allowEmptyShould(true).check(PRODUCTION);
        assertThat(rule.apply(BROKEN).evaluate(BREAKERS).getFailureReport().getDetails())
                .as("a rule that does not notice the class made to break it proves nothing")
                .anyMatch(violation -> violation.contains(BROKEN.root() + "." + breaker));
    }

    /** Asked of the classes read and not of the class loader, which might find a package of the tests first. */
    private static List<String> unmarkedPackages(JavaClasses classes) {
        return classes.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(room ->
                        !room.isAnnotatedWith(NullMarked.class) || !room.isAnnotatedWith(CheckReturnValue.class))
                .map(JavaPackage::getName)
                .sorted()
                .toList();
    }

    private static List<String> longFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> lines(file) > LINES_MAX)
                    .map(file -> directory.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException cause) {
            throw new IllegalStateException(cause);
        }
    }
}
