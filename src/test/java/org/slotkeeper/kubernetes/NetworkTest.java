package org.slotkeeper.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may speak to whom is what {@code OPERATING.md} says, and no more. */
final class NetworkTest {

    private static final Pattern ROW = Pattern.compile("\\| (\\S+) \\| (\\S+) \\| ([0-9, ]+) \\|.*");
    /** What stands outside of the namespace, or has no pods of ours: nobody here says what these may do. */
    private static final Set<String> ELSEWHERE =
            Set.of("proxy", "prometheus", "operator", "internet", "kubernetes", "names");

    private record Edge(String from, String to, int port) implements Comparable<Edge> {
        @Override
        public int compareTo(Edge other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return from + " to " + to + " on " + port;
        }
    }

    @Test
    void whoMaySpeakToWhomInProductionIsWhatOperatingSays() throws IOException {
        Set<Edge> described = new TreeSet<>();
        String document = Files.readString(Path.of("src/docs/OPERATING.md"));
        String section = document.substring(document.indexOf("### Who speaks to whom"));
        for (String line : section.substring(0, section.indexOf("\n#", 1)).split("\n")) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                Stream.of(row.group(3).split(", ?"))
                        .forEach(port ->
                                described.add(new Edge(row.group(1), row.group(2), Integer.parseInt(port.trim()))));
            }
        }
        assertThat(allowed(Overlay.PRODUCTION)).isEqualTo(described);
    }

    @ParameterizedTest
    @EnumSource
    void theArrowsAreThoseOfTheArchitecture(Overlay overlay) {
        Set<Edge> allowed = allowed(overlay);
        assertThat(allowed)
                .contains(
                        new Edge("gateway", "engine", 8081),
                        new Edge("engine", "redis", 6379),
                        new Edge("engine", "postgres", 5432));
        assertThat(allowed)
                .noneMatch(edge -> edge.from().equals("gateway")
                        && Set.of("redis", "postgres").contains(edge.to()))
                .noneMatch(edge -> edge.to().equals("engine")
                        && edge.port() == 8081
                        && !edge.from().equals("gateway"));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotAllowedIsDenied(Overlay overlay) {
        assertThat(overlay.objects("NetworkPolicy"))
                .extracting(policy -> policy.get("spec"))
                .contains(Map.of("podSelector", Map.of(), "policyTypes", List.of("Ingress", "Egress")));
    }

    /** An edge is allowed if both of its ends allow it; where one end is not ours, that of the other. */
    private static Set<Edge> allowed(Overlay overlay) {
        Set<Edge> out = new TreeSet<>();
        Set<Edge> in = new TreeSet<>();
        for (Map<String, Object> policy : overlay.objects("NetworkPolicy")) {
            for (String subject : subjects(Tree.map(Tree.at(policy, "spec", "podSelector")))) {
                rules(policy, "egress", "to").forEach(rule -> out.add(new Edge(subject, rule.peer(), rule.port())));
                rules(policy, "ingress", "from").forEach(rule -> in.add(new Edge(rule.peer(), subject, rule.port())));
            }
        }
        Set<Edge> allowed = new TreeSet<>();
        out.stream()
                .filter(edge -> ELSEWHERE.contains(edge.to()) || in.contains(edge))
                .forEach(allowed::add);
        in.stream().filter(edge -> ELSEWHERE.contains(edge.from())).forEach(allowed::add);
        assertThat(out).as("allowed to go, but not to come").allMatch(edge -> allowed.contains(edge));
        assertThat(in).as("allowed to come, but not to go").allMatch(edge -> allowed.contains(edge));
        return allowed;
    }

    private record Rule(String peer, int port) {}

    private static List<Rule> rules(Map<String, Object> policy, String direction, String peers) {
        List<Rule> rules = new ArrayList<>();
        for (Map<String, Object> rule :
                Tree.maps(Tree.find(policy, "spec", direction).orElse(List.of()))) {
            // A rule without peers or without ports would allow all of them.
            assertThat(rule.keySet()).as("%s", policy).isEqualTo(Set.of(peers, "ports"));
            assertThat(Tree.list(rule.get(peers))).isNotEmpty();
            assertThat(Tree.list(rule.get("ports"))).isNotEmpty();
            for (Map<String, Object> peer : Tree.maps(rule.get(peers))) {
                for (Map<String, Object> port : Tree.maps(rule.get("ports"))) {
                    names(peer).forEach(name -> rules.add(new Rule(name, (Integer) port.get("port"))));
                }
            }
        }
        return rules;
    }

    private static List<String> names(Map<String, Object> peer) {
        if (peer.containsKey("ipBlock")) {
            return List.of(Tree.find(peer, "ipBlock", "except").isPresent() ? "internet" : "kubernetes");
        }
        if (peer.containsKey("namespaceSelector")) {
            String namespace = Tree.text(peer, "namespaceSelector", "matchLabels", "kubernetes.io/metadata.name");
            return List.of(
                    switch (namespace) {
                        case "envoy-gateway-system" -> "proxy";
                        case "monitoring" -> "prometheus";
                        case "kube-system" -> "names";
                        case "cnpg-system", "ot-operators" -> "operator";
                        default -> throw new AssertionError("a namespace without a name here: " + namespace);
                    });
        }
        return subjects(Tree.map(peer.get("podSelector")));
    }

    /** The names of those whom a selector chooses. */
    private static List<String> subjects(Map<String, Object> selector) {
        if (selector.isEmpty()) {
            return List.of("everybody");
        }
        Map<String, Object> labels = Tree.map(selector.get("matchLabels"));
        if (labels.containsKey("cnpg.io/cluster")) {
            return List.of("postgres");
        }
        if (labels.containsKey("slotkeeper.org/management")) {
            return List.of("gateway", "engine");
        }
        Optional<Object> component = Tree.find(labels, "app.kubernetes.io/component");
        if (component.isPresent()) {
            return List.of((String) component.get());
        }
        Map<String, Object> expression =
                Tree.maps(selector.get("matchExpressions")).get(0);
        assertThat(expression).containsEntry("operator", "In");
        return Tree.list(expression.get("values")).stream()
                .map(String::valueOf)
                .map(value -> value.startsWith("slotkeeper-redis-") ? "redis" : value)
                .distinct()
                .toList();
    }
}
