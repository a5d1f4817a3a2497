package io.atlasoperator.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Schema files in the layout that is printed: reading and printing one gives the very same text. A file
 * {@code name.input.hcl} beside {@code name.hcl} is another way to write the same schema.
 */
public final class GoldenSchemas {
    private static final Path FOLDER = Path.of("src/test/resources/golden/spec");
    private static final String INPUT = ".input.hcl";

    private GoldenSchemas() {}

    /** One test a file. */
    public static Stream<DynamicTest> of(String dialect, SpecRules rules) throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(FOLDER.resolve(dialect))) {
            files = listed.sorted().toList();
        }
        assertThat(files).isNotEmpty();
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    String name = file.getFileName().toString();
                    Path printed = name.endsWith(INPUT) ? file.resolveSibling(name.replace(INPUT, ".hcl")) : file;
                    assertThat(SchemaText.print(SchemaText.read(Files.readString(file), rules), rules))
                            .isEqualTo(Files.readString(printed));
                }));
    }
}
