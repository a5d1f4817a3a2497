package io.atlasoperator.operator.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class ResourceJsonTest {
    private final KubernetesSerialization json = new KubernetesSerialization();

    @Test
    void readsEveryFieldOfASchemaAndIgnoresUnknownOnes() {
        AtlasSchema schema = json.unmarshal("""
                apiVersion: db.atlasgo.io/v1alpha1
                kind: AtlasSchema
                metadata: {name: s, namespace: n, generation: 3}
                spec:
                  url: sqlite://a
                  fromTheFuture: {a: [1]}
                  urlFrom: {secretKeyRef: {name: a, key: b, optional: true, more: 1}}
                  credentials: {scheme: postgres, passwordFrom: {secretKeyRef: {key: p}}, port: 5432, parameters: {sslmode: disable}}
                  vars: [{key: k, valueFrom: {configMapKeyRef: {name: c, key: d}}}]
                  devURL: sqlite://dev
                  devDB: {spec: {containers: [{name: db, resources: {limits: {cpu: 1}}}]}}
                  backoffLimit: 0
                  schema: {configMapKeyRef: {name: cm, key: schema.sql}}
                  exclude: [a]
                  txMode: none
                  policy:
                    lint: {destructive: {error: true}, review: ERROR}
                    diff: {concurrent_index: {create: true}, skip: {drop_foreign_key: true}}
                status: {observed_hash: h, last_applied: 5000000000, planURL: p, failed: 2, observedGeneration: 2, x: 1}
                """, AtlasSchema.class);

        AtlasSchemaSpec spec = schema.getSpec();
        assertThat(spec.urlFrom()).isEqualTo(new SecretSource(new KeyReference("a", "b", true)));
        assertThat(spec.credentials().passwordFrom().secretKeyRef()).isEqualTo(new KeyReference("", "p", null));
        assertThat(spec.credentials().parameters()).isEqualTo(Map.of("sslmode", "disable"));
        assertThat(spec.vars())
                .containsExactly(
                        new Variable("k", null, new Variable.VariableSource(null, new KeyReference("c", "d", null))));
        assertThat(spec.devDB().spec().at("/containers/0/resources/limits/cpu").asInt())
                .isEqualTo(1);
        assertThat(spec.backoffLimit()).isZero();
        assertThat(spec.schemas()).isEmpty();
        assertThat(spec.policy().lint()).isEqualTo(new SchemaPolicy.Lint(new SchemaPolicy.Destructive(true), "ERROR"));
        assertThat(spec.policy().diff().concurrentIndex()).isEqualTo(new SchemaPolicy.ConcurrentIndex(true, false));
        assertThat(spec.policy().diff().skip().dropForeignKey()).isTrue();
        assertThat(spec.policy().diff().skip().dropTable()).isFalse();
        assertThat(schema.getStatus())
                .isEqualTo(new AtlasSchemaStatus(2L, List.of(), "h", 5_000_000_000L, "p", "", "", 2, List.of()));
    }

    @Test
    void survivesACopyThroughJson() {
        AtlasMigration migration = json.unmarshal("""
                apiVersion: db.atlasgo.io/v1alpha1
                kind: AtlasMigration
                metadata: {name: m}
                spec:
                  dir: {local: {}, remote: {name: r, tag: t}, configMapRef: {}}
                  cloud: {url: u, project: p, tokenFrom: {secretKeyRef: {name: a, key: b}}}
                  protectedFlows: {migrateDown: {allow: true}}
                  revisionsSchema: x
                  execOrder: linear-skip
                  baseline: "1"
                """, AtlasMigration.class);

        assertThat(json.clone(migration).getSpec()).isEqualTo(migration.getSpec());
        assertThat(migration.getSpec().dir().local()).isEmpty();
        assertThat(migration.getSpec().dir().configMapRef().name()).isEmpty();
    }

    @Test
    void writesWhatTheReferenceAlwaysWrites() {
        assertThat(json.asJson(AtlasSchemaStatus.NONE))
                .isEqualTo(
                        "{\"observed_hash\":\"\",\"last_applied\":0,\"planURL\":\"\",\"planLink\":\"\",\"failed\":0}");
        assertThat(json.asJson(AtlasMigrationStatus.NONE))
                .isEqualTo("{\"observed_hash\":\"\",\"lastApplied\":0,\"failed\":0}");
    }

    @Test
    void showsNoCredentialInText() {
        AtlasSchema schema = json.unmarshal("""
                apiVersion: db.atlasgo.io/v1alpha1
                kind: AtlasSchema
                metadata: {name: s}
                spec: {url: "postgres://u:hunter2@h/d", credentials: {password: hunter2}}
                """, AtlasSchema.class);

        assertThat(schema.toString()).doesNotContain("hunter2");
        assertThat(schema.getSpec().credentials().toString()).doesNotContain("hunter2");
    }
}
