package io.atlasoperator.dialect.postgres;

import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.ColumnType.SerialType;
import io.atlasoperator.schema.ColumnType.StringType;
import io.atlasoperator.schema.DefaultValue;
import io.atlasoperator.schema.Identity;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What changes a column: clauses of ALTER TABLE in the order type, null, default, identity, generated; and the sequence
 * of a column that becomes or ceases to be serial.
 */
final class PostgresColumnPlanner {
    private final PostgresClauses clauses;
    private final Table table;
    private final Column from;
    private final Column to;

    PostgresColumnPlanner(PostgresClauses clauses, Table table, Column from, Column to) {
        this.clauses = clauses;
        this.table = table;
        this.from = from;
        this.to = to;
    }

    /** Whether a new column makes the server write every row anew. */
    static boolean writesEveryRow(Column column) {
        return column.identity() != null
                || column.type() instanceof SerialType
                || column.generated() != null
                        && column.generated().storage() == io.atlasoperator.schema.Generated.Storage.STORED;
    }

    /** Whether a change of type makes the server write every row anew. */
    static boolean writesEveryRow(ColumnType from, ColumnType to) {
        return !stored(from).equals(stored(to)) && !widens(stored(from), stored(to));
    }

    private static ColumnType stored(ColumnType type) {
        return type instanceof SerialType serial ? PostgresTypes.underlying(serial) : type;
    }

    private boolean becomesSerial() {
        return to.type() instanceof SerialType && !(from.type() instanceof SerialType);
    }

    private boolean ceasesToBeSerial() {
        return from.type() instanceof SerialType && !(to.type() instanceof SerialType);
    }

    /** The statements that must come before the table is altered. */
    List<Statement> before() {
        List<Statement> found = new ArrayList<>();
        if (to.type() instanceof SerialType serial && becomesSerial()) {
            if (from.identity() != null) {
                // The sequence of the identity has the very name that is wanted.
                List<AlterClause> dropped = new ArrayList<>();
                dropIdentity(from.identity(), dropped);
                found.add(PostgresAlterTable.of(clauses, table.name(), dropped));
            }
            String sequence = sequence(to);
            found.add(Statement.of(
                    create(sequence, serial, to),
                    "create sequence for serial column \"" + to.name() + "\"",
                    "DROP SEQUENCE IF EXISTS " + sequence));
        } else if (from.type() instanceof SerialType serial && ceasesToBeSerial() && to.identity() != null) {
            found.add(PostgresAlterTable.of(
                    clauses,
                    table.name(),
                    List.of(new AlterClause(alter("DROP DEFAULT"), List.of(setSerialDefault()), Set.of()))));
            found.add(dropSequence(serial));
        }
        return found;
    }

    /** The statements that must come after the table is altered. */
    List<Statement> after() {
        @Nullable Identity identity = to.identity();
        if (from.type() instanceof SerialType serial && ceasesToBeSerial() && identity == null) {
            return List.of(dropSequence(serial));
        }
        if (becomesSerial()) {
            return List.of(pastValues("serial", 1, 1));
        }
        if (from.type() instanceof SerialType before
                && to.type() instanceof SerialType after
                && !before.name().equals(after.name())) {
            // The column's new type is of no use to a sequence that still ends where the old type did.
            return List.of(Statement.of(
                    sequenceType(after),
                    "change type of sequence used by serial column \"" + to.name() + "\"",
                    sequenceType(before)));
        }
        return from.identity() == null && identity != null
                ? List.of(pastValues("identity", identity.increment(), identity.start()))
                : List.of();
    }

    private Statement dropSequence(SerialType serial) {
        String sequence = sequence(from);
        return Statement.of(
                "DROP SEQUENCE IF EXISTS " + sequence,
                "drop sequence used by serial column \"" + from.name() + "\"",
                create(sequence, serial, from));
    }

    private String setSerialDefault() {
        return alter("SET DEFAULT nextval(" + PostgresSyntax.INSTANCE.quoteLiteral(sequence(from)) + ")");
    }

    /** Lets the sequence of a new identity or serial column go on after the values that are there. */
    private Statement pastValues(String kind, long increment, long start) {
        String column = PostgresSyntax.quote(to.name());
        String name = clauses.name(table.name());
        String furthest = (increment > 0 ? "max(" : "min(") + column + ")";
        return new Statement(
                "SELECT setval(pg_get_serial_sequence(" + PostgresSyntax.INSTANCE.quoteLiteral(name) + ", "
                        + PostgresSyntax.INSTANCE.quoteLiteral(to.name()) + "), " + furthest + ") FROM " + name
                        + " HAVING " + furthest + (increment > 0 ? " >= " : " <= ") + start,
                "let the " + kind + " column \"" + to.name() + "\" go on after its values",
                // the sequence goes along with what it is for
                List.of("SELECT 1"),
                true,
                Set.of());
    }

    private String create(String sequence, SerialType type, Column column) {
        String values = PostgresTypes.underlying(type).name();
        return "CREATE SEQUENCE IF NOT EXISTS " + sequence + (values.equals("bigint") ? "" : " AS " + values)
                + " OWNED BY " + clauses.name(table.name()) + "." + PostgresSyntax.quote(column.name());
    }

    private String sequenceType(SerialType type) {
        return "ALTER SEQUENCE " + sequence(from) + " AS "
                + PostgresTypes.underlying(type).name();
    }

    private String sequence(Column column) {
        String name = column.type() instanceof SerialType(String type, String sequence) && sequence != null
                ? sequence
                : table.name().name() + "_" + column.name() + "_seq";
        return clauses.name(
                new io.atlasoperator.schema.QualifiedName(table.name().schema(), name));
    }

    /** Whether the server has to be told how values become those of another type. */
    boolean converts(Set<ChangeKind> kinds) {
        return kinds.contains(ChangeKind.TYPE) && PostgresConversion.isNeeded(stored(from.type()), stored(to.type()));
    }

    List<AlterClause> clauses(Set<ChangeKind> kinds) {
        List<AlterClause> found = new ArrayList<>();
        boolean converts = converts(kinds);
        if (kinds.contains(ChangeKind.IDENTITY) && to.identity() == null) {
            // An identity column is never null.
            identity(found);
        }
        boolean notNullAnew = PostgresOwnNotNulls.isMadeAnew(from, to, kinds);
        if (notNullAnew) {
            found.add(new AlterClause(alter("DROP NOT NULL"), List.of(setNotNull()), Set.of()));
        }
        if (kinds.contains(ChangeKind.TYPE) || kinds.contains(ChangeKind.COLLATION)) {
            type(found, converts);
        }
        if (notNullAnew) {
            found.add(new AlterClause(setNotNull(), List.of(alter("DROP NOT NULL")), Set.of(Hazard.LONG_LOCK)));
        } else if (kinds.contains(ChangeKind.NULL)) {
            found.add(
                    to.nullable()
                            ? new AlterClause(alter("DROP NOT NULL"), List.of(alter("SET NOT NULL")), Set.of())
                            : new AlterClause(
                                    alter("SET NOT NULL"),
                                    List.of(alter("DROP NOT NULL")),
                                    Set.of(Hazard.MAY_FAIL, Hazard.LONG_LOCK)));
        }
        defaultValue(found, kinds.contains(ChangeKind.DEFAULT), converts);
        if (kinds.contains(ChangeKind.IDENTITY) && to.identity() != null) {
            identity(found);
        }
        if (kinds.contains(ChangeKind.GENERATED)) {
            generated(found);
        }
        return found;
    }

    /** NOT NULL under the name that it has. */
    private String setNotNull() {
        @Nullable String name = PostgresColumnOptions.of(from).notNullName();
        return name == null
                ? alter("SET NOT NULL")
                : "ADD CONSTRAINT " + PostgresSyntax.quote(name) + " NOT NULL " + PostgresSyntax.quote(to.name());
    }

    private void generated(List<AlterClause> found) {
        if (to.generated() == null || from.generated() == null) {
            found.add(new AlterClause(alter("DROP EXPRESSION"), List.of(), Set.of()));
            return;
        }
        found.add(new AlterClause(
                alter("SET EXPRESSION AS "
                        + PostgresExpressions.wrap(to.generated().expression())),
                List.of(alter("SET EXPRESSION AS "
                        + PostgresExpressions.wrap(from.generated().expression()))),
                Set.of(Hazard.TABLE_REWRITE, Hazard.LONG_LOCK)));
    }

    private void type(List<AlterClause> found, boolean converts) {
        ColumnType before = stored(from.type());
        ColumnType after = stored(to.type());
        if (before.equals(after) && Objects.equals(from.collation(), to.collation())) {
            return;
        }
        if (converts && from.defaultValue() != null) {
            // The server can't convert the default along with the column.
            found.add(new AlterClause(alter("DROP DEFAULT"), List.of(setDefault(from)), Set.of()));
        }
        Set<Hazard> hazards =
                widens(before, after) ? Set.of() : Set.of(Hazard.TABLE_REWRITE, Hazard.LONG_LOCK, Hazard.MAY_FAIL);
        found.add(new AlterClause(
                typeClause(to, converts),
                List.of(typeClause(from, converts || PostgresConversion.isNeeded(after, before))),
                hazards));
    }

    private String typeClause(Column column, boolean converts) {
        String type = clauses.type(stored(column.type()));
        String collation = column.collation() == null ? "" : " COLLATE " + PostgresSyntax.collation(column.collation());
        String using = converts ? " USING " + conversion(column.type()) : "";
        return alter("TYPE " + type + collation + using);
    }

    private String conversion(ColumnType type) {
        ColumnType before = stored(from.type());
        ColumnType after = stored(to.type());
        return new PostgresConversion(clauses)
                .of(PostgresSyntax.quote(to.name()), type.equals(to.type()) ? before : after, type);
    }

    private static boolean widens(ColumnType before, ColumnType after) {
        if (!(before instanceof StringType(String name, Integer size))
                || !(after instanceof StringType(String newName, Integer newSize))
                || name.equals("character")) {
            return false;
        }
        boolean unlimited = newSize == null && !newName.equals("bpchar");
        return unlimited || name.equals(newName) && size != null && newSize != null && newSize >= size;
    }

    private void defaultValue(List<AlterClause> found, boolean changed, boolean converts) {
        if (becomesSerial()) {
            found.add(new AlterClause(
                    alter("SET DEFAULT nextval(" + PostgresSyntax.INSTANCE.quoteLiteral(sequence(to)) + ")"),
                    List.of(from.defaultValue() == null ? alter("DROP DEFAULT") : setDefault(from)),
                    Set.of()));
        } else if (ceasesToBeSerial() && to.identity() != null) {
            return;
        } else if (ceasesToBeSerial()) {
            found.add(new AlterClause(
                    to.defaultValue() == null ? alter("DROP DEFAULT") : setDefault(to),
                    List.of(setSerialDefault()),
                    Set.of()));
        } else if (changed || converts && to.defaultValue() != null) {
            @Nullable DefaultValue before = converts ? null : from.defaultValue();
            String reverse = before == null ? alter("DROP DEFAULT") : setDefault(from);
            if (to.defaultValue() != null) {
                found.add(new AlterClause(setDefault(to), List.of(reverse), Set.of()));
            } else if (before != null) {
                found.add(new AlterClause(alter("DROP DEFAULT"), List.of(reverse), Set.of()));
            }
        }
    }

    private void identity(List<AlterClause> found) {
        @Nullable Identity before = from.identity();
        @Nullable Identity after = to.identity();
        if (after == null) {
            if (before != null && !becomesSerial()) {
                dropIdentity(before, found);
            }
        } else if (before == null) {
            found.add(new AlterClause(
                    alter("ADD GENERATED " + PostgresClauses.identity(after, to.type())),
                    List.of(alter("DROP IDENTITY")),
                    Set.of()));
        } else {
            found.add(new AlterClause(
                    alter(setIdentity(before, after)), List.of(alter(setIdentity(after, before))), Set.of()));
        }
    }

    private void dropIdentity(Identity before, List<AlterClause> found) {
        found.add(new AlterClause(
                alter("DROP IDENTITY"),
                List.of(alter("ADD GENERATED " + PostgresClauses.identity(before, from.type()))),
                Set.of()));
    }

    /** The limits are said where they change; the two others always, as the reference does. */
    private String setIdentity(Identity before, Identity after) {
        String type = stored(to.type()).name();
        String limits = PostgresNumbering.of(after, type).changes(PostgresNumbering.of(before, type)).stream()
                .filter(clause -> !clause.startsWith("START") && !clause.startsWith("INCREMENT"))
                .map(clause -> " SET " + clause)
                .collect(Collectors.joining());
        return "SET GENERATED " + PostgresClauses.generation(after) + " SET START WITH " + after.start()
                + " SET INCREMENT BY " + after.increment() + limits;
    }

    private static String setDefault(Column column) {
        if (column.defaultValue() == null) {
            throw new IllegalStateException("column \"" + column.name() + "\" has no default");
        }
        return alter(column, "SET DEFAULT " + PostgresDefaults.sql(column.type(), column.defaultValue()));
    }

    private String alter(String action) {
        return alter(to, action);
    }

    private static String alter(Column column, String action) {
        return "ALTER COLUMN " + PostgresSyntax.quote(column.name()) + " " + action;
    }
}
