package org.slotkeeper.standalone;

import java.util.List;
import java.util.Map;

/** What our Postgres is told, and which of it must be true before anybody may rely on a commit. */
final class PostgresSettings {
    /** A commit that was answered survives the loss of power only while all of these are on. */
    static final List<String> DURABLE = List.of("fsync", "synchronous_commit", "full_page_writes");

    private static final Map<String, String> FILE = Map.ofEntries(
            Map.entry("listen_addresses", LoopbackPort.HOST),
            Map.entry("unix_socket_directories", ""),
            Map.entry("max_connections", "100"),
            Map.entry("password_encryption", "scram-sha-256"),
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            // The one way of compressing that this build has costs some 110 us for each page after
            // a checkpoint, and hardly makes it smaller: new keys are random.
            Map.entry("wal_compression", "off"),
            Map.entry("max_wal_size", "2GB"),
            Map.entry("checkpoint_timeout", "5min"),
            Map.entry("shared_buffers", "256MB"),
            // Our statements are short and prepared: compiling them costs more than it gives.
            Map.entry("jit", "off"),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC"),
            Map.entry("datestyle", "iso, ymd"),
            Map.entry("log_line_prefix", "%m [%p] "),
            // Values may be patients': a statement is never logged with them.
            Map.entry("log_parameter_max_length", "0"),
            Map.entry("log_parameter_max_length_on_error", "0"),
            Map.entry("log_checkpoints", "off"));

    private PostgresSettings() {}

    /**
     * The text of postgresql.conf, written anew at each start so that a new version's settings
     * reach old data.
     */
    static String file() {
        StringBuilder text = new StringBuilder("# Written by Slotkeeper at each start: changes made here are lost.\n");
        FILE.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> text.append(entry.getKey())
                .append(" = '")
                .append(entry.getValue())
                .append("'\n"));
        return text.toString();
    }

    /** The text of pg_hba.conf: with a password over loopback, and not at all otherwise. */
    static String admission() {
        return "# Written by Slotkeeper at each start.\nhost all all 127.0.0.1/32 scram-sha-256\n";
    }
}
