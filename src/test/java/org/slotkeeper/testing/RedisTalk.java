package org.slotkeeper.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.slotkeeper.standalone.RedisAddress;

/** Words to a Redis and its answers, each byte a character: nothing of the code under test is between. */
public final class RedisTalk implements AutoCloseable {

    private static final int PATIENCE_MILLIS = (int) Patience.LONG.toMillis();

    private final Socket socket;
    private final DataInputStream input;

    private RedisTalk(Socket socket) throws IOException {
        this.socket = socket;
        this.input = new DataInputStream(socket.getInputStream());
    }

    public static RedisTalk to(RedisAddress redis) {
        try {
            Socket socket = new Socket();
            socket.connect(new InetSocketAddress(redis.host(), redis.port()), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            return new RedisTalk(socket);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** One command over a connection of its own. */
    public static List<String> say(RedisAddress redis, String... words) {
        try (RedisTalk talk = to(redis)) {
            return talk.ask(words);
        } catch (IOException cause) {
            throw new UncheckedIOException(redis.uri() + " did not answer " + words[0], cause);
        }
    }

    /** What it answers: one text, or several. What is not there is an empty text. */
    public List<String> ask(String... words) throws IOException {
        StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            command.append('$')
                    .append(word.length())
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        socket.getOutputStream().write(command.toString().getBytes(StandardCharsets.ISO_8859_1));
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
            default -> throw new IOException("Redis answered " + head);
        }
    }

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
