package io.atlasoperator.operator.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.operator.api.v1alpha1.Credentials;
import io.atlasoperator.operator.ref.ReferenceException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UrlTextTest {

    @Test
    void buildsTheReferencesUrls() {
        assertThat(url("postgres", "user", "pass", "host", 5432, "db", Map.of("sslmode", "disable")))
                .isEqualTo("postgres://user:pass@host:5432/db?sslmode=disable");
        assertThat(url("mysql", "user", "pass", "", 3306, "db", Map.of())).isEqualTo("mysql://user:pass@:3306/db");
        assertThat(url("sqlserver", "sa", "P@ssw0rd0995", "", 1433, "master", Map.of()))
                .isEqualTo("sqlserver://sa:P%40ssw0rd0995@:1433?database=master");
        assertThat(url("sqlite", null, null, "file", 0, null, Map.of("mode", "memory")))
                .isEqualTo("sqlite://file?mode=memory");
        assertThat(url(
                        "ysql",
                        "yugabyte",
                        null,
                        "localhost",
                        5433,
                        "yugabyte",
                        Map.of("sslmode", "disable", "search_path", "public")))
                .isEqualTo("ysql://yugabyte@localhost:5433/yugabyte?search_path=public&sslmode=disable");
    }

    @Test
    void refusesASchemeThatMeansNoDatabase() {
        assertThatThrownBy(() -> url("oracles", null, null, "h", 0, null, Map.of()))
                .isInstanceOf(ReferenceException.class)
                .hasMessageContaining("unknown driver for schema \"oracles\"");
    }

    @Test
    void writesAGivenUrlAsGoDoes() {
        assertThat(UrlText.normalize("POSTGRES://u:p%40%2F@h/d?x=%20#f")).isEqualTo("postgres://u:p%40%2F@h/d?x=%20#f");
        assertThat(UrlText.normalize("postgres://u:p%24a@h")).isEqualTo("postgres://u:p$a@h");
        assertThat(UrlText.normalize("sqlite://file")).isEqualTo("sqlite://file");
    }

    private static String url(
            String scheme,
            @Nullable String user,
            @Nullable String password,
            String host,
            int port,
            @Nullable String database,
            Map<String, String> parameters) {
        Credentials credentials =
                new Credentials(scheme, user, null, password, null, host, null, port, database, parameters);
        return CredentialsUrl.of(credentials, user, password, host);
    }
}
