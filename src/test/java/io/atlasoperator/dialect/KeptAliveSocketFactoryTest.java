package io.atlasoperator.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

class KeptAliveSocketFactoryTest {

    @Test
    void everySocketAsksWhetherTheOtherSideIsThere() throws IOException {
        KeptAliveSocketFactory factory = new KeptAliveSocketFactory();
        InetAddress here = InetAddress.getLoopbackAddress();
        try (ServerSocket server = new ServerSocket(0, 50, here);
                Socket plain = factory.createSocket();
                Socket connected = factory.createSocket(here, server.getLocalPort());
                Socket named = factory.createSocket("127.0.0.1", server.getLocalPort());
                Socket bound = factory.createSocket(here, server.getLocalPort(), here, 0)) {
            for (Socket socket : new Socket[] {plain, connected, named, bound}) {
                assertThat(socket.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
                assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(60);
                assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL))
                        .isEqualTo(15);
                assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT))
                        .isEqualTo(4);
            }
            assertThat(plain.isConnected()).isFalse();
            assertThat(bound.isConnected()).isTrue();
        }
    }
}
