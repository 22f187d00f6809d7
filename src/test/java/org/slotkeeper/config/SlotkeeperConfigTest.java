package org.slotkeeper.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slotkeeper.config.SlotkeeperConfig.Forwarding;

final class SlotkeeperConfigTest {

    @TempDir
    private Path directory;

    @Test
    void theDefaultsAreAConfiguration() {
        SlotkeeperConfig config = SlotkeeperConfig.of(ConfigTree.defaults());
        assertThat(config.doors().gateway().listener().port()).isEqualTo(8080);
        assertThat(config.booking().holdTimeToLive()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void theFlagWinsThenTheVariableThenTheFile() throws IOException {
        Path file = write("gateway: {port: 1}\nengine: {port: 1}\nmanagement: {port: 1}\n");
        ConfigTree tree = ConfigTree.defaults()
                .withFile(file)
                .withEnvironment(Map.of("SLOTKEEPER_GATEWAY_PORT", "2", "SLOTKEEPER_ENGINE_PORT", "2"))
                .withFlags(List.of("gateway.port=3"));
        SlotkeeperConfig config = SlotkeeperConfig.of(tree);
        assertThat(config.doors().gateway().listener().port()).isEqualTo(3);
        assertThat(config.doors().engine().port()).isEqualTo(2);
        assertThat(config.doors().management().port()).isEqualTo(1);
        assertThat(tree.values().get("engine.port").source()).isEqualTo("SLOTKEEPER_ENGINE_PORT");
    }

    @Test
    void aPatientWithoutPracticeIsRegisteredNowhereUnlessTheOperatorSaysAnywhere() {
        ConfigTree anywhere = ConfigTree.defaults().withFlags(List.of("identity.patientsWithoutPractice=anywhere"));

        assertThat(SlotkeeperConfig.of(ConfigTree.defaults()).identity().registeredAnywhere())
                .isFalse();
        assertThat(SlotkeeperConfig.of(anywhere).identity().registeredAnywhere())
                .isTrue();
    }

    @Test
    void listsAreSeparatedByCommas() {
        ConfigTree tree = ConfigTree.defaults().withFlags(List.of("redis.nodes=a:7000, b:7001"));

        assertThat(SlotkeeperConfig.of(tree).stores().redis().inventory().nodes())
                .containsExactly("a:7000", "b:7001");
        assertThat(SlotkeeperConfig.of(ConfigTree.defaults())
                        .stores()
                        .redis()
                        .inventory()
                        .nodes())
                .isEmpty();
    }

    @Test
    void anEnginesAddressIsAHostAndAPort() {
        ConfigTree tree = ConfigTree.defaults()
                .withFlags(List.of("gateway.engines=http://[::1]:8081, http://e:1/, http://slotkeeper_engine:65535"));

        assertThat(SlotkeeperConfig.of(tree).doors().gateway().forwarding().addresses())
                .containsExactly(
                        new Forwarding.Engine("::1", 8081),
                        new Forwarding.Engine("e", 1),
                        new Forwarding.Engine("slotkeeper_engine", 65_535));
        for (String none :
                List.of("https://e:1", "http://e", "e:1", "http://e:65536", "http://u@e:1", "http://e:1/x")) {
            ConfigTree wrong = ConfigTree.defaults().withFlags(List.of("gateway.engines=" + none));
            assertThatThrownBy(() -> SlotkeeperConfig.of(wrong))
                    .hasMessageContaining("gateway.engines must be http://host:port each")
                    .hasMessageContaining(none);
        }
    }

    @Test
    void aVariableIsNamedLikeItsKey() {
        assertThat(ConfigTree.variableOf("booking.holdTimeToLive")).isEqualTo("SLOTKEEPER_BOOKING_HOLD_TIME_TO_LIVE");
    }

    @Test
    void anUnknownKeyIsAnErrorThatNamesTheNearest() throws IOException {
        Path file = write("booking: {holdTimeToLife: PT1M}\n");
        assertThatThrownBy(() -> ConfigTree.defaults().withFile(file))
                .isInstanceOf(BadConfig.class)
                .hasMessageContaining("did you mean booking.holdTimeToLive?");
        assertThatThrownBy(() -> ConfigTree.defaults().withFlags(List.of("gatway.port=1")))
                .hasMessageContaining("did you mean gateway.port?");
    }

    @ParameterizedTest
    @CsvSource({
        "redis.nodes, 'here:1,there', redis.nodes must be host:port",
        "redis.engines, 0, redis.engines must be at least 1",
        "redis.tls, yes, redis.tls must be disable, require or verify-full",
        "redis.database, -1, redis.database must be at least 0",
        "redis.keyPrefix, 'a{b}', redis.keyPrefix must be up to 64 letters",
        "redis.user, somebody, redis.user has no password",
        "gateway.port, eighty, gateway.port must be a whole number",
        "gateway.port, 70000, 'gateway.port must be 0 to 65535, not 70000'",
        "engine.port, -1, 'engine.port must be 0 to 65535, not -1'",
        "management.port, 65536, 'management.port must be 0 to 65535, not 65536'",
        "gateway.host, ' ', gateway.host must be an address",
        "engine.host, '', engine.host must be an address",
        "gateway.publicUrl, booking.test, gateway.publicUrl must be http:// or https:// with a host",
        "redis.host, '', redis.host must be a name or an address",
        "redis.port, 0, 'redis.port must be 1 to 65535, not 0'",
        "redis.nodes, 'a:0', redis.nodes must be host:port",
        "redis.nodes, 'a:65536', redis.nodes must be host:port",
        "postgres.host, '', postgres.host must be a name",
        "postgres.host, 'db1:0', postgres.host must be a name",
        "postgres.host, 'db1:65536', postgres.host must be a name",
        "postgres.port, 0, 'postgres.port must be 1 to 65535, not 0'",
        "postgres.database, '', postgres.database must be a name",
        "postgres.user, '', postgres.user must be a name",
        "postgres.caFile, /, 'postgres.caFile names /, which cannot be read'",
        "postgres.passwordFile, /, 'postgres.passwordFile names /, which cannot be read'",
        "gateway.engines, http://e:0, gateway.engines must be http://host:port each",
        "practice.notice, P43D, practice.bookableAhead must be longer than practice.notice",
        "practice.appointmentsPerPatientMax, 0, practice.appointmentsPerPatientMax must be 1 to 100",
        "gateway.accessLog, yes, gateway.accessLog must be true or false",
        "postgres.host, 'db1,,db2', postgres.host must be a name",
        "postgres.host, db1:port, postgres.host must be a name",
        "postgres.tls, prefer, 'postgres.tls must be disable, require or verify-full, not prefer'",
        "postgres.caFile, /dev/null, postgres.caFile is looked at by verify-full only: set postgres.tls to it",
        "postgres.certificateFile, /dev/null, postgres.certificateFile and postgres.keyFile go together",
        "gateway.deadline, 5s, gateway.deadline must be a duration",
        "gateway.deadline, PT1H, gateway.deadline must be at most",
        "gateway.engines, https://e:8081, 'gateway.engines must be http://host:port each, comma-separated, not https://e:8081'",
        "gateway.idleTimeout, PT29.9S, gateway.idleTimeout must be from PT30S to PT2H",
        "gateway.idleTimeout, PT2H0.001S, gateway.idleTimeout must be from PT30S to PT2H",
        "gateway.publicUrl, booking.test, gateway.publicUrl must be http:// or https:// with a host",
        "gateway.publicUrl, https://booking.test?a=b, gateway.publicUrl must be http:// or https:// with a host",
        "gateway.slowAfter, PT0S, gateway.slowAfter must be at least PT0.001S",
        "gateway.enginePatience, PT1.9S, gateway.enginePatience must be from PT2S to PT1M",
        "gateway.enginePatience, PT1M0.001S, gateway.enginePatience must be from PT2S to PT1M",
        "gateway.connectionLifetime, PT0.9S, gateway.connectionLifetime must be from PT1S",
        "identity.patientsWithoutPractice, '', identity.patientsWithoutPractice must be nowhere or anywhere",
        "identity.patientsWithoutPractice, Anywhere, identity.patientsWithoutPractice must be nowhere or anywhere",
        "identity.tokenLifeMax, PT0S, identity.tokenLifeMax must be above zero and at most PT24H",
        "identity.tokenLifeMax, PT24H0.001S, identity.tokenLifeMax must be above zero and at most PT24H",
        "booking.requestMemory, P7DT0.001S, booking.requestMemory and booking.refusalMemory must be at most P7D",
        "booking.requestMemory, PT1S, booking.requestMemory must be longer",
        "booking.refusalMemory, PT29S, booking.refusalMemory must be at least booking.confirmLease"
    })
    void aValueThatCannotBeUsedIsNamedByItsKey(String key, String value, String message) {
        assertThatThrownBy(() -> SlotkeeperConfig.of(ConfigTree.defaults().withFlags(List.of(key + '=' + value))))
                .isInstanceOf(BadConfig.class)
                .hasMessageContaining(message);
    }

    /** Whoever mends one fault is not told of the next one then. */
    @Test
    void allFaultsAreToldAtOnce() {
        ConfigTree tree = ConfigTree.defaults()
                .withFlags(List.of(
                        "gateway.port=eighty",
                        "gateway.deadline=PT1H",
                        "redis.port=0",
                        "redis.database=-1",
                        "redis.tls=yes",
                        "postgres.port=0",
                        "booking.requestMemory=PT1S"));

        assertThatThrownBy(() -> SlotkeeperConfig.of(tree))
                .isInstanceOfSatisfying(BadConfig.class, unusable -> assertThat(unusable.faults())
                        .satisfiesExactlyInAnyOrder(
                                one -> assertThat(one).startsWith("gateway.port must be a whole number"),
                                one -> assertThat(one).startsWith("gateway.deadline must be at most"),
                                one -> assertThat(one).startsWith("redis.port must be 1 to 65535"),
                                one -> assertThat(one).startsWith("redis.database must be at least 0"),
                                one -> assertThat(one).startsWith("redis.tls must be disable"),
                                one -> assertThat(one).startsWith("postgres.port must be 1 to 65535"),
                                one -> assertThat(one)
                                        .startsWith("booking.requestMemory must be longer than booking.c"),
                                one -> assertThat(one)
                                        .startsWith("booking.requestMemory must be longer than booking.h")));
    }

    /** Who calls an engine of its own, or is one, has none elsewhere. */
    @Test
    void enginesMayBeNone() {
        ConfigTree none = ConfigTree.defaults().withFlags(List.of("gateway.engines="));

        assertThat(SlotkeeperConfig.of(none).doors().gateway().forwarding().addresses())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"db1", "db1,db2", "db1:5433, db2", "10.0.0.1:5432,[::1]:5433,[fe80::1]"})
    void postgresMayHaveSeveralServers(String hosts) {
        SlotkeeperConfig config =
                SlotkeeperConfig.of(ConfigTree.defaults().withFlags(List.of("postgres.host=" + hosts)));

        assertThat(config.stores().postgres().host()).isEqualTo(hosts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"caFile", "certificateFile", "keyFile"})
    void aCertificateThatIsNotThereIsNamedByItsKey(String missing) {
        ConfigTree tree = ConfigTree.defaults()
                .withFlags(List.of(
                        "postgres.tls=verify-full",
                        "postgres.caFile=/dev/null",
                        "postgres.certificateFile=/dev/null",
                        "postgres.keyFile=/dev/null",
                        "postgres." + missing + "=/not/there"));
        assertThatThrownBy(() -> SlotkeeperConfig.of(tree))
                .isInstanceOf(BadConfig.class)
                .hasMessage("postgres." + missing + " names /not/there, which cannot be read");
    }

    @Test
    void aClusterHasOneDatabase() {
        ConfigTree tree = ConfigTree.defaults().withFlags(List.of("redis.nodes=a:1", "redis.database=1"));
        assertThatThrownBy(() -> SlotkeeperConfig.of(tree))
                .isInstanceOf(BadConfig.class)
                .hasMessageContaining("redis.database must be 0 with redis.nodes");
    }

    @Test
    void aCertificateIsShownOverTlsOnly() {
        ConfigTree tree = ConfigTree.defaults()
                .withFlags(List.of("postgres.certificateFile=/dev/null", "postgres.keyFile=/dev/null"));
        assertThatThrownBy(() -> SlotkeeperConfig.of(tree))
                .isInstanceOf(BadConfig.class)
                .hasMessageContaining("set postgres.tls to require or verify-full");
    }

    @Test
    void aSecretIsReadFromItsFileAndNeverPrinted() throws IOException {
        Path file = directory.resolve("secret");
        Files.writeString(file, "correct horse battery\n");
        SlotkeeperConfig config =
                SlotkeeperConfig.of(ConfigTree.defaults().withFlags(List.of("booking.secretFile=" + file)));
        assertThat(config.booking().secret().value()).isEqualTo("correct horse battery");
        assertThat(config.toString()).doesNotContain("horse");
    }

    @Test
    void onlyTheNewLineAtTheEndOfASecretsFileIsNoPartOfIt() throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), " spaces are letters too \r\n");
        SlotkeeperConfig config = SlotkeeperConfig.of(
                ConfigTree.defaults().withEnvironment(Map.of("SLOTKEEPER_REDIS_PASSWORD_FILE", file.toString())));
        assertThat(config.stores().redis().account().password().value()).isEqualTo(" spaces are letters too ");
    }

    @Test
    void aSecretInTwoPlacesIsRefused() {
        ConfigTree tree =
                ConfigTree.defaults().withFlags(List.of("redis.passwordFile=/nowhere", "redis.password=battery"));
        assertThatThrownBy(() -> SlotkeeperConfig.of(tree))
                .isInstanceOf(BadConfig.class)
                .hasMessageContaining("redis.password and redis.passwordFile are both set")
                .hasMessageNotContaining("battery");
    }

    @ParameterizedTest
    @CsvSource({
        "SLOTKEEPER_GATWAY_PORT, SLOTKEEPER_GATEWAY_PORT",
        "SLOTKEEPER_POSTGRES_PASSWORT, SLOTKEEPER_POSTGRES_PASSWORD",
        "SLOTKEEPER_REDIS_COLOUR_OF_THE_DOOR, SLOTKEEPER_REDIS_"
    })
    void aMisspeltVariableIsAnErrorThatNamesTheNearest(String variable, String nearest) {
        assertThatThrownBy(() -> ConfigTree.defaults().withEnvironment(Map.of(variable, "1")))
                .isInstanceOf(BadConfig.class)
                .hasMessageContaining("the variable " + variable + " sets no key; did you mean " + nearest);
    }

    @Test
    void variablesOfOtherProgramsAreNoneOfOurs() {
        ConfigTree tree = ConfigTree.defaults()
                .withEnvironment(Map.of("SLOTKEEPER_HEAP", "1g", "SLOTKEEPER_BENCH_SET", "x", "GATEWAY_PORT", "1"));
        assertThat(tree.values()).isEqualTo(ConfigTree.defaults().values());
    }

    @Test
    void aFileWinsOverAProfileAndALaterFileOverAnEarlierOne() throws IOException {
        Path first = Files.writeString(directory.resolve("first.yaml"), "redis: {engines: 7, port: 7}\n");
        Path second = Files.writeString(directory.resolve("second.yaml"), "redis: {port: 8}\n");
        ConfigTree tree = ConfigTree.defaults()
                .withProfile(Profile.PRODUCTION)
                .withFile(first)
                .withFile(second);
        assertThat(tree.values().get("redis.engines")).isEqualTo(new ConfigTree.Value("7", first.toString()));
        assertThat(tree.values().get("redis.port")).isEqualTo(new ConfigTree.Value("8", second.toString()));
        assertThat(tree.values().get("engine.host"))
                .isEqualTo(new ConfigTree.Value("0.0.0.0", "config/production.yaml"));
    }

    @Test
    void whatIsNotYamlIsRefusedInOneSentence() throws IOException {
        Path file = write("gateway: {port: 1\n");
        assertThatThrownBy(() -> ConfigTree.defaults().withFile(file))
                .isInstanceOf(BadConfig.class)
                .hasMessageContaining("is not YAML")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> ConfigTree.defaults().withFile(directory.resolve("none")))
                .hasMessageContaining("there is no file");
    }

    private Path write(String yaml) throws IOException {
        Path file = directory.resolve("slotkeeper.yaml");
        Files.writeString(file, yaml);
        return file;
    }
}
