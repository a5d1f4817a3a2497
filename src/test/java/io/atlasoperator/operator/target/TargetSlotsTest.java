package io.atlasoperator.operator.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.DatabaseUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TargetSlotsTest {

    @Test
    void worksOnOneDatabaseOneAtATime() throws InterruptedException {
        TargetSlots slots = new TargetSlots(16, 16);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            DatabaseUrl url = DatabaseUrl.parse("postgres://user" + i + "@h/db?search_path=s" + i);
            threads.add(Thread.ofVirtual().start(() -> {
                try (TargetSlots.Slot slot = slots.enter(url)) {
                    assertThat(slot).isNotNull();
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    Thread.yield();
                    inside.decrementAndGet();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(most).hasValue(1);
    }

    @Test
    void worksOnTwoDatabasesAtATime() throws InterruptedException {
        TargetSlots slots = new TargetSlots(2, 2);

        try (TargetSlots.Slot one = slots.enter(DatabaseUrl.parse("postgres://h/one"));
                TargetSlots.Slot two = slots.enter(DatabaseUrl.parse("postgres://h/two"))) {
            assertThat(one).isNotSameAs(two);
        }
    }

    @Test
    void beginsNothingOnceClosed() {
        TargetSlots slots = new TargetSlots(1, 1);
        slots.close();

        assertThatThrownBy(() -> slots.enter(DatabaseUrl.parse("postgres://h/one")))
                .isInstanceOf(InterruptedException.class);
        assertThatThrownBy(() -> slots.enter(DatabaseUrl.parse("postgres://h/one")))
                .isInstanceOf(InterruptedException.class);
    }
}
