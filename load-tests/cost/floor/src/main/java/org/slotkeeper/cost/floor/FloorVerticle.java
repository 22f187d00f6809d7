package org.slotkeeper.cost.floor;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.slotkeeper.cost.floor.Batch.Booking;

/** Answers the small API of the benchmark with as little as can be done. A slot is practice, day and ordinal; a session's ordinals follow from its number, and what a session is nobody keeps. */
final class FloorVerticle extends VerticleBase {

    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final int BITS_A_BYTE = 8;

    private final int port;
    private final PgConnectOptions postgresOptions;
    private final RedisOptions redisOptions;
    private PgConnection postgres;
    private PgConnection careless;
    private RedisConnection redis;
    private Batch batch;
    private String reserve;
    private String confirm;

    FloorVerticle(int port, PgConnectOptions postgresOptions, RedisOptions redisOptions) {
        this.port = port;
        this.postgresOptions = postgresOptions;
        this.redisOptions = redisOptions;
    }

    @Override
    public Future<?> start() {
        return PgConnection.connect(vertx, postgresOptions)
                .compose(connected -> {
                    postgres = connected;
                    batch = new Batch(postgres, this::tell);
                    return PgConnection.connect(vertx, postgresOptions);
                })
                .compose(connected -> {
                    careless = connected;
                    return careless.query("SET synchronous_commit = off").execute();
                })
                .compose(set -> {
                    return Redis.createClient(vertx, redisOptions).connect();
                })
                .compose(connected -> {
                    redis = connected;
                    return redis.send(Request.cmd(Command.SCRIPT).arg("LOAD").arg(Floor.text("reserve.lua")));
                })
                .compose(loaded -> {
                    reserve = loaded.toString();
                    return redis.send(Request.cmd(Command.SCRIPT).arg("LOAD").arg(Floor.text("confirm.lua")));
                })
                .compose(loaded -> {
                    confirm = loaded.toString();
                    return vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port).setTcpNoDelay(true)).requestHandler(this::handle).listen();
                });
    }

    private void handle(HttpServerRequest request) {
        answer(request).onFailure(cause -> {
            cause.printStackTrace();
            request.response().setStatusCode(500).end();
        });
    }

    private Future<Void> answer(HttpServerRequest request) {
        if (request.method() == HttpMethod.GET) {
            return request.path().equals("/slots") ? search(request) : request.response().end();
        }
        if (request.method() == HttpMethod.DELETE) {
            return cancel(request);
        }
        return request.body().compose(body -> request.path().equals("/sessions") ? publish(request, body) : book(request, body));
    }

    private Future<Void> publish(HttpServerRequest request, Buffer body) {
        JsonObject session = body.toJsonObject();
        LocalDate day = LocalDateTime.parse(session.getString("start")).toLocalDate();
        int count = session.getInteger("slotCount");
        int first = session.getInteger("session") * count;
        Request bits = Request.cmd(Command.BITFIELD).arg(seats(session.getString("practice"), day));
        JsonArray slots = new JsonArray();
        for (int ordinal = first; ordinal < first + count; ordinal++) {
            bits.arg("SET").arg("u1").arg(ordinal).arg(1);
            slots.add(slot(session.getString("practice"), day, ordinal));
        }
        return redis.send(bits).compose(set -> request.response().setStatusCode(201).end(slots.toBuffer()));
    }

    private Future<Void> book(HttpServerRequest request, Buffer body) {
        JsonObject wanted = body.toJsonObject();
        String[] slot = wanted.getString("slot").split("-");
        LocalDate day = LocalDate.parse(slot[1], DAY);
        Booking booking = new Booking(slot[0], day, Short.parseShort(slot[2]), UUID.randomUUID(), Long.parseLong(wanted.getString("patient")), wanted.getString("description"));
        return redis.send(Request.cmd(Command.EVALSHA).arg(reserve).arg(2).arg(seats(slot[0], day)).arg(claims(slot[0], day)).arg(slot[2]).arg(booking.patient()))
                .compose(taken -> taken.toInteger() == 1 ? batch.book(booking) : Future.succeededFuture(false))
                .compose(recorded -> {
                    if (!recorded) {
                        return request.response().setStatusCode(409).end("{\"code\":\"SLOT_TAKEN\"}");
                    }
                    request.response().setStatusCode(201).putHeader("Location", "/appointments/" + booking.id());
                    return request.response().end("{\"id\":\"" + booking.id() + "\"}");
                });
    }

    private Future<?> tell(List<Booking> recorded) {
        if (recorded.isEmpty()) {
            return Future.succeededFuture();
        }
        Request told = Request.cmd(Command.EVALSHA).arg(confirm).arg(recorded.size());
        recorded.forEach(booking -> told.arg(claims(booking.practice(), booking.day())));
        recorded.forEach(booking -> told.arg(booking.ordinal()));
        return redis.send(told);
    }

    private Future<Void> search(HttpServerRequest request) {
        String practice = request.getParam("practice");
        LocalDate from = LocalDate.parse(request.getParam("from"));
        LocalDate to = LocalDate.parse(request.getParam("to"));
        int count = Integer.parseInt(request.getParam("count"));
        Request keys = Request.cmd(Command.MGET);
        from.datesUntil(to).forEach(day -> keys.arg(seats(practice, day)));
        return redis.send(keys).compose(bits -> request.response().end(free(practice, from, bits, count)));
    }

    private static Buffer free(String practice, LocalDate from, Response bits, int count) {
        StringBuilder json = new StringBuilder("[");
        int found = 0;
        for (int day = 0; day < bits.size() && found < count; day++) {
            byte[] bytes = bits.get(day) == null ? new byte[0] : bits.get(day).toBytes();
            String prefix = "{\"id\":\"" + practice + "-" + from.plusDays(day).format(DAY) + "-";
            for (int ordinal = 0; ordinal < bytes.length * BITS_A_BYTE && found < count; ordinal++) {
                if ((bytes[ordinal / BITS_A_BYTE] >> (BITS_A_BYTE - 1 - ordinal % BITS_A_BYTE) & 1) == 1) {
                    json.append(found++ == 0 ? "" : ",").append(prefix).append(ordinal).append("\"}");
                }
            }
        }
        return Buffer.buffer(json.append(']').toString());
    }

    /** Neither batched nor durable: it is here so that a round can begin where the one before began, and is never measured. */
    private Future<Void> cancel(HttpServerRequest request) {
        UUID id = UUID.fromString(request.path().substring(request.path().lastIndexOf('/') + 1));
        return careless.preparedQuery("DELETE FROM appointment WHERE id = $1 RETURNING practice, day, ordinal")
                .execute(Tuple.of(id))
                .compose(rows -> Future.all(rows.stream().map(row -> redis.send(Request.cmd(Command.SETBIT).arg(seats(row.getString(0), row.getLocalDate(1))).arg(row.getShort(2)).arg(1))).toList()))
                .compose(told -> request.response().setStatusCode(204).end());
    }

    private static String slot(String practice, LocalDate day, int ordinal) {
        return practice + "-" + day.format(DAY) + "-" + ordinal;
    }

    private static String seats(String practice, LocalDate day) {
        return practice + ":" + day.toEpochDay();
    }

    private static String claims(String practice, LocalDate day) {
        return practice + ":c:" + day.toEpochDay();
    }
}
