package io.atlasoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Previews of resources in files, without a cluster, on a SQLite file. */
class KubePreviewCommandTest {
    private static final String SECRET = """
            apiVersion: v1
            kind: Secret
            metadata: {name: db, namespace: shop}
            stringData: {url: "%s"}
            """;
    private static final String SCHEMA = """
            apiVersion: db.atlasgo.io/v1alpha1
            kind: AtlasSchema
            metadata: {name: users, namespace: shop}
            spec:
              urlFrom: {secretKeyRef: {name: db, key: url}}
              policy: {lint: {%s}}
              schema: {configMapKeyRef: {name: schema, key: schema.sql}}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: schema, namespace: shop}
            data: {schema.sql: "%s"}
            """;

    @TempDir
    private Path folder;

    private CommandRun atlas;

    @BeforeEach
    void write() throws IOException {
        atlas = new CommandRun(folder);
        atlas.write("k8s/secret.yaml", SECRET.formatted(atlas.url()));
        atlas.write("k8s/notes.txt", "no: {{ YAML }}");
    }

    private int preview(String... more) {
        String[] arguments = new String[4 + more.length];
        System.arraycopy(new String[] {"kube", "preview", "-f", "k8s"}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        return atlas.run(arguments);
    }

    @Test
    void aPlanIsShownAndNothingRuns() throws IOException {
        atlas.execute("CREATE TABLE a (id int)");
        atlas.write("k8s/deep/schema.yaml", SCHEMA.formatted("", "create table a (id int); create table b (id int);"));

        assertThat(preview("--offline")).as(atlas::err).isZero();
        assertThat(atlas.out()).isEqualTo("""
                ## Database changes: 1 resource, 1 to change

                ### AtlasSchema shop/users

                `%s`: 1 statement

                ````sql
                CREATE TABLE `b` (
                  `id` int NULL
                );
                ````
                """.formatted(atlas.url()));
        assertThat(preview("--offline", "--detailed-exitcode")).isEqualTo(2);

        atlas.execute("CREATE TABLE b (id int)");
        assertThat(preview("--offline", "--detailed-exitcode")).isZero();
        assertThat(atlas.out()).contains("1 resource, 0 to change", "nothing to change");
    }

    @Test
    void whatTheOperatorRefusesEndsWith1() throws IOException {
        atlas.execute("CREATE TABLE a (id int)");
        atlas.write("k8s/schema.yaml", SCHEMA.formatted("destructive: {error: true}", "create table b (id int);"));

        assertThat(preview("--offline")).isEqualTo(1);
        assertThat(atlas.out()).contains("**1 refused**", "destructive changes detected:\n- DROP TABLE `a`", "(DS102)");
    }

    @Test
    void anApprovalThatWillBeNeededIsTold() throws IOException {
        atlas.execute("CREATE TABLE a (id int)");
        atlas.write("k8s/schema.yaml", SCHEMA.formatted("review: ERROR", "create table b (id int);"));

        assertThat(preview("--offline")).isZero();
        assertThat(atlas.out())
                .contains(
                        "The plan will wait for an approval.", "Nothing may be dropped in the first run of a resource");

        atlas.write("k8s/schema.yaml", SCHEMA.formatted("", "create table a (id int); create table b (id int);"));
        assertThat(preview("--offline")).isZero();
        assertThat(atlas.out()).doesNotContain("approval");
        assertThat(atlas.run(
                        System.in,
                        Map.of("MINIMUM_REVIEW", "ALWAYS"),
                        "kube",
                        "preview",
                        "--offline",
                        "--filename=k8s"))
                .isZero();
        assertThat(atlas.out()).contains("The plan will wait for an approval.");
    }

    /** Who writes the desired state does not decide whether anybody is asked. */
    @Test
    void aFileThatSilencesAnalyzersNeedsAnApprovalAllTheSame() throws IOException {
        atlas.execute("CREATE TABLE a (id int)");
        String silenced = "-- atlas:nolint\\n\\ncreate table b (id int);";
        for (String level : List.of("ERROR", "WARNING")) {
            atlas.write("k8s/schema.yaml", SCHEMA.formatted("review: " + level, silenced));
            assertThat(preview("--offline")).as(atlas::err).isZero();
            assertThat(atlas.out())
                    .contains(
                            "The plan will wait for an approval.",
                            "Nothing may be dropped in the first run of a resource")
                    .doesNotContain("DS102");
        }
    }

    @Test
    void nothingInAStatementHidesWhatComesAfterIt() throws IOException {
        atlas.write(
                "k8s/schema.yaml", SCHEMA.formatted("", "create table a (t text default '\\n````\\n<!--\\n`````');"));

        assertThat(preview("--offline")).as(atlas::err).isZero();
        assertThat(atlas.out()).contains("\n``````sql\n", "\n``````\n");
    }

    /** So that a Secret from the standard input takes the place of the one in a file. */
    @Test
    void theFirstSecretOfANameCounts() throws IOException {
        atlas.write("k8s/schema.yaml", SCHEMA.formatted("", "create table a (id int);"));

        assertThat(atlas.answering(
                        SECRET.formatted("sqlite://" + folder.resolve("replica.db")),
                        "kube",
                        "preview",
                        "--offline",
                        "-f",
                        "-",
                        "-f",
                        "k8s"))
                .isZero();
        assertThat(atlas.out()).contains("/replica.db").doesNotContain("/a.db");
    }

    @Test
    void filesOfAMigrationThatArePendingAreShown() throws IOException {
        atlas.write("migrations/1.sql", "CREATE TABLE t (id int);\nCREATE TABLE u (id int);\n");
        assertThat(atlas.run("migrate", "hash", "--dir", "file://migrations")).isZero();
        String sum = Files.readString(folder.resolve("migrations/atlas.sum"));
        String resource = """
                apiVersion: v1
                kind: List
                items:
                - apiVersion: db.atlasgo.io/v1alpha1
                  kind: AtlasMigration
                  metadata: {name: m}
                  spec:
                    url: "%s"
                    dir:
                      local:
                        1.sql: "CREATE TABLE t (id int);\\nCREATE TABLE u (id int);\\n"
                        atlas.sum: "%s"
                """.formatted(atlas.url(), sum.replace("\n", "\\n"));

        assertThat(atlas.answering(resource, "kube", "preview", "-f", "-", "--offline", "--detailed-exitcode"))
                .as(atlas::err)
                .isEqualTo(2);
        assertThat(atlas.out())
                .contains(
                        "### AtlasMigration default/m", "`1.sql`\n\n````sql\nCREATE TABLE t (id int);\nCREATE TABLE u");
        assertThat(atlas.run("schema", "inspect", "-u", atlas.url())).isZero();
        assertThat(atlas.out()).doesNotContain("table");

        assertThat(atlas.run("migrate", "apply", "-u", atlas.url(), "--dir", "file://migrations"))
                .isZero();
        assertThat(atlas.answering(resource, "kube", "preview", "-f", "-", "--offline", "--detailed-exitcode"))
                .isZero();
        assertThat(atlas.out()).contains("nothing to change");
    }

    @Test
    void aSlipIsAnErrorThatTellsTheFileAndNoSecret() throws IOException {
        atlas.write("k8s/schema.yaml", SCHEMA.formatted("destructiv: {}", ""));
        assertThat(preview("--offline")).isEqualTo(1);
        assertThat(atlas.err())
                .contains(
                        "Error: k8s/schema.yaml: AtlasSchema \"users\": unknown field \"spec.policy.lint.destructiv\"");

        atlas.write("k8s/schema.yaml", "url: 'postgres://u:hunter2@h/d\nspec: [");
        assertThat(preview("--offline")).isEqualTo(1);
        assertThat(atlas.err()).contains("k8s/schema.yaml:").doesNotContain("hunter2");

        atlas.write("k8s/schema.yaml", SCHEMA.formatted("", ""));
        atlas.write("k8s/secret.yaml", SECRET.replace("stringData", "data").formatted("hunter2!"));
        assertThat(preview("--offline")).isEqualTo(1);
        assertThat(atlas.err())
                .contains("k8s/secret.yaml: Secret \"db\": data.url is no Base64")
                .doesNotContain("hunter2");
    }

    @Test
    void whatIsNotInTheFilesIsNamed() throws IOException {
        atlas.write(
                "k8s/schema.yaml",
                SCHEMA.formatted("", "").replace("metadata: {name: schema", "metadata: {name: other"));

        assertThat(preview("--offline")).isEqualTo(1);
        assertThat(atlas.out()).contains("configmaps \"schema\" not found in namespace \"shop\"");
        assertThat(atlas.run("kube", "preview", "-f", "missing", "--offline")).isEqualTo(1);
        assertThat(atlas.err()).contains("--filename: missing does not exist");
        assertThat(atlas.run("kube", "preview", "-f", "k8s/secret.yaml", "--offline"))
                .isEqualTo(1);
        assertThat(atlas.err()).contains("there is no AtlasSchema and no AtlasMigration in k8s/secret.yaml");
    }
}
