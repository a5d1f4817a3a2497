package io.atlasoperator.operator.atlasschema;

import io.atlasoperator.source.SourceFile;
import io.atlasoperator.sql.ScriptLibrary;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The files that a SQL file in a ConfigMap imports: the other keys of the same ConfigMap.
 *
 * @param name the ConfigMap
 * @param values its values by their keys
 */
record ConfigMapScripts(String name, Map<String, String> values) implements ScriptLibrary {

    @Override
    public List<SourceFile> find(String path, SourceFile importer) throws UnavailableException {
        String key = Path.of(path).normalize().toString();
        if (!key.endsWith(".sql")) {
            throw new UnavailableException("only keys that end in .sql can be imported, each by its name");
        }
        String content = values.get(key);
        if (content == null) {
            TreeSet<String> scripts = new TreeSet<>(values.keySet());
            scripts.removeIf(other -> !other.endsWith(".sql"));
            throw new UnavailableException("configmap \"" + name + "\" has no key \"" + key + "\"; its .sql keys are "
                    + String.join(", ", scripts)
                    + ". Imports name other keys of the same configmap, which has no folders");
        }
        return List.of(new SourceFile(key, content));
    }
}
