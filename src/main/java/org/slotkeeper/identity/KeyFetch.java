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
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
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
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) settings.timeout().toMillis())
                .setKeepAlive(false)
                .setMaxHeaderSize(8 * 1024)
                .setVerifyHost(true);
        settings.address().authorities().ifPresent(pem -> trust(options, pem));
        if (settings.address().isSecure()) {
            settings.address().proxy().ifPresent(proxy -> go(options, proxy));
        }
        this.client = vertx.createHttpClient(
                options, new PoolOptions().setHttp1MaxSize(1).setMaxWaitQueueSize(1));
    }

    private static void trust(HttpClientOptions options, String pem) {
        var unused = options.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(pem)));
    }

    private void go(HttpClientOptions options, IssuerAddress.Proxy proxy) {
        var unused = options.setProxyOptions(new ProxyOptions()
                .setType(ProxyType.HTTP)
                .setHost(proxy.host())
                .setPort(proxy.port())
                .setConnectTimeout(settings.timeout()));
    }

    /** What it fails with says in a sentence what an operator can do about it. */
    Future<Buffer> fetch() {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(settings.address().url().toString())
                .setFollowRedirects(false)
                .setTimeout(settings.timeout().toMillis())
                .putHeader("accept", "application/json");
        return client.request(options)
                .compose(this::fetch)
                .recover(cause -> Future.failedFuture(new KeysAway(FetchFault.of(cause, settings.address()))));
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
