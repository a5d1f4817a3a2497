package io.atlasoperator.dialect.mysql;

import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Routine;
import io.atlasoperator.schema.Routine.Argument;
import io.atlasoperator.schema.Routine.Returns;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The character sets of what goes into a routine and comes out of it. Where none is said it is the schema's of the moment
 * when the routine was made, which stays when the schema gets another.
 */
final class MySqlRoutineTexts {
    private MySqlRoutineTexts() {}

    /** A realm in which routines say what they have from their schema, where another realm has it otherwise. */
    static Realm said(Realm realm, Realm other, MySqlFlavor flavor) {
        return realm.mapSchemas(schema -> {
            MySqlSchemaOptions own = MySqlSchemaOptions.of(schema);
            boolean differs = other.schema(schema.name())
                    .map(MySqlSchemaOptions::of)
                    .filter(options -> !own.equals(options))
                    .isPresent();
            return differs
                    ? schema.withObjects(schema.objects().stream()
                            .<SchemaObject>map(object ->
                                    object instanceof Routine routine ? said(routine, schema, flavor) : object)
                            .toList())
                    : schema;
        });
    }

    /** A routine that says what it has from a schema. */
    static Routine said(Routine routine, Schema schema, MySqlFlavor flavor) {
        MySqlSchemaOptions own = MySqlSchemaOptions.of(schema);
        @Nullable String charset = own.charset();
        if (charset == null || !hasTexts(routine)) {
            return routine;
        }
        boolean usual = own.collation() == null
                || flavor.defaultCollation(charset)
                        .filter(own.collation()::equals)
                        .isPresent();
        return said(routine, " CHARACTER SET " + charset + (usual ? "" : " COLLATE " + own.collation()));
    }

    private static boolean hasTexts(Routine routine) {
        return routine.arguments().stream().anyMatch(argument -> MySqlTypes.isText(argument.type()))
                || routine.returns() instanceof Returns.Values(ColumnType type, boolean set) && MySqlTypes.isText(type);
    }

    private static Routine said(Routine routine, String words) {
        List<Argument> arguments = routine.arguments().stream()
                .map(argument -> new Argument(
                        argument.mode(), argument.name(), said(argument.type(), words), argument.defaultValue()))
                .toList();
        Returns returns = routine.returns() instanceof Returns.Values(ColumnType type, boolean set)
                ? new Returns.Values(said(type, words), set)
                : routine.returns();
        MySqlRoutineOptions own = MySqlRoutineOptions.of(routine);
        return new Routine(
                routine.name(),
                routine.type(),
                arguments,
                returns,
                routine.language(),
                routine.body(),
                routine.comment(),
                new MySqlRoutineOptions(
                        own.definer(), own.invoker(), own.deterministic(), own.dataAccess(), null, own.mode()),
                routine.range());
    }

    private static ColumnType said(ColumnType type, String words) {
        return MySqlTypes.isText(type) ? MySqlTypes.parse(MySqlTypes.format(type) + words) : type;
    }
}
