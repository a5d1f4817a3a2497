package io.atlasoperator.operator.ref;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.operator.api.v1alpha1.KeyReference;
import io.atlasoperator.operator.status.Scrubber;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ValuesTest {

    @Test
    void saysWhereAKeyOfAConfigMapMayBeInstead() {
        Values values = new Values("shop", reference -> Optional.of(Map.of("other.sql", "")), new Scrubber());

        assertThatThrownBy(() -> values.configMapKey(
                        "spec.schema.configMapKeyRef", new KeyReference("schema", "schema.sql", null)))
                .isInstanceOf(ReferenceException.class)
                .hasMessageContainingAll("configmaps shop/schema", "key \"schema.sql\"", "binaryData");
    }
}
