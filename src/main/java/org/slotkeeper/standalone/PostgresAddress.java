package org.slotkeeper.standalone;

/** Where a Postgres database is and how to enter it. The password is never printed. */
public record PostgresAddress(String host, int port, String database, String user, String password) {

    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    public PostgresAddress withDatabase(String other) {
        return new PostgresAddress(host, port, other, user, password);
    }

    @Override
    public String toString() {
        return user + ":***@" + host + ":" + port + "/" + database;
    }
}
