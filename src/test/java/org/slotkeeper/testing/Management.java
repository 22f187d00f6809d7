package org.slotkeeper.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** What a Slotkeeper says of itself at its management port. */
public final class Management {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Management() {}

    public static HttpResponse<String> ask(int port, String path) {
        return ask(port, path, Patience.LONG);
    }

    /** @param patience short for those that may stand still */
    public static HttpResponse<String> ask(int port, String path, Duration patience) {
        URI address = URI.create("http://127.0.0.1:" + port + path);
        try {
            return HTTP.send(HttpRequest.newBuilder(address).timeout(patience).build(), BodyHandlers.ofString());
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** All of its meters, as a scraper reads them. */
    public static String meters(int port) {
        return ask(port, "/metrics").body();
    }
}
