package io.atlasoperator.dialect.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes what stands behind the columns of a table: its options, comment and partitions. */
final class MySqlOptionsWriter {
    private static final Pattern BARE = Pattern.compile("[\\w]+");
    /** Options whose values the server takes as strings only. */
    private static final Set<String> STRINGS = Set.of(
            "COMPRESSION",
            "ENCRYPTION",
            "CONNECTION",
            "DATA DIRECTORY",
            "INDEX DIRECTORY",
            "ENGINE_ATTRIBUTE",
            "SECONDARY_ENGINE_ATTRIBUTE");

    private MySqlOptionsWriter() {}

    /** What stands behind the columns of a new table. */
    static String ofNew(MySqlTableOptions options, @Nullable String comment) {
        StringBuilder text = new StringBuilder();
        for (String option : text(options)) {
            text.append(' ').append(option);
        }
        text.append(comment(comment));
        options.others().forEach((name, value) -> text.append(' ').append(other(name, value)));
        if (options.engine() != null && !MySqlEngines.same(options.engine(), MySqlEngines.USUAL)) {
            text.append(" ENGINE ").append(options.engine());
        }
        if (options.autoIncrement() != null && options.autoIncrement() > 1) {
            text.append(" AUTO_INCREMENT ").append(options.autoIncrement());
        }
        if (options.versioning() != null) {
            text.append(" WITH SYSTEM VERSIONING");
        }
        if (options.partitioning() != null) {
            text.append(' ').append(MySqlPartitionWriter.whole(options.partitioning()));
        }
        return text.toString();
    }

    private static List<String> text(MySqlTableOptions options) {
        List<String> words = new ArrayList<>();
        if (options.charset() != null) {
            words.add("CHARSET " + options.charset());
        }
        if (options.collation() != null) {
            words.add("COLLATE " + options.collation());
        }
        return words;
    }

    /** The period of a table that says itself which columns it has for it. */
    static Optional<String> period(MySqlTableOptions options) {
        MySqlVersioning versioning = options.versioning();
        return versioning == null || versioning.start() == null || versioning.end() == null
                ? Optional.empty()
                : Optional.of("PERIOD FOR SYSTEM_TIME ("
                        + MySqlSyntax.INSTANCE.identifiers(List.of(versioning.start(), versioning.end())) + ")");
    }

    /** An option of the long tail: {@code ROW_FORMAT=COMPRESSED}. */
    static String other(String name, String written) {
        String value = written.equalsIgnoreCase("DEFAULT") ? MySqlTableOptionsRules.said(name, written) : written;
        boolean isString = STRINGS.contains(name) && !value.startsWith("'");
        boolean isBare = BARE.matcher(value).matches() || value.startsWith("'") || value.startsWith("(");
        return name + "=" + (isString || !isBare ? MySqlSyntax.INSTANCE.quoteLiteral(value) : value);
    }

    /** The options of a map that have another value than before. */
    static List<String> changedOthers(Map<String, String> from, Map<String, String> to) {
        List<String> changed = new ArrayList<>();
        to.forEach((name, value) -> {
            if (!MySqlEngines.isImplied(name, value, to.getOrDefault("ROW_FORMAT", from.getOrDefault("ROW_FORMAT", "")))
                    && !MySqlTableOptionsRules.sameOther(name, from.get(name), value)) {
                changed.add(other(name, value));
            }
        });
        return changed;
    }

    /** A comment with a blank before, or nothing if there is none. */
    static String comment(@Nullable String comment) {
        return comment == null || comment.isEmpty() ? "" : " COMMENT " + MySqlText.doubleQuoted(comment);
    }
}
