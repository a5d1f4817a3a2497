package io.atlasoperator.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.Generated;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.TableBuilder;
import io.atlasoperator.spec.RandomRealm;
import io.atlasoperator.spec.Ranges;
import io.atlasoperator.spec.SchemaText;
import io.atlasoperator.spec.SpecReader;
import io.atlasoperator.spec.SpecWriter;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

class SqliteSpecRoundTripTest {
    private static final SqliteSpec RULES = new SqliteSpec();

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
        return Arbitraries.randomValue(random -> new SqliteRealm(random).make());
    }

    private static final class SqliteRealm extends RandomRealm {
        private static final List<String> TYPES = List.of(
                "integer",
                "int",
                "text",
                "blob",
                "varchar(255)",
                "decimal(10,2)",
                "numeric",
                "boolean",
                "datetime",
                "timestamp",
                "double precision",
                "unsigned big int",
                "json",
                "USER_DEFINED",
                "weird(a, b)");

        SqliteRealm(Random random) {
            super(random);
        }

        @Override
        protected List<String> schemaNames() {
            return List.of("main");
        }

        @Override
        protected ColumnType type() {
            return SqliteTypes.parse(pick(TYPES));
        }

        @Override
        protected List<Generated.Storage> storages() {
            return List.of(Generated.Storage.values());
        }

        @Override
        protected Column decorate(Column column) {
            return column.withOptions(random.nextInt(5) == 0 ? new SqliteColumnOptions(true) : null);
        }

        @Override
        protected void decorate(TableBuilder table) {
            boolean withoutRowid = random.nextBoolean();
            boolean strict = random.nextBoolean();
            table.options(withoutRowid || strict ? new SqliteTableOptions(withoutRowid, strict) : null);
        }
    }
}
