package org.slotkeeper.load.kit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Asks a server how it is: what is measured goes by clients of its own. */
public final class Http {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();

    private Http() {}

    /** Nothing if there was no answer in time. */
    public static Optional<HttpResponse<String>> get(URI address, Duration patience) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(address).timeout(patience).build();
            return Optional.of(CLIENT.send(request, BodyHandlers.ofString()));
        } catch (IOException away) {
            return Optional.empty();
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
