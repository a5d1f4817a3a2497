package io.atlasoperator.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.source.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RobustnessTest {

    private static Document read(String text) {
        return HclEvaluator.evaluate(List.of(new SourceFile("t.hcl", text)), Map.of());
    }

    @Test
    void anyTextIsReadOrRefusedWithDiagnosticsInsideIt() {
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 5000; i++) {
            String text = RandomText.hcl(random);
            try {
                read(text);
            } catch (HclException e) {
                refused++;
                int lines = (int) text.chars().filter(c -> c == '\n').count() + 1;
                assertThat(e.diagnostics()).as(text).allSatisfy(diagnostic -> {
                    assertThat(diagnostic.range().file()).isEqualTo("t.hcl");
                    assertThat(diagnostic.range().end().line()).isBetween(1, lines);
                });
            }
        }
        assertThat(refused).isBetween(1, 4999);
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
