package io.vertx.core.http.impl;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.headers.HeadersMultiMap;

/**
 * Reads HTTP/1 requests as Netty does, in the place of Vert.x's decoder of the same name.
 *
 * <p>Vert.x's compares header names by some of their letters only and takes
 * {@code Content-Xength: 39} for {@code Content-Length: 39} (CVE-2026-102479), so that two servers
 * in a row see different requests. Names are Netty's work here; lines end in CR LF and nothing
 * else; two lengths or a length beside a transfer coding are refused.
 */
public final class VertxHttpRequestDecoder extends HttpRequestDecoder {

    /**
     * By this the start-up check knows that this class was loaded and not the one of the same name.
     */
    public static final String ORIGIN = "org.slotkeeper";

    public VertxHttpRequestDecoder(HttpServerOptions options) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(options.getMaxInitialLineLength())
                .setMaxHeaderSize(options.getMaxHeaderSize())
                .setMaxChunkSize(options.getMaxChunkSize())
                .setInitialBufferSize(options.getDecoderInitialBufferSize())
                .setAllowDuplicateContentLengths(false)
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true));
    }

    /**
     * The server takes the headers as they are if they are of this type, and wraps them in a slower
     * one if not.
     */
    @Override
    protected HttpMessage createMessage(String[] initialLine) {
        return new DefaultHttpRequest(
                version(initialLine[2]),
                HttpMethod.valueOf(initialLine[0]),
                initialLine[1],
                HeadersMultiMap.httpHeaders());
    }

    /** What cannot be read at all is answered in the version that is spoken here. */
    @Override
    protected HttpMessage createInvalidMessage() {
        return new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.GET,
                "/bad-request",
                Unpooled.EMPTY_BUFFER,
                HeadersMultiMap.httpHeaders(),
                HeadersMultiMap.httpHeaders());
    }

    /**
     * Netty's own reading would take {@code http/1.1} for the same; what is thrown here becomes a
     * 400.
     */
    private static HttpVersion version(String text) {
        if (text.equals("HTTP/1.1")) {
            return HttpVersion.HTTP_1_1;
        }
        if (text.equals("HTTP/1.0")) {
            return HttpVersion.HTTP_1_0;
        }
        throw new IllegalArgumentException("neither HTTP/1.1 nor HTTP/1.0");
    }
}
