package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.TargetLock;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator does: the same states are asked for again and again, of many targets. */
class AskedAgainTest {
    private static final String USERS = "CREATE TABLE users (id integer NOT NULL);";
    private static final String PETS = USERS + "CREATE TABLE pets (id integer NOT NULL);";

    private final Databases databases = new Databases(Dialects.all());
    private final SchemaEngine engine = engine();
    private final List<PostgresDatabase> created = new ArrayList<>();

    @TempDir
    Path folder;

    private int count;

    private SchemaEngine engine() {
        return new JdbcSchemaEngine(
                databases, new DevDatabases(databases, Duration.ZERO), Clock.systemUTC(), Progress.NONE, true);
    }

    private DatabaseUrl freshTarget(String kind) {
        if (kind.equals("sqlite")) {
            return DatabaseUrl.parse("sqlite://" + folder.resolve("target" + count++ + ".db"));
        }
        PostgresDatabase database = PostgresServers.database();
        created.add(database);
        return database.url();
    }

    @AfterEach
    void dropTargets() {
        created.forEach(PostgresDatabase::close);
    }

    private static SchemaApplyRequest request(DatabaseUrl target, String desired, Duration lockTimeout) {
        return new SchemaApplyRequest(
                target,
                StateSource.Sql.of(new SourceFile("schema.sql", desired)),
                Optional.empty(),
                Selection.ALL,
                DiffPolicy.DEFAULT,
                TxMode.FILE,
                false,
                lockTimeout);
    }

    private SchemaApplyReport apply(DatabaseUrl target, String desired) {
        return engine.apply(request(target, desired, Duration.ofSeconds(20)), PlanGate.OPEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "sqlite"})
    void bringsOneTargetAfterTheOtherToTheState(String kind) throws SQLException {
        DatabaseUrl first = freshTarget(kind);
        DatabaseUrl second = freshTarget(kind);

        assertThat(apply(first, USERS).applied()).hasSize(1);
        assertThat(apply(second, USERS).applied()).hasSize(1);
        assertThat(apply(second, PETS).applied()).hasSize(1);
        assertThat(apply(second, PETS).plan().isEmpty()).isTrue();
        assertThat(apply(second, USERS).applied()).isNotEmpty();
        try (Session session = databases.open(second)) {
            session.execute("DROP TABLE users");
        }
        assertThat(apply(second, USERS).applied()).hasSize(1);
        assertThat(apply(first, USERS).plan().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "sqlite"})
    void waitsForTheLockOfATargetOnlyWhereThereIsSomethingToDo(String kind) throws SQLException {
        DatabaseUrl target = freshTarget(kind);
        apply(target, USERS);
        try (Session other = databases.open(target);
                TargetLock.Held lock = other.dialect()
                        .lock()
                        .acquire(other.connection(), target, MigrateApplyRequest.DEFAULT_LOCK, Duration.ZERO)) {
            assertThat(lock).isNotNull();
            SchemaApplyRequest unchanged = request(target, USERS, Duration.ZERO);
            assertThat(engine.apply(unchanged, PlanGate.OPEN).plan().isEmpty()).isTrue();
            assertThat(engine().apply(unchanged, PlanGate.OPEN).plan().isEmpty())
                    .isTrue();
            assertThatThrownBy(() -> engine.apply(request(target, PETS, Duration.ZERO), PlanGate.OPEN))
                    .isInstanceOfSatisfying(
                            EngineException.class, e -> assertThat(e.reason()).isEqualTo(EngineException.Reason.LOCK));
        }
        assertThat(apply(target, PETS).applied()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "sqlite"})
    void keepsOthersOutWhileItWorksAndLetsThemInAfterwards(String kind) throws SQLException {
        apply(freshTarget(kind), USERS);
        DatabaseUrl target = freshTarget(kind);
        List<EngineException.Reason> told = new ArrayList<>();

        SchemaApplyReport report = engine.apply(
                request(target, USERS, Duration.ZERO),
                proposal -> assertThatThrownBy(
                                () -> engine().apply(request(target, PETS, Duration.ZERO), PlanGate.OPEN))
                        .isInstanceOfSatisfying(EngineException.class, e -> told.add(e.reason())));

        assertThat(told).containsExactly(EngineException.Reason.LOCK);
        assertThat(report.applied()).hasSize(1);
        assertThat(engine().apply(request(target, PETS, Duration.ZERO), PlanGate.OPEN)
                        .applied())
                .hasSize(1);
    }
}
