package io.atlasoperator.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.dialect.mysql.MySqlDialect;
import io.atlasoperator.dialect.postgres.PostgresDialect;
import io.atlasoperator.dialect.sqlite.SqliteDialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every code has a page, every page a code, and the list of pages names all. */
class LintPagesTest {
    private static final Path PAGES = Path.of("docs", "lint");

    @Test
    void everyCodeHasAPageThatNamesItsAnalyzer() throws IOException {
        Set<String> codes = new TreeSet<>();
        String list = Files.readString(PAGES.resolve("README.md"));
        for (Dialect dialect : Set.of(
                new PostgresDialect(), new SqliteDialect(), new MySqlDialect("mysql", Set.of("mysql"), List.of()))) {
            for (Analyzer analyzer : dialect.analyzers(LintRules.DEFAULT, Optional.empty())) {
                assertThat(list).contains("| `" + analyzer.name() + "` |");
                for (LintCode code : analyzer.codes()) {
                    codes.add(code.code());
                    assertThat(list).contains("[" + code.code() + "](" + code.code() + ".md)");
                    assertThat(Files.readString(PAGES.resolve(code.code() + ".md")))
                            .startsWith("# " + code.code() + ": ")
                            .contains("`" + analyzer.name() + "`")
                            .contains("## What to do");
                }
            }
        }

        codes.add(UnknownNames.CODE.code());
        assertThat(list).contains("| `" + UnknownNames.NAME + "` |").contains("[NL101](NL101.md)");

        try (Stream<Path> files = Files.list(PAGES)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".md", ""))
                            .filter(name -> !name.equals("README"))
                            .collect(Collectors.toSet()))
                    .isEqualTo(codes);
        }
    }
}
