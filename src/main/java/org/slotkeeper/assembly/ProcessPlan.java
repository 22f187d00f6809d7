package org.slotkeeper.assembly;

import java.nio.file.Path;
import java.util.Optional;
import org.slotkeeper.config.SlotkeeperConfig;

/**
 * What a process is started as.
 *
 * @param demoKeys where the demonstration's issuer keeps its key; nothing outside of the
 * demonstration
 */
public record ProcessPlan(SlotkeeperConfig config, Role role, Optional<Path> demoKeys, int eventLoops, Seams seams) {
    public ProcessPlan(SlotkeeperConfig config, Role role, Optional<Path> demoKeys, int eventLoops) {
        this(config, role, demoKeys, eventLoops, Seams.NONE);
    }
}
