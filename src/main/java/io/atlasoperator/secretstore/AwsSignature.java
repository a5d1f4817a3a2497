package io.atlasoperator.secretstore;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests by Signature Version 4.
 *
 * @param credentials whose requests they are
 * @param region where they go
 * @param service which service they are for: {@code secretsmanager}
 */
record AwsSignature(AwsCredentials credentials, String region, String service) {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String SCOPE_END = "aws4_request";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int DAY = 8;

    /** A time as headers tell it. */
    static String time(Instant instant) {
        return TIME.format(instant);
    }

    /**
     * What the {@code Authorization} header says of a request.
     *
     * @param method its method
     * @param path its path, encoded
     * @param query its query in canonical form, or an empty text
     * @param headers all headers that are signed, {@code x-amz-date} and {@code host} among them
     * @param body its body
     */
    String authorization(String method, String path, String query, SortedMap<String, String> headers, String body) {
        SortedMap<String, String> signed = new TreeMap<>();
        headers.forEach((name, value) ->
                signed.put(name.toLowerCase(Locale.ROOT), value.strip().replaceAll(" {2,}", " ")));
        String names = String.join(";", signed.keySet());
        StringBuilder lines = new StringBuilder();
        signed.forEach(
                (name, value) -> lines.append(name).append(':').append(value).append('\n'));
        String request = String.join("\n", method, path, query, lines, names, hash(body));
        String time = signed.getOrDefault("x-amz-date", "");
        String day = time.substring(0, DAY);
        String scope = String.join("/", day, region, service, SCOPE_END);
        String text = String.join("\n", ALGORITHM, time, scope, hash(request));
        return ALGORITHM + " Credential=" + credentials.keyId() + "/" + scope + ", SignedHeaders=" + names
                + ", Signature=" + HexFormat.of().formatHex(mac(key(day), text));
    }

    private byte[] key(String day) {
        byte[] key = mac(("AWS4" + credentials.secret()).getBytes(StandardCharsets.UTF_8), day);
        return mac(mac(mac(key, region), service), SCOPE_END);
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
