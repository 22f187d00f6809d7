package org.slotkeeper.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.fault.FaultProxy.Way;
import org.slotkeeper.testing.Patience;

/** The proxy does to a connection what it says, seen from both ends. */
final class FaultProxyTest {

    private static final int PATIENCE_MILLIS = (int) Patience.LONG.toMillis();
    private static final int SILENCE_MILLIS = 300;

    private ServerSocket server;
    private FaultProxy proxy;
    private Socket client;
    private Socket accepted;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        proxy = new FaultProxy("test");
        proxy.leadTo(server.getLocalPort());
        client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        accepted = server.accept();
        client.setSoTimeout(PATIENCE_MILLIS);
        accepted.setSoTimeout(PATIENCE_MILLIS);
        say(client, "hello");
        assertThat(heard(accepted, 5)).isEqualTo("hello");
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        accepted.close();
        proxy.close();
        server.close();
    }

    @Test
    void aCutIsFeltByBothEnds() {
        proxy.cut();
        assertThatThrownBy(() -> heard(client, 1)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> heard(accepted, 1)).isInstanceOf(IOException.class);
        assertThat(proxy.broken()).isEqualTo(1);
    }

    @Test
    void whatGoesIntoABlackHoleArrivesLate() throws IOException {
        proxy.set(Way.BLACK_HOLE);
        say(client, "late");
        accepted.setSoTimeout(SILENCE_MILLIS);
        assertThatThrownBy(() -> heard(accepted, 4)).isInstanceOf(SocketTimeoutException.class);
        accepted.setSoTimeout(PATIENCE_MILLIS);
        proxy.heal();
        assertThat(heard(accepted, 4)).isEqualTo("late");
    }

    @Test
    void aDumbServerHearsAndIsNotHeard() throws IOException {
        proxy.set(Way.DUMB);
        say(client, "question");
        assertThat(heard(accepted, 8)).isEqualTo("question");
        say(accepted, "answer");
        client.setSoTimeout(SILENCE_MILLIS);
        assertThatThrownBy(() -> heard(client, 6)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void aDeafServerHearsNothing() throws IOException {
        proxy.set(Way.DEAF);
        say(client, "question");
        accepted.setSoTimeout(SILENCE_MILLIS);
        assertThatThrownBy(() -> heard(accepted, 8)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void aConnectionIsCutAfterSomeBytes() throws IOException {
        proxy.cutAfter(4);
        say(client, "1234");
        assertThat(heard(accepted, 4)).isEqualTo("1234");
        say(client, "5");
        assertThatThrownBy(() -> heard(accepted, 1)).isInstanceOf(IOException.class);
    }

    @Test
    void nobodyGetsThroughAReset() throws IOException {
        proxy.set(Way.RESET);
        assertThatThrownBy(() -> heard(client, 1)).isInstanceOf(IOException.class);
        try (Socket another = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            another.setSoTimeout(PATIENCE_MILLIS);
            assertThatThrownBy(() -> heard(another, 1)).isInstanceOf(IOException.class);
        }
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String heard(Socket socket, int bytes) throws IOException {
        byte[] read = socket.getInputStream().readNBytes(bytes);
        if (read.length < bytes) {
            throw new IOException("ended after " + read.length + " bytes");
        }
        return new String(read, StandardCharsets.US_ASCII);
    }
}
