package org.slotkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slotkeeper.assembly.Identity;
import org.slotkeeper.standalone.PostgresAddress;
import org.slotkeeper.testing.Stores;
import picocli.CommandLine;

/** What the command line leaves behind for the shell: 0 when it has done it, 1 when it cannot, 2 when it was asked the wrong way; and one sentence that says what to do. */
final class CommandLineTest {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "demo --help",
                "demo-issuer --help",
                "serve --help",
                "migrate --help",
                "import --help",
                "reconcile --help",
                "retire --help",
                "check-config --help",
                "--version"
            })
    void helpIsGivenToWhoeverAsks(String line) {
        assertThat(run(line.split(" "))).isZero();
        assertThat(out.toString()).contains("slotkeeper");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo --colour blue",
                "demo --port many",
                "demo --days 0",
                "demo --days 61",
                "",
                "serve",
                "serve --config x --role king",
                "serve --profile moon",
                "migrate",
                "import",
                "import --config x spoons file.csv",
                "reconcile",
                "reconcile --config x --repair --report",
                "retire --config x",
                "retire --keep-weeks 10 --dry-run",
                "retire --config x --keep-weeks 1 --dry-run",
                "retire --config x --keep-weeks 10 --keep-audit-weeks 1 --dry-run",
                "retire --config x --keep-weeks 10",
                "retire --config x --keep-weeks many --dry-run",
                "juggle"
            })
    void whatIsAskedTheWrongWayIsAUsageError(String line) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(ExitCodes.USAGE);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isNotBlank();
    }

    @Test
    void aListThatCannotBeReadIsAFault() {
        int code = run("demo", "--data-dir", directory.toString(), "--practices", directory + "/none.csv");

        assertThat(code).isEqualTo(ExitCodes.FAULT);
        assertThat(err.toString()).contains("none.csv cannot be read").hasLineCount(1);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aListWithoutPracticesIsAFault() throws IOException {
        Path list = Files.writeString(directory.resolve("list.csv"), "colour,taste\nred,sweet\n");

        int code = run("demo", "--data-dir", directory.toString(), "--practices", list.toString());

        assertThat(code).isEqualTo(ExitCodes.FAULT);
        assertThat(err.toString()).contains("names no practice").hasLineCount(1);
    }

    @Test
    void aConfigurationThatIsNotThereIsAUsageError() {
        assertThat(run("check-config", directory + "/none.yaml")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString())
                .contains("there is no file", "none.yaml: give the path of a configuration file")
                .doesNotContain("--config")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({
        "demo --prot 8080, did you mean --port?",
        "demo --data-dri=x, did you mean --data-dir?",
        "serve --confg x, did you mean --config?",
        "reconcile --config x --reprot, did you mean --report?",
        "serv --config x, did you mean serve?",
        "demo --colour blue, Usage: slotkeeper demo"
    })
    void aMisspeltWordNamesTheNearestIfThereIsOne(String line, String words) {
        assertThat(run(line.split(" "))).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains(words);
    }

    @Test
    void aKeyThatIsNotOneIsAUsageErrorThatNamesTheNearest() throws IOException {
        assertThat(run("check-config", config("gateway:\n  prot: 8080\n"))).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("gateway.prot").contains("gateway.port");
    }

    @Test
    void aConfigurationIsPrintedWithoutItsSecrets() throws IOException {
        assertThat(run("check-config", config("postgres:\n  password: correct-horse\n")))
                .isZero();
        assertThat(out.toString()).contains("postgres.password: ***").doesNotContain("correct-horse");
    }

    @Test
    void everyValueIsPrintedWithItsSource() throws IOException {
        Path secret = Files.writeString(directory.resolve("key"), "correct-horse-battery\n");
        String config = config("gateway:\n  port: 1\nbooking:\n  secretFile: " + secret + "\n");

        assertThat(run("check-config", config, "--profile", "development", "--set", "engine.port=2"))
                .isZero();
        assertThat(out.toString().lines())
                .contains(
                        "gateway.port: 1  # " + config,
                        "engine.port: 2  # --set",
                        "redis.engines: 2  # config/development.yaml",
                        "management.port: 9000  # default",
                        "postgres.password:   # default",
                        "booking.secret: ***  # the file of booking.secretFile");
        assertThat(out.toString()).doesNotContain("horse");
    }

    /** Whoever checks hears what whoever starts would, and the shell does. */
    @ParameterizedTest
    @CsvSource({
        "all, '', set identity.issuer; set booking.secret",
        "engine, '', set identity.issuer; set booking.secret",
        "gateway, '', set identity.issuer",
        "gateway, gateway.engines=, set identity.issuer; gateway.engines must name one engine at least",
        "engine, gateway.engines=, set identity.issuer; set booking.secret",
        "gateway, redis.port=0, redis.port must be 1 to 65535",
        "engine, postgres.host=db:0, postgres.host must be a name",
        "all, gateway.host=, gateway.host must be an address",
        "all, gateway.drainTime=PT1H, gateway.drainTime must be from; set identity.issuer; set booking.secret",
        "engine, booking.holdTimeToLive=PT9M59S, set identity.issuer; set booking.secret",
        "engine, booking.slotsPerAppointmentMax=0, booking.slotsPerAppointmentMax must be 1 to 12; set identity.issuer; set booking.secret"
    })
    void checkConfigAndServeSayTheSame(String role, String setting, String faults) throws IOException {
        List<String> more = setting.isEmpty() ? List.of() : List.of("--set", setting);
        String config = config("gateway: {port: 1}\n");

        int served = run(words(List.of("serve", "--config", config, "--role", role), more));
        String told = err.toString();
        err.getBuffer().setLength(0);
        int checked = run(words(List.of("check-config", config, "--role", role), more));

        assertThat(served).isEqualTo(ExitCodes.USAGE);
        assertThat(checked).isEqualTo(ExitCodes.USAGE);
        assertThat(err).hasToString(told);
        assertThat(told.lines()).hasSameSizeAs(faults.split("; "));
        for (String fault : faults.split("; ")) {
            assertThat(told.lines()).anyMatch(line -> line.startsWith("slotkeeper: " + fault));
        }
    }

    private static String[] words(List<String> first, List<String> more) {
        return Stream.concat(first.stream(), more.stream()).toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource({
        "redis.host=redis_master, redis.tls is verify-full, redis_master is no name",
        "'redis.nodes=a:1,redis_b:2', redis.tls is verify-full, redis_b is no name",
        "redis.caFile=/dev/null, redis.caFile names /dev/null, in which there is no certificate",
        "'redis.certificateFile=/dev/null,redis.keyFile=/dev/null', redis.certificateFile and redis.keyFile must be a certificate and its key, as PEM: "
    })
    void whatTlsCouldNeverDoIsToldBeforeItIsTried(String settings, String begin, String words) throws IOException {
        List<String> more = Stream.of(settings.split(",(?=redis\\.)"))
                .flatMap(one -> Stream.of("--set", one))
                .toList();

        assertThat(run(words(List.of("check-config", config("redis: {tls: verify-full}\n")), more)))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains(begin).contains(words).hasLineCount(1);
    }

    @Test
    void tablesAreBroughtUpToDateAndTheirVersionTold() {
        PostgresAddress postgres = Stores.freshDatabase();
        String[] migrate = Stream.concat(
                        Stream.of("migrate", "--profile", "development"),
                        Stores.flags(postgres).stream().flatMap(flag -> Stream.of("--set", flag)))
                .toArray(String[]::new);

        assertThat(run(migrate)).as(err::toString).isZero();
        assertThat(run(migrate)).as("a second time").isZero();
        assertThat(out.toString().lines())
                .hasSize(2)
                .allMatch(line -> line.matches("the tables are at version \\d{4}"));
    }

    @Test
    void serveRefusesTheIssuerOfTheDemonstration() throws IOException {
        String config =
                config("identity:\n  issuer: " + Identity.DEMO_ISSUER + "\n  jwksUrl: https://issuer.test/keys\n");

        assertThat(run("serve", "--config", config, "--set", "booking.secret=0123456789abcdef"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString())
                .contains("identity.issuer is the demonstration's")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({
        "identity.jwksUrl=http://issuer.test/keys, identity.jwksUrl must be https",
        "identity.jwksUrl=https://issuer.test:0/keys, identity.jwksUrl must have a port",
        "identity.jwksUrl=https://user@issuer.test/keys, identity.jwksUrl must not name a user",
        "identity.jwksUrl=https://issuer.test/keys#x, identity.jwksUrl must not have a fragment",
        "identity.jwksUrl=https://issuer_1.test/keys, identity.jwksUrl names issuer_1.test",
        "identity.proxy=http://proxy:3128, identity.proxy must be host:port",
        "identity.caFile=/not/there, 'identity.caFile names /not/there, which cannot be read'",
        "identity.scopeClaim=aud, identity.scopeClaim must be a claim's name"
    })
    void whatServeCannotUseOfAnIssuerCheckConfigRefusesInTheSameWords(String setting, String sentence)
            throws IOException {
        String file = config("identity:\n  issuer: https://issuer.test\n  jwksUrl: https://issuer.test/keys\n");

        assertThat(run("check-config", file, "--set", setting)).isEqualTo(ExitCodes.USAGE);
        String checked = err.toString();
        err.getBuffer().setLength(0);
        assertThat(run("serve", "--config", file, "--set", setting)).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).isEqualTo(checked).contains(sentence).hasLineCount(1);
    }

    /** Before it is tried to be reached: nobody waits for what will never be. */
    @Test
    void serveEndsAsWithAnUnusableConfigurationWhereRedisHasNoSuchDatabase() throws IOException {
        String config = config("redis: {database: 99}\n");
        List<String> settings = Stream.of(
                        Stores.flags(Stores.freshDatabase()),
                        Stores.flags(Stores.redis()),
                        List.of(
                                "identity.issuer=https://issuer.test",
                                "identity.jwksUrl=http://127.0.0.1:1/",
                                "gateway.port=0",
                                "engine.port=0",
                                "management.port=0",
                                "booking.secret=0123456789abcdef"))
                .flatMap(List::stream)
                .flatMap(flag -> Stream.of("--set", flag))
                .toList();

        assertThat(run(words(List.of("serve", "--config", config), settings))).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString())
                .startsWith("slotkeeper: redis.database is none of the Redis at")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://issuer.example.org", "https://issuer.invalid.example.org", "http://issuer.invalid", ""})
    void nobodyGetsTokensInTheNameOfAnIssuerThatThereMayBe(String issuer) throws IOException {
        String config = config("identity:\n  issuer: \"" + issuer + "\"\n");
        Path key = directory.resolve("key");

        assertThat(run("demo-issuer", "--config", config, "--key", key.toString()))
                .isEqualTo(ExitCodes.FAULT);
        assertThat(err.toString())
                .contains("identity.issuer must be https:// and a host that ends with .invalid")
                .hasLineCount(1);
        assertThat(key).doesNotExist();
    }

    private String config(String yaml) throws IOException {
        return Files.writeString(directory.resolve("slotkeeper.yaml"), yaml).toString();
    }

    private int run(String... arguments) {
        CommandLine commandLine = SlotkeeperCommand.commandLine();
        return commandLine
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
