package io.atlasoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@NullUnmarked
class HttpEndpointTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void closeVertx() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void answersItsPagesAndNoOthers() throws Exception {
        try (HttpEndpoint endpoint = start(Optional.empty());
                HttpClient client = HttpClient.newHttpClient()) {
            String base = "http://127.0.0.1:" + endpoint.port();

            assertThat(get(client, base + "/healthz").body()).isEqualTo("ok");
            assertThat(get(client, base + "/readyz").statusCode()).isEqualTo(503);
            assertThat(get(client, base + "/other").statusCode()).isEqualTo(404);
            assertThat(get(client, base + "/broken").statusCode()).isEqualTo(500);
        }
    }

    @Test
    void speaksHttpsWithACertificateOfItsOwn() throws Exception {
        SelfSignedCertificate certificate = SelfSignedCertificate.create(Clock.systemUTC());
        try (HttpEndpoint endpoint = start(Optional.of(certificate));
                HttpClient client = HttpClient.newBuilder()
                        .sslContext(trusting(certificate))
                        .build()) {
            HttpResponse<String> response = get(client, "https://localhost:" + endpoint.port() + "/healthz");

            assertThat(response.body()).isEqualTo("ok");
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
        }
    }

    @Test
    void saysWhichAddressIsTaken() {
        try (HttpEndpoint endpoint = start(Optional.empty())) {
            BindAddress taken = new BindAddress("127.0.0.1", endpoint.port());

            assertThatThrownBy(() -> HttpEndpoint.start(
                            vertx, new BindAddress("192.0.2.1", 1), Map.of(), Optional.empty(), false))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("can't listen on 192.0.2.1:1");
            assertThat(taken.port()).isPositive();
        }
    }

    private HttpEndpoint start(Optional<SelfSignedCertificate> certificate) {
        return HttpEndpoint.start(
                vertx,
                new BindAddress("127.0.0.1", 0),
                Map.of(
                        "/healthz", () -> HttpEndpoint.Page.text(200, "ok"),
                        "/readyz", () -> HttpEndpoint.Page.text(503, "not yet"),
                        "/broken",
                                () -> {
                                    throw new IllegalStateException("broken");
                                }),
                certificate,
                true);
    }

    private static HttpResponse<String> get(HttpClient client, String url) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static SSLContext trusting(SelfSignedCertificate certificate) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "operator",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(
                                certificate.certificate().getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
