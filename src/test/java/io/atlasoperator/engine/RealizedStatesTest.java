package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RealizedStatesTest {
    private static final Realm REALM = new Realm(List.of(Schema.empty("app")));

    private final RealizedStates states = new RealizedStates(2);
    private final AtomicInteger worked = new AtomicInteger();

    private Realm work() {
        worked.incrementAndGet();
        return REALM;
    }

    @Test
    void realizesOnceWhatManyAskForAtTheSameTime() throws InterruptedException, ExecutionException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Realm> first = threads.submit(() -> states.get("a", () -> {
                begun.countDown();
                await(goOn);
                return work();
            }));
            begun.await();
            List<Future<Realm>> others = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                others.add(threads.submit(() -> states.get("a", this::work)));
            }
            assertThat(states.get("b", this::work)).isEqualTo(REALM);
            goOn.countDown();

            assertThat(first.get()).isEqualTo(REALM);
            for (Future<Realm> other : others) {
                assertThat(other.get()).isEqualTo(REALM);
            }
        }
        assertThat(worked).hasValue(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void triesAgainWhatFailed() {
        assertThatThrownBy(() -> states.get("a", () -> {
                    throw EngineException.permanent(EngineException.Reason.DESIRED_STATE, "wrong");
                }))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        e -> assertThat(e.reason()).isEqualTo(EngineException.Reason.DESIRED_STATE))
                .hasMessage("wrong");

        assertThat(states.get("a", this::work)).isEqualTo(REALM);
    }

    @Test
    void forgetsTheLeastRecentlyUsed() {
        states.get("a", this::work);
        states.get("b", this::work);
        states.get("a", this::work);
        states.get("c", this::work);
        assertThat(worked).hasValue(3);

        states.get("a", this::work);
        assertThat(worked).hasValue(3);
        states.get("b", this::work);
        assertThat(worked).hasValue(4);
    }
}
