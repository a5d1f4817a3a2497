package io.atlasoperator.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
    private static final TemplateObject DATA = TemplateObject.builder("*cmdlog.Thing")
            .field("Name", "a<b>")
            .optional("Empty", "")
            .field("Count", 3L)
            .field("List", List.of("x", "y"))
            .field("Map", Map.of("k", "v"))
            .field("Inner", TemplateObject.builder("Inner").field("Deep", true).build())
            .method("Twice", arguments -> String.valueOf(arguments.get(0)).repeat(2))
            .build();

    private static String run(String source) {
        return Template.parse("format", source, Map.of("json", arguments -> GoJson.compact(arguments.get(0))))
                .execute(DATA);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "{{ .Name }}~a<b>",
                "x {{- 1 -}} y~x1y",
                "{{/* nothing */}}a~a",
                "{{ .Inner.Deep }}~true",
                "{{ .Twice \"ab\" }}~abab",
                "{{ \"ab\" | .Twice | printf \"%s!\" }}~abab!",
                "{{ if .Empty }}a{{ else if gt .Count 2 }}b{{ else }}c{{ end }}~b",
                "{{ range .List }}[{{ . }}]{{ end }}~[x][y]",
                "{{ range $i, $e := .List }}{{ $i }}{{ $e }}{{ end }}~0x1y",
                "{{ range .Empty }}a{{ else }}none{{ end }}~none",
                "{{ range .List }}{{ if eq . \"y\" }}{{ break }}{{ end }}{{ . }}{{ end }}~x",
                "{{ with .Inner }}{{ .Deep }}{{ $.Count }}{{ end }}~true3",
                "{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ end }}{{ $x }}~2",
                "{{ define \"t\" }}<{{ . }}>{{ end }}{{ template \"t\" .Count }}~<3>",
                "{{ and true 0 }}{{ or 0 \"z\" }}{{ not false }}~0ztrue",
                "{{ or true (index .List 9) }}~true",
                "{{ len .List }}{{ index .List 1 }}{{ .Map.k }}~2yv",
                "{{ (.Inner).Deep }}{{ printf \"%q %05d %-3s|\" \"a\" 7 \"b\" }}~true\"a\" 00007 b  |",
                "{{ print 1 2 \"a\" \"b\" 3 }}~1 2ab3",
                "{{ .List }}{{ .Map }}~[x y]map[k:v]",
                "{{ `raw\\n` }}~raw\\n",
                "{{ html .Name }}~a&lt;b&gt;"
            })
    void runs(String source, String expected) {
        assertThat(run(source)).isEqualTo(expected);
    }

    @Test
    void printsJsonAsGoDoes() {
        assertThat(run("{{ json . }}"))
                .isEqualTo("{\"Name\":\"a\\u003cb\\u003e\",\"Count\":3,\"List\":[\"x\",\"y\"],\"Map\":{\"k\":\"v\"},"
                        + "\"Inner\":{\"Deep\":true}}");
        assertThat(GoJson.indented(Map.of("a", List.of(1L)), "", "  ")).isEqualTo("{\n  \"a\": [\n    1\n  ]\n}");
        assertThat(GoJson.compact(Instant.parse("2026-01-02T03:04:05.120Z"))).contains(":05.12");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "{{ upper . }}~template: format:1: function \"upper\" not defined",
                "a\\{{ if .Name }}~unexpected EOF",
                "{{ .Name~unclosed action",
                "{{ end }}~unexpected {{end}}",
                "{{ }}~missing value for command",
                "{{ \"a }}~unterminated quoted string",
                "{{ .Hash }}~template: format:1:3: executing \"format\" at <.Hash>: can't evaluate field Hash in type *cmdlog.Thing",
                "{{ $y }}~undefined variable",
                "{{ index .List 5 }}~error calling index: index out of range: 5",
                "{{ template \"no\" }}~template \"no\" not defined",
                "{{ 1 2 }}~can't give argument to non-function 1"
            })
    void tellsWhatIsWrong(String source, String message) {
        assertThatThrownBy(() -> run(source))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(message);
    }

    @Test
    void countsLines() {
        assertThatThrownBy(() -> run("a\n\n{{ nope }}"))
                .hasMessage("template: format:3: function \"nope\" not defined");
    }
}
