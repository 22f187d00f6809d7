package org.slotkeeper.redis.connection;

import io.netty.handler.ssl.NotSslRecordException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.stream.Stream;

/** What it says of a node that no connection to it came about. */
final class Refusals {

    private static final List<String> NO_SUCH_DATABASE =
            List.of("ERR DB index is out of range", "ERR invalid DB index", "ERR SELECT is not allowed");
    private static final String NO_CLUSTER = "ERR This instance has cluster support disabled";

    private Refusals() {}

    static RedisAway of(NodeAddress node, Throwable cause) {
        if (cause instanceof RedisAway known) {
            return known;
        }
        if (ErrorKind.of(cause) == ErrorKind.DENIED) {
            return RedisAway.denied("Redis at " + node + " does not let us in (" + cause.getMessage()
                    + "): set redis.user and redis.password, or give that user the rights that it needs");
        }
        String said = lastWords(cause);
        if (NO_SUCH_DATABASE.stream().anyMatch(said::startsWith)) {
            return RedisAway.unusable("redis.database is none of the Redis at " + node + " (" + said
                    + "): set it to one that is there, 0 if in doubt");
        }
        if (said.startsWith(NO_CLUSTER)) {
            return RedisAway.unusable("the Redis at " + node + ", which redis.nodes names, is no cluster's: name a"
                    + " single one in redis.host");
        }
        return isOfCertificates(cause)
                ? RedisAway.unusable("there is no way to Redis at " + node
                        + " by redis.tls, redis.caFile and redis.certificateFile as they are (" + said + ")")
                : new RedisAway(node + " not reached: " + said);
    }

    /**
     * One of the two has seen the other's certificate, or that there is none, and did not like it:
     * a handshake that was only cut short may well succeed the next time.
     */
    private static boolean isOfCertificates(Throwable cause) {
        return Stream.iterate(cause, at -> at != null, Throwable::getCause)
                .anyMatch(at -> at instanceof CertificateException
                        || at instanceof CertPathBuilderException
                        || at instanceof NotSslRecordException
                        || String.valueOf(at.getMessage()).startsWith("Received fatal alert"));
    }

    /** What a handshake came to stands below what was tried. */
    private static String lastWords(Throwable cause) {
        String said = String.valueOf(cause.getMessage());
        for (Throwable at = cause.getCause(); at != null; at = at.getCause()) {
            said = at.getMessage() == null ? said : at.getMessage();
        }
        return said;
    }
}
