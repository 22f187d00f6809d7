package org.slotkeeper.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Never printed.
 *
 * @param file where it was read from; nothing if it stood in the configuration itself
 */
public record Secret(String value, Optional<Path> file) {

    public boolean isSet() {
        return !value.isEmpty();
    }

    public byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "***";
    }
}
