package io.atlasoperator.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.source.SourceFile;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;

class RobustnessTest {

    private static Document read(String text) {
        return HclEvaluator.evaluate(List.of(new SourceFile("t.hcl", text)), Map.of());
    }

    @Tag("property")
    @Property(seed = "7")
    void anyTextIsReadOrRefusedWithDiagnosticsInsideIt(@ForAll("texts") String text) {
        try {
            assertThat(read(text)).isNotNull();
        } catch (HclException e) {
            int lines = (int) text.chars().filter(c -> c == '\n').count() + 1;
            assertThat(e.diagnostics()).isNotEmpty().allSatisfy(diagnostic -> {
                assertThat(diagnostic.range().file()).isEqualTo("t.hcl");
                assertThat(diagnostic.range().end().line()).isBetween(1, lines);
            });
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.randomValue(RandomText::hcl);
    }

    @Test
    void nestingIsBounded() {
        for (String open : List.of("(", "[", "{ a = ", "-", "upper(", "\"${", "[for x in a : ")) {
            assertThatThrownBy(() -> read("x = " + open.repeat(10_000))).isInstanceOf(HclException.class);
        }
        assertThatThrownBy(() -> read("a {\n".repeat(10_000))).isInstanceOf(HclException.class);
        assertThatThrownBy(() -> read("x = 1" + " + 1".repeat(10_000))).isInstanceOf(HclException.class);
        assertThatThrownBy(() -> read("x = a" + ".b".repeat(10_000))).isInstanceOf(HclException.class);
        assertThatThrownBy(() -> read("x = \"" + "%{ if true }".repeat(10_000) + "\""))
                .isInstanceOf(HclException.class);
    }

    @Test
    void numbersAreBounded() {
        assertThatThrownBy(() -> read("x = 1e999999999\n")).hasMessageContaining("too large");
        assertThatThrownBy(() -> read("x = pow(9, 400) * pow(9, 400)\n")).hasMessageContaining("too large");
        assertThatThrownBy(() -> read("x = jsondecode(\"1e999999999\")\n")).hasMessageContaining("too large");
    }
}
