package org.slotkeeper;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.slotkeeper.standalone.RedisAddress;

/** Everything that Redis has: the names of its keys, and what they hold, byte by byte. */
final class RedisContents implements AutoCloseable {

    private final Socket socket;
    private final DataInputStream input;

    private RedisContents(Socket socket) throws IOException {
        this.socket = socket;
        this.input = new DataInputStream(socket.getInputStream());
    }

    /** One text for each key: its name, then its fields and values, each byte a character. */
    static List<String> of(RedisAddress redis) {
        try (RedisContents contents = new RedisContents(new Socket(redis.host(), redis.port()))) {
            List<String> all = new ArrayList<>();
            for (String key : contents.ask("KEYS", "*")) {
                all.add(key + '\n' + String.join("\n", contents.valuesOf(key)));
            }
            return all;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** What Redis answers to a command, one text for each value; a number as its digits. */
    static List<String> answer(RedisAddress redis, String... words) {
        try (RedisContents contents = new RedisContents(new Socket(redis.host(), redis.port()))) {
            return contents.ask(words);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private List<String> valuesOf(String key) throws IOException {
        String type = ask("TYPE", key).get(0);
        return switch (type) {
            case "string" -> ask("GET", key);
            case "hash" -> ask("HGETALL", key);
            default -> throw new IllegalStateException("a kind of key that is not looked into: " + type);
        };
    }

    private List<String> ask(String... words) throws IOException {
        StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            command.append('$')
                    .append(word.length())
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        OutputStream output = socket.getOutputStream();
        output.write(command.toString().getBytes(StandardCharsets.ISO_8859_1));
        List<String> answer = new ArrayList<>();
        read(answer);
        return answer;
    }

    private void read(List<String> answer) throws IOException {
        String head = line();
        switch (head.charAt(0)) {
            case '+', ':' -> answer.add(head.substring(1));
            case '$' -> answer.add(bulk(Integer.parseInt(head.substring(1))));
            case '*' -> {
                for (int left = Integer.parseInt(head.substring(1)); left > 0; left--) {
                    read(answer);
                }
            }
            default -> throw new IllegalStateException("Redis answered " + head);
        }
    }

    /** Nothing if the key has gone meanwhile. */
    private String bulk(int length) throws IOException {
        if (length < 0) {
            return "";
        }
        String text = new String(input.readNBytes(length), StandardCharsets.ISO_8859_1);
        input.skipNBytes(2);
        return text;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = input.readUnsignedByte(); next != '\n'; next = input.readUnsignedByte()) {
            line.append((char) next);
        }
        return line.substring(0, line.length() - 1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
