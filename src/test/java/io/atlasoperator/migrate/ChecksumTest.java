package io.atlasoperator.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.source.SourceFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;

class ChecksumTest {
    private static final SourceFile A = new SourceFile("1_a.sql", "CREATE TABLE a (id int);\n");
    private static final SourceFile B = new SourceFile("2_b.sql", "-- é\r\nCREATE TABLE b (id int);");
    private static final SourceFile C = new SourceFile("3_c.sql", "SELECT 2;\n");

    private static MigrationDirectory directory(SourceFile... entries) {
        return MigrationDirectory.atlas("file://migrations", List.of(entries));
    }

    /** The second files, with the checksum of the first. */
    private static MigrationDirectory stale(List<SourceFile> before, SourceFile... after) {
        List<SourceFile> entries = new ArrayList<>(Arrays.asList(after));
        String sum = Checksum.of(MigrationDirectory.atlas("d", before).files()).text();
        entries.add(new SourceFile("atlas.sum", sum));
        return MigrationDirectory.atlas("d", entries);
    }

    private static String difference(ThrowableAssert.ThrowingCallable call) {
        ChecksumException failure = (ChecksumException) ThrowableAssert.catchThrowable(call);
        assertThat(failure).hasMessage("checksum mismatch");
        return failure.difference().map(Object::toString).orElse("");
    }

    @Test
    void hashesNamesAndBytesAsAChain() {
        assertThat(Checksum.of(directory(B, A).files()).text())
                .isEqualTo("h1:UY/g5ljACyBLCekJv1zYcRJcaYVG1cfN4JIh43/aMcA=\n"
                        + "1_a.sql h1:e72Wd39UNYY4sGrVkNYkCs4GRrWBQ0ASXh73rS+WpU4=\n"
                        + "2_b.sql h1:g4x70tCnWOgAqw3e1sh2YH78S3/nfKbfXydXKwvUAnY=\n");
        assertThat(Checksum.of(List.of()).text()).isEqualTo("h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
    }

    @Test
    void leavesOutFilesThatAskForIt() {
        SourceFile ignored = new SourceFile("2_i.sql", "-- atlas:sum ignore\nSELECT 1;\n");
        Checksum checksum = Checksum.of(directory(A, ignored, C).files());
        assertThat(checksum.text())
                .isEqualTo("h1:JnPgsb96wHwj52r2HsPVQsiDTdUymI8D0Pl5YqbgLpA=\n"
                        + "1_a.sql h1:e72Wd39UNYY4sGrVkNYkCs4GRrWBQ0ASXh73rS+WpU4=\n"
                        + "3_c.sql h1:KiK/peEc4YWMbfv+v67LzYlG0jxgiYSscx7nDipHzKQ=\n");
        assertThat(checksum.hashOf("2_i.sql")).isEmpty();
    }

    @Test
    void acceptsItsOwnText() {
        assertThat(Checksum.validate(stale(List.of(A, B), A, B)).text())
                .isEqualTo(Checksum.of(directory(A, B).files()).text());
        assertThat(Checksum.validate(directory()).entries()).isEmpty();
    }

    @Test
    void tellsWhichFileWasEditedAddedOrRemoved() {
        SourceFile edited = new SourceFile(B.name(), "SELECT 3;");
        assertThat(difference(() -> Checksum.validate(stale(List.of(A, B, C), A, edited, C))))
                .isEqualTo("L3: 2_b.sql was edited");
        assertThat(difference(() -> Checksum.validate(stale(List.of(A, C), A, B, C))))
                .isEqualTo("L3: 2_b.sql was added");
        assertThat(difference(() -> Checksum.validate(stale(List.of(A, B, C), A, C))))
                .isEqualTo("L3: 2_b.sql was removed");
        assertThat(difference(() -> Checksum.validate(stale(List.of(A, B), A, B, C))))
                .isEqualTo("L4: 3_c.sql was added");
        assertThat(difference(() -> Checksum.validate(stale(List.of(A))))).isEqualTo("L2: 1_a.sql was removed");
    }

    @Test
    void showsTheDifferenceInItsBanner() {
        ChecksumException failure =
                (ChecksumException) ThrowableAssert.catchThrowable(() -> Checksum.validate(stale(List.of(A), A, B)));
        assertThat(failure.banner())
                .isEqualTo("You have a checksum error in your migration directory.\n\n\tL3: 2_b.sql was added\n\n"
                        + "Please check your migration files and run 'atlas migrate hash' to re-hash the contents\n\n");
    }

    @Test
    void refusesMissingAndMalformedSums() {
        assertThatThrownBy(() -> Checksum.validate(directory(A))).hasMessage("checksum file not found");
        assertThatThrownBy(() -> Checksum.parse("")).hasMessage("checksum file format invalid");
        assertThatThrownBy(() -> Checksum.parse("h1:x\n1_a.sql\n")).hasMessage("checksum file format invalid");
        assertThat(difference(() -> Checksum.parse("h1:x\n1_a.sql h1:y\n"))).isEmpty();
    }

    @Test
    void readsDirectivesOfTheFileButNotOfAStatement() {
        assertThat(directives("-- atlas:txmode none\r\n-- atlas:nolint DS101 naming\r\n\r\nSELECT 1;"))
                .isEqualTo(new FileDirectives(
                        List.of(
                                new FileDirectives.Directive("txmode", List.of("none")),
                                new FileDirectives.Directive("nolint", List.of("DS101", "naming"))),
                        false));
        assertThat(directives("-- atlas:txmode none\nSELECT 1;").directives()).isEmpty();
        assertThat(directives("-- mentions atlas:txmode none\n\nSELECT 1;").directives())
                .isEmpty();
        assertThat(directives("# atlas:checkpoint v1").checkpointTag()).contains("v1");
        assertThat(directives("-- atlas:txtar\n\n-- migration.sql --\nSELECT 1;")
                        .archive())
                .isTrue();
    }

    private static FileDirectives directives(String content) {
        return FileDirectives.of(new MigrationFile("1.sql", "1", "", content));
    }
}
