package org.slotkeeper.standalone;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The user that a store runs as: ourselves, or somebody without rights when we are root.
 *
 * <p>Postgres refuses to run as root, and a store that is not root cannot harm what is not its own.
 */
final class StoreUser {
    private static final int CAPABILITY_OVERRIDE = 1;
    private static final int CAPABILITY_READ_AND_SEARCH = 2;

    private final int uid;
    private final int gid;
    private final List<String> prefix;

    private StoreUser(int uid, int gid, List<String> prefix) {
        this.uid = uid;
        this.gid = gid;
        this.prefix = List.copyOf(prefix);
    }

    /** Chooses who runs the stores of a data directory, and finds the means to become that user. */
    static StoreUser of(Path root) {
        UnixSystem system = new UnixSystem();
        if (system.getUid() != 0) {
            return new StoreUser((int) system.getUid(), (int) system.getGid(), List.of());
        }
        Account account = chooseAccount(root);
        return new StoreUser(account.uid(), account.gid(), becoming(account, root));
    }

    /** The command that runs another command as this user. */
    List<String> running(List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return List.copyOf(whole);
    }

    /** Gives a file or an empty directory to this user. */
    void own(Path path) throws IOException {
        if (!prefix.isEmpty()) {
            Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Data of an earlier run keeps its owner, else the stores could not read it. */
    private static Account chooseAccount(Path root) {
        List<Path> owned = List.of(root.resolve("postgres"), root.resolve("redis"), root);
        for (Path path : owned) {
            Account owner = Account.owning(path);
            if (owner.uid() != 0) {
                return owner;
            }
        }
        return Account.named("postgres").or(() -> Account.named("nobody")).orElse(Account.NOBODY);
    }

    private static List<String> becoming(Account account, Path root) {
        boolean reachable = isReachable(root, account);
        if (Executables.find("setpriv").isPresent()) {
            List<String> command = new ArrayList<>(List.of(
                    Executables.find("setpriv").orElseThrow().toString(),
                    "--reuid=" + account.uid(),
                    "--regid=" + account.gid(),
                    "--clear-groups"));
            if (!reachable) {
                String right = rightToPass(root, account);
                command.addAll(List.of("--inh-caps=+" + right, "--ambient-caps=+" + right));
            }
            return command;
        }
        if (!reachable) {
            throw unreachable(root, account);
        }
        Path runuser = Executables.find("runuser")
                .orElseThrow(() -> new StoreNotStarted(
                        "Postgres does not run as root, and neither setpriv nor runuser was found to run it as somebody"
                                + " else: install util-linux, or start Slotkeeper as another user"));
        return List.of(runuser.toString(), "-u", account.name(), "--");
    }

    /**
     * A store may need to pass directories that are closed to its user, such as the home of root:
     * one right is enough.
     */
    private static String rightToPass(Path root, Account account) {
        long rights = rightsOfThisProcess();
        if ((rights & (1L << CAPABILITY_READ_AND_SEARCH)) != 0) {
            return "dac_read_search";
        }
        if ((rights & (1L << CAPABILITY_OVERRIDE)) != 0) {
            return "dac_override";
        }
        throw unreachable(root, account);
    }

    private static StoreNotStarted unreachable(Path root, Account account) {
        return new StoreNotStarted("Postgres does not run as root, and the user " + account.name() + " cannot reach "
                + root + ": choose a --data-dir whose parents are open to all, or start Slotkeeper as another user");
    }

    private static long rightsOfThisProcess() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("CapPrm:")) {
                    return Long.parseUnsignedLong(
                            line.substring("CapPrm:".length()).strip(), 16);
                }
            }
            return 0;
        } catch (IOException unknown) {
            return 0;
        }
    }

    private static boolean isReachable(Path root, Account account) {
        for (Path path = root; path != null; path = path.getParent()) {
            if (!account.mayEnter(path)) {
                return false;
            }
        }
        return true;
    }
}
