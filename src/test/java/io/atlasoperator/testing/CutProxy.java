package io.atlasoperator.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network between clients and a server that can be cut, and mended again. Safe for use by several threads. */
public final class CutProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final String host;
    private final int port;
    private final Set<Socket> open = new HashSet<>();
    private final Set<Socket> forgotten = ConcurrentHashMap.newKeySet();
    private boolean isCut;

    public CutProxy(String host, int port) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.host = host;
        this.port = port;
        Thread.ofVirtual().start(this::accept);
    }

    /** Where clients connect. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Ends all connections, without a word to either side, and lets none in. */
    public synchronized void cut() throws IOException {
        isCut = true;
        for (Socket socket : open) {
            socket.close();
        }
        open.clear();
    }

    /** Forgets all connections, as a network device does that has too many: they stay, and nothing comes through. */
    public synchronized void forget() {
        forgotten.addAll(open);
    }

    /** Lets connections in again. */
    public synchronized void mend() {
        isCut = false;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                connect(listener.accept());
            } catch (IOException e) {
                // Closed, or the server is not there: the next client may have more luck.
            }
        }
    }

    private synchronized void connect(Socket client) throws IOException {
        if (isCut) {
            client.close();
            return;
        }
        Socket server = new Socket(host, port);
        open.add(client);
        open.add(server);
        Thread.ofVirtual().start(() -> copy(client, server));
        Thread.ofVirtual().start(() -> copy(server, client));
    }

    private void copy(Socket from, Socket to) {
        byte[] bytes = new byte[8_192];
        try (from;
                to) {
            for (int read = from.getInputStream().read(bytes);
                    read >= 0;
                    read = from.getInputStream().read(bytes)) {
                if (!forgotten.contains(from)) {
                    to.getOutputStream().write(bytes, 0, read);
                }
            }
        } catch (IOException e) {
            // One of them has gone: so has the other.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }
}
