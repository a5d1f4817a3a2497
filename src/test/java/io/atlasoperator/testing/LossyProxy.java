package io.atlasoperator.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stands between a client and a server, and cuts the connection as soon as the client has sent a text: the server gets
 * it, and the client no answer. Safe for use by several threads.
 */
public final class LossyProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final String host;
    private final int port;
    private final String text;
    private final CountDownLatch cut = new CountDownLatch(1);

    /** @param text what the client's last message holds */
    public LossyProxy(String host, int port, String text) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.host = host;
        this.port = port;
        this.text = text;
        Thread.ofVirtual().start(this::accept);
    }

    /** Where clients connect. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Waits until a connection was cut, and the server has answered. */
    public boolean hasCut() throws InterruptedException {
        return cut.await(30, TimeUnit.SECONDS);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(host, port);
                Thread.ofVirtual().start(() -> forward(client, server));
                Thread.ofVirtual().start(() -> answer(server, client));
            }
        } catch (IOException e) {
            // Closed: nobody is served any more.
        }
    }

    private void forward(Socket client, Socket server) {
        byte[] buffer = new byte[8192];
        try (client;
                server) {
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                boolean last = new String(buffer, 0, read, StandardCharsets.ISO_8859_1).contains(text);
                if (last) {
                    client.setSoLinger(true, 0);
                    client.close();
                }
                out.write(buffer, 0, read);
                out.flush();
                if (last) {
                    hasCut();
                    return;
                }
            }
        } catch (IOException e) {
            // One of them has gone: so has the other.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(Socket server, Socket client) {
        byte[] buffer = new byte[8192];
        try {
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (client.isClosed()) {
                    cut.countDown();
                    return;
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            cut.countDown();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
