package org.slotkeeper.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.InstanceofCheck;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.ReferencedClassObject;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A new case of an answer must not compile before every caller has named it. A ladder of {@code instanceof} goes on
 * compiling, and its last branch takes what it does not know for something else; {@code match} does not.
 */
final class MatchedAnswersTest {
    private static final String OURS = "org.slotkeeper";
    private static final String BREAKERS = "org.slotkeeper.architecture.fixture.booking";
    private static final String COMMAND = OURS + ".booking.Command";

    /** Nobody is handed one of these and has to find out which it is. */
    private static final Set<String> NEVER_ASKED = Set.of(
            // Each has a use case of its own; what may be either of two is a Command.Update.
            COMMAND,
            // It says of itself what is asked of it.
            OURS + ".retention.Verdict");

    private static final Path MAIN = Path.of("src/main/java/org/slotkeeper");
    private static final Pattern SWITCH = Pattern.compile("\\bswitch \\(.*\\) \\{");
    private static final Pattern VALUE = Pattern.compile("\\bcase [A-Z][A-Z0-9_]*\\b(?!\\.)");
    /** The parser's tokens. */
    private static final List<String> OF_OTHERS = List.of("platform/StrictJson.java");

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(OURS);
    private static final JavaClasses BROKEN = new ClassFileImporter().importPackages(BREAKERS);

    @Test
    void answersAreMatched() {
        answersAreMatchedRule().check(PRODUCTION);

        assertThat(violationsOf(answersAreMatchedRule()))
                .anyMatch(violation -> violation.contains(BREAKERS + ".AsksWhatTypeItIs "))
                .anyMatch(violation -> violation.contains(BREAKERS + ".AsksForAnInstance "));
    }

    @Test
    void whatIsSealedCanBeMatched() {
        whatIsSealedCanBeMatchedRule().check(PRODUCTION);

        assertThat(violationsOf(whatIsSealedCanBeMatchedRule()))
                .hasSize(1)
                .allMatch(violation -> violation.contains(BREAKERS + ".AnswerWithoutMatch"));
    }

    @Test
    void whatIsNeverAskedIsThere() {
        assertThat(NEVER_ASKED).allMatch(PRODUCTION::contain);
    }

    /** From then on there would be somebody who has to ask which it is. */
    @Test
    void nobodyIsHandedJustACommand() {
        JavaClass command = PRODUCTION.get(COMMAND);
        assertThat(command.getMethodsWithParameterTypeOfSelf()).isEmpty();
        assertThat(command.getMethodsWithReturnTypeOfSelf()).isEmpty();
        assertThat(command.getFieldsWithTypeOfSelf()).isEmpty();
    }

    /** An enum of ours that gets a value must not compile either: a default takes it for something else. */
    @Test
    void whatIsAnEnumOfOursIsToldApartByItsValues() throws IOException {
        assertThat(takesForSomethingElse("case BOOKED -> 1; default -> 2;", true))
                .isTrue();
        assertThat(takesForSomethingElse("case \"BOOKED\" -> 1; default -> 2;", true))
                .isFalse();
        assertThat(takesForSomethingElse("case BOOKED -> 1; case FREE -> 2;", false))
                .isTrue();
        List<String> found = new ArrayList<>();
        int switches = 0;
        try (Stream<Path> files = Files.walk(MAIN)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String text = Files.readString(file);
                Matcher each = SWITCH.matcher(text);
                while (each.find()) {
                    switches++;
                    boolean isExpression = !"{};".contains(lastBefore(text, each.start()));
                    if (takesForSomethingElse(block(text, each.end()), isExpression)) {
                        found.add(MAIN.relativize(file).toString());
                    }
                }
            }
        }
        assertThat(switches).isGreaterThan(20);
        assertThat(found).containsExactlyInAnyOrderElementsOf(OF_OTHERS);
    }

    /** Only an expression without a default has to have all values. */
    private static boolean takesForSomethingElse(String block, boolean isExpression) {
        return VALUE.matcher(block).find() && (!isExpression || block.contains("default ->"));
    }

    private static String lastBefore(String text, int at) {
        String before = text.substring(0, at).stripTrailing();
        return before.substring(before.length() - 1);
    }

    private static String block(String text, int begin) {
        int depth = 1;
        int at = begin;
        while (depth > 0) {
            char one = text.charAt(at++);
            depth += one == '{' ? 1 : one == '}' ? -1 : 0;
        }
        return text.substring(begin, at);
    }

    private static ArchRule answersAreMatchedRule() {
        return classes().should(new ArchCondition<>("match answers rather than ask of what type they are") {
            @Override
            public void check(JavaClass asking, ConditionEvents events) {
                Stream.concat(
                                asking.getInstanceofChecks().stream().map(InstanceofCheck::getRawType),
                                asking.getReferencedClassObjects().stream().map(ReferencedClassObject::getRawType))
                        .filter(asked -> isCase(asked) && !outermost(asked).equals(outermost(asking)))
                        .forEach(asked -> events.add(SimpleConditionEvent.violated(
                                asking, asking.getName() + " asks for " + asked.getName() + " and not by match")));
            }
        });
    }

    private static ArchRule whatIsSealedCanBeMatchedRule() {
        return classes()
                .that(describe("are sealed interfaces", MatchedAnswersTest::isSealed))
                .and(describe("are asked for", type -> !NEVER_ASKED.contains(type.getName())))
                .should(new ArchCondition<>("have a match") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        if (!hasMatch(type)) {
                            events.add(SimpleConditionEvent.violated(type, type.getName() + " has no match"));
                        }
                    }
                });
    }

    /** Whether something is an answer at all may be asked: what is told apart there is none of its cases. */
    private static boolean isCase(JavaClass type) {
        return type.getAllRawInterfaces().stream().anyMatch(each -> isSealed(each) && hasMatch(each));
    }

    private static boolean isSealed(JavaClass type) {
        return type.isInterface() && type.reflect().isSealed();
    }

    private static boolean hasMatch(JavaClass type) {
        return type.getAllMethods().stream().anyMatch(method -> method.getName().equals("match"));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(MatchedAnswersTest::outermost).orElse(type);
    }

    private static List<String> violationsOf(ArchRule rule) {
        return rule.evaluate(BROKEN).getFailureReport().getDetails();
    }
}
