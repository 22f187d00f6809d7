package org.slotkeeper.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A planted bug that is none any more, because the script has another text by now, would prove nothing. */
final class PlantedBugsTest {

    private static final Path SCRIPTS = Path.of("src/main/resources/lua");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void eachScriptThatABugIsPlantedInIsAnotherWithIt(PlantedBugs bug) throws IOException {
        for (Path script : planted(bug)) {
            assertThat(Files.readString(script))
                    .as(bug + " in " + script)
                    .isNotEqualTo(Files.readString(SCRIPTS.resolve(script.getFileName())));
        }
    }

    private List<Path> planted(PlantedBugs bug) throws IOException {
        if (bug.scripts(directory).isEmpty()) {
            return List.of();
        }
        try (Stream<Path> scripts = Files.list(directory.resolve("lua"))) {
            return scripts.toList();
        }
    }
}
