package org.slotkeeper.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/** A user of the machine, as its list of users and the owners of its files tell it. */
record Account(String name, int uid, int gid) {
    /** By convention the user without rights, on machines that keep no list. */
    static final Account NOBODY = new Account("nobody", 65534, 65534);

    private static final Account ROOT = new Account("root", 0, 0);
    private static final Path USERS = Path.of("/etc/passwd");
    private static final int NAME = 0;
    private static final int UID = 2;
    private static final int GID = 3;

    static Optional<Account> named(String name) {
        return find(NAME, name);
    }

    /** The owner of a file; root when there is no such file. */
    static Account owning(Path path) {
        try {
            int uid = (Integer) Files.getAttribute(path, "unix:uid");
            int gid = (Integer) Files.getAttribute(path, "unix:gid");
            return find(UID, Integer.toString(uid)).orElse(new Account(Integer.toString(uid), uid, gid));
        } catch (IOException absent) {
            return ROOT;
        }
    }

    private static Optional<Account> find(int column, String value) {
        try {
            for (String line : Files.readAllLines(USERS)) {
                String[] columns = line.split(":", -1);
                if (columns.length > GID && columns[column].equals(value)) {
                    return Optional.of(
                            new Account(columns[NAME], Integer.parseInt(columns[UID]), Integer.parseInt(columns[GID])));
                }
            }
            return Optional.empty();
        } catch (IOException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    boolean mayEnter(Path directory) {
        try {
            Set<PosixFilePermission> granted = Files.getPosixFilePermissions(directory);
            if ((Integer) Files.getAttribute(directory, "unix:uid") == uid) {
                return granted.contains(PosixFilePermission.OWNER_EXECUTE);
            }
            if ((Integer) Files.getAttribute(directory, "unix:gid") == gid) {
                return granted.contains(PosixFilePermission.GROUP_EXECUTE);
            }
            return granted.contains(PosixFilePermission.OTHERS_EXECUTE);
        } catch (IOException unreadable) {
            return false;
        }
    }
}
