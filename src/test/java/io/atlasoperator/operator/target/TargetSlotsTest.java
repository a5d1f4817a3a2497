package io.atlasoperator.operator.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.DatabaseUrl;
import java.util.ArrayList;
import java.util.Collections;
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
                try (TargetSlots.Slot slot = slots.enter(url, Urgency.NEW)) {
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

        try (TargetSlots.Slot one = slots.enter(DatabaseUrl.parse("postgres://h/one"), Urgency.NEW);
                TargetSlots.Slot two = slots.enter(DatabaseUrl.parse("postgres://h/two"), Urgency.NEW)) {
            assertThat(one).isNotSameAs(two);
        }
    }

    @Test
    void beginsNothingOnceClosed() {
        TargetSlots slots = new TargetSlots(1, 1);
        slots.close();

        assertThatThrownBy(() -> slots.enter(DatabaseUrl.parse("postgres://h/one"), Urgency.NEW))
                .isInstanceOf(InterruptedException.class);
        assertThatThrownBy(() -> slots.enter(DatabaseUrl.parse("postgres://h/one"), Urgency.NEW))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void takesWhatIsNewBeforeWhatIsLookedAtAgainAndNeverLeavesThatOut() throws InterruptedException {
        TargetSlots slots = new TargetSlots(16, 1);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        try (TargetSlots.Slot first = slots.enter(DatabaseUrl.parse("postgres://h/first"), Urgency.ROUTINE)) {
            assertThat(first).isNotNull();
            for (int i = 0; i < 3; i++) {
                threads.add(waiting(slots, "routine" + i, Urgency.ROUTINE, order));
            }
            for (int i = 0; i < 6; i++) {
                threads.add(waiting(slots, "new" + i, Urgency.NEW, order));
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(order)
                .containsExactly("new0", "new1", "new2", "new3", "routine0", "new4", "new5", "routine1", "routine2");
    }

    @Test
    void whoGivesUpWaitingTakesNoPermitAway() throws InterruptedException {
        TargetSlots slots = new TargetSlots(1, 1);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        Thread patient;
        try (TargetSlots.Slot first = slots.enter(DatabaseUrl.parse("postgres://h/first"), Urgency.NEW)) {
            assertThat(first).isNotNull();
            Thread impatient = waiting(slots, "impatient", Urgency.NEW, order);
            patient = waiting(slots, "patient", Urgency.NEW, order);
            impatient.interrupt();
            impatient.join();
        }
        patient.join();

        assertThat(order).containsExactly("patient");
        try (TargetSlots.Slot again = slots.enter(DatabaseUrl.parse("postgres://h/again"), Urgency.ROUTINE)) {
            assertThat(again).isNotNull();
        }
    }

    /** A thread that stands in the line when this returns. */
    private static Thread waiting(TargetSlots slots, String name, Urgency urgency, List<String> order)
            throws InterruptedException {
        Thread thread = Thread.ofPlatform().start(() -> {
            try (TargetSlots.Slot slot = slots.enter(DatabaseUrl.parse("postgres://h/" + name), urgency)) {
                assertThat(slot).isNotNull();
                order.add(name);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        while (thread.getState() != Thread.State.WAITING) {
            Thread.sleep(1);
        }
        return thread;
    }
}
