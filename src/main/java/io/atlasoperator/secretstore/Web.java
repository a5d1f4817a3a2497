package io.atlasoperator.secretstore;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** Requests that together take no longer than a time. For one thread. */
final class Web implements AutoCloseable {
    private static final int OK = 200;

    private final long end;
    private final HttpClient client;

    Web(Duration timeout) {
        this(timeout, HttpClient.newBuilder());
    }

    private Web(Duration timeout, HttpClient.Builder builder) {
        this.end = System.nanoTime() + timeout.toNanos();
        // A request that was signed for one server, or holds a token for it, is not for another one.
        this.client = builder.version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** One with other roots of trust, for the time that is left. */
    Web trusting(SSLContext context) {
        return new Web(left(), HttpClient.newBuilder().sslContext(context));
    }

    /** What a server said. */
    record Answer(int status, String body) {
        boolean isOk() {
            return status == OK;
        }
    }

    Answer get(String place, Map<String, String> headers) throws SecretStoreException, InterruptedException {
        return send(place, "GET", headers, HttpRequest.BodyPublishers.noBody(), left());
    }

    /** The same of a server that is near or not there at all, so that nobody waits for it for long. */
    Answer near(String method, String place, Map<String, String> headers)
            throws SecretStoreException, InterruptedException {
        Duration little = Duration.ofSeconds(2);
        Duration left = left();
        return send(
                place,
                method,
                headers,
                HttpRequest.BodyPublishers.noBody(),
                left.compareTo(little) < 0 ? left : little);
    }

    Answer post(String place, Map<String, String> headers, String body)
            throws SecretStoreException, InterruptedException {
        return send(place, "POST", headers, HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8), left());
    }

    /** A URL without what may be secret in it. */
    static String told(String place) {
        return place.replaceFirst("\\?.*$", "").replaceFirst("//[^@]*@", "//");
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(end - System.nanoTime(), 1));
    }

    private Answer send(
            String place, String method, Map<String, String> headers, HttpRequest.BodyPublisher body, Duration time)
            throws SecretStoreException, InterruptedException {
        String told = told(place);
        HttpRequest.Builder request;
        try {
            request = HttpRequest.newBuilder(URI.create(place)).timeout(time).method(method, body);
            headers.forEach(request::setHeader);
        } catch (IllegalArgumentException e) {
            // The exception's text may hold a header with a token.
            throw new SecretStoreException("\"" + told + "\" is no URL of a server, or a credential for it is broken");
        }
        try {
            HttpResponse<String> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(response.statusCode(), response.body());
        } catch (HttpTimeoutException e) {
            throw new SecretStoreException("asking " + told + ": no answer in time");
        } catch (ConnectException e) {
            throw new SecretStoreException("asking " + told + ": it can't be reached");
        } catch (IOException e) {
            throw new SecretStoreException("asking " + told + ": "
                    + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
