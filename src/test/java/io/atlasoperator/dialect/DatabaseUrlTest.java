package io.atlasoperator.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @Test
    void readsEveryPart() {
        DatabaseUrl url = DatabaseUrl.parse("Postgres://us%40er:p%2Fa+ss@db.example:5433/my%20db?search_path=a&x=1");

        assertThat(url.scheme()).isEqualTo("postgres");
        assertThat(url.user()).isEqualTo("us@er");
        assertThat(url.password()).isEqualTo("p/a+ss");
        assertThat(url.host()).isEqualTo("db.example");
        assertThat(url.port()).isEqualTo(5433);
        assertThat(url.database()).isEqualTo("my db");
        assertThat(url.parameter("search_path")).contains("a");
    }

    @Test
    void keepsAnAtSignInThePasswordOfACarelessUser() {
        assertThat(DatabaseUrl.parse("mysql://root:a@b@host/db").password()).isEqualTo("a@b");
    }

    @Test
    void takesTheHostOfASqliteUrlAsTheStartOfThePath() {
        DatabaseUrl url = DatabaseUrl.parse("sqlite://file:/tmp/a.db?cache=shared&_fk=1");

        assertThat(url.host()).isEqualTo("file:");
        assertThat(url.path()).isEqualTo("/tmp/a.db");
        assertThat(url.port()).isNull();
    }

    @Test
    void readsAnIpv6Host() {
        DatabaseUrl url = DatabaseUrl.parse("postgres://[::1]:5432/db");

        assertThat(url.host()).isEqualTo("[::1]");
        assertThat(url.port()).isEqualTo(5432);
    }

    @Test
    void revealsWhatItWasMadeOfAndShowsNoPassword() {
        String text = "postgres://root:s3cr%25et@host:1/db?sslmode=disable";
        DatabaseUrl url = DatabaseUrl.parse(text);

        assertThat(url.reveal()).isEqualTo(text);
        assertThat(url.toString()).isEqualTo("postgres://root:xxxxx@host:1/db?sslmode=disable");
        assertThat(url.redactIn("no s3cr%et and no s3cr%25et")).isEqualTo("no xxxxx and no xxxxx");
    }

    @Test
    void showsNoSecretParameter() {
        assertThat(DatabaseUrl.parse("postgres://host/db?password=hunter2&sslkey=k")
                        .redacted())
                .doesNotContain("hunter2");
    }

    @Test
    void replacesParametersAndTheDatabase() {
        DatabaseUrl url = DatabaseUrl.parse("postgres://h/db?a=1");

        assertThat(url.withParameter("search_path", "x y").reveal()).isEqualTo("postgres://h/db?a=1&search_path=x%20y");
        assertThat(url.withParameter("a", null).reveal()).isEqualTo("postgres://h/db");
        assertThat(url.withDatabase("n/d").database()).isEqualTo("n/d");
    }

    @Test
    void keepsAnAtSignInAParameter() {
        assertThat(DatabaseUrl.parse("postgres://h/db?user=me@server&application_name=a@b")
                        .parameter("user"))
                .contains("me@server");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "",
                "://hunter2",
                "postgres://u:pa%hunter2@h/db",
                "postgres://u:hunter2/x@h/db",
                "postgres://u:x@h:hunter2/db",
                "postgres://u:x@h:99999/hunter2",
                "postgres://u:12?hunter2@h/db",
                "postgres://u:12?a=hunter2@h/db",
                "postgres://u:12#hunter2@h/db",
                "postgres://u:12/hunter2@h/db",
                "postgres://u:x@y/hunter2@h/db",
                "jdbc:postgresql://h/db?user=u&password=hunter2",
            })
    void refusesWithoutQuotingWhatMayBeAPassword(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOf(InvalidUrlException.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void saysWhatToDoWithAUrlForJdbc() {
        assertThatThrownBy(() -> DatabaseUrl.parse("jdbc:postgresql://h/db"))
                .isInstanceOf(InvalidUrlException.class)
                .hasMessageContaining("leave jdbc: out");
    }
}
