package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlPartitioning.Key;
import io.atlasoperator.dialect.mysql.MySqlPartitioning.Partition;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether the options of two tables differ. What a desired state does not say of engine, character set and collation is
 * what the server takes by itself. Options of the long tail, such as ROW_FORMAT, change only if they are said: to take one
 * back writes every row anew, and what it is then depends on the server's settings, so it has to be asked for, as
 * {@code DEFAULT}. The next number is only ever raised, as the rows raise it too.
 */
final class MySqlTableOptionsRules {
    /** Options of which the server does not take DEFAULT, and what they are if nobody says them. */
    private static final Map<String, String> USUAL = Map.of(
            "AVG_ROW_LENGTH", "0",
            "CHECKSUM", "0",
            "COMPRESSION", "NONE",
            "DELAY_KEY_WRITE", "0",
            "KEY_BLOCK_SIZE", "0",
            "MAX_ROWS", "0",
            "MIN_ROWS", "0",
            "PAGE_CHECKSUM", "1",
            "TRANSACTIONAL", "1");

    private MySqlTableOptionsRules() {}

    static boolean changed(MySqlTableOptions from, MySqlTableOptions to) {
        return textChanged(from, to)
                || engineChanged(from, to)
                || raisesNumber(from, to)
                || !MySqlOptionsWriter.changedOthers(from.others(), to.others()).isEmpty()
                || !same(from.partitioning(), to.partitioning())
                || !Objects.equals(from.versioning(), to.versioning());
    }

    static boolean textChanged(MySqlTableOptions from, MySqlTableOptions to) {
        return charsetChanged(from, to) || to.collation() != null && !sameCollation(to.collation(), from.collation());
    }

    static boolean charsetChanged(MySqlTableOptions from, MySqlTableOptions to) {
        return to.charset() != null
                && (from.charset() == null
                        || !MySqlCharsets.canonical(to.charset()).equals(MySqlCharsets.canonical(from.charset())));
    }

    /** {@code utf8_bin} is an older name of {@code utf8mb3_bin}. */
    static boolean sameCollation(@Nullable String one, @Nullable String other) {
        return Objects.equals(canonical(one), canonical(other));
    }

    private static @Nullable String canonical(@Nullable String collation) {
        return collation != null && collation.startsWith("utf8_")
                ? "utf8mb3" + collation.substring("utf8".length())
                : collation;
    }

    static boolean engineChanged(MySqlTableOptions from, MySqlTableOptions to) {
        return !MySqlEngines.same(engine(from), engine(to));
    }

    static boolean goesIntoMemory(MySqlTableOptions from, MySqlTableOptions to) {
        return engineChanged(from, to) && MySqlEngines.same(engine(to), MySqlEngines.MEMORY);
    }

    static String engine(MySqlTableOptions options) {
        return options.engine() == null ? MySqlEngines.USUAL : options.engine();
    }

    static boolean raisesNumber(MySqlTableOptions from, MySqlTableOptions to) {
        Long wanted = to.autoIncrement();
        return wanted != null && wanted > 1 && (from.autoIncrement() == null || wanted > from.autoIncrement());
    }

    /** Whether an option has the wanted value; what is not there is the default. */
    static boolean sameOther(String name, @Nullable String current, String wanted) {
        return said(name, current == null ? "DEFAULT" : current).equalsIgnoreCase(said(name, wanted));
    }

    /** The value of an option as the server takes it. */
    static String said(String name, String value) {
        return value.equalsIgnoreCase("DEFAULT") ? USUAL.getOrDefault(name, "DEFAULT") : plain(value);
    }

    /** Whether an option says what is so anyway; the server tells some without being told them. */
    static boolean isUsual(String name, String value) {
        return value.equals(USUAL.get(name));
    }

    private static String plain(String value) {
        return MySqlText.end(value, 0) == value.length() ? MySqlText.value(value) : value;
    }

    static boolean same(@Nullable MySqlPartitioning from, @Nullable MySqlPartitioning to) {
        if (from == null || to == null) {
            return from == null && to == null;
        }
        if (!sameKeys(from, to)) {
            return false;
        }
        if (MySqlRotation.isAutomatic(to.key())) {
            return true;
        }
        if (from.partitions().size() != to.partitions().size()) {
            return false;
        }
        for (int i = 0; i < from.partitions().size(); i++) {
            if (!same(from.partitions().get(i), to.partitions().get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether rows are spread by the same, over whichever partitions. */
    static boolean sameKeys(MySqlPartitioning from, MySqlPartitioning to) {
        Key sub = from.subKey();
        Key wantedSub = to.subKey();
        return same(from.key(), to.key())
                && (sub == null || wantedSub == null ? sub == wantedSub : same(sub, wantedSub));
    }

    private static boolean same(Key from, Key to) {
        return MySqlRotation.same(from, to)
                .orElseGet(() -> from.method().equalsIgnoreCase(to.method())
                        && MySqlTermParser.ofTable(list(from)).equals(MySqlTermParser.ofTable(list(to))));
    }

    private static String list(Key key) {
        return "(" + key.expression() + ")";
    }

    static boolean same(Partition from, Partition to) {
        return from.name().equalsIgnoreCase(to.name())
                && text(from.comment()).equals(text(to.comment()))
                && from.subpartitions().equals(to.subpartitions())
                && sameValues(from, to);
    }

    static boolean sameValues(Partition from, Partition to) {
        String values = from.values();
        String wanted = to.values();
        return values == null || wanted == null ? Objects.equals(values, wanted) : MySqlBounds.same(values, wanted);
    }

    private static String text(@Nullable String comment) {
        return comment == null ? "" : comment;
    }
}
