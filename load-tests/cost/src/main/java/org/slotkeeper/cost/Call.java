package org.slotkeeper.cost;

import io.vertx.core.http.HttpMethod;

/** One request to a server, whole; empty texts are left out. */
public record Call(HttpMethod method, String path, String token, String type, String ifMatch, String body) {

    static Call get(String path, String token) {
        return new Call(HttpMethod.GET, path, token, "", "", "");
    }

    static Call send(HttpMethod method, String path, String token, String type, String body) {
        return new Call(method, path, token, type, "", body);
    }

    Call ifMatch(String version) {
        return new Call(method, path, token, type, version, body);
    }
}
