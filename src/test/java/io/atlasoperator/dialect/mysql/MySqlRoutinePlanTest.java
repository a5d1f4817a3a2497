package io.atlasoperator.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.diff.Change;
import io.atlasoperator.inspect.InspectOptions;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.PlanOptions.Qualifier;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Routine;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import io.atlasoperator.testing.MySqlServers.Kind;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Routines come and go from a session that is in no database, or in another one. */
class MySqlRoutinePlanTest {

    @ParameterizedTest
    @EnumSource
    void aDroppedRoutineComesBackWithTheCharacterSetThatItHad(Kind kind) throws SQLException {
        MySqlFlavor flavor = kind.isMariaDb() ? MySqlPlans.MARIADB : MySqlPlans.MYSQL;
        try (MySqlDatabase database = MySqlServers.database(kind, "CHARACTER SET latin1");
                MySqlDatabase other = MySqlServers.database(kind, "CHARACTER SET utf8mb4")) {
            database.execute("CREATE FUNCTION f(a varchar(10)) RETURNS int NO SQL RETURN 1");
            InspectOptions options = new InspectOptions(new Scope.WholeRealm(), List.of(database.name()));
            Realm before = Inspected.in(database, options).realm();
            Schema schema = before.schemas().getFirst();
            Realm after = before.withSchemas(List.of(schema.withObjects(List.of())));
            Statement drop = new MySqlPlanner(flavor)
                    .between(before, after)
                    .plan(
                            List.of(new Change.DropObject(
                                    schema.objects(Routine.class).getFirst())),
                            new PlanOptions("", new Qualifier.BySchema()))
                    .getFirst();
            other.execute(drop.text());
            drop.reverse().forEach(other::execute);
            assertThat(Inspected.in(database, options)
                            .realm()
                            .schemas()
                            .getFirst()
                            .objects(Routine.class))
                    .singleElement()
                    .extracting(Routine::arguments)
                    .isEqualTo(schema.objects(Routine.class).getFirst().arguments());
        }
    }
}
