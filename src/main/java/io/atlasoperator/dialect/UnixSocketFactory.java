package io.atlasoperator.dialect;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.InvalidPathException;
import javax.net.SocketFactory;

/**
 * Makes sockets to one Unix socket of this machine, whatever host and port they are asked for. Public with a public
 * constructor, for drivers make it by its name. Safe for use by several threads.
 */
public final class UnixSocketFactory extends SocketFactory {
    private final String path;

    /** @param path the socket's file */
    public UnixSocketFactory(String path) {
        this.path = path;
    }

    /**
     * A connected socket.
     *
     * @throws IOException if nobody listens at the path; the message names it
     */
    @Override
    public Socket createSocket() throws IOException {
        try {
            return new UnixSocket(SocketChannel.open(UnixDomainSocketAddress.of(path)));
        } catch (InvalidPathException | IOException e) {
            throw new IOException("connecting to the Unix socket " + path + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return createSocket();
    }
}
