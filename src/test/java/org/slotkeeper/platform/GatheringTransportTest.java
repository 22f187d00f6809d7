package org.slotkeeper.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one turn of an event loop sends over a connection that was made goes out together, and nothing of it stays behind. */
class GatheringTransportTest {

    private final GatheringTransport transport = GatheringTransport.overBest();
    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, transport.ioHandlerFactory());
    private final AtomicInteger sent = new AtomicInteger();
    private Channel channel;

    @BeforeEach
    void make() {
        channel = transport.channelFactory(false).newChannel();
        channel.pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
            @Override
            public void flush(ChannelHandlerContext context) {
                sent.incrementAndGet();
            }
        });
        loop.register(channel).syncUninterruptibly();
    }

    @AfterEach
    void stop() {
        channel.close().syncUninterruptibly();
        loop.shutdownGracefully(0, 5, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void manyWritesOfOneTurnAreSentOnce() {
        turn(50);
        turn(0);
        assertThat(sent).hasValue(1);
    }

    @Test
    void theWritesOfTheNextTurnAreSentToo() {
        turn(1);
        turn(1);
        turn(0);
        assertThat(sent).hasValue(2);
    }

    @Test
    void aLongTurnDoesNotKeepThemAllBack() {
        loop.submit(() -> {
                    flush(256);
                    assertThat(sent).hasValue(1);
                })
                .syncUninterruptibly();
    }

    private void turn(int writes) {
        loop.submit(() -> flush(writes)).syncUninterruptibly();
    }

    private void flush(int times) {
        for (int at = 0; at < times; at++) {
            channel.flush();
        }
    }
}
