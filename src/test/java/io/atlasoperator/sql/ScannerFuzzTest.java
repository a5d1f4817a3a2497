package io.atlasoperator.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Random scripts, put together from statements of which it is known where they end: whatever stands in quotes, comments,
 * parentheses and bodies, they come out as they went in.
 */
class ScannerFuzzTest {
    /** What may be where words are read; each is text like any other inside of quotes. */
    private static final List<String> TRAPS = List.of(
            ";",
            ";;",
            "--",
            "-- x",
            "/*",
            "*/",
            "#",
            "(",
            ")",
            "))",
            "BEGIN ",
            "END",
            "END;",
            "DELIMITER //\n",
            "//",
            "$$",
            "$a$",
            "\n",
            "\r\n",
            "é",
            "😀",
            "\t",
            "COPY t FROM stdin;",
            "\\.",
            "/*!",
            "GO\n",
            " ");

    private static final List<String> WORDS = List.of(
            "SELECT",
            "a",
            "b.c",
            "FROM",
            "t",
            "=",
            ",",
            "1",
            "1.5e3",
            "::int",
            "AND",
            "NOT",
            "x'ff'",
            "N''",
            "||",
            "ends",
            "beginning",
            "delimiters",
            "@v",
            ":p",
            "?",
            "é");

    private static final List<String> SPACES = List.of(" ", "\n", "\r\n", "\t", "  ", "\n\n", " \r\n ");

    /** A family of databases, and how its scripts are read. */
    enum Family {
        GENERIC(ScannerOptions.GENERIC),
        SQLITE(new ScannerOptions(true, false, false, false, false, false)),
        MYSQL(new ScannerOptions(true, false, false, true, false, true)),
        POSTGRES(new ScannerOptions(true, true, true, false, true, false));

        private final ScannerOptions options;

        Family(ScannerOptions options) {
            this.options = options;
        }
    }

    /** Writes random text of a family. */
    private static final class Writer {
        private final Random random;
        private final ScannerOptions options;

        Writer(Random random, Family family) {
            this.random = random;
            this.options = family.options;
        }

        private <T> T one(List<T> choices) {
            return choices.get(random.nextInt(choices.size()));
        }

        String space() {
            return one(SPACES);
        }

        private String traps(String... without) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(5); i > 0; i--) {
                text.append(one(TRAPS)).append(random.nextInt(4) == 0 ? one(List.of("'", "\"", "`")) : "");
            }
            String made = text.toString();
            for (String forbidden : without) {
                made = made.replace(forbidden, "");
            }
            return made;
        }

        private String quoted() {
            String quote = one(List.of("'", "\"", "`"));
            String escaped = traps("\\").replace(quote, quote + quote);
            // A name in backticks has no escapes.
            if (options.backslashEscapes() && !quote.equals("`") && random.nextBoolean()) {
                escaped += "\\" + quote + ";" + "\\\\";
            }
            if (options.escapeStrings() && random.nextInt(3) == 0) {
                return " E'" + traps("\\").replace("'", "\\'") + "\\';\\\\'";
            }
            return quote + escaped + quote;
        }

        private String comment() {
            String inside = traps("*/", "/*", "*", "/", "\n", "\r");
            return switch (random.nextInt(options.hashComments() ? 3 : 2)) {
                case 0 ->
                    "/* " + inside + (options.nestedComments() && random.nextBoolean() ? "/* ;' */ ;" : "") + " */";
                case 1 -> "-- " + inside + one(List.of("\n", "\r\n"));
                default -> "# " + inside + one(List.of("\n", "\r\n"));
            };
        }

        private String dollars() {
            String tag = one(List.of("$$", "$a$", "$_b1$"));
            return " " + tag + traps(tag, "$") + tag + " ";
        }

        /** Something in a statement, in which no delimiter counts. */
        private String part(int depth) {
            return switch (random.nextInt(8)) {
                case 0, 1 -> quoted();
                case 2 -> comment();
                case 3 -> depth > 3 ? "()" : "(" + parts(depth + 1) + (random.nextBoolean() ? ";" : "") + ")";
                case 4 -> options.dollarQuotes() ? dollars() : quoted();
                default -> one(WORDS);
            };
        }

        private String parts(int depth) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(5); i > 0; i--) {
                text.append(space()).append(part(depth)).append(space());
            }
            return text.toString();
        }

        private String plain() {
            return one(List.of("SELECT", "CREATE TABLE", "ALTER", "INSERT INTO", "é")) + " " + parts(0) + " z";
        }

        private String body() {
            StringBuilder inner = new StringBuilder();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                inner.append(space())
                        .append(plain())
                        .append(random.nextBoolean() ? "" : space())
                        .append(";");
            }
            return inner + space();
        }

        /** A statement without its delimiter. */
        String statement() {
            if (random.nextInt(4) == 0 && options.beginAtomic()) {
                return "CREATE FUNCTION f() " + space() + "BEGIN ATOMIC " + body() + "END";
            }
            if (random.nextInt(4) == 0 && options.beginBlocks()) {
                return "CREATE TRIGGER t " + space() + "BEGIN " + body() + "END";
            }
            return plain();
        }

        /** What may stand between two statements. */
        String gap() {
            StringBuilder text = new StringBuilder(space());
            for (int i = random.nextInt(3); i > 0; i--) {
                text.append(random.nextInt(4) == 0 ? ";" : comment()).append(space());
            }
            return text.toString();
        }
    }

    private static List<String> texts(Family family, String script) {
        return new StatementScanner(family.options)
                .scan(script).stream().map(ScannedStatement::text).toList();
    }

    @Property
    void statementsComeOutAsTheyWentIn(@ForAll Family family, @ForAll long seed) {
        Writer writer = new Writer(new Random(seed), family);
        StringBuilder script = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = writer.random.nextInt(5); i >= 0; i--) {
            String statement = writer.statement();
            expected.add(statement + ";");
            script.append(writer.gap()).append(statement).append(";");
        }
        script.append(writer.gap());

        assertThat(texts(family, script.toString())).as(script.toString()).isEqualTo(expected);
    }

    @Property
    void theyDoSoBetweenDelimitersOfTheirOwn(@ForAll long seed) {
        Writer writer = new Writer(new Random(seed), Family.MYSQL);
        String delimiter = writer.one(List.of("//", "$$", "@@@", "|"));
        StringBuilder script = new StringBuilder("DELIMITER " + delimiter + writer.one(List.of("\n", "\r\n")));
        List<String> expected = new ArrayList<>();
        for (int i = writer.random.nextInt(4); i >= 0; i--) {
            // In front of a body: the delimiter does not count in quotes and comments, and does anywhere else.
            String statement = "CREATE PROCEDURE p() BEGIN " + writer.body().replace("|", "!") + "END";
            expected.add(statement);
            script.append("\n").append(statement).append(writer.space()).append(delimiter);
        }
        script.append("\nDELIMITER ;\nSELECT 1;");
        expected.add("SELECT 1;");

        assertThat(texts(Family.MYSQL, script.toString())).as(script.toString()).isEqualTo(expected);
    }

    @Property
    void whateverItIsNothingIsLostOrMadeUp(@ForAll Family family, @ForAll long seed) {
        Random random = new Random(seed);
        Writer writer = new Writer(random, family);
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            text.append(
                    switch (random.nextInt(3)) {
                        case 0 -> writer.one(TRAPS);
                        case 1 -> writer.one(WORDS);
                        default -> writer.one(List.of("'", "\"", "`", ";", " ", "\n"));
                    });
        }
        String script = text.toString();
        List<ScannedStatement> statements;
        try {
            statements = new StatementScanner(family.options).scan(script);
        } catch (SqlScanException e) {
            return;
        }
        int at = 0;
        StringBuilder joined = new StringBuilder();
        for (ScannedStatement statement : statements) {
            assertThat(statement.start()).as(script).isGreaterThanOrEqualTo(at);
            assertThat(script.substring(statement.start(), statement.end())).isEqualTo(statement.text());
            // The rows that a COPY reads are part of it, with the line breaks that they end in.
            if (!statement.text().startsWith("COPY")) {
                assertThat(statement.text()).isEqualTo(statement.text().strip()).isNotEmpty();
            }
            assertThat(script.substring(0, statement.start())
                                    .chars()
                                    .filter(c -> c == '\n')
                                    .count()
                            + 1)
                    .isEqualTo(statement.line());
            joined.append(script, at, statement.start()).append(statement.text());
            at = statement.end();
        }
        assertThat(joined.append(script.substring(at))).hasToString(script);
        // A scan of one statement finds it whole again.
        for (ScannedStatement statement : statements) {
            if (statement.text().endsWith(";") && !script.contains("DELIMITER") && !script.contains("COPY")) {
                assertThat(texts(family, statement.text())).as(script).containsExactly(statement.text());
            }
        }
    }
}
