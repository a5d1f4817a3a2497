package io.atlasoperator.project;

import io.atlasoperator.source.SourceRange;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a test does next. */
public sealed interface TestStep {

    /** Where it is written. */
    SourceRange range();

    /** How rows are compared with a text. */
    enum Format {
        /** A line for each row, with commas. */
        CSV,
        /** With the names of columns above them, in columns. */
        TABLE
    }

    /**
     * What is expected of an output; nothing if both are empty.
     *
     * @param output the whole of it
     * @param match what is found somewhere in it
     */
    record Expectation(Optional<String> output, Optional<Pattern> match) {
        public Expectation {
            Objects.requireNonNull(output);
            Objects.requireNonNull(match);
        }
    }

    /** Statements that succeed; what the last query among them gives may be expected. */
    record Exec(SourceRange range, String sql, Format format, Expectation expected) implements TestStep {
        public Exec {
            Objects.requireNonNull(range);
            Objects.requireNonNull(sql);
            Objects.requireNonNull(format);
            Objects.requireNonNull(expected);
        }
    }

    /** Statements of which one fails, with a message in which the pattern is found. */
    record Catch(SourceRange range, String sql, Optional<Pattern> error) implements TestStep {
        public Catch {
            Objects.requireNonNull(range);
            Objects.requireNonNull(sql);
            Objects.requireNonNull(error);
        }
    }

    /** A query whose one value is true; else the test fails with the message. */
    record Assert(SourceRange range, String sql, Optional<String> message) implements TestStep {
        public Assert {
            Objects.requireNonNull(range);
            Objects.requireNonNull(sql);
            Objects.requireNonNull(message);
        }
    }

    /** Migrations up to a version. */
    record MigrateTo(SourceRange range, String version) implements TestStep {
        public MigrateTo {
            Objects.requireNonNull(range);
            Objects.requireNonNull(version);
        }
    }

    /** A line in the report. */
    record Log(SourceRange range, String message) implements TestStep {
        public Log {
            Objects.requireNonNull(range);
            Objects.requireNonNull(message);
        }
    }

    /** A program that succeeds; what it prints may be expected. */
    record External(SourceRange range, List<String> program, Optional<String> folder, Expectation expected)
            implements TestStep {
        public External {
            Objects.requireNonNull(range);
            program = List.copyOf(program);
            Objects.requireNonNull(folder);
            Objects.requireNonNull(expected);
        }
    }
}
