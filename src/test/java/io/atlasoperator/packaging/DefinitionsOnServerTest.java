package io.atlasoperator.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.testing.ControlPlane;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The definitions as a real API server takes them. */
class DefinitionsOnServerTest {

    private final ControlPlane controlPlane = ControlPlane.shared();
    private final KubernetesClient client = controlPlane.client();
    private String namespace = "";

    @BeforeEach
    void makeNamespace() {
        namespace = controlPlane.newNamespace();
    }

    @Test
    void clientSideApplyWorks() {
        for (Path file : ProjectFiles.yamlFiles("crds")) {
            Command.run(
                            controlPlane.kubectl(),
                            "--kubeconfig",
                            controlPlane.kubeconfig(),
                            "apply",
                            "--validate=strict",
                            "-f",
                            file)
                    .succeeded();
        }
    }

    @Test
    void samplesAreAccepted() {
        for (String folder : new String[] {"deploy/samples", "deploy/samples/secrets"}) {
            Command.run(
                            controlPlane.kubectl(),
                            "--kubeconfig",
                            controlPlane.kubeconfig(),
                            "--namespace",
                            namespace,
                            "apply",
                            "--dry-run=server",
                            "--validate=strict",
                            "-f",
                            ProjectFiles.path(folder))
                    .succeeded();
        }
    }

    @Test
    void theServerFillsInTheDefaults() {
        AtlasSchema schema = client.resources(AtlasSchema.class)
                .inNamespace(namespace)
                .resource(client.getKubernetesSerialization().unmarshal(schema("schema: {sql: ''}"), AtlasSchema.class))
                .create();
        AtlasMigration migration = client.resources(AtlasMigration.class)
                .inNamespace(namespace)
                .resource(client.getKubernetesSerialization()
                        .unmarshal(
                                migration("dir: {configMapRef: {}}, protectedFlows: {migrateDown: {}}"),
                                AtlasMigration.class))
                .create();

        assertThat(schema.getSpec().backoffLimit()).isEqualTo(20);
        assertThat(schema.getSpec().txMode()).isEqualTo("file");
        assertThat(schema.getStatus().observedGeneration()).isEqualTo(-1);
        assertThat(migration.getSpec().backoffLimit()).isEqualTo(20);
        assertThat(migration.getSpec().execOrder()).isEqualTo("linear");
        assertThat(migration.getStatus().observedGeneration()).isEqualTo(-1);
    }

    @Test
    void aResourceWithoutSpecIsAccepted() {
        create("apiVersion: db.atlasgo.io/v1alpha1\nkind: AtlasSchema\nmetadata: {name: s}");
        create("apiVersion: db.atlasgo.io/v1alpha1\nkind: AtlasMigration\nmetadata: {name: m}");

        assertThat(client.resources(AtlasSchema.class)
                        .inNamespace(namespace)
                        .withName("s")
                        .get()
                        .getStatus()
                        .observedGeneration())
                .isEqualTo(-1);
    }

    @Test
    void thePodOfADevDatabaseIsKeptAsWritten() {
        GenericKubernetesResource created =
                create(schema("devDB: {spec: {containers: [{image: a, new: {deep: [1, {x: y}]}}], another: true}}"));

        assertThat((Object) created.get("spec", "devDB", "spec", "containers", 0, "new", "deep", 1, "x"))
                .isEqualTo("y");
        assertThat((Object) created.get("spec", "devDB", "spec", "another")).isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "credentials: {port: 65535}",
                "credentials: {port: -1}",
                "url: a, urlFrom: {secretKeyRef: {key: k}}, credentials: {host: h}",
                "schema: {sql: a, hcl: b, url: 'atlas://repo', configMapKeyRef: {key: schema.HCL}}",
                "schema: {url: 'ATLAS://repo'}",
                "schema: {url: ''}",
                "schema: {url: 'file://ignored', sql: a}",
                "schema: {url: 'file://ignored', configMapKeyRef: {name: c, key: a.Sql}}",
                "schema: {}",
                "backoffLimit: 0",
                "devDB: {spec: {containers: []}}",
                "envName: prod"
            })
    void whatTheReferenceAdmitsIsAdmitted(String spec) {
        assertThat(create(schema(spec)).getMetadata().getUid()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dir: {configMapRef: {}}",
                "dir: {}",
                "dir: {local: {}}",
                "dir: {local: {}, remote: {name: r}}",
                "dir: {local: {}, configMapRef: {}, remote: {name: r}}",
                "dir: {local: {}}, protectedFlows: {migrateDown: {allow: true}}"
            })
    void whatTheReferenceAdmitsOfMigrationsIsAdmitted(String spec) {
        assertThat(create(migration(spec)).getMetadata().getUid()).isNotBlank();
    }

    @Test
    void aPortThatNoServerCanHaveIsRejected() {
        rejects(
                schema("credentials: {port: 65536}"),
                "spec.credentials.port",
                "port must not be above 65535; leave it out to use the default port of the database");
    }

    @Test
    void aSchemaUrlOfAnotherSchemeIsRejected() {
        for (String url : new String[] {"file://schema.sql", "postgres://host/db", "atlas", "xatlas://repo"}) {
            rejects(
                    schema("schema: {url: '" + url + "', sql: ''}"),
                    "spec.schema.url",
                    "schema.url must start with atlas://");
        }
    }

    @Test
    void aKeyThatTellsNoLanguageIsRejected() {
        for (String key : new String[] {"schema.txt", "sql", "schema.sql.bak"}) {
            rejects(
                    schema("schema: {configMapKeyRef: {name: c, key: " + key + "}}"),
                    "spec.schema.configMapKeyRef.key",
                    "the key must end with .sql or .hcl");
        }
    }

    @Test
    void twoPlainDirectoriesAreRejected() {
        for (String remote : new String[] {"", ", remote: {}", ", remote: {name: ''}"}) {
            rejects(
                    migration("dir: {local: {}, configMapRef: {}" + remote + "}"),
                    "spec.dir",
                    "dir.local and dir.configMapRef cannot be used together; remove one of them");
        }
    }

    @Test
    void unknownChoicesAreRejected() {
        rejects(schema("txMode: some"), "spec.txMode", "\"file\", \"all\", \"none\"");
        rejects(
                schema("policy: {lint: {review: MAYBE}}"),
                "spec.policy.lint.review",
                "\"ALWAYS\", \"WARNING\", \"ERROR\"");
        rejects(migration("dir: {}, execOrder: any"), "spec.execOrder", "\"linear\", \"linear-skip\", \"non-linear\"");
    }

    private void rejects(String manifest, String field, String message) {
        assertThatThrownBy(() -> create(manifest))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(field + ":")
                .hasMessageContaining(message);
    }

    private GenericKubernetesResource create(String manifest) {
        return client.resource(client.getKubernetesSerialization().unmarshal(manifest, GenericKubernetesResource.class))
                .inNamespace(namespace)
                .create();
    }

    private static String schema(String spec) {
        return "apiVersion: db.atlasgo.io/v1alpha1\nkind: AtlasSchema\nmetadata: {generateName: s-}\nspec: {%s}\n"
                .formatted(spec);
    }

    private static String migration(String spec) {
        return "apiVersion: db.atlasgo.io/v1alpha1\nkind: AtlasMigration\nmetadata: {generateName: m-}\nspec: {%s}\n"
                .formatted(spec);
    }
}
