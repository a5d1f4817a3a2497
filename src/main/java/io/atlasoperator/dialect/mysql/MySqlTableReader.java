package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlConstraintReader.CheckRow;
import io.atlasoperator.dialect.mysql.MySqlRelations.TableRow;
import io.atlasoperator.inspect.Inspection.UnsupportedObject;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.ColumnType.JsonType;
import io.atlasoperator.schema.Generated;
import io.atlasoperator.schema.Generated.Storage;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Table;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Builds tables from the rows of the catalog. */
final class MySqlTableReader {
    private static final String ROW_START = "ROW START";
    private static final String ROW_END = "ROW END";

    private final MySqlCatalog catalog;
    private final MySqlFlavor flavor;
    private final MySqlRelations relations;
    private final @Nullable String bound;
    private final MySqlIndexReader indexes;
    private final MySqlConstraintReader constraints;
    private final MySqlPartitionReader partitions;
    private final List<UnsupportedObject> unsupported = new ArrayList<>();

    MySqlTableReader(MySqlCatalog catalog, MySqlFlavor flavor, MySqlRelations relations, @Nullable String bound)
            throws SQLException {
        MySqlQueries queries = new MySqlQueries(flavor);
        this.catalog = catalog;
        this.flavor = flavor;
        this.relations = relations;
        this.bound = bound;
        indexes = MySqlIndexReader.read(catalog, queries, flavor);
        constraints = MySqlConstraintReader.read(catalog, queries, flavor);
        partitions = MySqlPartitionReader.read(catalog);
    }

    /** All tables, by name. */
    List<Table> read() throws SQLException {
        List<Table> tables = new ArrayList<>();
        boolean places = false;
        for (TableRow row : relations.tables()) {
            Table table = table(row);
            tables.add(table);
            places |= table.columns().stream().anyMatch(column -> MySqlTypes.isGeometry(column.type()));
        }
        if (places && flavor.referenceSystems().isPresent()) {
            // It looks into all schemas of the server, so it is asked only if it must be.
            catalog.each(
                    flavor.referenceSystems().get(),
                    row -> unsupported.add(part("reference system", MySqlCatalog.name(row), row.getString(4))));
        }
        return tables;
    }

    /** The checks, those of columns with the names of these: the catalog of MariaDB has the ones that they were made with. */
    private List<CheckRow> named(QualifiedName table, List<CheckRow> checks) throws SQLException {
        boolean isSure = checks.stream()
                .allMatch(check -> !check.ofColumn()
                        || MySqlLexer.meaning(check.expression()).stream()
                                .anyMatch(token ->
                                        token.isName() && token.anyName().equals(check.name())));
        if (isSure) {
            return new ArrayList<>(checks);
        }
        MySqlShownTable shown = MySqlShownTable.read(catalog.connection(), table);
        List<CheckRow> named = new ArrayList<>();
        for (CheckRow check : checks) {
            named.add(
                    check.ofColumn()
                            ? new CheckRow(
                                    shown.columnOfCheck(check.expression()).orElse(check.name()),
                                    check.expression(),
                                    true,
                                    check.enforced())
                            : check);
        }
        named.sort(MySqlConstraintReader.ORDER);
        return named;
    }

    /** What the tables have that the model does not hold, as far as they were read. */
    List<UnsupportedObject> unsupported() {
        return unsupported;
    }

    private Table table(TableRow row) throws SQLException {
        QualifiedName name = row.name();
        MySqlLostLetters letters = new MySqlLostLetters(catalog.connection(), flavor, name);
        List<MySqlColumnRow> columns = letters.columns(relations.columns(name));
        List<CheckRow> checks = letters.checks(named(name, constraints.checks(name)));
        Set<String> json = jsonColumns(columns, checks);
        checks.removeIf(check -> check.ofColumn() && json.contains(check.name()));
        @Nullable
        MySqlShownTable shown =
                mustBeShown(name, columns, checks) ? MySqlShownTable.read(catalog.connection(), name) : null;
        Set<String> hiddenIndexes = new HashSet<>();
        if (shown != null) {
            leaveOutPeriod(name, shown, checks, hiddenIndexes);
            if (partitions.mustBeShown(name) && shown.hasOldKeyAlgorithm()) {
                unsupported.add(new UnsupportedObject("old key algorithm", name));
            }
        }
        partitions
                .withCommentsOfParts(name)
                .forEach(partition -> unsupported.add(part("comment of a part of partition", name, partition)));
        Map<String, String> bytes = bytes(name, columns, shown);
        List<Column> read = new ArrayList<>();
        for (MySqlColumnRow column : columns) {
            if (column.extra().notSecondary()) {
                unsupported.add(part("NOT SECONDARY of column", name, column.name()));
            }
            read.add(column(column, json.contains(column.name()), bytes.get(column.name())));
        }
        return Table.builder(name)
                .columns(read)
                .primaryKey(hiddenIndexes.contains(MySqlIndexReader.PRIMARY) ? null : indexes.primaryKey(name))
                .indexes(indexes.indexes(name, shown, hiddenIndexes))
                .foreignKeys(constraints.foreignKeys(name))
                .checks(checks.stream().<Check>map(MySqlConstraintReader::check).toList())
                .comment(row.comment())
                .options(new MySqlTableOptions(
                        row.engine(),
                        row.collation() == null ? null : MySqlCharsets.ofCollation(row.collation()),
                        row.collation(),
                        row.autoIncrement(),
                        row.options(),
                        partitions.partitioning(name, shown),
                        row.versioned() ? versioning(columns) : null))
                .build();
    }

    /** The defaults that are bytes, of which MySQL's catalog has only those before the first zero. */
    private Map<String, String> bytes(
            QualifiedName table, List<MySqlColumnRow> columns, @Nullable MySqlShownTable known) throws SQLException {
        Map<String, String> bytes = MySqlDefaults.bytes(catalog.connection(), table, columns);
        List<String> cut = columns.stream()
                .filter(column -> !bytes.containsKey(column.name())
                        && MySqlDefaults.isBytes(column, MySqlTypes.parse(column.type())))
                .map(MySqlColumnRow::name)
                .toList();
        if (!flavor.catalogHasSql() && !cut.isEmpty()) {
            MySqlShownTable shown = known == null ? MySqlShownTable.read(catalog.connection(), table) : known;
            cut.forEach(column -> shown.defaultOf(column)
                    .flatMap(text -> MySqlDefaults.shownBytes(text, StandardCharsets.UTF_8))
                    .ifPresent(found -> bytes.put(column, found)));
        }
        boolean lost = flavor.catalogHasSql()
                && columns.stream()
                        .anyMatch(column -> cut.contains(column.name())
                                && String.valueOf(column.defaultText()).indexOf('?') >= 0);
        if (lost) {
            // What is no letter is a question mark in the catalog.
            MySqlShownTable shown = MySqlShownTable.readBytes(catalog.connection(), table);
            cut.forEach(column -> shown.defaultOf(
                            new String(column.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                    .flatMap(text -> MySqlDefaults.shownBytes(text, StandardCharsets.ISO_8859_1))
                    .ifPresent(found -> bytes.put(column, found)));
        }
        return bytes;
    }

    private static UnsupportedObject part(String kind, QualifiedName table, String part) {
        return new UnsupportedObject(kind, new QualifiedName(table.schema(), table.name() + "." + part));
    }

    /** The columns that are JSON to MariaDB: long texts with a check of their own. */
    private Set<String> jsonColumns(List<MySqlColumnRow> columns, List<CheckRow> checks) {
        Set<String> json = new TreeSet<>();
        if (flavor.hasJsonType()) {
            return json;
        }
        for (MySqlColumnRow column : columns) {
            String valid = "json_valid(" + MySqlSyntax.INSTANCE.quoteIdentifier(column.name()) + ")";
            boolean text = column.type().equals("longtext") && "utf8mb4_bin".equals(column.collation());
            if (text
                    && checks.stream()
                            .anyMatch(check -> check.ofColumn()
                                    && check.name().equals(column.name())
                                    && check.expression().equals(valid))) {
                json.add(column.name());
            }
        }
        return json;
    }

    private boolean mustBeShown(QualifiedName table, List<MySqlColumnRow> columns, List<CheckRow> checks) {
        return indexes.hasFullText(table)
                || partitions.mustBeShown(table)
                || flavor.hasSystemVersioning() && checks.stream().anyMatch(check -> mayBePeriod(check, columns));
    }

    /** The start of a period of application time is checked to be before its end. */
    private static boolean mayBePeriod(CheckRow check, List<MySqlColumnRow> columns) {
        return !check.ofColumn()
                && columns.stream()
                        .filter(column -> !column.nullable()
                                && check.expression().startsWith(MySqlSyntax.INSTANCE.quoteIdentifier(column.name())))
                        .anyMatch(start -> columns.stream()
                                .anyMatch(end -> check.expression()
                                        .equals(MySqlSyntax.INSTANCE.quoteIdentifier(start.name()) + " < "
                                                + MySqlSyntax.INSTANCE.quoteIdentifier(end.name()))));
    }

    private void leaveOutPeriod(
            QualifiedName table, MySqlShownTable shown, List<CheckRow> checks, Set<String> hiddenIndexes) {
        Optional<String> period = shown.period();
        if (period.isPresent()) {
            unsupported.add(part("period", table, period.get()));
            checks.removeIf(check -> !check.ofColumn() && check.name().equals(period.get()));
            hiddenIndexes.addAll(shown.keysWithoutOverlaps());
        }
    }

    private Column column(MySqlColumnRow row, boolean json, @Nullable String bytes) {
        ColumnType type = json ? new JsonType("json") : MySqlTypes.parse(row.type());
        boolean period = isPeriod(row);
        @Nullable
        Generated generated = !row.extra().generated() || period || row.generation() == null
                ? null
                : new Generated(
                        flavor.catalogHasSql() ? row.generation() : MySqlExpressions.unescaped(row.generation()),
                        row.extra().stored() ? Storage.STORED : Storage.VIRTUAL);
        return new Column(
                row.name(),
                type,
                row.nullable(),
                MySqlDefaults.read(row, type, bytes, flavor, bound),
                generated,
                null,
                json ? null : row.collation(),
                row.comment(),
                new MySqlColumnOptions(
                                json ? null : row.charset(),
                                row.extra().autoIncrement(),
                                row.extra().onUpdate(),
                                row.extra().invisible(),
                                row.srid(),
                                row.extra().unversioned(),
                                row.compressed(),
                                MySqlTypes.displayWidth(row.type()))
                        .orNull(),
                null);
    }

    /** Whether the column says since when, or until when, a row is as it is. */
    private boolean isPeriod(MySqlColumnRow row) {
        return flavor.hasSystemVersioning() && (ROW_START.equals(row.generation()) || ROW_END.equals(row.generation()));
    }

    private static MySqlVersioning versioning(List<MySqlColumnRow> columns) {
        return new MySqlVersioning(generatedAs(columns, ROW_START), generatedAs(columns, ROW_END));
    }

    private static @Nullable String generatedAs(List<MySqlColumnRow> columns, String words) {
        return columns.stream()
                .filter(column -> words.equals(column.generation()))
                .map(MySqlColumnRow::name)
                .findFirst()
                .orElse(null);
    }
}
