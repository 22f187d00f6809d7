package org.slotkeeper.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slotkeeper.assembly.Chance;
import org.slotkeeper.platform.CannotRun;
import org.slotkeeper.platform.OwnersFile;

/**
 * The booking secret of a demonstration: made once and kept with the data, as names of appointments
 * follow from it.
 */
final class DemoSecret {

    private static final int BYTES = 16;

    private DemoSecret() {}

    static String in(Path dataDir, Chance chance) {
        Path file = dataDir.resolve("booking.secret");
        try {
            if (!Files.exists(file)) {
                OwnersFile.write(file, chance.secret(BYTES).getBytes(StandardCharsets.US_ASCII));
            }
            return Files.readString(file).strip();
        } catch (IOException cause) {
            throw new CannotRun("the file " + file + " cannot be read or written", cause);
        }
    }
}
