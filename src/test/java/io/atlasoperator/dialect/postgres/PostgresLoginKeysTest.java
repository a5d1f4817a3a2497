package io.atlasoperator.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresLoginKeysTest {
    private static final String ALGORITHM = "PBKDF2WithHmacSHA256";

    @BeforeAll
    static void remember() {
        assertThat(PostgresLoginKeys.remember()).isTrue();
    }

    private static byte[] key(SecretKeyFactory factory, String password, String salt, int rounds, int bits)
            throws GeneralSecurityException {
        return factory.generateSecret(
                        new PBEKeySpec(password.toCharArray(), salt.getBytes(StandardCharsets.UTF_8), rounds, bits))
                .getEncoded();
    }

    @ParameterizedTest
    @CsvSource({
        "secret,salt,16,256",
        "secret,salt,17,256",
        "secret,salu,16,256",
        "secres,salt,16,256",
        "s,ecretsalt,16,128"
    })
    void areThoseOfTheRuntimeHoweverOftenTheyAreAskedFor(String password, String salt, int rounds, int bits)
            throws GeneralSecurityException {
        byte[] wanted = key(SecretKeyFactory.getInstance(ALGORITHM, "SunJCE"), password, salt, rounds, bits);
        SecretKeyFactory asked = SecretKeyFactory.getInstance(ALGORITHM);

        assertThat(asked.getProvider().getName()).isEqualTo("AtlasLoginKeys");
        assertThat(key(asked, password, salt, rounds, bits)).isEqualTo(wanted);
        assertThat(key(asked, password, salt, rounds, bits)).isEqualTo(wanted);
    }

    private static void logIn(PostgresDatabase database, String password) throws SQLException {
        PostgresDatabase.connect(database.url().withParameter("password", password))
                .close();
    }

    @Test
    void aWrongPasswordIsRefusedHoweverOftenTheRightOneOpened() throws SQLException {
        try (PostgresDatabase database = PostgresServers.database()) {
            String right = String.valueOf(database.url().password());
            for (int time = 0; time < 3; time++) {
                logIn(database, right);
                assertThatThrownBy(() -> logIn(database, right + "x"))
                        .hasStackTraceContaining("password authentication failed");
            }
        }
    }
}
