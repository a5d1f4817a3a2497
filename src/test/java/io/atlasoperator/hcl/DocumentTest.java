package io.atlasoperator.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.source.SourceFile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DocumentTest {

    private static String printed(Map<String, List<String>> variables, String text) {
        return HclPrinter.print(HclEvaluator.evaluate(List.of(new SourceFile("t.hcl", text)), variables));
    }

    @Test
    void filesAreMergedInTheOrderOfTheirNames() {
        Document document = HclEvaluator.evaluate(
                List.of(
                        new SourceFile("b.hcl", "table \"second\" {\n  x = local.shared\n}\n"),
                        new SourceFile("a.hcl", "table \"first\" {}\nlocals {\n  shared = 1\n}\n")),
                Map.of());
        assertThat(HclPrinter.print(document)).isEqualTo("""
                table "first" {
                }
                table "second" {
                  x = 1
                }
                """);
    }

    @Test
    void variablesAreConvertedToTheirTypes() {
        String text = """
                variable "names" {
                  type = list(string)
                }
                variable "one" {
                  type = set(number)
                }
                variable "flag" {
                  type    = bool
                  default = false
                }
                variable "shape" {
                  type    = object({ a = number, b = tuple([string, bool]) })
                  default = { a = "1", b = [2, "true"] }
                }
                x {
                  names = var.names
                  one   = var.one
                  flag  = var.flag
                  shape = var.shape.b[0]
                }
                """;
        Map<String, List<String>> variables = Map.of(
                "names", List.of("b", "a"), "one", List.of("3"), "flag", List.of("true"), "unknown", List.of("x"));
        assertThat(printed(variables, text)).isEqualTo("""
                x {
                  names = ["b", "a"]
                  one   = [3]
                  flag  = true
                  shape = "2"
                }
                """);
        assertThatThrownBy(() -> printed(Map.of("names", List.of("a"), "one", List.of("secret")), text))
                .hasMessageContaining("variable \"one\": a number is required")
                .hasMessageNotContaining("secret");
    }

    @Test
    void forEachRepeatsBlocksAtEveryLevel() {
        assertThat(printed(Map.of(), """
                        schema "s" {
                          for_each = toset(["b", "a"])
                          name     = each.value
                        }
                        table "t" {
                          column "c" {
                            for_each = { x = 1, y = null }
                            key      = each.key
                            value    = each.value
                          }
                          dynamic "index" {
                            for_each = [{ name = "i", on = "id" }]
                            labels   = [index.value.name]
                            content {
                              columns = [column[index.value.on]]
                              self    = index.other
                            }
                          }
                          dynamic "check" {
                            for_each = ["e"]
                            iterator = it
                            content {
                              expr = it.value
                            }
                          }
                        }
                        """)).isEqualTo("""
                        schema "a" {
                        }
                        schema "b" {
                        }
                        table "t" {
                          column "c" {
                            key   = "x"
                            value = 1
                          }
                          column "c" {
                            key = "y"
                          }
                          index "i" {
                            columns = [column.id]
                            self    = index.other
                          }
                          check {
                            expr = "e"
                          }
                        }
                        """);
    }

    @Test
    void heredocsKeepOrLoseTheirIndent() {
        String text =
                "a = <<EOT\n  x\n    ${1 + 1}\nEOT\nb = <<-EOT\n    x $${y}\n\n      %{ if true }z%{ endif }\n  EOT\n";
        assertThat(printed(Map.of(), text)).isEqualTo("a = <<SQL\n  x\n    2\nSQL\nb = <<SQL\nx $${y}\n\n  z\nSQL\n");
    }

    @Test
    void commentsCarriageReturnsAndAByteOrderMarkAreRead() {
        String text = "\uFEFF# c\r\na = 1 // x\r\n/* y\r\n */ b = [ # z\r\n  1,\r\n]\r\n";
        assertThat(printed(Map.of(), text)).isEqualTo("a = 1\nb = [1]\n");
    }

    @Test
    void aChainOfLocalsTooLongToFollowIsAnErrorAndNotACrash() {
        StringBuilder text = new StringBuilder("locals {\n  l0 = 1\n");
        for (int i = 1; i < 50_000; i++) {
            text.append("  l").append(i).append(" = local.l").append(i - 1).append("\n");
        }
        // Evaluated from the end first, so that every link waits for the one before it.
        text.append("}\n");
        String reversed = "locals {\n  z = local.l49999\n}\n" + text;
        assertThatThrownBy(() -> printed(Map.of(), reversed))
                .isInstanceOf(HclException.class)
                .hasMessageContaining("nested too deeply");
    }
}
