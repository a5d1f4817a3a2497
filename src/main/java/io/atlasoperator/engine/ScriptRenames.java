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
     * The hints. One about something that the files drop again is none.
     *
     * @param made the state that the files make
     * @throws EngineException if a hint can't be read
     */
    static List<Rename> read(List<SourceFile> files, Realm made, Dialect dialect) {
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
                object(hint, made)
                        .ifPresent(object ->
                                renames.add(new Rename(what(hint), object, hint.part(), hint.oldName(), hint.range())));
            }
        }
        return List.copyOf(renames);
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
