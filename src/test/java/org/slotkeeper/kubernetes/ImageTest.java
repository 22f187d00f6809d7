package org.slotkeeper.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both ways to make the image, the manifests and the one file of JVM options agree. */
final class ImageTest {

    private static final List<String> ENTRYPOINT = List.of("java", "@/app/jvm.options", "-jar", "/app/slotkeeper.jar");

    @Test
    void theDockerfileStartsItAsJibDoes() throws IOException {
        String dockerfile = Files.readString(Path.of("Dockerfile"));
        assertThat(dockerfile).contains("ENTRYPOINT [\"" + String.join("\", \"", ENTRYPOINT) + "\"]");
        String jib = all("<entrypoint>(.*?)</entrypoint>", Files.readString(Path.of("pom.xml")))
                .get(0);
        assertThat(all("<arg>(.*?)</arg>", jib)).isEqualTo(ENTRYPOINT);
    }

    @ParameterizedTest
    @EnumSource
    void theUserIsTheSameEverywhereAndNotRoot(Overlay overlay) throws IOException {
        String user = all("(?m)^USER (\\d+):\\d+$", Files.readString(Path.of("Dockerfile")))
                .get(0);
        assertThat(Integer.parseInt(user)).isPositive();
        assertThat(all("<user>(\\d+):\\d+</user>", Files.readString(Path.of("pom.xml"))))
                .containsExactly(user);
        assertThat(overlay.pods().stream().filter(Pod::isOurs))
                .allSatisfy(pod -> assertThat(Tree.text(pod.spec(), "securityContext", "runAsUser"))
                        .isEqualTo(user));
    }

    @Test
    void basesAreOfAKnownVersionAndOfTheSameJdk() throws IOException {
        List<String> bases = all("(?m)^FROM (\\S+)", Files.readString(Path.of("Dockerfile")));
        assertThat(bases).hasSize(2).allMatch(base -> base.matches(".+:[^/]+") && !base.endsWith(":latest"));
        String ofJib = all("<image.base>(.*?)</image.base>", Files.readString(Path.of("pom.xml")))
                .get(0);
        assertThat(ofJib).isEqualTo(bases.get(0).replace("-jdk-", "-jre-"));
    }

    /** A pod whose image nobody has built waits for ever. */
    @Test
    void everybodyBuildsTheImageThatTheManifestsName() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String version = all("<version>([^<]*?)(?:-SNAPSHOT)?</version>", pom).get(0);
        String image = all("<image.name>(.*?)</image.name>", pom).get(0) + ':' + version;

        assertThat(all("<image.tag>(.*?)</image.tag>", pom)).containsExactly(version);
        for (String file : List.of("Dockerfile", "src/docs/OPERATING.md")) {
            assertThat(all("docker build -t (\\S+) \\.", Files.readString(Path.of(file))))
                    .as(file)
                    .isNotEmpty()
                    .containsOnly(image);
        }
        assertThat(Overlay.DEV.pods().stream().filter(Pod::isOurs).flatMap(pod -> pod.containers().stream()))
                .isNotEmpty()
                .allSatisfy(container -> assertThat(container).containsEntry("image", image));
    }

    /** Else the reasons would stand in one place and the options in another. */
    @ParameterizedTest
    @EnumSource
    void nobodyElseGivesTheJvmOptions(Overlay overlay) {
        assertThat(overlay.pods().stream().filter(Pod::isOurs))
                .allSatisfy(pod -> assertThat(pod.containers().get(0)).doesNotContainKeys("command", "env", "envFrom"));
    }

    @Test
    void everyJvmOptionHasAReason() throws IOException {
        boolean isExplained = false;
        for (String line : Files.readAllLines(Path.of("config/jvm.options"))) {
            if (line.isBlank()) {
                isExplained = false;
            } else if (line.startsWith("#")) {
                isExplained = true;
            } else {
                assertThat(isExplained).as(line).isTrue();
            }
        }
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
