package io.atlasoperator.operator.atlasschema;

import io.atlasoperator.engine.StateSource;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchemaSpec;
import io.atlasoperator.operator.api.v1alpha1.KeyReference;
import io.atlasoperator.operator.ref.ReferenceException;
import io.atlasoperator.operator.ref.Values;
import io.atlasoperator.operator.target.LaterFields;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.sql.ScriptImportException;
import io.atlasoperator.sql.ScriptImports;
import io.atlasoperator.sql.ScriptLibrary;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The desired state as a resource brings it.
 *
 * @param file its text
 * @param isHcl whether it is HCL, and not SQL
 * @param others what else the ConfigMap holds that it comes from
 */
record DesiredText(SourceFile file, boolean isHcl, Optional<ConfigMapScripts> others) {
    private static final String CONFIG_MAP_KEY = "spec.schema.configMapKeyRef";

    /**
     * Of several, the ConfigMap counts most, then HCL, then SQL, then the registry.
     *
     * @return empty if the spec has none
     * @throws ReferenceException if it can't be used
     */
    static Optional<DesiredText> of(AtlasSchemaSpec spec, Values values) {
        AtlasSchemaSpec.DesiredSchema schema = spec.schema();
        if (schema == null) {
            return Optional.empty();
        }
        KeyReference key = schema.configMapKeyRef();
        if (key != null) {
            return Optional.of(fromConfigMap(key, values));
        }
        String hcl = schema.hcl();
        if (hcl != null && !StateText.isBlank(hcl)) {
            return Optional.of(new DesiredText(new SourceFile("schema.hcl", hcl), true, Optional.empty()));
        }
        String sql = schema.sql();
        if (sql != null && !StateText.isBlank(sql)) {
            return Optional.of(new DesiredText(new SourceFile("schema.sql", sql), false, Optional.empty()));
        }
        String url = schema.url();
        if (url != null && !url.isEmpty()) {
            throw LaterFields.notSupported(
                    "spec.schema.url", "use spec.schema.sql, spec.schema.hcl or spec.schema.configMapKeyRef");
        }
        return Optional.empty();
    }

    private static DesiredText fromConfigMap(KeyReference key, Values values) {
        String content = values.configMapKey(CONFIG_MAP_KEY, key);
        int dot = key.key().lastIndexOf('.');
        String extension = dot < 0 ? "" : key.key().substring(dot);
        if (StateText.isBlank(content)) {
            throw new ReferenceException(
                    "configmaps key \"%s\" holds no statement and no block: an empty state would drop everything"
                            .formatted(key.key()));
        }
        boolean isHcl = switch (extension.toLowerCase(Locale.ROOT)) {
            case ".sql" -> false;
            case ".hcl" -> true;
            default ->
                throw new ReferenceException("configmaps key \"%s\" must be ending with .sql or .hcl, received \"%s\""
                        .formatted(key.key(), extension));
        };
        ConfigMapScripts others = new ConfigMapScripts(key.name(), values.configMap(CONFIG_MAP_KEY, key.name()));
        return new DesiredText(new SourceFile(key.key(), content), isHcl, Optional.of(others));
    }

    /**
     * The state, without a project file.
     *
     * @throws ReferenceException if it imports what is not there
     */
    StateSource source() {
        if (isHcl) {
            return new StateSource.Hcl(List.of(file), Map.of());
        }
        ScriptLibrary library = others.isPresent()
                ? others.get()
                : (path, importer) -> {
                    throw new ScriptLibrary.UnavailableException(
                            "inline SQL has no other files: put all of them into one configmap, a key each, and refer"
                                    + " to the first with spec.schema.configMapKeyRef");
                };
        try {
            return new StateSource.Sql(ScriptImports.follow(List.of(file), library));
        } catch (ScriptImportException e) {
            throw new ReferenceException(String.valueOf(e.getMessage()));
        }
    }

    /** What a project file calls it: its key only where another key has the name that all go by. */
    String name() {
        String name = isHcl ? "schema.hcl" : "schema.sql";
        boolean isTaken = !file.name().equals(name)
                && others.filter(library -> library.values().containsKey(name)).isPresent();
        return isTaken ? file.name() : name;
    }

    /** The files that a project file may name: the state itself, and the keys beside it. */
    Map<String, String> files() {
        Map<String, String> files = new HashMap<>();
        others.ifPresent(library -> files.putAll(library.values()));
        files.remove(file.name());
        files.put(name(), file.content());
        return files;
    }
}
