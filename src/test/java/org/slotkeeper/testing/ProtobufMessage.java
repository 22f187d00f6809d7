package org.slotkeeper.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A message of Protocol Buffers as it is on the wire: numbered fields, without the description that gives them names. */
final class ProtobufMessage {

    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED_32 = 5;

    private final Map<Integer, List<byte[]>> texts = new TreeMap<>();
    private final Map<Integer, List<Long>> numbers = new TreeMap<>();

    private ProtobufMessage() {}

    static ProtobufMessage read(byte[] bytes) {
        ProtobufMessage message = new ProtobufMessage();
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            long tag = varint(in);
            message.readField((int) (tag >>> 3), (int) (tag & 7), in);
        }
        return message;
    }

    private void readField(int field, int type, ByteBuffer in) {
        switch (type) {
            case VARINT -> add(numbers, field, varint(in));
            case FIXED_64 -> add(numbers, field, in.getLong());
            case FIXED_32 -> add(numbers, field, Integer.toUnsignedLong(in.getInt()));
            case LENGTH -> {
                byte[] content = new byte[(int) varint(in)];
                in.get(content);
                add(texts, field, content);
            }
            default -> throw new IllegalArgumentException("no wire type " + type);
        }
    }

    private static <T> void add(Map<Integer, List<T>> fields, int field, T value) {
        fields.computeIfAbsent(field, absent -> new ArrayList<>()).add(value);
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number without an end");
    }

    List<ProtobufMessage> messages(int field) {
        return texts.getOrDefault(field, List.of()).stream()
                .map(ProtobufMessage::read)
                .toList();
    }

    boolean has(int field) {
        return texts.containsKey(field) || numbers.containsKey(field);
    }

    String text(int field) {
        return new String(first(field), StandardCharsets.UTF_8);
    }

    String hex(int field) {
        return HexFormat.of().formatHex(first(field));
    }

    long number(int field) {
        return numbers.getOrDefault(field, List.of(0L)).get(0);
    }

    private byte[] first(int field) {
        return texts.getOrDefault(field, List.of(new byte[0])).get(0);
    }
}
