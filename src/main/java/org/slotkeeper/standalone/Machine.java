package org.slotkeeper.standalone;

import java.nio.file.Path;
import java.util.function.IntSupplier;

/**
 * What a store finds on the machine it is started on: its programs, the user it runs as, and free
 * ports.
 */
record Machine(Binaries binaries, StoreUser user, IntSupplier freePorts) {

    static Machine of(Path root) {
        return new Machine(Binaries.of(root), StoreUser.of(root), LoopbackPort::free);
    }
}
