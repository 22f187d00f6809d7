package org.slotkeeper.postgres.connection;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slotkeeper.platform.Password;

/**
 * Where the ledger's database is and who we are there. The password is never printed.
 *
 * @param host one server, or several separated by commas, each with a port of its own after a colon
 * if it has one: the one among them that takes writes is the ledger's
 * @param port of servers without a port of their own
 */
public record PostgresCoordinates(
        String host, int port, String database, String user, Password password, PostgresTls tls) {

    /** In the clear, with a password that stays. */
    public PostgresCoordinates(String host, int port, String database, String user, String password) {
        this(host, port, database, user, Password.of(password), PostgresTls.NONE);
    }

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

    /** @param settings of the session, each {@code name=value} */
    public String jdbcUrl(String... settings) {
        String servers = servers().stream().map(Server::toString).collect(Collectors.joining(","));
        String session = Stream.concat(Stream.of(OwnSession.SETTING + '=' + OwnSession.VALUE), Arrays.stream(settings))
                .map(setting -> "-c " + setting)
                .collect(Collectors.joining(" "));
        return "jdbc:postgresql://" + servers + '/' + database + "?targetServerType=primary" + tls.jdbcParameters()
                + "&options=" + URLEncoder.encode(session, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "PostgresCoordinates[" + user + "@" + servers() + '/' + database + ", password=***]";
    }
}
