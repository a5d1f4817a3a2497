package io.atlasoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** An AtlasSchema without transactions, whose tables have rows and get a wider type one after the other, and its database. */
final class WidenedTables implements AutoCloseable {
    static final int TABLES = 40;
    private static final int ROWS = 60_000;

    private final KubernetesClient client;
    private final String namespace;
    private final String name;
    private final PostgresDatabase database = PostgresServers.database();
    private final DatabaseUrl url = database.url("public");

    private WidenedTables(KubernetesClient client, String namespace, String name) {
        this.client = client;
        this.namespace = namespace;
        this.name = name;
    }

    /** Makes the database, and the resource with narrow tables. */
    static WidenedTables create(KubernetesClient client, String namespace, String name) {
        WidenedTables tables = new WidenedTables(client, namespace, name);
        tables.state("int");
        return tables;
    }

    void widen() {
        state("bigint");
    }

    private void state(String type) {
        StringBuilder sql = new StringBuilder();
        for (int number = 0; number < TABLES; number++) {
            sql.append("create table t%d (id %s primary key); ".formatted(number, type));
        }
        client.resource("""
                        apiVersion: db.atlasgo.io/v1alpha1
                        kind: AtlasSchema
                        metadata: {name: %s, namespace: %s}
                        spec:
                          url: "%s"
                          txMode: none
                          schema: {sql: "%s"}
                        """.formatted(name, namespace, url.reveal(), sql))
                .forceConflicts()
                .serverSideApply();
    }

    void fill() {
        for (int number = 0; number < TABLES; number++) {
            PostgresDatabase.run(url, "INSERT INTO t" + number + " SELECT generate_series(1, " + ROWS + ")");
        }
    }

    /** How many tables are wide already. */
    int wide() {
        return PostgresDatabase.query(
                        url,
                        "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public'"
                                + " AND column_name = 'id' AND data_type = 'bigint'")
                .size();
    }

    boolean isReady() {
        return MySqlChanges.condition(client, AtlasSchema.class, namespace, name)
                .filter(ready -> ready.status().equals("True"))
                .isPresent();
    }

    /** Fails the test unless every table is wide and has its rows. */
    void assertDone() {
        assertThat(wide()).isEqualTo(TABLES);
        String all = "SELECT count(*) || ' ' || sum(id) FROM t";
        for (int number = 0; number < TABLES; number++) {
            assertThat(PostgresDatabase.query(url, all + number))
                    .isEqualTo(List.of(ROWS + " " + (long) ROWS * (ROWS + 1) / 2));
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
