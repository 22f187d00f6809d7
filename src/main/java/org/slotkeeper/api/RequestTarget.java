package org.slotkeeper.api;

import java.util.List;
import java.util.Map;

/**
 * What a request asks for by its method and its target.
 *
 * @param values what stands in the places of the route's path, in order
 * @param query the decoded query parameters in the order they came, names may repeat
 */
public record RequestTarget(Route route, List<String> values, List<Map.Entry<String, String>> query) {}
