package io.atlasoperator.hcl;

import java.util.List;
import java.util.Random;

/** Texts made of pieces that mean something to the language, in no sensible order. */
final class RandomText {
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            "(",
            ")",
            "${",
            "%{",
            "%{ if true }",
            "%{ endif }",
            "~}",
            "\"",
            "\"",
            "\n",
            "\n",
            "\n",
            " ",
            " ",
            "=",
            "=",
            "=>",
            "==",
            "!",
            "-",
            "+",
            "*",
            "/",
            "%",
            "?",
            ":",
            ",",
            ".",
            "...",
            "&&",
            "||",
            "<",
            "<<EOT\n",
            "<<-EOT\n",
            "\nEOT\n",
            "#",
            "//",
            "/*",
            "*/",
            "a",
            "b1",
            "each",
            "var",
            ".x",
            "local",
            "for",
            "in",
            "if",
            "1",
            "2.5",
            "1e9",
            "1e999999",
            "true",
            "null",
            "table",
            "variable \"v\" {",
            "locals {\n",
            "a = ",
            "x = [for v in ",
            "upper(",
            "sql(",
            "varchar(255)",
            "dynamic \"c\" {\n",
            "for_each = ",
            "content {",
            "\\",
            "\\n",
            "\\u12",
            "$",
            "$$",
            "\r\n",
            "\t",
            "é",
            "😀",
            "'",
            "~",
            "\u0000",
            "\uFEFF",
            "[*]",
            ".*.",
            "data",
            "\"s\"",
            "\"x${a}y\"",
            "{ a = 1 }");

    private RandomText() {}

    static String hcl(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(40);
        for (int i = 0; i < length; i++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }
}
