package io.atlasoperator.migrate;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The tools whose migration directories are read and written, under the names that URLs and project files give them. */
public enum DirectoryFormat {
    /** {@code <version>[_<description>].sql}, with directives in comments. */
    ATLAS("atlas", new AtlasLayout()),
    /** {@code <version>_<description>.up.sql} and {@code .down.sql}. */
    GOLANG_MIGRATE("golang-migrate", new GolangMigrateLayout()),
    /** {@code <version>_<description>.sql}, in sections that {@code -- +goose} comments begin. */
    GOOSE("goose", new GooseLayout()),
    /** {@code V<version>__<description>.sql}, {@code B} for baselines and {@code R} for what is repeated, in folders too. */
    FLYWAY("flyway", new FlywayLayout()),
    /** {@code <version>_<description>.sql}, formatted SQL in change sets. */
    LIQUIBASE("liquibase", new LiquibaseLayout()),
    /** {@code <version>_<description>.sql}, in sections that {@code -- migrate:} comments begin. */
    DBMATE("dbmate", new DbmateLayout());

    private final String text;
    private final DirectoryLayout layout;

    DirectoryFormat(String text, DirectoryLayout layout) {
        this.text = text;
        this.layout = layout;
    }

    /** The format of that name, if there is one. */
    public static Optional<DirectoryFormat> of(String text) {
        return Arrays.stream(values())
                .filter(format -> format.text.equals(text))
                .findFirst();
    }

    /** All names, in the order of the formats. */
    public static String names() {
        return Arrays.stream(values()).map(DirectoryFormat::text).collect(Collectors.joining(", "));
    }

    /** Its name: {@code golang-migrate}. */
    public String text() {
        return text;
    }

    /** What its tool makes of a directory and its files. */
    public DirectoryLayout layout() {
        return layout;
    }
}
