package org.slotkeeper.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.Filter;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.w3c.dom.Document;

/** The test command has two parts: no class of tests is in neither of them, none in both, and a quick run names what it leaves out. */
final class PartsTest {

    private static final String SUREFIRE = "//plugin[artifactId='maven-surefire-plugin']";
    /** Surefire takes no class of another name for tests, unless it is told to. */
    private static final String TAKEN = "(.+\\.)?(Test[^.]*|[^.]*(Test|Tests|TestCase))";

    @Test
    void everyClassOfTestsIsInExactlyOnePart() {
        Set<String> first = classes(TagFilter.excludeTags(Trial.TAG));
        Set<String> trials = classes(TagFilter.includeTags(Trial.TAG));

        assertThat(first).hasSizeGreaterThan(100).contains(PartsTest.class.getName());
        assertThat(trials)
                .contains("org.slotkeeper.system.RollingRestartTest", "org.slotkeeper.simulation.SimulatorTest");
        assertThat(trials).doesNotContainAnyElementsOf(first);
        Set<String> both = new TreeSet<>(first);
        both.addAll(trials);
        assertThat(both).isEqualTo(classes());
    }

    @Test
    void noClassOfTestsIsPassedOverForItsName() {
        assertThat(classes()).allSatisfy(name -> assertThat(name).matches(TAKEN));
    }

    @Test
    void theBuildRunsTheTwoPartsAndNothingElse() throws Exception {
        Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new File("pom.xml"));
        String first = SUREFIRE + "/executions/execution[id='default-test']/configuration";
        String second = SUREFIRE + "/executions/execution[id='trials']/configuration";

        assertThat(text(pom, "count(" + SUREFIRE + "/executions/execution)")).isEqualTo("2");
        assertThat(text(pom, first + "/excludedGroups")).isEqualTo("${first.part.without}");
        assertThat(text(pom, "/project/properties/first.part.without")).isEqualTo(Trial.TAG);
        assertThat(text(pom, second + "/groups")).isEqualTo(Trial.TAG);
        assertThat(text(pom, second + "/skip")).isEqualTo("${trials.leave.out}");
        assertThat(text(pom, "/project/properties/trials.leave.out")).isEqualTo("false");
        // Whatever else could take a class out of a run.
        String more = "(include|exclude|includes|excludes|includesFile|excludesFile|suiteXmlFiles|test|skipTests)";
        assertThat(text(pom, "count(" + SUREFIRE + "//*[" + anyOf(more) + "])")).isEqualTo("0");
    }

    @Test
    void aQuickRunNamesEveryTrialThatItLeavesOut() {
        assertThat(LeftOutListener.trials().stream().map(Class::getName))
                .containsExactlyInAnyOrderElementsOf(classes(TagFilter.includeTags(Trial.TAG)));

        assertThat(LeftOutListener.sentence())
                .contains("gateways and engines replaced under load (RollingRestartTest)", "(SimulatorTest)")
                .doesNotContain("\n");
    }

    private static String anyOf(String names) {
        return Arrays.stream(names.replaceAll("[()]", "").split("\\|"))
                .map(name -> "self::" + name)
                .collect(Collectors.joining(" or "));
    }

    private static String text(Document document, String path) throws XPathExpressionException {
        XPath xpath = XPathFactory.newInstance().newXPath();
        return xpath.evaluate(path, document).strip();
    }

    /** Names of the classes of which such a run would run a test. */
    private static Set<String> classes(Filter<?>... filters) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(roots())
                .filters(filters)
                .build();
        LauncherConfig alone = LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .build();
        TestPlan plan = LauncherFactory.create(alone).discover(request);
        return plan.getRoots().stream()
                .flatMap(root -> plan.getDescendants(root).stream())
                .map(TestIdentifier::getSource)
                .flatMap(Optional::stream)
                .flatMap(PartsTest::classOf)
                .map(name -> name.replaceFirst("\\$.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<? extends DiscoverySelector> roots() {
        Set<Path> roots = Set.of(Path.of("target/test-classes").toAbsolutePath());
        return DiscoverySelectors.selectClasspathRoots(roots);
    }

    private static Stream<String> classOf(TestSource source) {
        if (source instanceof MethodSource method) {
            return Stream.of(method.getClassName());
        }
        return source instanceof ClassSource ofClass ? Stream.of(ofClass.getClassName()) : Stream.empty();
    }
}
