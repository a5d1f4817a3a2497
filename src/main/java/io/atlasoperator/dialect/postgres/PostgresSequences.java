package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.CatalogNumbers.Catalog;
import io.atlasoperator.schema.ColumnType.IntegerType;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Sequence;
import io.atlasoperator.schema.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The sequences of a catalog: those behind identity and serial columns, and the rest. For one inspection. */
final class PostgresSequences {
    private static final Pattern NEXTVAL =
            Pattern.compile("nextval\\('(?:(?:[\\w$]+|\"(?:[^\"]|\"\")+\")\\.)?(.+)'::regclass\\)");
    private static final Pattern SERIAL_NAME = Pattern.compile("\\w+_\\w+_seq|.+_.+_seq\\d*", Pattern.DOTALL);

    private final List<Found> all;
    private final Map<Owner, Found> identities = new HashMap<>();
    private final Map<Owner, List<Found>> owned = new HashMap<>();
    private final Set<QualifiedName> serials = new HashSet<>();

    private PostgresSequences(List<Found> all) {
        this.all = all;
        for (Found sequence : all) {
            if (sequence.owner == null) {
                continue;
            }
            owned.computeIfAbsent(sequence.owner, owner -> new ArrayList<>()).add(sequence);
            if (sequence.ofIdentity) {
                identities.put(sequence.owner, sequence);
            }
        }
    }

    /** A column by the numbers of its table and itself. Looked up for every column, so it is compared by hand. */
    record Owner(long table, int column) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Owner owner && table == owner.table && column == owner.column;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(table) * 31 + column;
        }
    }

    /** A sequence of the catalog. */
    record Found(long number, Sequence sequence, @Nullable Owner owner, boolean ofIdentity) {

        QualifiedName name() {
            return sequence.name();
        }

        PostgresNumbering numbering() {
            return PostgresNumbering.of(sequence);
        }
    }

    static PostgresSequences none() {
        return new PostgresSequences(List.of());
    }

    static PostgresSequences read(CatalogReader catalog, Collection<Long> schemas) throws SQLException {
        return new PostgresSequences(catalog.list(PostgresQueries.SEQUENCES, schemas, row -> {
            @Nullable String dependency = row.getString("deptype");
            QualifiedName name = CatalogReader.name(row, "nspname", "relname");
            return new Found(
                    row.getLong("oid"),
                    new Sequence(
                            name,
                            row.getString("type"),
                            row.getLong("seqstart"),
                            row.getLong("seqincrement"),
                            row.getLong("seqmin"),
                            row.getLong("seqmax"),
                            row.getLong("seqcache"),
                            row.getBoolean("seqcycle"),
                            dependency == null
                                    ? null
                                    : new Sequence.ColumnReference(
                                            CatalogReader.name(row, "nspname", "owner_table"),
                                            row.getString("owner_column")),
                            row.getString("description"),
                            row.getBoolean("unlogged") ? new PostgresSequenceOptions() : null,
                            null),
                    dependency == null ? null : new Owner(row.getLong("refobjid"), row.getInt("refobjsubid")),
                    "i".equals(dependency));
        }));
    }

    /** The sequence behind an identity column. */
    Optional<Found> ofIdentity(Owner column) {
        return Optional.ofNullable(identities.get(column));
    }

    /** The name of the sequence that makes a column with that default a serial one; it counts as serial ones do. */
    Optional<QualifiedName> ofSerial(Owner column, IntegerType type, String expression) {
        Optional<String> called = called(expression);
        if (called.isEmpty()) {
            return Optional.empty();
        }
        for (Found found : owned.getOrDefault(column, List.of())) {
            if (found.name().name().equals(called.get())
                    && SERIAL_NAME.matcher(called.get()).matches()
                    && found.numbering().equals(PostgresNumbering.ofSerial(type.name()))
                    && found.sequence.comment() == null) {
                serials.add(found.name());
                return Optional.of(found.name());
            }
        }
        return Optional.empty();
    }

    /** The name, without its schema, of the sequence whose next value an expression is. */
    static Optional<String> called(String expression) {
        Matcher call = NEXTVAL.matcher(expression);
        return call.matches() ? Optional.of(PostgresSyntax.unquote(call.group(1))) : Optional.empty();
    }

    /**
     * The sequences that no identity or serial column has, known once all columns have been looked at. Those that have
     * one count as their table.
     */
    List<Sequence> ownOnes(Map<Long, Table> tables, CatalogNumbers known) {
        for (Found found : all) {
            if (!isOfColumn(found)) {
                known.put(Catalog.PG_CLASS, found.number, found.sequence.key());
            } else if (found.owner != null) {
                @Nullable Table table = tables.get(found.owner.table);
                if (table != null) {
                    known.put(Catalog.PG_CLASS, found.number, table.key());
                }
            }
        }
        return all.stream()
                .filter(found -> !isOfColumn(found))
                .map(Found::sequence)
                .toList();
    }

    private boolean isOfColumn(Found found) {
        return found.ofIdentity || serials.contains(found.name());
    }
}
