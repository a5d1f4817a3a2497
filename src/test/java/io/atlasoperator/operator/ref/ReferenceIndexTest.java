package io.atlasoperator.operator.ref;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.operator.ref.ReferenceIndex.Dependent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReferenceIndexTest {
    private static final Reference SECRET = new Reference(Reference.Kind.SECRET, "ns", "db");
    private static final Reference CONFIG = new Reference(Reference.Kind.CONFIG_MAP, "ns", "db");
    private static final Dependent ONE = new Dependent("atlasschema", "ns", "one");
    private static final Dependent TWO = new Dependent("atlasschema", "ns", "two");

    private final ReferenceIndex index = new ReferenceIndex();
    private final List<Dependent> told = new ArrayList<>();

    @BeforeEach
    void listen() {
        index.listen("atlasschema", told::add);
    }

    @Test
    void tellsThoseThatReferToWhatChanged() {
        index.set(ONE, Set.of(SECRET));
        index.set(TWO, Set.of(SECRET, CONFIG));

        index.changed(CONFIG);
        index.changed(new Reference(Reference.Kind.SECRET, "other", "db"));

        assertThat(told).containsExactly(TWO);
    }

    @Test
    void forgetsWhatIsNotReferredToAnyMore() {
        index.set(ONE, Set.of(SECRET));
        index.set(ONE, Set.of(CONFIG));
        index.changed(SECRET);
        index.set(ONE, Set.of());
        index.changed(CONFIG);

        assertThat(told).isEmpty();
        assertThat(index.size()).isZero();
    }

    @Test
    void tellsEachOnceWhenChangesWereMissed() {
        index.set(ONE, Set.of(SECRET, new Reference(Reference.Kind.SECRET, "ns", "other")));
        index.set(TWO, Set.of(CONFIG));

        index.missed(Reference.Kind.SECRET, "");

        assertThat(told).containsExactly(ONE);
    }

    @Test
    void cutsAStreamIntoLines() {
        List<String> lines = new ArrayList<>();
        LineReader reader = new LineReader(line -> lines.add(new String(line, StandardCharsets.UTF_8)));

        for (String part : List.of("{\"a\":\"", "ä\"}\n{}", "\n\n{\"b\"", ":1}\n")) {
            reader.accept(List.of(ByteBuffer.wrap(part.getBytes(StandardCharsets.UTF_8))));
        }

        assertThat(lines).containsExactly("{\"a\":\"ä\"}", "{}", "{\"b\":1}");
    }
}
