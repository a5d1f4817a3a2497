package io.atlasoperator.dialect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * A connected Unix socket in the shape that drivers know. What only makes sense for TCP, such as its options, is accepted
 * and has no effect. One thread may read while another writes, and any may close.
 */
final class UnixSocket extends Socket {
    /** In bytes; nobody reads so much into it that it matters. */
    private static final int BUFFER = 8192;

    private final SocketChannel channel;
    private volatile int timeout;

    UnixSocket(SocketChannel channel) {
        this.channel = channel;
    }

    @Override
    public InputStream getInputStream() {
        return new Input();
    }

    @Override
    public OutputStream getOutputStream() {
        return Channels.newOutputStream(channel);
    }

    @Override
    public void connect(SocketAddress endpoint) {}

    @Override
    public void connect(SocketAddress endpoint, int connectTimeout) {}

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    @Override
    public void shutdownInput() throws IOException {
        channel.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void setSoTimeout(int milliseconds) {
        timeout = milliseconds;
    }

    @Override
    public int getSoTimeout() {
        return timeout;
    }

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public boolean getTcpNoDelay() {
        return true;
    }

    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public void setSoLinger(boolean on, int linger) {}

    @Override
    public void setSendBufferSize(int size) {}

    @Override
    public int getSendBufferSize() {
        return BUFFER;
    }

    @Override
    public void setReceiveBufferSize(int size) {}

    @Override
    public int getReceiveBufferSize() {
        return BUFFER;
    }

    /** Reads, and gives up after the timeout that is set at the time. */
    private final class Input extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            int limit = timeout;
            if (length == 0 || limit <= 0) {
                return length == 0 ? 0 : channel.read(buffer);
            }
            channel.configureBlocking(false);
            try {
                int read = channel.read(buffer);
                if (read != 0) {
                    return read;
                }
                await(limit);
                read = channel.read(buffer);
                if (read == 0) {
                    throw new SocketTimeoutException("nothing came for " + limit + " ms");
                }
                return read;
            } finally {
                if (channel.isOpen()) {
                    channel.configureBlocking(true);
                }
            }
        }

        private void await(int milliseconds) throws IOException {
            try (Selector selector = channel.provider().openSelector()) {
                channel.register(selector, SelectionKey.OP_READ);
                selector.select(milliseconds);
            }
        }
    }
}
