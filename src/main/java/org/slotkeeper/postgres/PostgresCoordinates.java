package org.slotkeeper.postgres;

/** Where the ledger's database is and who we are there. The password is never printed. */
public record PostgresCoordinates(String host, int port, String database, String user, String password) {

    String jdbcUrl() {
        return "jdbc:postgresql://" + host + ':' + port + '/' + database;
    }

    @Override
    public String toString() {
        return "PostgresCoordinates[" + user + "@" + host + ':' + port + '/' + database + ", password=***]";
    }
}
