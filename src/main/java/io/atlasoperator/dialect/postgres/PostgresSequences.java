package io.atlasoperator.dialect.postgres;

import io.atlasoperator.inspect.Inspection.UnsupportedObject;
import io.atlasoperator.schema.QualifiedName;
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
    private static final Pattern SERIAL_NAME = Pattern.compile("\\w+_\\w+_seq");

    private final List<Sequence> all;
    private final Map<Owner, Sequence> identities = new HashMap<>();
    private final Map<Owner, List<Sequence>> owned = new HashMap<>();
    private final Set<QualifiedName> serials = new HashSet<>();

    private PostgresSequences(List<Sequence> all) {
        this.all = all;
        for (Sequence sequence : all) {
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
    record Sequence(
            QualifiedName name,
            long start,
            long increment,
            @Nullable Owner owner,
            boolean ofIdentity) {}

    static PostgresSequences read(CatalogReader catalog, Collection<Long> schemas) throws SQLException {
        return new PostgresSequences(catalog.list(PostgresQueries.SEQUENCES, schemas, row -> {
            @Nullable String dependency = row.getString("deptype");
            return new Sequence(
                    CatalogReader.name(row, "nspname", "relname"),
                    row.getLong("seqstart"),
                    row.getLong("seqincrement"),
                    dependency == null ? null : new Owner(row.getLong("refobjid"), row.getInt("refobjsubid")),
                    "i".equals(dependency));
        }));
    }

    /** The sequence behind an identity column. */
    Optional<Sequence> ofIdentity(Owner column) {
        return Optional.ofNullable(identities.get(column));
    }

    /** The name of the sequence that makes a column with that default a serial one. */
    Optional<QualifiedName> ofSerial(Owner column, String expression) {
        Matcher call = NEXTVAL.matcher(expression);
        if (!call.matches()) {
            return Optional.empty();
        }
        String called = PostgresSyntax.unquote(call.group(1));
        for (Sequence sequence : owned.getOrDefault(column, List.of())) {
            if (sequence.name.name().equals(called)
                    && SERIAL_NAME.matcher(called).matches()) {
                serials.add(sequence.name);
                return Optional.of(sequence.name);
            }
        }
        return Optional.empty();
    }

    /** The sequences that no identity or serial column has, known once all columns have been looked at. */
    List<UnsupportedObject> notOfColumns() {
        return all.stream()
                .filter(sequence -> !sequence.ofIdentity && !serials.contains(sequence.name))
                .map(sequence -> new UnsupportedObject("sequence", sequence.name))
                .toList();
    }
}
