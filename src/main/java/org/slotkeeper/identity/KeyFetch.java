package org.slotkeeper.identity;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.TimeUnit;

/**
 * Fetches an issuer's keys from the one URL of the settings: no redirects, one connection, little
 * time, few bytes.
 */
public final class KeyFetch {

    static final int BYTES_MAX = 512 * 1024;

    private final JwksSettings settings;
    private final HttpClient client;

    public KeyFetch(Vertx vertx, JwksSettings settings) {
        this.settings = settings;
        int timeout = (int) settings.timeout().toMillis();
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout(timeout)
                .setKeepAlive(false)
                .setMaxHeaderSize(8 * 1024)
                .setVerifyHost(true);
        this.client = vertx.createHttpClient(
                options, new PoolOptions().setHttp1MaxSize(1).setMaxWaitQueueSize(1));
    }

    Future<Buffer> fetch() {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(settings.url().toString())
                .setFollowRedirects(false)
                .setTimeout(settings.timeout().toMillis())
                .putHeader("accept", "application/json");
        return client.request(options).compose(this::fetch);
    }

    public Future<Void> close() {
        return client.close();
    }

    private Future<Buffer> fetch(HttpClientRequest request) {
        return request.send()
                .compose(response -> whole(request, response))
                .timeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                // A body that drips must not hold the one connection.
                .onFailure(cause -> request.reset().onFailure(gone -> {}));
    }

    private static Future<Buffer> whole(HttpClientRequest request, HttpClientResponse response) {
        Promise<Buffer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        if (response.statusCode() != 200) {
            whole.fail(new KeysAway("the token issuer answered " + response.statusCode()));
            return whole.future();
        }
        response.endHandler(end -> whole.tryComplete(body));
        response.handler(part -> {
            if (body.length() + part.length() > BYTES_MAX) {
                response.handler(ignored -> {});
                whole.tryFail(new KeysAway("the token issuer's keys are longer than " + BYTES_MAX + " bytes"));
            } else {
                body.appendBuffer(part);
            }
        });
        return whole.future();
    }
}
