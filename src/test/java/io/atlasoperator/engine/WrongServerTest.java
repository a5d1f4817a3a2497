package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.DatabaseUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A URL that leads to something, but not to what it says: the message has to tell, for drivers speak of protocols and timeouts. */
class WrongServerTest {
    private final Databases databases = new Databases(Dialects.all());

    @Test
    void aServerThatGreetsLikeAnotherIsNoPostgres() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(server, "J\0\0\0\n9.7.4\0 and more of a greeting"));

            assertThatThrownBy(() -> databases.open(url("postgres", server, "sslmode=disable")))
                    .hasMessageContaining("what answers there is no PostgreSQL server");
        }
    }

    @Test
    void aServerThatWaitsForItsClientToBeginIsNoMySql() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> databases.open(url("mysql", server, "timeout=1s")))
                    .hasMessageContaining("something listens there, but no MySQL or MariaDB server greets");
        }
    }

    @Test
    void aFileNeedsItsFolder(@TempDir Path folder) {
        assertThatThrownBy(() -> databases.open(DatabaseUrl.parse("sqlite://" + folder.resolve("no/such/app.db"))))
                .hasMessageContaining("unable to open database file")
                .hasMessageContaining("the folder of the file has to be there");
    }

    private static DatabaseUrl url(String scheme, ServerSocket server, String parameter) {
        return DatabaseUrl.parse(scheme + "://u:p@127.0.0.1:" + server.getLocalPort() + "/app?" + parameter);
    }

    private static void answer(ServerSocket server, String text) {
        try (Socket client = server.accept()) {
            client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            client.getOutputStream().flush();
            client.getInputStream().read(new byte[1024]);
        } catch (IOException e) {
            // The test sees what its client makes of it.
        }
    }
}
