package org.slotkeeper.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing goes by a clock that was not handed to it: no script and no statement, whose machines have clocks of their own, and no test, which would pass today and fail some day. */
final class TimeIsHandedInTest {

    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path TESTS = Path.of("src/test/java");
    private static final String ITSELF = "org/slotkeeper/architecture/TimeIsHandedInTest.java";
    private static final String MACHINE_CLOCK = "org/slotkeeper/testing/MachineClock.java";
    private static final String BREAKERS = "org/slotkeeper/architecture/fixture/booking/";

    /** Each says in a comment why it is the store's clock that counts. */
    private static final Set<String> BY_THE_STORES_CLOCK = Set.of(
            // When the ledger met a request: retention, which counts in weeks, is all that goes by it.
            "db/V0002__inventory_bypass.sql",
            // Once, when the table is made: which days are long over makes a difference to its size only.
            "db/V0003__retired_slots.sql");

    private static final Pattern SQL_COMMENT = Pattern.compile("--[^\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern SQL_CLOCK = Pattern.compile(
            "\\bnow\\s*\\(|\\b(current_(date|time|timestamp)|localtime|localtimestamp)\\b|\\b(clock|statement|transaction)_timestamp\\b"
                    + "|\\btimeofday\\b|'(now|today|tomorrow|yesterday)'",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern LUA_CLOCK = Pattern.compile(
            "['\"](TIME|P?EXPIREAT|EXAT|PXAT|P?EXPIRETIME)['\"]|\\bos\\.(time|clock|date)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern JAVA_CLOCK = Pattern.compile(
            "\\b(Instant|(Local|Zoned|Offset)Date(Time)?|LocalTime|OffsetTime|Year|YearMonth|MonthDay)\\s*(\\.\\s*now\\s*\\((\\)|Zone)|::\\s*now\\b)"
                    + "|\\bClock\\s*\\.\\s*(system|tick[A-Z])|\\bClock::(system|tick)|\\bInstantSource\\s*(\\.|::)\\s*system|\\bcurrentTimeMillis\\s*\\(|::\\s*currentTimeMillis"
                    + "|\\bnew\\s+(Date|GregorianCalendar)\\s*\\(\\s*\\)|\\bCalendar\\s*\\.\\s*getInstance");

    /** A date, a day, or whatever goes by one that tests have agreed on. */
    private static final Pattern FIXED_DAY = Pattern.compile(
            "\\b20\\d\\d-?[01]\\d-?[0-3]\\d(T|\\b)|LocalDate\\.of\\(|\\b(Books|InventoryRequests|LedgerWorld|TestSurgery|Publishing)\\."
                    + "|RunningSystem\\.(NOW|MONDAY)|RunningSystem\\.start\\(\\)|freeOnMonday|practiceWithSlots");

    @Test
    void noStatementReadsTheStoresClock() {
        assertThat(matching(RESOURCES, ".sql", text -> SQL_CLOCK
                        .matcher(withoutComments(text))
                        .find()))
                .isEqualTo(new TreeSet<>(BY_THE_STORES_CLOCK));
    }

    @Test
    void whatGoesByTheStoresClockSaysSo() {
        assertThat(BY_THE_STORES_CLOCK).allSatisfy(file -> assertThat(read(RESOURCES.resolve(file)))
                .containsPattern("(?i)clock of the database"));
    }

    @Test
    void noScriptReadsTheStoresClock() {
        assertThat(matching(RESOURCES, ".lua", text -> LUA_CLOCK.matcher(text).find()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT now()",
                "INSERT INTO x VALUES (Now ( ))",
                "WHERE day < CURRENT_DATE",
                "SET at = clock_timestamp()",
                "DEFAULT LOCALTIMESTAMP,",
                "SELECT 'today'::date"
            })
    void aClockInAStatementIsSeen(String statement) {
        assertThat(SQL_CLOCK.matcher(withoutComments(statement)).find()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT $3 -- now() as the caller has it",
                "SET updated_at = wanted.now",
                "/* current_date\n */ SELECT 1",
                "SELECT known.now, currently_date"
            })
    void aTimeThatIsHandedInIsNoClock(String statement) {
        assertThat(SQL_CLOCK.matcher(withoutComments(statement)).find()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis.call('TIME')",
                "redis.call('SET', key, 1, 'EXAT', at)",
                "redis.call(\"expireat\", key, at)",
                "os.time()"
            })
    void aClockInAScriptIsSeen(String script) {
        assertThat(LUA_CLOCK.matcher(script).find()).isTrue();
    }

    /** Looked for in the text: to read the classes of all tests takes longer than all other rules together. */
    @Test
    void testsReadTheMachinesClockInOnePlace() {
        assertThat(matching(TESTS, ".java", text -> JAVA_CLOCK.matcher(text).find()))
                .containsExactlyInAnyOrder(
                        MACHINE_CLOCK, ITSELF, BREAKERS + "ReadsTheClock.java", BREAKERS + "HandsTheClockOn.java");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Instant.now()",
                "java.time.LocalDate.now(ZoneOffset.UTC)",
                "ZonedDateTime\n    .now()",
                "supplier(Instant::now)",
                "Clock.systemDefaultZone()",
                "Clock.tickMillis(ZoneOffset.UTC)",
                "InstantSource.system()",
                "System.currentTimeMillis()",
                "new Date()",
                "Calendar.getInstance()"
            })
    void aClockInATestIsSeen(String text) {
        assertThat(JAVA_CLOCK.matcher(text).find()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wanted.now()",
                "Clock.tick(clock, A_SECOND)",
                "System.nanoTime()",
                "LocalDate.now(clock)",
                "agenda().now()"
            })
    void aClockThatIsHandedInIsNone(String text) {
        assertThat(JAVA_CLOCK.matcher(text).find()).isFalse();
    }

    @Test
    void whoGoesByTheMachinesClockHasNoDayOfItsOwn() {
        Set<String> mixed = matching(TESTS, ".java", TimeIsHandedInTest::mixesDays);
        mixed.remove(ITSELF);

        assertThat(mixed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "search(\"2037-11-23\")",
                "key + \"20371123\"",
                "Instant.parse(\"2026-11-23T08:00:00Z\")",
                "LocalDate.of(2026, 1, 1)",
                "book(InventoryRequests.DAY)",
                "import static org.slotkeeper.booking.LedgerWorld.wanted;"
            })
    void aDayBesideTheMachinesClockIsSeen(String text) {
        assertThat(mixesDays("import org.slotkeeper.testing.MachineClock;\n" + text))
                .isTrue();
        assertThat(mixesDays(text)).isFalse();
    }

    private static boolean mixesDays(String text) {
        String ownText = withoutStaticImports(text);
        return text.contains("import org.slotkeeper.testing.MachineClock;")
                && FIXED_DAY.matcher(ownText).find();
    }

    /** A name that is imported is judged as if it stood there with its class. */
    private static String withoutStaticImports(String text) {
        return text.replaceAll("import static [\\w.]*?(\\w+\\.\\w+);", "$1");
    }

    private static String withoutComments(String sql) {
        return SQL_COMMENT.matcher(sql).replaceAll("");
    }

    private static Set<String> matching(Path directory, String ending, Predicate<String> isFound) {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> all =
                    files.filter(file -> file.toString().endsWith(ending)).toList();
            assertThat(all).isNotEmpty();
            return all.stream()
                    .filter(file -> isFound.test(read(file)))
                    .map(file -> directory.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
