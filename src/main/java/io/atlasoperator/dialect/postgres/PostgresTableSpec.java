package io.atlasoperator.dialect.postgres;

import io.atlasoperator.hcl.Value;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.ForeignKey.Deferrability;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Table;
import io.atlasoperator.spec.AttributeShape;
import io.atlasoperator.spec.BlockReader;
import io.atlasoperator.spec.BlockShape;
import io.atlasoperator.spec.BlockShape.Labels;
import io.atlasoperator.spec.BlockWriter;
import io.atlasoperator.spec.Shapes;
import io.atlasoperator.spec.TableReferences;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What tables of PostgreSQL have in HCL beyond those of other databases. */
final class PostgresTableSpec {
    private static final Pattern PARAMETER = Pattern.compile("[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)?=.+");

    static final AttributeShape[] TABLE = {
        AttributeShape.bool("unlogged"),
        AttributeShape.name("access_method"),
        AttributeShape.texts("storage_params"),
        AttributeShape.choice("replica_identity", "DEFAULT", "FULL", "NOTHING"),
        AttributeShape.text("replica_identity_index"),
        AttributeShape.text("cluster_on"),
        AttributeShape.text("of"),
        AttributeShape.tables("inherits")
    };

    static final AttributeShape[] COLUMN = {
        AttributeShape.choice("storage", "PLAIN", "EXTERNAL", "EXTENDED", "MAIN"),
        AttributeShape.choice("compression", "pglz", "lz4"),
        AttributeShape.number("statistics"),
        AttributeShape.texts("storage_params"),
        AttributeShape.bool("inherited"),
        AttributeShape.text("not_null_name")
    };

    static final AttributeShape[] PRIMARY_KEY = {
        Shapes.deferrable(),
        AttributeShape.bool("without_overlaps"),
        AttributeShape.texts("storage_params"),
        AttributeShape.text("comment"),
        AttributeShape.text("index_comment")
    };

    static final AttributeShape[] INDEX = {
        AttributeShape.bool("without_overlaps"),
        AttributeShape.texts("storage_params"),
        AttributeShape.text("constraint_comment")
    };

    static final AttributeShape[] FOREIGN_KEY = {
        AttributeShape.choice("match", "SIMPLE", "FULL"),
        AttributeShape.columns("on_delete_columns"),
        AttributeShape.bool("not_valid"),
        AttributeShape.bool("enforced"),
        AttributeShape.bool("period"),
        AttributeShape.text("comment")
    };

    static final AttributeShape[] CHECK = {AttributeShape.bool("not_valid"), AttributeShape.text("comment")};

    static final BlockShape PARTITION_OF = BlockShape.of(
            "partition_of",
            Labels.NONE,
            AttributeShape.table("table").must(),
            AttributeShape.sql("bound").must());

    static final BlockShape ROW_SECURITY =
            BlockShape.of("row_security", Labels.NONE, AttributeShape.bool("enabled"), AttributeShape.bool("enforced"));

    private PostgresTableSpec() {}

    /** The options of a table but its partition key. */
    static PostgresTableOptions table(BlockReader table, TableReferences references) {
        Optional<String> replicaIndex = table.text("replica_identity_index");
        PostgresTableStorage storage = new PostgresTableStorage(
                table.bool("unlogged").orElse(false),
                table.text("access_method").orElse(null),
                parameters(table, "storage_params"),
                replicaIndex.isPresent()
                        ? "INDEX"
                        : table.text("replica_identity").orElse("DEFAULT"),
                replicaIndex.orElse(null),
                table.text("cluster_on").orElse(null));
        Optional<BlockReader> security = table.single("row_security");
        return new PostgresTableOptions(
                null,
                table.single("partition_of")
                        .flatMap(partition -> partition(partition, references))
                        .orElse(null),
                references.tables(table, "inherits"),
                null,
                rowType(table).orElse(null),
                storage,
                new PostgresRowSecurity(
                        security.flatMap(block -> block.bool("enabled")).orElse(false),
                        security.flatMap(block -> block.bool("enforced")).orElse(false)),
                false);
    }

    private static Optional<QualifiedName> rowType(BlockReader table) {
        Optional<String> type = table.text("of");
        int dot = type.map(text -> text.indexOf('.')).orElse(0);
        if (type.isPresent() && dot <= 0) {
            table.error("of", "invalid type \"" + type.get() + "\"", "Write it with its schema: of = \"public.name\".");
            return Optional.empty();
        }
        return type.map(text -> new QualifiedName(text.substring(0, dot), text.substring(dot + 1)));
    }

    private static Optional<PostgresPartition> partition(BlockReader block, TableReferences references) {
        return references.tables(block, "table").stream()
                .findFirst()
                .flatMap(parent -> block.text("bound").map(bound -> new PostgresPartition(parent, bound.strip())));
    }

    static Set<String> parameters(BlockReader block, String attribute) {
        List<String> parameters = block.texts(attribute);
        for (String parameter : parameters) {
            if (!PARAMETER.matcher(parameter).matches()) {
                block.error(
                        attribute,
                        "invalid parameter \"" + parameter + "\"",
                        "Write it as \"name=value\", such as \"fillfactor=70\".");
            }
        }
        return PostgresSettings.inOrder(parameters);
    }

    static void write(Table table, BlockWriter out, Function<QualifiedName, Value> reference) {
        PostgresTableOptions options = PostgresTableOptions.of(table);
        PostgresTableStorage storage = options.storage();
        flag(out, "unlogged", storage.unlogged());
        text(out, "access_method", storage.accessMethod());
        texts(out, "storage_params", storage.parameters());
        if (storage.replicaIndex() != null) {
            out.text("replica_identity_index", storage.replicaIndex());
        } else if (!storage.replicaIdentity().equals("DEFAULT")) {
            out.word("replica_identity", storage.replicaIdentity());
        }
        text(out, "cluster_on", storage.clusterIndex());
        if (options.rowType() != null) {
            out.text("of", options.rowType().toString());
        }
        if (!options.parents().isEmpty()) {
            out.value(
                    "inherits",
                    new Value.ListValue(
                            options.parents().stream().map(reference).toList()));
        }
        PostgresPartition partition = options.partition();
        if (partition != null) {
            out.add(out.inside("partition_of")
                    .value("table", reference.apply(partition.parent()))
                    .text("bound", partition.bound()));
        }
        PostgresRowSecurity security = options.rowSecurity();
        if (!security.equals(PostgresRowSecurity.OFF)) {
            BlockWriter block = out.inside("row_security");
            flag(block, "enabled", security.enabled());
            flag(block, "enforced", security.forced());
            out.add(block);
        }
    }

    static @Nullable PostgresColumnOptions column(BlockReader column) {
        boolean inherited = column.bool("inherited").orElse(false);
        return new PostgresColumnOptions(
                        column.text("storage").orElse(null),
                        column.text("compression").orElse(null),
                        column.number("statistics").map(Math::toIntExact).orElse(null),
                        parameters(column, "storage_params"),
                        null,
                        // what is written counts, be it the parent's or not
                        inherited
                                ? new PostgresColumnOptions.Inherited(
                                        column.has("default"),
                                        !column.bool("null").orElse(false))
                                : null,
                        column.text("not_null_name").orElse(null))
                .orNull();
    }

    static void write(Column column, BlockWriter out) {
        PostgresColumnOptions options = PostgresColumnOptions.of(column);
        word(out, "storage", options.storage());
        word(out, "compression", options.compression());
        if (options.statistics() != null) {
            out.number("statistics", options.statistics());
        }
        texts(out, "storage_params", options.parameters());
        flag(out, "inherited", options.inherited() != null);
        text(out, "not_null_name", options.notNullName());
    }

    static @Nullable PostgresPrimaryKeyOptions primaryKey(BlockReader key) {
        return new PostgresPrimaryKeyOptions(
                        key.text("deferrable").map(Deferrability::valueOf).orElse(Deferrability.NOT_DEFERRABLE),
                        key.bool("without_overlaps").orElse(false),
                        parameters(key, "storage_params"),
                        key.text("comment").orElse(null),
                        key.text("index_comment").orElse(null))
                .orNull();
    }

    static void write(PrimaryKey key, BlockWriter out) {
        PostgresPrimaryKeyOptions options = PostgresPrimaryKeyOptions.of(key);
        if (options.deferrability() != Deferrability.NOT_DEFERRABLE) {
            out.word("deferrable", options.deferrability().name());
        }
        flag(out, "without_overlaps", options.withoutOverlaps());
        texts(out, "storage_params", options.parameters());
        text(out, "comment", options.comment());
        text(out, "index_comment", options.indexComment());
    }

    static @Nullable PostgresForeignKeyOptions foreignKey(BlockReader key) {
        return new PostgresForeignKeyOptions(
                        key.text("match").filter("FULL"::equals).isPresent(),
                        key.columns("on_delete_columns"),
                        !key.bool("not_valid").orElse(false),
                        key.bool("enforced").orElse(true),
                        key.bool("period").orElse(false),
                        key.text("comment").orElse(null))
                .orNull();
    }

    static void write(ForeignKey key, BlockWriter out) {
        PostgresForeignKeyOptions options = PostgresForeignKeyOptions.of(key);
        if (options.matchFull()) {
            out.word("match", "FULL");
        }
        if (!options.setColumns().isEmpty()) {
            out.columns("on_delete_columns", options.setColumns());
        }
        flag(out, "not_valid", !options.validated());
        if (!options.enforced()) {
            out.bool("enforced", false);
        }
        flag(out, "period", options.period());
        text(out, "comment", options.comment());
    }

    static @Nullable PostgresCheckOptions check(BlockReader check) {
        return new PostgresCheckOptions(
                        !check.bool("not_valid").orElse(false),
                        check.text("comment").orElse(null))
                .orNull();
    }

    static void write(Check check, BlockWriter out) {
        PostgresCheckOptions options = PostgresCheckOptions.of(check);
        flag(out, "not_valid", !options.validated());
        text(out, "comment", options.comment());
    }

    /** The operators of an exclusion constraint; one that is missing is told. */
    static List<String> operators(BlockReader index) {
        List<String> operators = new ArrayList<>();
        if (!index.type().equals("exclude")) {
            return operators;
        }
        if (index.blocks("on").isEmpty()) {
            index.error(
                    "missing operators for exclude \"" + index.name() + "\"",
                    "Write blocks \"on\", each with an operator such as op = \"&&\".");
        }
        for (BlockReader on : index.blocks("on")) {
            Optional<String> operator = on.text("op");
            if (operator.isEmpty() && !on.rejected("op")) {
                on.error("missing attribute \"op\"", "Write the operator of the exclusion, such as op = \"&&\".");
            }
            operators.add(operator.orElse("="));
        }
        return operators;
    }

    static void write(PostgresIndexOptions options, BlockWriter out) {
        texts(out, "storage_params", options.parameters());
        flag(out, "without_overlaps", options.withoutOverlaps());
        text(out, "constraint_comment", options.constraintComment());
    }

    private static void flag(BlockWriter out, String name, boolean set) {
        if (set) {
            out.bool(name, true);
        }
    }

    private static void text(BlockWriter out, String name, @Nullable String text) {
        if (text != null) {
            out.text(name, text);
        }
    }

    private static void word(BlockWriter out, String name, @Nullable String word) {
        if (word != null) {
            out.word(name, word);
        }
    }

    static void texts(BlockWriter out, String name, Collection<String> texts) {
        if (!texts.isEmpty()) {
            out.texts(name, List.copyOf(texts));
        }
    }
}
