package org.slotkeeper.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every pod must be: allowed as little as it can do with, of a known size, and of a known image. */
final class PodPolicyTest {

    private static final int GATHERED_AT_LEAST = 4;

    @ParameterizedTest
    @EnumSource
    void podsMayNothingThatTheyDoNotNeed(Overlay overlay) {
        assertThat(overlay.pods())
                .hasSizeGreaterThanOrEqualTo(GATHERED_AT_LEAST)
                .allSatisfy(pod -> {
                    Map<String, Object> spec = pod.spec();
                    assertThat(spec).as("%s", pod).containsEntry("serviceAccountName", "slotkeeper");
                    assertThat(spec).as("%s", pod).containsEntry("automountServiceAccountToken", false);
                    assertThat(spec).as("variables of services in %s", pod).containsEntry("enableServiceLinks", false);
                    assertThat(spec).as("%s", pod).doesNotContainKeys("hostNetwork", "hostPID", "hostIPC");
                    assertThat(Tree.at(spec, "securityContext", "runAsNonRoot")).isEqualTo(true);
                    assertThat((Integer) Tree.at(spec, "securityContext", "runAsUser"))
                            .isPositive();
                    assertThat(Tree.at(spec, "securityContext", "seccompProfile", "type"))
                            .isEqualTo("RuntimeDefault");
                    assertThat(pod.containers()).allSatisfy(container -> {
                        Map<String, Object> security = Tree.map(Tree.at(container, "securityContext"));
                        assertThat(security).containsEntry("allowPrivilegeEscalation", false);
                        assertThat(security).containsEntry("readOnlyRootFilesystem", true);
                        assertThat(Tree.at(security, "capabilities")).isEqualTo(Map.of("drop", List.of("ALL")));
                        assertThat(security).doesNotContainKey("privileged");
                    });
                });
    }

    @ParameterizedTest
    @EnumSource
    void theNamespaceHoldsThemToIt(Overlay overlay) {
        assertThat(overlay.objects("Namespace")).singleElement().satisfies(namespace -> assertThat(
                        Tree.at(namespace, "metadata", "labels"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted"));
        assertThat(overlay.objects("ServiceAccount"))
                .allSatisfy(account -> assertThat(account).containsEntry("automountServiceAccountToken", false));
    }

    /** Memory is asked for as much as is allowed, so that a full node never ends a pod for what it was promised. */
    @ParameterizedTest
    @EnumSource
    void podsSayWhatTheyNeedAndGetNoMore(Overlay overlay) {
        for (Pod pod : overlay.pods()) {
            for (Map<String, Object> container : pod.containers()) {
                Object asked = Tree.at(container, "resources", "requests");
                Object allowed = Tree.at(container, "resources", "limits");
                assertThat(Tree.at(asked, "memory")).as("%s", pod).isEqualTo(Tree.at(allowed, "memory"));
                assertThat(milliprocessors(Tree.at(asked, "cpu")))
                        .as("%s", pod)
                        .isPositive()
                        .isLessThanOrEqualTo(milliprocessors(Tree.at(allowed, "cpu")));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void imagesAreOfAKnownVersion(Overlay overlay) {
        List<String> images = new ArrayList<>();
        overlay.pods().forEach(pod -> pod.containers().forEach(one -> images.add(Tree.text(one, "image"))));
        overlay.objects("Cluster").forEach(one -> images.add(Tree.text(one, "spec", "imageName")));
        overlay.objects("RedisCluster").forEach(one -> images.add(Tree.text(one, "spec", "kubernetesConfig", "image")));
        assertThat(images)
                .hasSizeGreaterThanOrEqualTo(GATHERED_AT_LEAST)
                .allMatch(image -> image.matches(".+(:v?[0-9]+\\.[0-9][^/:]*|@sha256:[0-9a-f]{64})"));
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsWrittenButToWhatGoesWithThePod(Overlay overlay) {
        for (Pod pod : overlay.pods()) {
            if (!pod.isOurs()) {
                continue;
            }
            List<Map<String, Object>> volumes = Tree.maps(pod.spec().get("volumes"));
            for (Map<String, Object> mount : Tree.maps(pod.containers().get(0).get("volumeMounts"))) {
                boolean isReadOnly = Boolean.TRUE.equals(mount.get("readOnly"));
                boolean isEmptyDir = volumes.stream()
                        .filter(volume -> volume.get("name").equals(mount.get("name")))
                        .anyMatch(volume -> volume.containsKey("emptyDir"));
                assertThat(isReadOnly || isEmptyDir && mount.get("mountPath").equals("/tmp"))
                        .as("%s of %s", mount, pod)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoeverServesIsAskedHowItIs(Overlay overlay) {
        assertThat(overlay.pods().stream().filter(Pod::isServing)).hasSize(2).allSatisfy(pod -> {
            Map<String, Object> container = pod.containers().get(0);
            assertThat(probed(container, "startupProbe")).isEqualTo("/health/ready on management");
            assertThat(probed(container, "readinessProbe")).isEqualTo("/health/ready on management");
            assertThat(probed(container, "livenessProbe")).isEqualTo("/health/live on management");
            assertThat(Tree.maps(container.get("ports"))).contains(Map.of("name", "management", "containerPort", 9000));
        });
        for (Pod pod : overlay.pods()) {
            if (Set.of("Deployment", "StatefulSet").contains(pod.owner().replaceFirst("/.*", ""))) {
                assertThat(Tree.maps(pod.spec().get("containers"))).allSatisfy(container -> assertThat(container)
                        .containsKeys("startupProbe", "readinessProbe", "livenessProbe"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void copiesStandApart(Overlay overlay) {
        assertThat(overlay.pods().stream().filter(Pod::isServing))
                .allSatisfy(pod -> assertThat(Tree.maps(pod.spec().get("topologySpreadConstraints")))
                        .extracting(constraint -> constraint.get("topologyKey"))
                        .containsExactly("topology.kubernetes.io/zone", "kubernetes.io/hostname"));
    }

    private static String probed(Map<String, Object> container, String probe) {
        return Tree.text(container, probe, "httpGet", "path") + " on " + Tree.text(container, probe, "httpGet", "port");
    }

    private static int milliprocessors(Object quantity) {
        String text = String.valueOf(quantity);
        return text.endsWith("m")
                ? Integer.parseInt(text.substring(0, text.length() - 1))
                : Integer.parseInt(text) * 1_000;
    }
}
