package io.atlasoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class OperatorUpdatesTest {

    /** A watch that was cut off tells of a deletion and a creation in between as of one update. */
    @Test
    void anotherResourceOfTheSameNameIsWork() {
        assertThat(OperatorRuntime.isWork(resource("b", 1), resource("a", 1))).isTrue();
    }

    @Test
    void anotherGenerationIsWork() {
        assertThat(OperatorRuntime.isWork(resource("a", 2), resource("a", 1))).isTrue();
    }

    @Test
    void aStatusIsNone() {
        assertThat(OperatorRuntime.isWork(resource("a", 1), resource("a", 1))).isFalse();
    }

    private static AtlasSchema resource(String uid, long generation) {
        AtlasSchema resource = new AtlasSchema();
        resource.getMetadata().setUid(uid);
        resource.getMetadata().setGeneration(generation);
        return resource;
    }
}
