package io.atlasoperator.operator.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.DatabaseUrl;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SideBySideTest {
    private static final List<String> TWO_SERVERS = List.of("one/a", "two/a", "one/b", "two/b", "one/c");

    private static SideBySide<String> of(List<String> targets) {
        return new SideBySide<>(targets, target -> DatabaseUrl.parse("postgres://" + target));
    }

    private static String server(String target) {
        return target.substring(0, target.indexOf('/'));
    }

    @Test
    void tellsInTheOrderOfTheTargets() {
        assertThat(of(TWO_SERVERS).each(UnaryOperator.identity(), target -> Optional.of("did " + target)))
                .contains(List.of("did one/a", "did two/a", "did one/b", "did two/b", "did one/c"));
        assertThat(of(List.of()).each(UnaryOperator.identity(), Optional::of)).contains(List.of());
    }

    @Test
    void worksOnTheTargetsOfAServerOneAfterTheOther() {
        Map<String, AtomicInteger> inside = new ConcurrentHashMap<>();
        List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
        List<String> targets =
                IntStream.range(0, 300).mapToObj(i -> "s" + i % 20 + "/d" + i).toList();
        Map<String, List<String>> order = new ConcurrentHashMap<>();

        of(targets).each(UnaryOperator.identity(), target -> {
            AtomicInteger here = inside.computeIfAbsent(server(target), ignored -> new AtomicInteger());
            seen.add(here.incrementAndGet());
            order.computeIfAbsent(server(target), ignored -> Collections.synchronizedList(new ArrayList<>()))
                    .add(target);
            Thread.yield();
            here.decrementAndGet();
            return Optional.of(target);
        });

        assertThat(seen).hasSize(300).containsOnly(1);
        assertThat(order.get("s3")).startsWith("s3/d3", "s3/d23", "s3/d43").hasSize(15);
    }

    @Test
    void isNotKeptFromOneServerByAnother() {
        CountDownLatch otherDone = new CountDownLatch(1);

        Optional<List<String>> done = of(List.of("hangs/a", "goes/a")).each(UnaryOperator.identity(), target -> {
            try {
                if (target.equals("hangs/a")) {
                    otherDone.await();
                }
            } catch (InterruptedException e) {
                return Optional.empty();
            }
            otherDone.countDown();
            return Optional.of(target);
        });

        assertThat(done).contains(List.of("hangs/a", "goes/a"));
    }

    @Test
    void saysNothingOfAllWhereOneWasNotBegun() {
        assertThat(of(TWO_SERVERS)
                        .each(
                                UnaryOperator.identity(),
                                target -> target.equals("one/b") ? Optional.empty() : Optional.of(target)))
                .isEmpty();
        assertThat(of(List.of("one/a", "one/b"))
                        .each(
                                UnaryOperator.identity(),
                                target -> target.equals("one/a") ? Optional.empty() : Optional.of(target)))
                .isEmpty();
    }

    @Test
    void throwsWhatTheWorkThrewWhenAllHasEnded() {
        AtomicInteger ended = new AtomicInteger();

        assertThatThrownBy(() -> of(TWO_SERVERS).each(UnaryOperator.identity(), target -> {
                    if (target.equals("one/a")) {
                        throw new IllegalArgumentException("of one/a");
                    }
                    ended.incrementAndGet();
                    return Optional.of(target);
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("of one/a");
        assertThat(ended).hasValue(2);
    }

    @Test
    void passesAnInterruptionOnAndWaits() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(2);
        AtomicInteger interrupted = new AtomicInteger();
        List<Optional<List<String>>> result = Collections.synchronizedList(new ArrayList<>());
        Thread thread = Thread.ofVirtual().start(() -> {
            result.add(of(TWO_SERVERS).each(UnaryOperator.identity(), target -> {
                begun.countDown();
                try {
                    Thread.sleep(60_000);
                } catch (InterruptedException e) {
                    interrupted.incrementAndGet();
                    return Optional.empty();
                }
                return Optional.of(target);
            }));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            interrupted.incrementAndGet();
        });
        begun.await();
        thread.interrupt();
        thread.join();

        assertThat(result).containsExactly(Optional.empty());
        assertThat(interrupted).hasValue(3);
    }

    @Test
    void givesOtherThreadsTheContext() {
        ThreadLocal<String> about = new ThreadLocal<>();

        Optional<List<String>> done = of(TWO_SERVERS)
                .each(
                        work -> () -> {
                            about.set("shop");
                            work.run();
                        },
                        target -> Optional.of(about.get() + " " + server(target)));

        assertThat(done).contains(List.of("shop one", "shop two", "shop one", "shop two", "shop one"));
    }
}
