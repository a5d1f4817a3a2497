package io.atlasoperator.dialect.postgres;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.SecretKeyFactorySpi;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers the key that a password and the salt of a server come to. A login with SCRAM derives it anew each time, by
 * thousands of rounds, which takes longer than all else about a connection; the driver offers no place to
 * keep it, so it is kept where the driver asks for it. What is kept leads to one server as the password does, which is in
 * memory too, and is found by a digest with a random number of the process. Bounded; the least recently used goes first.
 * Safe for use by several threads.
 */
final class PostgresLoginKeys extends SecretKeyFactorySpi {
    private static final String SERVICE = "SecretKeyFactory";
    private static final String ALGORITHM = "PBKDF2WithHmacSHA256";
    private static final String PROVIDER = "AtlasLoginKeys";
    private static final int CAPACITY = 256;
    private static final int DIGEST_BYTES = 32;

    private final SecretKeyFactory source;
    private final byte[] secret = new byte[DIGEST_BYTES];
    private final Map<ByteBuffer, byte[]> keys = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, byte[]> eldest) {
            return size() > CAPACITY;
        }
    };

    private PostgresLoginKeys(SecretKeyFactory source) {
        this.source = source;
        new SecureRandom().nextBytes(secret);
    }

    /**
     * Sees to it that keys are remembered from now on.
     *
     * @return whether the runtime knows such keys and took ours
     */
    static boolean remember() {
        return Installation.DONE;
    }

    /** Done once, when it is loaded. */
    private static final class Installation {
        private static final boolean DONE = install();

        private static boolean install() {
            try {
                SecretKeyFactory source = SecretKeyFactory.getInstance(ALGORITHM);
                return Security.insertProviderAt(new OwnProvider(new PostgresLoginKeys(source)), 1) > 0;
            } catch (NoSuchAlgorithmException e) {
                // Then the driver can't log in with them either, and says so.
                return false;
            }
        }
    }

    /** The one algorithm, under the name by which the driver asks for it. */
    private static final class OwnProvider extends Provider {
        private static final long serialVersionUID = 1L;

        OwnProvider(PostgresLoginKeys keys) {
            super(PROVIDER, "1", "keeps the keys of logins");
            putService(new Service(this, SERVICE, ALGORITHM, PostgresLoginKeys.class.getName(), null, null) {
                @Override
                public Object newInstance(Object parameter) {
                    return keys;
                }
            });
        }
    }

    @Override
    protected SecretKey engineGenerateSecret(KeySpec spec) throws InvalidKeySpecException {
        if (!(spec instanceof PBEKeySpec asked) || asked.getSalt() == null) {
            return source.generateSecret(spec);
        }
        ByteBuffer name = name(asked);
        synchronized (keys) {
            byte[] known = keys.get(name);
            if (known != null) {
                return new SecretKeySpec(known, ALGORITHM);
            }
        }
        byte[] made = source.generateSecret(spec).getEncoded();
        synchronized (keys) {
            keys.put(name, made);
        }
        return new SecretKeySpec(made, ALGORITHM);
    }

    private ByteBuffer name(PBEKeySpec asked) {
        char[] password = asked.getPassword();
        ByteBuffer text = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(secret);
            digest.update(ByteBuffer.allocate(3 * Integer.BYTES)
                    .putInt(asked.getIterationCount())
                    .putInt(asked.getKeyLength())
                    .putInt(asked.getSalt().length)
                    .flip());
            digest.update(asked.getSalt());
            digest.update(text);
            return ByteBuffer.wrap(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        } finally {
            Arrays.fill(password, '\0');
            Arrays.fill(text.array(), (byte) 0);
        }
    }

    @Override
    protected KeySpec engineGetKeySpec(SecretKey key, Class<?> type) throws InvalidKeySpecException {
        return source.getKeySpec(key, type);
    }

    @Override
    protected SecretKey engineTranslateKey(SecretKey key) throws InvalidKeyException {
        return source.translateKey(key);
    }
}
