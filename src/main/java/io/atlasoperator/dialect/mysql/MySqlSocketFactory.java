package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.UnixSocketFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.util.ConfigurableSocketFactory;

/**
 * Makes sockets to the Unix socket that a parameter of the driver names. Public with a public constructor, for the driver
 * makes it by its name. For one connection.
 */
public final class MySqlSocketFactory extends ConfigurableSocketFactory {
    /** The parameter with the socket's file. */
    static final String PATH = "atlasSocketPath";

    private @Nullable SocketFactory sockets;

    @Override
    public void setConfiguration(Configuration configuration, String host) {
        sockets = new UnixSocketFactory(configuration.nonMappedOptions().getProperty(PATH));
    }

    private SocketFactory sockets() throws IOException {
        if (sockets == null) {
            throw new IOException("no Unix socket is named");
        }
        return sockets;
    }

    /**
     * A connected socket.
     *
     * @throws IOException if nobody listens at the path; the message names it
     */
    @Override
    public Socket createSocket() throws IOException {
        return sockets().createSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return sockets().createSocket();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return sockets().createSocket();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return sockets().createSocket();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return sockets().createSocket();
    }
}
