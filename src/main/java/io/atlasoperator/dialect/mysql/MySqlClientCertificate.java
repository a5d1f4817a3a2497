package io.atlasoperator.dialect.mysql;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.export.ExceptionFactory;
import org.mariadb.jdbc.plugin.tls.main.DefaultTlsSocketPlugin;

/**
 * Shows the server a certificate of the client, from files as the servers' own tools make them. Public with a public constructor,
 * for the driver makes it by its name. Safe for use by several threads.
 */
public final class MySqlClientCertificate extends DefaultTlsSocketPlugin {
    /** By what the driver finds it. */
    static final String TYPE = "atlas-client-certificate";

    /** The parameter with the file of the certificate and those that vouch for it, in PEM. */
    static final String CERTIFICATE = "atlasClientCertificate";

    /** The parameter with the file of its key, in PEM, without a password. */
    static final String KEY = "atlasClientKey";

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ((?:[A-Z]+ )?PRIVATE KEY)-----([A-Za-z0-9+/=\\s]*)-----END", Pattern.DOTALL);

    /** The head of a PKCS #8 structure around an RSA key in the form of PKCS #1: version and algorithm (RFC 5958, RFC 8017). */
    private static final byte[] RSA_HEAD = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int LONG_FORM = 0x80;
    private static final int BYTE_BITS = 8;

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public KeyManager[] getKeyManager(Configuration configuration, ExceptionFactory exceptions) throws SQLException {
        String certificate = configuration.nonMappedOptions().getProperty(CERTIFICATE);
        String key = configuration.nonMappedOptions().getProperty(KEY);
        try {
            return keyManagers(Path.of(certificate), Path.of(key));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            // What a key's file holds must not get into a message.
            throw exceptions.create(
                    "the certificate " + certificate + " (ssl-cert) and its key " + key + " (ssl-key) can't be used: "
                            + reason(e),
                    "08000");
        }
    }

    private static String reason(Exception failure) {
        return switch (failure) {
            case java.nio.file.NoSuchFileException e -> "there is no file " + e.getFile();
            case java.nio.file.AccessDeniedException e -> "the file " + e.getFile() + " can't be read";
            case UnusableKeyException e -> String.valueOf(e.getMessage());
            default -> "they are no certificate and key in PEM that belong together";
        };
    }

    private static KeyManager[] keyManagers(Path certificate, Path key) throws IOException, GeneralSecurityException {
        Certificate[] chain = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(certificate)))
                .toArray(Certificate[]::new);
        if (chain.length == 0) {
            throw new UnusableKeyException("the first has no certificate in PEM");
        }
        PrivateKey secret = key(Files.readString(key), chain[0].getPublicKey().getAlgorithm());
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("client", secret, new char[0], chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    private static PrivateKey key(String text, String algorithm) throws GeneralSecurityException {
        Matcher pem = PEM.matcher(text);
        if (text.contains("ENCRYPTED")) {
            throw new UnusableKeyException("the key has a password: take it out with openssl pkcs8 -topk8 -nocrypt");
        }
        if (!pem.find()) {
            throw new UnusableKeyException("the second has no key in PEM");
        }
        byte[] content = Base64.getMimeDecoder().decode(pem.group(2));
        byte[] encoded = switch (pem.group(1)) {
            case "PRIVATE KEY" -> content;
            case "RSA PRIVATE KEY" -> ofRsa(content);
            default ->
                throw new UnusableKeyException(
                        "the key is written as " + pem.group(1) + ": write it anew with openssl pkcs8 -topk8 -nocrypt");
        };
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    private static byte[] ofRsa(byte[] key) {
        byte[] octets = der(OCTETS, key);
        return der(
                SEQUENCE,
                ByteBuffer.allocate(RSA_HEAD.length + octets.length)
                        .put(RSA_HEAD)
                        .put(octets)
                        .array());
    }

    private static byte[] der(int tag, byte[] content) {
        byte[] length = length(content.length);
        return ByteBuffer.allocate(1 + length.length + content.length)
                .put((byte) tag)
                .put(length)
                .put(content)
                .array();
    }

    private static byte[] length(int length) {
        if (length < LONG_FORM) {
            return new byte[] {(byte) length};
        }
        int bytes = length < 1 << BYTE_BITS ? 1 : 2;
        byte[] encoded = new byte[bytes + 1];
        encoded[0] = (byte) (LONG_FORM | bytes);
        encoded[bytes] = (byte) length;
        if (bytes == 2) {
            encoded[1] = (byte) (length >> BYTE_BITS);
        }
        return encoded;
    }

    /** Says what is wrong without quoting the file. */
    private static final class UnusableKeyException extends GeneralSecurityException {
        private static final long serialVersionUID = 1;

        UnusableKeyException(String message) {
            super(message);
        }
    }
}
