package io.atlasoperator.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.EnumType;
import io.atlasoperator.schema.ForeignKey.Deferrability;
import io.atlasoperator.schema.Generated;
import io.atlasoperator.schema.Identity;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.TableBuilder;
import io.atlasoperator.spec.RandomRealm;
import io.atlasoperator.spec.Ranges;
import io.atlasoperator.spec.SchemaText;
import io.atlasoperator.spec.SpecReader;
import io.atlasoperator.spec.SpecWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

class PostgresSpecRoundTripTest {
    private static final PostgresSpec RULES = new PostgresSpec();

    @Tag("property")
    @Property(seed = "20261122")
    void whatIsWrittenIsReadAsTheSameRealm(@ForAll("realms") Realm realm) {
        assertThat(Ranges.drop(SpecReader.read(SpecWriter.write(realm, RULES), RULES)))
                .isEqualTo(realm);
    }

    @Tag("property")
    @Property(seed = "20261122")
    void whatIsPrintedIsEvaluatedToTheSameRealm(@ForAll("realms") Realm realm) {
        assertThat(Ranges.drop(SchemaText.read(SchemaText.print(realm, RULES), RULES)))
                .isEqualTo(realm);
    }

    @Provide
    Arbitrary<Realm> realms() {
        return Arbitraries.randomValue(random -> new PostgresRealm(random).make());
    }

    private static final class PostgresRealm extends RandomRealm {
        private static final List<String> TYPES = List.of(
                "integer",
                "bigint",
                "smallint",
                "serial",
                "bigserial",
                "boolean",
                "text",
                "character varying",
                "character varying(255)",
                "character(1)",
                "bpchar",
                "numeric",
                "numeric(10)",
                "numeric(10,2)",
                "real",
                "double precision",
                "timestamptz",
                "timestamp(3)",
                "date",
                "timetz(0)",
                "interval",
                "interval second(1)",
                "interval day to second(4)",
                "interval year to month",
                "bit",
                "bit(3)",
                "bit varying(8)",
                "bytea",
                "jsonb",
                "uuid",
                "inet",
                "int4range",
                "tsvector",
                "pg_lsn",
                "integer[]",
                "character varying(100)[]",
                "other.thing",
                "citext");

        PostgresRealm(Random random) {
            super(random);
        }

        @Override
        protected List<String> schemaNames() {
            return List.of("public", "s1").subList(0, 1 + random.nextInt(2));
        }

        @Override
        protected ColumnType type() {
            return PostgresTypes.parse(pick(TYPES));
        }

        @Override
        protected List<Generated.Storage> storages() {
            return List.of(Generated.Storage.STORED);
        }

        @Override
        protected List<SchemaObject> objects(String schema) {
            return names(random.nextInt(3)).stream()
                    .<SchemaObject>map(name -> new EnumType(
                            new QualifiedName(schema, name), List.of("a", "it's", "c d"), maybe(this::text), null))
                    .toList();
        }

        @Override
        protected Column decorate(Column column) {
            boolean identity = random.nextInt(6) == 0;
            return new Column(
                    column.name(),
                    column.type(),
                    column.nullable(),
                    column.defaultValue(),
                    column.generated(),
                    identity
                            ? new Identity(
                                    pick(List.of(Identity.Generation.values())),
                                    random.nextInt(3),
                                    1 + random.nextInt(2))
                            : null,
                    maybe(() -> "en_US"),
                    column.comment(),
                    null,
                    null);
        }

        @Override
        protected Index decorate(Index index) {
            boolean constraint = random.nextInt(3) == 0;
            return new Index(
                    index.name(),
                    constraint || index.unique(),
                    constraint,
                    index.parts(),
                    random.nextInt(3) == 0 ? index.columns() : List.of(),
                    index.predicate(),
                    index.comment(),
                    new PostgresIndexOptions(
                                    pick(List.of("BTREE", "GIN", "GIST", "BRIN", "HASH", "SPGIST", "BLOOM")),
                                    random.nextBoolean(),
                                    maybe(() -> 128L),
                                    pick(List.of(Deferrability.values())))
                            .orNull(),
                    null);
        }

        @Override
        protected IndexPart decorate(IndexPart part) {
            PostgresIndexPartOptions options = new PostgresIndexPartOptions(
                    maybe(() -> pick(List.of("jsonb_path_ops", "tsvector_ops(siglen='8')", "s1.my_ops"))),
                    maybe(random::nextBoolean),
                    maybe(() -> "C"));
            return switch (part) {
                case IndexPart.OfColumn(String column, boolean descending, var _) ->
                    new IndexPart.OfColumn(column, descending, options.orNull(descending));
                case IndexPart.OfExpression(String expression, boolean descending, var _) ->
                    new IndexPart.OfExpression(expression, descending, options.orNull(descending));
            };
        }

        @Override
        protected PrimaryKey decorate(PrimaryKey key, List<String> columns) {
            return new PrimaryKey(key.name(), key.parts(), random.nextBoolean() ? columns : List.of(), null);
        }

        @Override
        protected Check decorate(Check check) {
            return new Check(check.name(), check.expression(), random.nextBoolean(), random.nextBoolean(), null);
        }

        @Override
        protected void decorate(TableBuilder table) {
            // In HCL unique constraints are blocks of their own, which stand after the indexes.
            table.indexes(table.indexes().stream()
                    .sorted(Comparator.comparing(Index::constraint))
                    .toList());
            if (random.nextInt(4) == 0) {
                String column = table.columns().getFirst().name();
                table.options(PostgresTableOptions.partitioned(
                        pick(List.of("RANGE", "LIST", "HASH")),
                        random.nextBoolean()
                                ? List.of(IndexPart.OfColumn.of(column))
                                : List.of(
                                        new IndexPart.OfExpression("a % 2", false, null),
                                        IndexPart.OfColumn.of(column))));
            }
        }
    }
}
