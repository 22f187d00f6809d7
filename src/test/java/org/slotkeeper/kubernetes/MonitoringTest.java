package org.slotkeeper.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What watches a cluster is what was tested. */
final class MonitoringTest {

    private static final Path COMPONENT = Path.of("k8s/components/monitoring");

    private static Map<String, Object> only(Path file) {
        return Tree.map(Kustomization.documents(file).get(0));
    }

    @Test
    void theOperatorsRulesAreThoseOfPrometheus() {
        Map<String, Object> inCluster = only(COMPONENT.resolve("rules.yaml"));

        assertThat(inCluster.get("spec")).isEqualTo(only(Path.of("config/prometheus/slotkeeper.rules.yaml")));
    }

    @Test
    void theJobIsNamedAsTheRulesNameIt() {
        Map<String, Object> service = Tree.map(
                Kustomization.documents(COMPONENT.resolve("monitor.yaml")).get(0));
        Map<String, Object> monitor = Tree.map(
                Kustomization.documents(COMPONENT.resolve("monitor.yaml")).get(1));

        Object label = Tree.map(monitor.get("spec")).get("jobLabel");
        assertThat(Tree.map(Tree.map(service.get("metadata")).get("labels")).get(label))
                .isEqualTo("slotkeeper");
    }
}
