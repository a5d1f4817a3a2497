package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType.IntegerType;
import io.atlasoperator.schema.ColumnType.SerialType;
import io.atlasoperator.schema.DefaultValue;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Sequence;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Serial columns and what they stand for: an integer, a default and a sequence that belongs to the column. Where one
 * state has the one and another state the other, with the same sequence, the serial is written out, so that the
 * sequence is changed and not lost along with how far it has counted.
 */
final class PostgresSerials {

    private PostgresSerials() {}

    /** The name of a serial column's sequence. */
    static QualifiedName sequence(QualifiedName table, Column column) {
        return new QualifiedName(
                table.schema(),
                column.type() instanceof SerialType(String type, String name) && name != null
                        ? name
                        : table.name() + "_" + column.name() + "_seq");
    }

    /** A serial column as the integer and the default that it stands for. */
    static Column writtenOut(Column column, String sequence) {
        return column.type() instanceof SerialType serial
                ? column.withType(PostgresTypes.underlying(serial))
                        .withDefault(new DefaultValue.Expression(
                                "nextval(" + PostgresSyntax.INSTANCE.quoteLiteral(sequence) + "::regclass)"))
                : column;
    }

    /**
     * A realm with those serial columns written out that the other realm has written out.
     *
     * @param anyName whether the sequence may have another name than that of the serial column
     */
    static Realm align(PostgresVersion version, Realm realm, Realm other, boolean anyName) {
        List<Schema> schemas = new ArrayList<>();
        boolean changed = false;
        for (Schema schema : realm.schemas()) {
            Optional<Schema> others = other.schema(schema.name());
            Schema aligned = others.isEmpty() ? schema : align(version, schema, others.get(), anyName);
            changed |= aligned != schema;
            schemas.add(aligned);
        }
        return changed ? realm.withSchemas(schemas) : realm;
    }

    private static Schema align(PostgresVersion version, Schema schema, Schema other, boolean anyName) {
        if (other.objects(Sequence.class).isEmpty()) {
            return schema;
        }
        List<Table> tables = new ArrayList<>();
        List<SchemaObject> objects = new ArrayList<>(schema.objects());
        for (Table table : schema.tables()) {
            Optional<Table> others = other.table(table.name().name());
            List<Column> columns = new ArrayList<>();
            for (Column column : table.columns()) {
                Optional<Column> counterpart = others.flatMap(found -> found.column(column.name()));
                Optional<Sequence> sequence = counterpart
                        .flatMap(found -> sequence(table.name(), column, found, other, anyName))
                        // One that is there beside the serial column is another one.
                        .filter(found -> schema.objects(Sequence.class).stream()
                                .noneMatch(own -> own.key().equals(found.key())));
                if (sequence.isPresent() && column.type() instanceof SerialType serial) {
                    boolean unlogged = version.hasUnloggedSequences()
                            && PostgresTableOptions.of(table).storage().unlogged();
                    objects.add(serial(sequence.get().name(), serial, table.name(), column.name())
                            .withOptions(unlogged ? new PostgresSequenceOptions() : null));
                    columns.add(column.withType(PostgresTypes.underlying(serial))
                            .withDefault(counterpart.get().defaultValue()));
                } else {
                    columns.add(column);
                }
            }
            tables.add(
                    columns.equals(table.columns())
                            ? table
                            : table.toBuilder().columns(columns).build());
        }
        return tables.equals(schema.tables())
                ? schema
                : schema.withTables(tables).withObjects(objects);
    }

    /** The sequence that the other column takes its values from, if it is the serial column's. */
    private static Optional<Sequence> sequence(
            QualifiedName table, Column serial, Column written, Schema other, boolean anyName) {
        @Nullable DefaultValue value = written.defaultValue();
        if (!(serial.type() instanceof SerialType) || !(written.type() instanceof IntegerType) || value == null) {
            return Optional.empty();
        }
        QualifiedName usual = sequence(table, serial);
        Sequence.ColumnReference owner = new Sequence.ColumnReference(table, serial.name());
        return PostgresSequences.called(value.sql())
                .map(called -> ObjectKey.relation(new QualifiedName(table.schema(), called)))
                .flatMap(key -> other.objects(Sequence.class).stream()
                        .filter(sequence -> sequence.key().equals(key))
                        .findFirst())
                .filter(sequence ->
                        sequence.name().equals(usual) || anyName && Objects.equals(sequence.ownedBy(), owner));
    }

    private static Sequence serial(QualifiedName name, SerialType serial, QualifiedName table, String column) {
        PostgresNumbering numbering =
                PostgresNumbering.ofSerial(PostgresTypes.underlying(serial).name());
        return new Sequence(
                name,
                numbering.type(),
                numbering.start(),
                numbering.increment(),
                numbering.minimum(),
                numbering.maximum(),
                numbering.cache(),
                numbering.cycle(),
                new Sequence.ColumnReference(table, column),
                null,
                null,
                null);
    }
}
