package io.atlasoperator.operator;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A small HTTP server with a few pages. It needs no threads of its own. */
final class HttpEndpoint implements AutoCloseable {
    private static final int SECONDS = 10;

    private final HttpServer server;

    private HttpEndpoint(HttpServer server) {
        this.server = server;
    }

    /**
     * What a page answers.
     *
     * @param status HTTP status
     * @param type media type
     * @param body the text
     */
    record Page(int status, String type, String body) {
        static Page text(int status, String body) {
            return new Page(status, "text/plain; charset=utf-8", body);
        }
    }

    /**
     * Starts a server.
     *
     * @param pages the pages by their paths; made afresh for each request, off the event loop
     * @param certificate if it is to speak HTTPS
     * @param http2 whether HTTPS offers HTTP/2 too
     * @throws IllegalStateException if the address is taken or not to be had
     */
    static HttpEndpoint start(
            Vertx vertx,
            BindAddress address,
            Map<String, Supplier<Page>> pages,
            Optional<SelfSignedCertificate> certificate,
            boolean http2) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(address.host())
                .setPort(address.port())
                .setUseAlpn(http2);
        options.setHttp2ClearTextEnabled(false);
        certificate.ifPresent(pem -> options.setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertValue(Buffer.buffer(pem.certificate()))
                        .setKeyValue(Buffer.buffer(pem.key()))));
        HttpServer server = vertx.createHttpServer(options).requestHandler(request -> answer(vertx, request, pages));
        try {
            server.listen().toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
            return new HttpEndpoint(server);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting to listen", e);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException(
                    "can't listen on " + address.host() + ":" + address.port() + ": " + cause.getMessage(), e);
        }
    }

    private static void answer(Vertx vertx, HttpServerRequest request, Map<String, Supplier<Page>> pages) {
        Supplier<Page> page = pages.get(request.path());
        if (page == null) {
            send(request, Page.text(404, "not found\n"));
            return;
        }
        vertx.executeBlocking(page::get, false)
                .onSuccess(made -> send(request, made))
                .onFailure(error -> send(request, Page.text(500, "error\n")));
    }

    private static void send(HttpServerRequest request, Page page) {
        request.response()
                .setStatusCode(page.status())
                .putHeader("Content-Type", page.type())
                .end(page.body());
    }

    /** The port it listens on. */
    int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        server.close();
    }
}
