package org.slotkeeper.postgres.connection;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where the ledger's database is and who we are there. The password is never printed.
 *
 * @param host one server, or several separated by commas, each with a port of its own after a colon
 * if it has one: the one among them that takes writes is the ledger's
 * @param port of servers without a port of their own
 */
public record PostgresCoordinates(String host, int port, String database, String user, String password) {

    /** One server's address. */
    record Server(String host, int port) {

        /** As names are looked up, without the brackets of an IPv6 address. */
        String name() {
            return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        }

        @Override
        public String toString() {
            return host + ':' + port;
        }
    }

    List<Server> servers() {
        return Arrays.stream(host.split(","))
                .map(String::trim)
                .filter(text -> !text.isEmpty())
                .map(this::server)
                .toList();
    }

    private Server server(String text) {
        int colon = text.lastIndexOf(':');
        // An IPv6 address stands in brackets, so that its colons are not taken for one before a
        // port.
        return colon > text.indexOf(']')
                ? new Server(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)))
                : new Server(text, port);
    }

    public String jdbcUrl() {
        String servers = servers().stream().map(Server::toString).collect(Collectors.joining(","));
        return "jdbc:postgresql://" + servers + '/' + database + "?targetServerType=primary";
    }

    @Override
    public String toString() {
        return "PostgresCoordinates[" + user + "@" + servers() + '/' + database + ", password=***]";
    }
}
