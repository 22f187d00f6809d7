package org.slotkeeper.cost.floor;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Starts the bare floor: one verticle for each core, each with one connection to Postgres and one to Redis. Arguments: port, Postgres host, port, database, user, password, Redis URI. */
public final class Floor {

    private Floor() {}

    public static void main(String[] arguments) {
        int loops = Math.max(2, Runtime.getRuntime().availableProcessors());
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops).setPreferNativeTransport(true));
        PgConnectOptions postgres = new PgConnectOptions()
                .setHost(arguments[1])
                .setPort(Integer.parseInt(arguments[2]))
                .setDatabase(arguments[3])
                .setUser(arguments[4])
                .setPassword(arguments[5])
                .setCachePreparedStatements(true);
        RedisOptions redis = new RedisOptions().setConnectionString(arguments[6]).setMaxWaitingHandlers(10_000);
        PgConnection.connect(vertx, postgres)
                .compose(connection -> connection.query(text("schema.sql")).execute().eventually(connection::close))
                .compose(made -> vertx.deployVerticle(() -> new FloorVerticle(Integer.parseInt(arguments[0]), postgres, redis), new DeploymentOptions().setInstances(loops)))
                .onFailure(cause -> {
                    cause.printStackTrace();
                    System.exit(1);
                });
    }

    static String text(String resource) {
        try (InputStream in = Floor.class.getResourceAsStream("/" + resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
