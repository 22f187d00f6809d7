package org.slotkeeper.platform;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * The transport of another name, but what an event loop has to send over a connection that it made
 * itself goes out together, once it has looked after all that was ready. Many callers share the
 * connections to the stores: under load one system call carries the commands of many requests, on
 * both sides. A loop with one request at hand sends at the end of the same turn, as without.
 */
public final class GatheringTransport implements io.vertx.core.transport.Transport, Transport {

    /** So many writes are sent before the turn is over. */
    private static final int WRITES_MAX = 256;

    private final io.vertx.core.transport.Transport base;

    private GatheringTransport(io.vertx.core.transport.Transport base) {
        this.base = base;
    }

    /** Over the system's own transport if there is one, else over Java's. */
    public static GatheringTransport overBest() {
        io.vertx.core.transport.@Nullable Transport ofSystem = io.vertx.core.transport.Transport.nativeTransport();
        return new GatheringTransport(
                ofSystem != null && ofSystem.available() ? ofSystem : io.vertx.core.transport.Transport.NIO);
    }

    @Override
    public String name() {
        return base.name();
    }

    @Override
    public boolean available() {
        return base.available();
    }

    @Override
    public boolean isAvailable() {
        return base.available();
    }

    @Override
    public @Nullable Throwable unavailabilityCause() {
        return base.unavailabilityCause();
    }

    @Override
    public Transport implementation() {
        return this;
    }

    /**
     * Of the connections that are made, not of those that are taken: each of these has one caller,
     * who waits for its answer.
     */
    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
        ChannelFactory<? extends Channel> made = base.implementation().channelFactory(domainSocket);
        return () -> {
            Channel channel = made.newChannel();
            channel.pipeline().addFirst(new FlushConsolidationHandler(WRITES_MAX, true));
            return channel;
        };
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
        return base.implementation().serverChannelFactory(domainSocket);
    }

    @Override
    public IoHandlerFactory ioHandlerFactory() {
        return base.implementation().ioHandlerFactory();
    }

    @Override
    public DatagramChannel datagramChannel() {
        return base.implementation().datagramChannel();
    }

    @Override
    public DatagramChannel datagramChannel(InternetProtocolFamily family) {
        return base.implementation().datagramChannel(family);
    }

    @Override
    public boolean supportsDomainSockets() {
        return base.implementation().supportsDomainSockets();
    }

    @Override
    public boolean supportFileRegion() {
        return base.implementation().supportFileRegion();
    }

    @Override
    public java.net.SocketAddress convert(SocketAddress address) {
        return base.implementation().convert(address);
    }

    @Override
    public SocketAddress convert(java.net.SocketAddress address) {
        return base.implementation().convert(address);
    }

    @Override
    public void configure(DatagramChannel channel, DatagramSocketOptions options) {
        base.implementation().configure(channel, options);
    }

    @Override
    public void configure(ClientOptionsBase options, int connectTimeout, boolean domainSocket, Bootstrap bootstrap) {
        base.implementation().configure(options, connectTimeout, domainSocket, bootstrap);
    }

    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        base.implementation().configure(options, domainSocket, bootstrap);
    }
}
