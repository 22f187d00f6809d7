package org.slotkeeper.standalone;

/** Where a Redis is. */
public record RedisAddress(String host, int port) {

    public String uri() {
        return "redis://" + host + ":" + port;
    }
}
