package io.atlasoperator.project;

import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.hcl.Value;
import io.atlasoperator.plan.TxMode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An environment of a project.
 *
 * @param name its name
 * @param url the target; may hold a password
 * @param dev the dev database
 * @param src the desired state: {@code src}, else {@code schema.src}
 * @param schemas the schemas to manage; empty for what the URL names
 * @param include patterns of the only objects looked at; empty for all
 * @param exclude patterns of objects to leave alone
 * @param txMode how statements are grouped, if it says so
 * @param migration the migration directory and how it is applied
 * @param diff what is left out of diffs, inherited from the project where the environment says nothing
 * @param lint how changes are judged, inherited likewise
 * @param tests where its tests are
 * @param hooks what runs in the transactions of migrations: the project's, then its own
 * @param formats output templates by command: {@code migrate.apply}
 * @param variables its free attributes: values for the variables of schema files
 */
public record Environment(
        String name,
        Optional<String> url,
        Optional<String> dev,
        List<String> src,
        List<String> schemas,
        List<String> include,
        List<String> exclude,
        Optional<TxMode> txMode,
        MigrationSettings migration,
        DiffPolicy diff,
        LintPolicy lint,
        TestSettings tests,
        List<TransactionHook> hooks,
        Map<String, String> formats,
        Map<String, Value> variables) {

    public Environment {
        Objects.requireNonNull(name);
        Objects.requireNonNull(url);
        Objects.requireNonNull(dev);
        src = List.copyOf(src);
        schemas = List.copyOf(schemas);
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
        Objects.requireNonNull(txMode);
        Objects.requireNonNull(migration);
        Objects.requireNonNull(diff);
        Objects.requireNonNull(lint);
        Objects.requireNonNull(tests);
        hooks = List.copyOf(hooks);
        formats = Map.copyOf(formats);
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }

    /** The name alone: URLs and variables may hold passwords. */
    @Override
    public String toString() {
        return "Environment[" + name + "]";
    }
}
