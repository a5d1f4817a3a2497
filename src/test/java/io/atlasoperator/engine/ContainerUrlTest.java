package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.DatabaseUrl;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class ContainerUrlTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            docker://mysql/8/dev,                                             mysql,     mysql:8,                     dev
            docker://mysql/8,                                                 mysql,     mysql:8,                     ''
            docker://mysql,                                                   mysql,     mysql:latest,                ''
            docker://maria/11.4/dev,                                          mariadb,   mariadb:11.4,                dev
            docker://mariadb/latest/dev,                                      mariadb,   mariadb:latest,              dev
            docker://postgres/16/dev?search_path=app,                         postgres,  postgres:16,                 dev
            docker://postgis/latest/dev,                                      postgres,  postgis/postgis:latest,      dev
            docker://pgvector/pg17/dev,                                       postgres,  pgvector/pgvector:pg17,      dev
            docker+postgres://org/image/dev,                                  postgres,  org/image,                   dev
            docker+postgres://org/image:tag,                                  postgres,  org/image:tag,               ''
            docker+postgres://ghcr.io/namespace/image:tag/dev?search_path=x,  postgres,  ghcr.io/namespace/image:tag, dev
            docker+postgres://ghcr.io/namespace/image/dev,                    postgres,  ghcr.io/namespace/image,     dev
            docker+postgres://ghcr.io/namespace/image,                        postgres,  ghcr.io/namespace/image,     ''
            docker+mysql://localhost:5000/image:1/dev,                        mysql,     localhost:5000/image:1,      dev
            docker+maria://_/local/dev,                                       mariadb,   local,                       dev
            docker+postgres://_/official:latest/dev,                          postgres,  official:latest,             dev
            docker+postgres:///local:1/dev,                                   postgres,  local:1,                     dev
            docker+postgres://local,                                          postgres,  local,                       ''
            docker+postgres:///d?image=a%2Fb%3A1&schema=app,                  postgres,  a/b:1,                       d
            """)
    void namesAnImageAndADatabase(String url, String dialect, String image, String database) {
        assertThat(ContainerUrl.of(DatabaseUrl.parse(url), Dialects.all())).hasValueSatisfying(asked -> {
            assertThat(asked.dialect().name()).isEqualTo(dialect);
            assertThat(asked.image()).isEqualTo(image);
            assertThat(asked.database()).isEqualTo(database);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker://oracle/19/dev",
                "docker://postgres:16/dev",
                "docker://mysql/8/dev/more",
                "docker://sqlite/3/dev",
                "docker+oracle://_/image/dev",
                "docker+postgres://_/image:1/dev/more",
                "docker+postgres://"
            })
    void whatNamesNoneIsNone(String url) {
        assertThat(ContainerUrl.of(DatabaseUrl.parse(url), Dialects.all())).isEmpty();
    }

    @Test
    void whatElseItSaysIsForTheConnection() {
        ContainerUrl asked = ContainerUrl.of(
                        DatabaseUrl.parse("docker+postgres:///d?image=i&schema=app&connect_timeout=3&build.context=."
                                + "&build.secret.TOKEN=hunter2"),
                        Dialects.all())
                .orElseThrow();
        assertThat(asked.on(DatabaseUrl.parse("postgres://u:p@h:1/d?sslmode=disable"))
                        .reveal())
                .isEqualTo("postgres://u:p@h:1/d?sslmode=disable&connect_timeout=3&search_path=app");
        assertThat(asked.toString()).doesNotContain("hunter2");
    }
}
