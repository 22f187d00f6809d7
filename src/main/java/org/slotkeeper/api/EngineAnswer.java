package org.slotkeeper.api;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * What goes back to the caller.
 *
 * @param headers what this answer adds to the headers every answer has, for example {@code ETag},
 * {@code Location}, {@code Retry-After}; {@code Content-Type} too where there is a body
 * @param code the stable code of a refusal or failure for logs and meters, empty for a success
 */
public record EngineAnswer(int status, Map<String, String> headers, Buffer body, String code) {

    public static final String FHIR_JSON = "application/fhir+json;charset=utf-8";
    public static final String JSON = "application/json;charset=utf-8";
}
