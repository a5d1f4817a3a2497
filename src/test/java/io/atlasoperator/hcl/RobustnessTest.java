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

    /** A few lines that ask for all memory, and more. */
    @Test
    void whatIsMadeIsBounded() {
        StringBuilder doubled = new StringBuilder("locals {\n  a0 = \"0123456789\"\n");
        for (int i = 1; i <= 60; i++) {
            doubled.append("  a%d = \"${local.a%d}${local.a%d}\"\n".formatted(i, i - 1, i - 1));
        }
        StringBuilder paired = new StringBuilder("locals {\n  a0 = [\"0123456789\"]\n");
        for (int i = 1; i <= 60; i++) {
            paired.append("  a%d = [local.a%d, local.a%d]\n".formatted(i, i - 1, i - 1));
        }
        String loops = "[for a in range(1000): [for b in range(1000): [for c in range(1000): \"x\"]]]";
        String text = "join(\"\", [for i in range(1000): \"0123456789012345678901234567890123456789\"])";
        for (String bomb : List.of(
                doubled + "}\nx = local.a60\n",
                paired + "}\nx = jsonencode(local.a60)\n",
                paired + "}\nx = length(flatten(local.a60))\n",
                "x = length(" + loops + ")\n",
                "x = \"%{ for a in range(1000) }%{ for b in range(1000) }%{ for c in range(1000) }x%{ endfor }%{ endfor }%{ endfor }\"\n",
                "x = length(replace(" + text + ", \"0\", " + text + "))\n",
                "x = length(regexreplace(" + text + ", \"[0-9]\", " + text + "))\n",
                "table \"a\" {\n  for_each = range(1000)\n  column \"b\" {\n    for_each = range(1000)\n    dynamic \"c\" {\n"
                        + "      for_each = range(1000)\n      content {\n        d = 1\n      }\n    }\n  }\n}\n")) {
            assertThatThrownBy(() -> read(bomb))
                    .isInstanceOf(HclException.class)
                    .hasMessageContaining("Too much to evaluate");
        }
    }

    @Test
    void aSchemaOfThousandsOfTablesMayBeRepeated() {
        Document document = read("""
                table "t" {
                  for_each = [for a in range(50): a]
                  schema   = schema.public
                  dynamic "column" {
                    for_each = range(1000)
                    labels   = ["c${column.value}"]
                    content {
                      type = int
                      null = false
                    }
                  }
                }
                x = length(join(",", [for a in range(1000): format("%s_%d", "some_name_of_a_table", a)]))
                """);

        assertThat(document.blocks()).hasSize(50);
    }

    /** What people write in earnest: it makes little, whatever it looks at. */
    @Test
    void ordinaryFilesAreNotTooMuch() {
        String names = "[for i in range(1000): format(\"some_rather_long_name_of_a_table_of_a_tenant_%d\", i)]";
        String text = "join(\"\", [for i in range(250): \"0123456789012345678901234567890123456789\"])";
        Document document = read("locals {\n  names = " + names + "\n  text = " + text + "\n}\n"
                + "a = length([for name in local.names : name if !contains([\"x\"], name) && contains(local.names, name)])\n"
                + "b = length(format(\"%s\\n%s\", local.text, local.text))\n"
                + "c = length(formatlist(\"%s_%s\", local.names, local.names))\n"
                + "d = length(replace(join(\"\", [for i in range(10): local.text]), \"0123456789\", substr(local.text, 0, 700)))\n"
                + "e = length(join(\", \", local.names))\n");

        assertThat(document.attributes()).hasSize(5);
    }

    @Test
    void aSearchThatDoublesWithEachCharacterEnds() {
        String list = "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30";
        assertThatThrownBy(() -> read("x = regex(\"^(.*?,){25}P\", \"" + list + "\")\n"))
                .isInstanceOf(HclException.class)
                .hasMessageContaining("the pattern takes too long");
    }
}
