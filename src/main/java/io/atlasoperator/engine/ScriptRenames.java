package io.atlasoperator.engine;

import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Rename;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.sql.RenameHint;
import io.atlasoperator.sql.RenameHints;
import io.atlasoperator.sql.SqlScanException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The hints of SQL files, for the state that the files make. */
final class ScriptRenames {

    private ScriptRenames() {}

    /**
     * The hints. One about an object that the files drop again is none, and so is one about a part in a migration.
     *
     * @param made the state that the files make
     * @throws EngineException if a hint can't be read, or stands before a column that its table does not have in the end
     */
    static List<Rename> read(List<SourceFile> files, Realm made, Dialect dialect, DevScripts.Origin origin) {
        List<Rename> renames = new ArrayList<>();
        for (SourceFile file : files) {
            List<RenameHint> hints;
            try {
                hints = RenameHints.of(file, dialect.syntax());
            } catch (SqlScanException e) {
                throw new EngineException(
                        Reason.DESIRED_STATE, false, "scanning \"" + file.name() + "\": " + e.getMessage(), e);
            }
            for (RenameHint hint : hints) {
                Optional<QualifiedName> object = object(hint, made);
                if (object.isPresent()) {
                    Optional<Table> table = made.table(object.get());
                    if (origin == DevScripts.Origin.SCHEMA_FILE) {
                        requirePart(hint, table);
                    }
                    renames.add(new Rename(what(hint), object.get(), hint.part(), hint.oldName(), hint.range()));
                }
            }
        }
        return List.copyOf(renames);
    }

    /** Passed over, such a hint would leave its column to be dropped and added. */
    private static void requirePart(RenameHint hint, Optional<Table> table) {
        boolean isThere = hint.subject() != RenameHint.Subject.COLUMN
                || table.stream()
                        .flatMap(found -> found.columns().stream())
                        .anyMatch(column -> column.name().equalsIgnoreCase(hint.part()));
        if (!isThere) {
            throw EngineException.permanent(
                    Reason.DESIRED_STATE,
                    hint.range() + ": -- atlas:renamed_from stands before column \"" + hint.part() + "\", which \""
                            + hint.object()
                            + "\" does not have in the end: put it on the line before the column that was"
                            + " called \"" + hint.oldName() + "\"");
        }
    }

    private static Rename.What what(RenameHint hint) {
        return switch (hint.subject()) {
            case RELATION -> Rename.What.RELATION;
            case TYPE -> Rename.What.TYPE;
            case COLUMN -> Rename.What.COLUMN;
            case INDEX -> Rename.What.INDEX;
            case CONSTRAINT -> Rename.What.CONSTRAINT;
        };
    }

    /** The object that a hint means: a name without a schema is looked for in all, in their order. */
    private static Optional<QualifiedName> object(RenameHint hint, Realm made) {
        boolean type = hint.subject() == RenameHint.Subject.TYPE;
        ObjectKey.Namespace namespace = type ? ObjectKey.Namespace.TYPE : ObjectKey.Namespace.RELATION;
        return made.schemas().stream()
                .filter(schema -> hint.schema() == null || hint.schema().equals(schema.name()))
                .flatMap(schema -> names(schema, namespace))
                .filter(name -> name.name().equalsIgnoreCase(hint.object()))
                .findFirst();
    }

    private static Stream<QualifiedName> names(Schema schema, ObjectKey.Namespace namespace) {
        return Stream.concat(
                namespace == ObjectKey.Namespace.RELATION
                        ? schema.tables().stream().map(Table::name)
                        : Stream.empty(),
                schema.objects().stream()
                        .filter(object -> object.key().namespace() == namespace)
                        .map(SchemaObject::name));
    }
}
