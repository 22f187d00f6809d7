package org.slotkeeper.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slotkeeper.config.ConfigTree;
import org.slotkeeper.config.Profile;
import org.slotkeeper.config.SlotkeeperConfig;

/** What the manifests say about a process and what its configuration says are the same. */
final class InstallationTest {

    private static final String CONFIG_MOUNT = "/etc/slotkeeper/";
    private static final String SECRET_MOUNT = "/run/secrets/slotkeeper/";
    /** For letting go of the stores' connections. */
    private static final Duration CLOSING = Duration.ofSeconds(15);
    /** Others that connect like an engine: a reconciliation, and somebody's command. */
    private static final int BY_HAND = 2;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void everyKeyIsOneAndEverySecretIsMounted(Overlay overlay) throws IOException {
        for (Pod pod : ours(overlay)) {
            ConfigTree tree = tree(overlay, pod);
            Set<String> mounted = mountedSecrets(pod);
            Set<String> asked = new TreeSet<>();
            for (String key : tree.values().keySet()) {
                String value = tree.values().get(key).text();
                if (key.endsWith("File") && !value.isEmpty()) {
                    asked.add(value);
                    tree = tree.withFlags(List.of(key + "="));
                }
            }
            assertThat(asked).as("secrets that %s reads and has", pod).isEqualTo(mounted);
            assertThat(SlotkeeperConfig.of(tree).identity().issuer()).startsWith("https://");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aGatewayHasNoSecret(Overlay overlay) {
        assertThat(mountedSecrets(serving(overlay, "gateway"))).isEmpty();
        assertThat(mountedSecrets(serving(overlay, "engine"))).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aPodServesOnForTheDrainTimeAndIsThenGivenItAgain(Overlay overlay) throws IOException {
        for (String component : List.of("gateway", "engine")) {
            Pod pod = serving(overlay, component);
            Duration drain = Duration.parse(value(overlay, pod, "gateway.drainTime"));
            Object pause = Tree.at(pod.containers().get(0), "lifecycle", "preStop", "sleep", "seconds");
            assertThat(pause).isEqualTo((int) drain.toSeconds());
            assertThat((Integer) pod.spec().get("terminationGracePeriodSeconds"))
                    .isGreaterThanOrEqualTo(
                            (int) drain.multipliedBy(2).plus(CLOSING).toSeconds());
            assertThat(Duration.parse(value(overlay, pod, "gateway.deadline"))).isLessThanOrEqualTo(drain);
            // By SIGTERM no gateway has a connection to the engine any more: a Service chooses by connection.
            assertThat(Duration.parse(value(overlay, pod, "gateway.connectionLifetime")))
                    .isLessThan(drain);
        }
    }

    @ParameterizedTest
    @EnumSource
    void portsAreThoseOfTheConfiguration(Overlay overlay) throws IOException {
        Pod gateway = serving(overlay, "gateway");
        Pod engine = serving(overlay, "engine");
        assertThat(ports(gateway))
                .isEqualTo(Set.of(value(overlay, gateway, "gateway.port"), value(overlay, gateway, "management.port")));
        assertThat(ports(engine))
                .isEqualTo(Set.of(value(overlay, engine, "engine.port"), value(overlay, engine, "management.port")));
        assertThat(value(overlay, gateway, "gateway.engines"))
                .isEqualTo("http://slotkeeper-engine:" + value(overlay, engine, "engine.port"));
        for (Pod pod : List.of(gateway, engine)) {
            assertThat(value(overlay, pod, "management.host")).isEqualTo("0.0.0.0");
            assertThat(value(overlay, pod, "gateway.host")).isEqualTo("0.0.0.0");
            assertThat(value(overlay, pod, "engine.host")).isEqualTo("0.0.0.0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyServiceLeadsToPorts(Overlay overlay) {
        for (Map<String, Object> service : overlay.objects("Service")) {
            Set<Map.Entry<String, Object>> selector =
                    Tree.map(Tree.at(service, "spec", "selector")).entrySet();
            List<Pod> chosen = overlay.pods().stream()
                    .filter(pod -> pod.labels().entrySet().containsAll(selector))
                    .toList();
            assertThat(chosen).as("%s", service.get("metadata")).isNotEmpty();
            for (Map<String, Object> port : Tree.maps(Tree.at(service, "spec", "ports"))) {
                assertThat(chosen).allSatisfy(pod -> assertThat(ports(pod)).contains(String.valueOf(port.get("port"))));
            }
        }
    }

    @Test
    void redisHasRoomForAllEnginesThereCanBe() throws IOException {
        Map<String, Object> scaler = Overlay.PRODUCTION.objects("HorizontalPodAutoscaler").stream()
                .filter(one -> Tree.text(one, "metadata", "name").equals("slotkeeper-engine"))
                .findFirst()
                .orElseThrow();
        int surge = (Integer) Tree.at(deployment("slotkeeper-engine"), "spec", "strategy", "rollingUpdate", "maxSurge");
        int engines = (Integer) Tree.at(scaler, "spec", "maxReplicas") + surge + BY_HAND;
        assertThat(Integer.parseInt(value(Overlay.PRODUCTION, serving(Overlay.PRODUCTION, "engine"), "redis.engines")))
                .isGreaterThanOrEqualTo(engines);
    }

    @Test
    void productionScalesAndIsEmptiedOneByOne() {
        for (String kind : List.of("HorizontalPodAutoscaler", "PodDisruptionBudget")) {
            assertThat(Overlay.PRODUCTION.objects(kind).stream().map(one -> Tree.text(one, "metadata", "name")))
                    .containsExactlyInAnyOrder("slotkeeper-gateway", "slotkeeper-engine");
        }
        for (Map<String, Object> scaler : Overlay.PRODUCTION.objects("HorizontalPodAutoscaler")) {
            Map<String, Object> target = deployment(Tree.text(scaler, "spec", "scaleTargetRef", "name"));
            assertThat(Tree.find(target, "spec", "replicas"))
                    .as("a number that the next apply would go back to")
                    .isEmpty();
            assertThat((Integer) Tree.at(scaler, "spec", "minReplicas")).isGreaterThanOrEqualTo(3);
        }
        for (Map<String, Object> budget : Overlay.PRODUCTION.objects("PodDisruptionBudget")) {
            Map<String, Object> of = deployment(Tree.text(budget, "metadata", "name"));
            assertThat(Tree.at(budget, "spec", "selector")).isEqualTo(Tree.at(of, "spec", "selector"));
            assertThat(Tree.at(budget, "spec", "maxUnavailable")).isEqualTo(1);
        }
    }

    @Test
    void theWayInLeadsToTheGatewayOnlyAndWaitsForItsAnswer() throws IOException {
        Map<String, Object> rule = Tree.maps(
                        Tree.at(Overlay.PRODUCTION.objects("HTTPRoute").get(0), "spec", "rules"))
                .get(0);
        assertThat(Tree.list(rule.get("backendRefs")))
                .containsExactly(Map.of("name", "slotkeeper-gateway", "port", 8080));
        Duration deadline =
                Duration.parse(value(Overlay.PRODUCTION, serving(Overlay.PRODUCTION, "gateway"), "gateway.deadline"));
        assertThat(Duration.parse("PT" + Tree.text(rule, "timeouts", "request").toUpperCase(java.util.Locale.ROOT)))
                .isGreaterThan(deadline);
        assertThat(Tree.maps(Tree.at(Overlay.PRODUCTION.objects("Gateway").get(0), "spec", "listeners")))
                .allSatisfy(listener -> assertThat(listener).containsEntry("protocol", "HTTPS"));
    }

    /** A write that is sent again is known by its id: Envoy writes its own over it unless it is told not to. */
    @Test
    void whoeverComesInKeepsTheIdOfItsRequest() {
        List<Map<String, Object>> policies = Overlay.PRODUCTION.objects("ClientTrafficPolicy");
        List<Map<String, Object>> listeners =
                Tree.maps(Tree.at(Overlay.PRODUCTION.objects("Gateway").get(0), "spec", "listeners"));
        assertThat(policies).hasSameSizeAs(listeners);
        for (Map<String, Object> listener : listeners) {
            // A policy for one listener stands in the place of one for all, not beside it.
            assertThat(policies)
                    .as("policies of %s", listener.get("name"))
                    .filteredOn(policy -> Tree.maps(Tree.at(policy, "spec", "targetRefs")).stream()
                            .anyMatch(target -> listener.get("name").equals(target.get("sectionName"))))
                    .singleElement()
                    .satisfies(policy -> assertThat(Tree.text(policy, "spec", "headers", "requestID"))
                            .isEqualTo("PreserveOrGenerate"));
        }
    }

    @Test
    void theProxyLetsGoOfAConnectionBeforeTheGatewayDoes() throws IOException {
        Map<String, Object> policy =
                Overlay.PRODUCTION.objects("BackendTrafficPolicy").get(0);
        Duration gateway = Duration.parse(
                value(Overlay.PRODUCTION, serving(Overlay.PRODUCTION, "gateway"), "gateway.idleTimeout"));
        String proxy = Tree.text(policy, "spec", "timeout", "http", "connectionIdleTimeout");
        assertThat(Duration.parse("PT" + proxy.toUpperCase(java.util.Locale.ROOT)))
                .isLessThanOrEqualTo(gateway.minusSeconds(10));
        assertThat(Tree.maps(Tree.at(policy, "spec", "targetRefs")))
                .containsExactly(
                        Map.of("group", "gateway.networking.k8s.io", "kind", "HTTPRoute", "name", "slotkeeper"));
    }

    @Test
    void aCommitWaitsForAStandby() {
        Map<String, Object> cluster = Overlay.PRODUCTION.objects("Cluster").get(0);
        assertThat((Integer) Tree.at(cluster, "spec", "instances")).isGreaterThanOrEqualTo(3);
        assertThat(Tree.at(cluster, "spec", "postgresql", "synchronous"))
                .isEqualTo(Map.of("method", "any", "number", 1, "dataDurability", "required"));
        assertThat(Tree.map(Tree.at(cluster, "spec", "postgresql", "parameters")))
                .doesNotContainKeys("fsync", "synchronous_commit", "full_page_writes");
    }

    /** A page that is compressed dearly costs a booking more than all else that Postgres does for it. */
    @Test
    void fullPagesAreRareAndCheap() {
        Map<String, Object> cluster = Overlay.PRODUCTION.objects("Cluster").get(0);
        assertThat(Tree.map(Tree.at(cluster, "spec", "postgresql", "parameters")))
                .containsEntry("wal_compression", "lz4")
                .containsEntry("checkpoint_timeout", "15min")
                .containsEntry("max_wal_size", "8GB");
    }

    @ParameterizedTest
    @EnumSource
    void secretsAreReferredToByDocumentedNamesAndNotContained(Overlay overlay) throws IOException {
        assertThat(overlay.objects("Secret")).isEmpty();
        String document = Files.readString(Path.of("src/docs/OPERATING.md"));
        for (Pod pod : overlay.pods()) {
            for (Map<String, Object> volume : Tree.maps(pod.spec().get("volumes"))) {
                Tree.find(volume, "secret", "secretName")
                        .ifPresent(name -> assertThat(document).contains("`" + name + "`"));
                for (Map<String, Object> source :
                        Tree.maps(Tree.find(volume, "projected", "sources").orElse(List.of()))) {
                    assertThat(document).contains("`" + Tree.text(source, "secret", "name") + "`");
                }
            }
        }
    }

    private static List<Pod> ours(Overlay overlay) {
        return overlay.pods().stream().filter(Pod::isOurs).toList();
    }

    private static Pod serving(Overlay overlay, String component) {
        return ours(overlay).stream()
                .filter(Pod::isServing)
                .filter(pod -> component.equals(pod.labels().get("app.kubernetes.io/component")))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Object> deployment(String name) {
        return Overlay.PRODUCTION.objects("Deployment").stream()
                .filter(one -> Tree.text(one, "metadata", "name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String value(Overlay overlay, Pod pod, String key) throws IOException {
        return tree(overlay, pod).values().get(key).text();
    }

    /** What the pod's command makes of its arguments and of the files that are mounted. */
    private ConfigTree tree(Overlay overlay, Pod pod) throws IOException {
        Map<String, Object> files =
                Tree.map(Tree.at(overlay.objects("ConfigMap").get(0), "data"));
        List<String> arguments = pod.arguments();
        ConfigTree tree = ConfigTree.defaults();
        for (int at = 0; at < arguments.size(); at++) {
            if (arguments.get(at).equals("--profile")) {
                tree = tree.withProfile(Profile.valueOf(arguments.get(at + 1).toUpperCase(java.util.Locale.ROOT)));
            } else if (arguments.get(at).equals("--config")) {
                String name = arguments.get(at + 1).substring(CONFIG_MOUNT.length());
                assertThat(files).containsKey(name);
                tree = tree.withFile(Files.writeString(directory.resolve(name), (String) files.get(name)));
            }
        }
        return tree;
    }

    private static Set<String> mountedSecrets(Pod pod) {
        return Tree.maps(pod.spec().get("volumes")).stream()
                .flatMap(volume ->
                        Tree.maps(Tree.find(volume, "projected", "sources").orElse(List.of())).stream())
                .flatMap(source -> Tree.maps(Tree.at(source, "secret", "items")).stream())
                .map(item -> SECRET_MOUNT + item.get("path"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> ports(Pod pod) {
        return Tree.maps(pod.containers().get(0).get("ports")).stream()
                .map(port -> String.valueOf(port.get("containerPort")))
                .collect(Collectors.toSet());
    }
}
