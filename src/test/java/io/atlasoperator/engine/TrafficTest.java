package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrafficTest {
    private final PostgresDatabase database = PostgresServers.database();
    private final List<String> told = new ArrayList<>();
    private final Databases databases = new Databases(Dialects.all(), new Interruption(), url -> new Traffic.Open() {
        {
            told.add("opened");
        }

        @Override
        public void waited(Traffic.Lock lock, Duration time) {
            told.add(lock + (time.toMillis() >= 50 ? " for long" : ""));
        }

        @Override
        public void closed() {
            told.add("closed");
        }
    });

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void tellsOfSessionsAndOfWaitsForTheLockOfATarget() throws SQLException {
        try (Session one = databases.open(database.url());
                Session other = databases.open(database.url())) {
            one.lock("name", Duration.ZERO).close();
            assertThat(told).containsExactly("opened", "opened");

            one.lock("name", Duration.ZERO);
            assertThatThrownBy(() -> other.lock("name", Duration.ofMillis(60))).isInstanceOf(SQLException.class);
            assertThat(told).containsExactly("opened", "opened", "TARGET for long");
        }
        assertThat(told).containsExactly("opened", "opened", "TARGET for long", "closed", "closed");
    }

    @Test
    void tellsOfAStatementThatWaitedForATable() {
        try (Session session = databases.open(database.url())) {
            LockWait wait = new LockWait(session, new LockPatience(Duration.ofMillis(50), 1, Duration.ZERO));
            wait.triesAgain(new SQLException("canceling statement due to lock timeout", "55P03"), 1);
            wait.triesAgain(new SQLException("syntax error", "42601"), 1);
        }

        assertThat(told).containsExactly("opened", "TABLE for long", "closed");
    }

    @Test
    void tellsNothingOfDatabasesWithoutAServer() {
        databases.open(DatabaseUrl.parse("sqlite://file?mode=memory")).close();

        assertThat(told).isEmpty();
    }
}
