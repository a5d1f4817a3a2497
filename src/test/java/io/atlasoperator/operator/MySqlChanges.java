package io.atlasoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.migrate.Checksum;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.api.v1alpha1.AtlasStatus;
import io.atlasoperator.operator.api.v1alpha1.Condition;
import io.atlasoperator.operator.status.Requests;
import io.atlasoperator.testing.MySqlDatabase;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A resource whose work on a MySQL database takes long enough to be killed in the middle, and what comes of it. */
sealed interface MySqlChanges {
    /** Whether the resource says so of its present generation. */
    boolean isReady();

    /** Does what the resource's message says about a statement in doubt, if there is one. */
    boolean settle();

    /** Fails the test unless everything was done, once, and nothing is lost. */
    void assertDone();

    /** The resource's {@code Ready} condition. */
    static <R extends CustomResource<?, ? extends AtlasStatus>> Optional<Condition> condition(
            KubernetesClient client, Class<R> kind, String namespace, String name) {
        R found = client.resources(kind).inNamespace(namespace).withName(name).get();
        return found == null || found.getStatus() == null
                ? Optional.empty()
                : found.getStatus().conditions().stream()
                        .filter(condition -> condition.type().equals("Ready")
                                && Objects.requireNonNullElse(condition.observedGeneration(), 0L)
                                        .equals(found.getMetadata().getGeneration()))
                        .findFirst();
    }

    private static boolean isReady(Optional<Condition> condition) {
        return condition.filter(ready -> ready.status().equals("True")).isPresent();
    }

    private static void apply(KubernetesClient client, Class<?> kind, String namespace, String name, String spec) {
        client.resource("apiVersion: db.atlasgo.io/v1alpha1\nkind: %s\nmetadata: {name: %s, namespace: %s}\nspec:\n%s"
                        .formatted(kind.getSimpleName(), name, namespace, spec.indent(2)))
                .forceConflicts()
                .serverSideApply();
    }

    /**
     * Migrations that note in a log what they did.
     *
     * @param client of the cluster
     * @param namespace of the resource
     * @param name of the resource
     * @param url of an empty database
     */
    record Migrations(KubernetesClient client, String namespace, String name, DatabaseUrl url) implements MySqlChanges {
        private static final int FILES = 30;

        /** How many lines the log has in the end. */
        static final int LINES = 2 * FILES;

        private static final Pattern IN_DOUBT =
                Pattern.compile("statement (\\d+) from file \"(\\d+)\\.sql\" was running when.*"
                        + " If it was not executed, run: (UPDATE .*?); if it was, run: (UPDATE .*); then apply again");

        void create() {
            MySqlDatabase.run(url, "CREATE DATABASE " + log(), "CREATE TABLE " + log() + ".log (line varchar(20))");
            List<MigrationFile> files = new ArrayList<>();
            Map<String, String> entries = new TreeMap<>();
            for (String version : versions()) {
                String content = """
                        CREATE TABLE t%1$s (id int);
                        INSERT INTO %2$s.log VALUES ('%1$s.1');
                        ALTER TABLE t%1$s ADD COLUMN c text, ALGORITHM = COPY;
                        INSERT INTO %2$s.log SELECT '%1$s.2' FROM (SELECT SLEEP(0.03)) AS busy;
                        """.formatted(version, log());
                files.add(new MigrationFile(version + ".sql", version, "", content));
                entries.put(version + ".sql", content);
            }
            entries.put("atlas.sum", Checksum.of(files).text());
            apply(
                    client,
                    AtlasMigration.class,
                    namespace,
                    name,
                    "url: '%s'\ndir: {local: %s}"
                            .formatted(
                                    url.reveal(),
                                    client.getKubernetesSerialization().asJson(entries)));
        }

        /** The log is not in the database of the migrations, which has to be clean. */
        private String log() {
            return url.path().substring(1) + "_log";
        }

        private static List<String> versions() {
            return IntStream.rangeClosed(1, FILES).mapToObj("%03d"::formatted).toList();
        }

        /** How many lines the log has. */
        int done() {
            return lines().size();
        }

        private List<String> lines() {
            return MySqlDatabase.query(url, "SELECT line FROM " + log() + ".log ORDER BY 1");
        }

        /** The server goes on with a statement whose client is gone. */
        void awaitEndOfSessions() {
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> MySqlDatabase.query(
                                    url,
                                    "SELECT id FROM information_schema.processlist"
                                            + " WHERE db = DATABASE() AND id <> CONNECTION_ID()")
                            .isEmpty());
        }

        void assertNothingTwice() {
            assertThat(lines()).doesNotHaveDuplicates();
        }

        boolean isInDoubt() {
            return message().find();
        }

        private Matcher message() {
            return IN_DOUBT.matcher(condition(client, AtlasMigration.class, namespace, name)
                    .filter(ready -> ready.status().equals("False"))
                    .map(Condition::message)
                    .orElse(""));
        }

        @Override
        public boolean settle() {
            Matcher matcher = message();
            List<String> open = MySqlDatabase.query(
                    url,
                    "SELECT CONCAT(version, '.', applied + 1) FROM atlas_schema_revisions"
                            + " WHERE error_stmt <> '' AND COALESCE(error, '') = ''");
            // The message may be of a doubt that was settled.
            if (!matcher.find() || !open.contains(matcher.group(2) + "." + matcher.group(1))) {
                return false;
            }
            int statement = Integer.parseInt(matcher.group(1));
            String version = matcher.group(2);
            // Rows are in doubt too while some table of the server, of another test maybe, knows no transactions.
            boolean ran = statement % 2 == 0
                    ? lines().contains(version + "." + statement / 2)
                    : !MySqlDatabase.query(
                                    url,
                                    "SELECT 1 FROM information_schema.columns WHERE table_schema = DATABASE()"
                                            + " AND table_name = 't" + version + "' AND column_name = '"
                                            + (statement == 1 ? "id" : "c") + "'")
                            .isEmpty();
            MySqlDatabase.run(url, matcher.group(ran ? 4 : 3));
            askForRetry();
            return true;
        }

        /** The operator would look again after 10 minutes only. */
        private void askForRetry() {
            client.resources(AtlasMigration.class)
                    .inNamespace(namespace)
                    .withName(name)
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            "{\"metadata\": {\"annotations\": {\"%s\": \"%s\"}}}"
                                    .formatted(Requests.RETRY, UUID.randomUUID()));
        }

        @Override
        public boolean isReady() {
            return MySqlChanges.isReady(condition(client, AtlasMigration.class, namespace, name));
        }

        @Override
        public void assertDone() {
            assertThat(lines())
                    .isEqualTo(versions().stream()
                            .flatMap(version -> Stream.of(version + ".1", version + ".2"))
                            .toList());
            assertThat(MySqlDatabase.query(
                            url,
                            "SELECT CONCAT_WS('|', version, applied, total, COALESCE(error, ''), COALESCE(error_stmt, ''))"
                                    + " FROM atlas_schema_revisions ORDER BY version"))
                    .isEqualTo(versions().stream()
                            .map(version -> version + "|4|4||")
                            .toList());
            assertThat(MySqlDatabase.query(
                            url,
                            "SELECT table_name FROM information_schema.columns WHERE table_schema = DATABASE()"
                                    + " AND column_name = 'c'"))
                    .hasSize(FILES);
            MySqlDatabase.run(url, "DROP DATABASE " + log());
        }
    }

    /**
     * Tables with rows that become wider.
     *
     * @param client of the cluster
     * @param namespace of the resource
     * @param name of the resource
     * @param url of an empty database
     */
    record Schemas(KubernetesClient client, String namespace, String name, DatabaseUrl url) implements MySqlChanges {
        static final int TABLES = 12;
        private static final int ROWS = 20_000;

        void createNarrow() {
            state("int", "");
        }

        void widen() {
            state("bigint", ", c text, key by_v (v)");
        }

        private void state(String type, String more) {
            StringBuilder sql = new StringBuilder();
            for (int number = 0; number < TABLES; number++) {
                sql.append("create table t%d (id %s not null, v varchar(40)%s, primary key (id)); "
                        .formatted(number, type, more));
            }
            apply(
                    client,
                    AtlasSchema.class,
                    namespace,
                    name,
                    "url: '%s'\ndevURL: '%s'\nschema: {sql: '%s'}"
                            .formatted(url.reveal(), url.withDatabase("dev").reveal(), sql));
        }

        void fill() {
            for (int number = 0; number < TABLES; number++) {
                MySqlDatabase.run(
                        url,
                        "INSERT INTO t" + number
                                + " WITH d AS (SELECT 0 AS i UNION SELECT 1 UNION SELECT 2 UNION SELECT 3"
                                + " UNION SELECT 4 UNION SELECT 5 UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9)"
                                + " SELECT a.i + 10 * b.i + 100 * c.i + 1000 * e.i + 10000 * f.i, CONCAT('text ', a.i)"
                                + " FROM d a, d b, d c, d e, d f WHERE f.i < " + ROWS / 10_000);
            }
        }

        /** How many tables are wide already. */
        int done() {
            return MySqlDatabase.query(
                            url,
                            "SELECT table_name FROM information_schema.columns WHERE table_schema = DATABASE()"
                                    + " AND column_name = 'id' AND data_type = 'bigint'")
                    .size();
        }

        @Override
        public boolean isReady() {
            return MySqlChanges.isReady(condition(client, AtlasSchema.class, namespace, name));
        }

        /** What is there is looked at anew each time, so that there is no doubt. */
        @Override
        public boolean settle() {
            return false;
        }

        @Override
        public void assertDone() {
            assertThat(done()).isEqualTo(TABLES);
            for (int number = 0; number < TABLES; number++) {
                assertThat(MySqlDatabase.query(
                                url, "SELECT CONCAT(COUNT(*), ' ', SUM(id), ' ', SUM(LENGTH(v))) FROM t" + number))
                        .containsExactly(ROWS + " " + (long) ROWS * (ROWS - 1) / 2 + " " + 6 * ROWS);
            }
            assertThat(MySqlDatabase.query(
                            url,
                            "SELECT table_name FROM information_schema.statistics WHERE table_schema = DATABASE()"
                                    + " AND index_name = 'by_v'"))
                    .hasSize(TABLES);
        }
    }
}
