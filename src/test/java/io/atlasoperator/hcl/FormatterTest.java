package io.atlasoperator.hcl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;

class FormatterTest {

    @Test
    void laysOutAndKeepsCommentsAndBlankLines() {
        assertThat(HclFormatter.format("""
                        # head
                        table   "x"   {
                        a=1 # one
                         bcd   = [1,2,  3]   # two
                          x = {
                          a = 1
                             long="x"  // c
                          }

                          h = <<-EOT
                              text ${ a }
                            EOT
                          z=!a&& -1>-b ? f( x...) :column["a b"] [0].*.c
                          l = [
                          for k,v in m : v
                            if (v)
                          ]
                          p = [{
                          a=1
                          }, {
                          b=1
                          }]
                          c {}
                          d { x=1 }
                        }""")).isEqualTo("""
                        # head
                        table "x" {
                          a   = 1         # one
                          bcd = [1, 2, 3] # two
                          x = {
                            a    = 1
                            long = "x" // c
                          }

                          h = <<-EOT
                              text ${ a }
                            EOT
                          z = !a && -1 > -b ? f(x...) : column["a b"][0].*.c
                          l = [
                            for k, v in m : v
                            if (v)
                          ]
                          p = [{
                            a = 1
                          }, {
                            b = 1
                          }]
                          c {}
                          d { x = 1 }
                        }
                        """);
    }

    @Test
    void aBrokenFileIsLaidOutAsFarAsItsBracketsTell() {
        assertThat(HclFormatter.format("a {\nb=\n}}\nc=\"x\n")).isEqualTo("a {\n  b =\n} }\nc = \"x\n");
    }

    @Test
    void aByteOrderMarkIsOneOnlyAtTheStart() {
        assertThat(HclFormatter.format("\uFEFF  a=1\n")).isEqualTo("\uFEFFa = 1\n");
        assertThat(HclFormatter.format("  \uFEFF a=1\n")).startsWith(" \uFEFF");
        assertThat(HclFormatter.format("\uFEFF \uFEFFa=1\n")).startsWith("\uFEFF\uFEFF");
    }

    /** Whatever the text is, a second run changes nothing, and no token is lost, joined or split. */
    @Tag("property")
    @Property(seed = "42")
    void formattingTwiceIsFormattingOnce(@ForAll("texts") String source) {
        String once = HclFormatter.format(source);
        assertThat(HclFormatter.format(once)).isEqualTo(once);
        assertThat(tokens(once)).isEqualTo(tokens(source));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.randomValue(RandomText::hcl);
    }

    private static List<String> tokens(String text) {
        return Lexer.tokens("", text, new Diagnostics()).stream()
                .filter(token ->
                        token.type() != TokenType.NEWLINE && !token.text().isBlank())
                .map(token -> token.type() + " " + token.text().stripTrailing())
                .toList();
    }
}
