package org.slotkeeper.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class KustomizationTest {

    @ParameterizedTest
    @EnumSource
    void whatIsBuiltHereIsWhatKubectlBuilds(Overlay overlay) throws IOException, InterruptedException {
        assumeTrue(isOnPath("kubectl"), "not compared: there is no kubectl on this machine");
        Process kubectl = new ProcessBuilder(
                        "kubectl", "kustomize", overlay.directory().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String built = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(kubectl.waitFor()).isZero();
        Map<String, Map<String, Object>> here = byName(overlay.objects());
        Map<String, Map<String, Object>> there =
                byName(Kustomization.load(built).stream().map(Tree::map).toList());
        assertThat(here.keySet()).isEqualTo(there.keySet());
        // One by one: of all at once nobody could read the difference.
        there.forEach((name, object) -> assertThat(here.get(name)).as(name).isEqualTo(object));
    }

    @Test
    void whatIsNotKnownHereIsRefused(@TempDir Path directory) throws IOException {
        Path unused = Files.writeString(directory.resolve("kustomization.yaml"), "namePrefix: our-\n");
        assertThatThrownBy(() -> Kustomization.build(directory)).hasMessageContaining("namePrefix");
    }

    @Test
    void aPatchWithoutATargetIsRefused(@TempDir Path directory) throws IOException {
        Path unused = Files.writeString(
                directory.resolve("kustomization.yaml"),
                "patches:\n  - target: {kind: Deployment, name: nobody}\n    patch: '[{op: remove, path: /spec}]'\n");
        assertThatThrownBy(() -> Kustomization.build(directory)).hasMessageContaining("nobody");
    }

    private static Map<String, Map<String, Object>> byName(List<Map<String, Object>> objects) {
        Map<String, Map<String, Object>> byName = new TreeMap<>();
        objects.forEach(object -> {
            Map<String, Object> twin =
                    byName.put(object.get("kind") + "/" + Tree.at(object, "metadata", "name"), object);
            assertThat(twin).as("a second object of the same name").isNull();
        });
        return byName;
    }

    private static boolean isOnPath(String program) {
        return Arrays.stream(String.valueOf(System.getenv("PATH")).split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
