package org.slotkeeper.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job that takes weeks out: nobody has it who has not asked for it, and with it nothing goes until somebody says so. */
public final class RetireJobTest {

    private static final Path COMPONENT = Path.of("k8s/components/retention");

    @TempDir
    private Path directory;

    private List<Map<String, Object>> objects = List.of();

    /** What the job is started with. */
    public static List<String> command() {
        Object job = Kustomization.documents(COMPONENT.resolve("retire.yaml")).get(0);
        return Pod.all(List.of(Tree.map(job))).get(0).arguments();
    }

    @BeforeEach
    void overProduction() throws IOException {
        Path unused = Files.writeString(
                directory.resolve("kustomization.yaml"),
                "resources: ['" + Overlay.PRODUCTION.directory().toAbsolutePath() + "']\ncomponents: ['"
                        + COMPONENT.toAbsolutePath() + "']\n");
        objects = Kustomization.build(directory);
    }

    private Pod job() {
        return Pod.all(objects).stream()
                .filter(pod -> pod.owner().equals("CronJob/slotkeeper-retire"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void noInstallationHasItByItself() {
        for (Overlay overlay : Overlay.values()) {
            assertThat(overlay.pods()).noneMatch(pod -> pod.arguments().contains("retire"));
        }
    }

    @Test
    void nothingGoesUntilSomebodySaysSo() {
        assertThat(job().arguments()).contains("retire", "--dry-run").containsSequence("--archive", "/archive");
    }

    @Test
    void theArchiveIsAVolumeThatMustBeGiven() {
        assertThat(Tree.maps(job().spec().get("volumes"))).anySatisfy(volume -> assertThat(volume)
                .isEqualTo(
                        Map.of("name", "archive", "persistentVolumeClaim", Map.of("claimName", "slotkeeper-archive"))));
        assertThat(objects).noneMatch(object -> object.get("kind").equals("PersistentVolumeClaim"));
        assertThat(Tree.maps(job().containers().get(0).get("volumeMounts")))
                .filteredOn(mount -> !Boolean.TRUE.equals(mount.get("readOnly")))
                .extracting(mount -> mount.get("mountPath"))
                .containsExactly("/archive", "/tmp");
    }

    @Test
    void itRunsOnceAtATimeAndMayDoNothingElse() {
        Map<String, Object> job = objects.stream()
                .filter(object -> object.get("kind").equals("CronJob"))
                .filter(object -> Tree.at(object, "metadata", "name").equals("slotkeeper-retire"))
                .findFirst()
                .orElseThrow();
        assertThat(Tree.at(job, "spec", "concurrencyPolicy")).isEqualTo("Forbid");
        assertThat(job().spec())
                .containsEntry("serviceAccountName", "slotkeeper")
                .containsEntry("automountServiceAccountToken", false)
                .containsEntry("enableServiceLinks", false);
        Pod migrate = Pod.all(objects).stream()
                .filter(pod -> pod.owner().equals("Job/slotkeeper-migrate"))
                .findFirst()
                .orElseThrow();
        assertThat(job().spec().get("securityContext")).isEqualTo(migrate.spec().get("securityContext"));
        assertThat(job().containers().get(0).get("securityContext"))
                .isEqualTo(migrate.containers().get(0).get("securityContext"));
    }

    @Test
    void itSpeaksToPostgresAndToNobodyElse() {
        List<Map<String, Object>> ofJob = policies("app.kubernetes.io/component", "retire");
        assertThat(ofJob).singleElement().satisfies(policy -> {
            assertThat(Tree.at(policy, "spec", "policyTypes")).isEqualTo(List.of("Egress"));
            assertThat(Tree.maps(Tree.at(policy, "spec", "egress"))).hasSize(1);
        });
        assertThat(policies("cnpg.io/cluster", "slotkeeper-postgres"))
                .anySatisfy(policy -> assertThat(policy.toString())
                        .contains("component=retire")
                        .contains("port=5432"));
    }

    private List<Map<String, Object>> policies(String label, String value) {
        return objects.stream()
                .filter(object -> object.get("kind").equals("NetworkPolicy"))
                .filter(object -> Tree.find(object, "spec", "podSelector", "matchLabels", label)
                        .filter(value::equals)
                        .isPresent())
                .toList();
    }
}
