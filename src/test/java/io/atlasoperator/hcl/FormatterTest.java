package io.atlasoperator.hcl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
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

    /** Whatever the text is, a second run changes nothing, and no token is lost, joined or split. */
    @Test
    void formattingTwiceIsFormattingOnce() {
        Random random = new Random(42);
        for (int i = 0; i < 2000; i++) {
            String source = RandomText.hcl(random);
            String once = HclFormatter.format(source);
            assertThat(HclFormatter.format(once)).as(source).isEqualTo(once);
            assertThat(tokens(once)).as(source).isEqualTo(tokens(source));
        }
    }

    private static List<String> tokens(String text) {
        return Lexer.tokens("", text, new Diagnostics()).stream()
                .filter(token ->
                        token.type() != TokenType.NEWLINE && !token.text().isBlank())
                .map(token -> token.type() + " " + token.text().stripTrailing())
                .toList();
    }
}
