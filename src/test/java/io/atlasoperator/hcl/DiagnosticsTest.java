package io.atlasoperator.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.atlasoperator.source.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiagnosticsTest {

    private static List<String> diagnostics(String... texts) {
        List<SourceFile> files = IntStream.range(0, texts.length)
                .mapToObj(i -> new SourceFile((char) ('a' + i) + ".hcl", texts[i]))
                .toList();
        HclException e = catchThrowableOfType(HclException.class, () -> HclEvaluator.evaluate(files, Map.of()));
        return e.diagnostics().stream().map(HclDiagnostic::toString).toList();
    }

    @Test
    void parsingGoesOnAfterAnErrorAndReportsAllOfThem() {
        assertThat(diagnostics("""
                        table "a" {
                          x = ]
                          y = "abc
                          ok = 1
                          z = foo(1 2)
                        }
                        w =
                        "q" = 1
                        table "b" {
                        """, "x = 1 1\n"))
                .containsExactly(
                        "a.hcl:2,7-8: Invalid expression; Expected the start of an expression, but found an invalid"
                                + " expression token.",
                        "a.hcl:3,7-11: Invalid multi-line string; Quoted strings may not be split over multiple lines."
                                + " Use \\n, or a heredoc (<<EOT).",
                        "a.hcl:5,13-14: Missing argument separator; A comma is required to separate each function"
                                + " argument from the next, and \")\" ends the call.",
                        "a.hcl:7,4-8,1: Missing expression; Expected the start of an expression, but the line ends.",
                        "a.hcl:8,1-2: Invalid argument name; Argument names must not be quoted.",
                        "a.hcl:9,1-10: Unclosed configuration block; There is no closing brace for this block before"
                                + " the end of the file.",
                        "b.hcl:1,7-8: Missing newline after argument; An argument definition must end with a newline.");
    }

    @Test
    void columnsCountCodePoints() {
        assertThat(diagnostics("x = \"😀\" + y\n"))
                .containsExactly("a.hcl:1,11-12: Unknown variable; There is no variable named \"y\", and a reference to"
                        + " a block cannot be used as a value here.");
    }

    @Test
    void evaluationReportsEveryAttribute() {
        assertThat(diagnostics("""
                        variable "name" {
                          type    = string
                          default = "n"
                        }
                        variable "need" {
                          type = string
                        }
                        variable "odd" {
                          type = "string"
                        }
                        variable "few" {
                          type    = number
                          default = "x"
                          defalt  = 1
                        }
                        locals {
                          first = local.second
                          second = local.first
                        }
                        a = var.nme
                        b = local.frist
                        c = uppr("x") + 1
                        d = getenv("X")
                        e = [1, "a"]
                        f = {x = 1}.y
                        g = 1 / 0
                        h = -"a"
                        i = each.value
                        j = data.sql.x.value
                        k = upper(schema.a)
                        l = "a${schema.b}"
                        """))
                .containsExactly(
                        "a.hcl:5,1-16: missing value for required variable \"need\"; Give it a value, or add a default"
                                + " to the variable block.",
                        "a.hcl:9,10-18: invalid type \"string\" for variable \"odd\"; Valid types are: string, number,"
                                + " bool, list, map, or set.",
                        "a.hcl:13,13-16: variable \"few\": a number is required; The default does not fit its type.",
                        "a.hcl:14,3-9: Unknown variable attribute; There is no attribute named \"defalt\" in a variable"
                                + " block. Did you mean \"default\"?",
                        "a.hcl:18,12-23: cyclic reference to \"local.first\"; It is defined by itself: local.first ->"
                                + " local.second -> local.first.",
                        "a.hcl:20,5-12: Unknown variable; There is no variable named \"nme\". Did you mean \"name\"?",
                        "a.hcl:21,5-16: Unknown local; There is no local named \"frist\". Did you mean \"first\"?",
                        "a.hcl:22,5-9: Call to unknown function; There is no function named \"uppr\"."
                                + " Did you mean \"upper\"?",
                        "a.hcl:23,5-11: Call to unknown function; There is no function named \"getenv\" in schema"
                                + " files; it exists only in project files.",
                        "a.hcl:24,5-13: mixed list types used in \"e\" attribute; All elements of a list must have the"
                                + " same type.",
                        "a.hcl:25,12-14: Unsupported attribute; This object does not have an attribute named \"y\".",
                        "a.hcl:26,9-10: Division by zero; The right operand must not be zero.",
                        "a.hcl:27,6-9: Invalid operand; Unsuitable value for the operand: a number is required.",
                        "a.hcl:28,5-9: Unknown variable; \"each\" can be used only in a block with for_each.",
                        "a.hcl:29,5-15: Unknown data source; data.sql.x does not exist.",
                        "a.hcl:30,11-19: Unknown variable; There is no variable named \"schema\", and a reference to a"
                                + " block cannot be used as a value here.",
                        "a.hcl:31,9-17: Unknown variable; There is no variable named \"schema\", and a reference to a"
                                + " block cannot be used as a value here.");
    }

    @Test
    void schemaFilesHaveNoEnvAndNoData() {
        assertThat(diagnostics("env \"x\" {}\ndata \"sql\" \"y\" {}\ntable t x y {}\n"))
                .containsExactly(
                        "a.hcl:1,1-8: cannot parse project file \"a.hcl\" as a schema file; An env block belongs in"
                                + " the project file.",
                        "a.hcl:2,1-15: missing data source handler for \"sql\"; Data sources exist only in project"
                                + " files.",
                        "a.hcl:3,1-12: too many labels for block: [t x y]; A block has at most two labels, a qualifier"
                                + " and a name.");
    }

    @Test
    void aDuplicateArgumentNamesTheFirst() {
        assertThat(diagnostics("a = 1\na = 2\n"))
                .containsExactly("a.hcl:2,1-2: Attribute redefined; The argument \"a\" was already set at a.hcl:1,1-2."
                        + " Each argument may be set only once.");
    }

    @Test
    void suggestionsAreTheClosestAndThenTheAlphabeticallyFirst() {
        assertThat(Suggestions.closest("intt", List.of("int8", "int", "int2"))).contains("int");
        assertThat(Suggestions.closest("int9", List.of("int8", "int4", "int2"))).contains("int2");
        assertThat(Suggestions.closest("xyz", List.of("int8"))).isEmpty();
    }
}
