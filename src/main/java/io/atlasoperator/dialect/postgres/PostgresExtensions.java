package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.CatalogNumbers.Catalog;
import io.atlasoperator.plan.ObjectKind;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Extensions. A version or a comment that the desired state does not tell apart from what the server brings is left as
 * it is.
 */
final class PostgresExtensions implements ObjectKind<PostgresExtension> {

    static List<SchemaObject> read(CatalogReader catalog, CatalogNumbers known) throws SQLException {
        List<SchemaObject> found = new ArrayList<>();
        catalog.each(PostgresTypeQueries.EXTENSIONS, row -> {
            boolean copied = PostgresDevSpace.EXTENSION_COMMENT.equals(row.getString("description"));
            PostgresExtension extension = new PostgresExtension(
                    row.getString("extname"),
                    row.getString("nspname"),
                    row.getString("version"),
                    copied ? null : row.getString("comment"),
                    copied,
                    null);
            known.put(Catalog.PG_EXTENSION, row.getLong("oid"), extension.key());
            found.add(extension);
        });
        return found;
    }

    /**
     * The desired realm with the extensions that the current one keeps: those that live in schemas that are not looked
     * at, and those that a dev database had before.
     */
    static Realm align(Realm from, Realm to) {
        Map<ObjectKey, SchemaObject> aligned = new LinkedHashMap<>();
        to.objects().forEach(object -> aligned.put(object.key(), object));
        Set<String> seen = from.schemas().stream().map(Schema::name).collect(Collectors.toUnmodifiableSet());
        for (SchemaObject object : from.objects()) {
            if (!(object instanceof PostgresExtension current)) {
                continue;
            }
            @Nullable PostgresExtension wanted = (PostgresExtension) aligned.get(current.key());
            if (wanted == null ? !seen.contains(current.schema()) : wanted.copied()) {
                aligned.put(current.key(), current);
            } else if (wanted != null && !seen.contains(current.schema())) {
                aligned.put(current.key(), wanted.in(current.schema()));
            }
        }
        List<SchemaObject> objects = new ArrayList<>();
        for (SchemaObject object : aligned.values()) {
            if (!(object instanceof PostgresExtension extension) || !extension.copied()) {
                objects.add(object);
            } else if (from.object(object.key()).isPresent()
                    || !to.dependencies().dependents(object.key()).isEmpty()) {
                objects.add(extension.wanted());
            }
        }
        return objects.equals(to.objects()) ? to : to.withObjects(objects);
    }

    @Override
    public Class<PostgresExtension> type() {
        return PostgresExtension.class;
    }

    @Override
    public boolean changed(PostgresExtension from, PostgresExtension to) {
        return !from.schema().equals(to.schema()) || versionChanged(from, to) || commentChanged(from, to);
    }

    private static boolean versionChanged(PostgresExtension from, PostgresExtension to) {
        return to.version() != null && !to.version().equals(from.version());
    }

    private static boolean commentChanged(PostgresExtension from, PostgresExtension to) {
        return to.comment() != null && !to.comment().equals(from.comment());
    }

    @Override
    public List<Statement> add(PostgresExtension extension, PlanOptions options) {
        String name = PostgresSyntax.quote(extension.extension());
        List<Statement> found = new ArrayList<>();
        found.add(Statement.of(
                "CREATE EXTENSION " + name + " WITH SCHEMA " + PostgresSyntax.quote(extension.schema())
                        + (extension.version() == null
                                ? ""
                                : " VERSION " + PostgresSyntax.INSTANCE.quoteLiteral(extension.version())),
                "create extension " + label(extension),
                "DROP EXTENSION " + name));
        if (extension.comment() != null) {
            found.add(comment(extension, null));
        }
        return found;
    }

    private static Statement comment(PostgresExtension extension, @Nullable String before) {
        String start = "COMMENT ON EXTENSION " + PostgresSyntax.quote(extension.extension()) + " IS ";
        return Statement.of(
                start + PostgresPlanner.text(extension.comment()),
                "set comment to extension " + label(extension),
                start + PostgresPlanner.text(before));
    }

    @Override
    public List<Statement> drop(PostgresExtension extension, PlanOptions options) {
        return List.of(Statement.of(
                // It may have gone along with its schema.
                "DROP EXTENSION IF EXISTS " + PostgresSyntax.quote(extension.extension()),
                "drop extension " + label(extension),
                add(extension, options).stream().map(Statement::text).toArray(String[]::new)));
    }

    @Override
    public List<Statement> modify(PostgresExtension from, PostgresExtension to, PlanOptions options) {
        String start = "ALTER EXTENSION " + PostgresSyntax.quote(to.extension()) + " ";
        List<Statement> found = new ArrayList<>();
        if (!from.schema().equals(to.schema())) {
            found.add(Statement.of(
                    start + "SET SCHEMA " + PostgresSyntax.quote(to.schema()),
                    "move extension " + label(to),
                    start + "SET SCHEMA " + PostgresSyntax.quote(from.schema())));
        }
        if (to.version() != null && versionChanged(from, to)) {
            found.add(Statement.of(
                    start + "UPDATE TO " + PostgresSyntax.INSTANCE.quoteLiteral(to.version()),
                    "update extension " + label(to)));
        }
        if (commentChanged(from, to)) {
            found.add(comment(to, from.comment()));
        }
        return found;
    }

    private static String label(PostgresExtension extension) {
        return "\"" + extension.extension() + "\"";
    }
}
