package org.slotkeeper.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A span as a collector received it. The numbers of the fields are those of {@code opentelemetry/proto/trace/v1/trace.proto}.
 *
 * @param parentId empty for the first of a trace
 * @param lasted no number of nanoseconds, which after a second has ten digits and now and then looks like an NHS number
 * @param resource what was said of the process
 */
public record ReceivedSpan(
        String traceId,
        String spanId,
        String parentId,
        String name,
        Duration lasted,
        boolean isError,
        Map<String, String> attributes,
        Map<String, String> resource) {

    private static final int STATUS_ERROR = 2;

    static List<ReceivedSpan> readAll(byte[] exported) {
        List<ReceivedSpan> spans = new ArrayList<>();
        for (ProtobufMessage ofProcess : ProtobufMessage.read(exported).messages(1)) {
            Map<String, String> resource = attributes(ofProcess.messages(1).get(0), 1);
            for (ProtobufMessage ofScope : ofProcess.messages(2)) {
                ofScope.messages(2).forEach(span -> spans.add(read(span, resource)));
            }
        }
        return spans;
    }

    private static ReceivedSpan read(ProtobufMessage span, Map<String, String> resource) {
        return new ReceivedSpan(
                span.hex(1),
                span.hex(2),
                span.hex(4),
                span.text(5),
                Duration.ofNanos(span.number(8) - span.number(7)),
                span.messages(15).stream().anyMatch(status -> status.number(3) == STATUS_ERROR),
                attributes(span, 9),
                resource);
    }

    private static Map<String, String> attributes(ProtobufMessage message, int field) {
        Map<String, String> attributes = new TreeMap<>();
        for (ProtobufMessage attribute : message.messages(field)) {
            ProtobufMessage value = attribute.messages(2).get(0);
            attributes.put(attribute.text(1), value.has(1) ? value.text(1) : Long.toString(value.number(3)));
        }
        return attributes;
    }

    public String role() {
        return resource.getOrDefault("slotkeeper.role", "");
    }
}
