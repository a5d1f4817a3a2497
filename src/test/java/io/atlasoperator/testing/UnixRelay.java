package io.atlasoperator.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A Unix socket behind which is a server that listens on TCP only. */
public final class UnixRelay implements AutoCloseable {
    private final ServerSocketChannel listener;
    private final AtomicInteger connections = new AtomicInteger();

    private UnixRelay(ServerSocketChannel listener) {
        this.listener = listener;
    }

    /** Listens at a path for a server on this machine. */
    public static UnixRelay open(Path path, int port) throws IOException {
        UnixRelay relay = new UnixRelay(
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path)));
        Thread.startVirtualThread(() -> relay.serve(port));
        return relay;
    }

    /** How many have connected. */
    public int connections() {
        return connections.get();
    }

    private void serve(int port) {
        try {
            while (listener.isOpen()) {
                SocketChannel client = listener.accept();
                connections.incrementAndGet();
                SocketChannel server = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
                Thread.startVirtualThread(() -> copy(client, server));
                Thread.startVirtualThread(() -> copy(server, client));
            }
        } catch (IOException e) {
            // closed: the test is over
        }
    }

    private static void copy(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        try (from;
                to) {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        } catch (IOException e) {
            // one side has gone, so the other is closed too
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
