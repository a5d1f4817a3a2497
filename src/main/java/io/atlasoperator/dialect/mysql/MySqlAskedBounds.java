package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlPartitioning.Partition;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Has the server say what the values of partitions come to that nobody else can compute: {@code UNIX_TIMESTAMP('2030-01-01')}
 * depends on the time zone of the session that makes the partition.
 */
final class MySqlAskedBounds {
    /**
     * What may stand in a value that is asked for: the functions that servers allow there, units, and words before literals. They
     * come to the same each time, and change nothing.
     *
     * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/partitioning-limitations-functions.html">MySQL 8.4 reference manual,
     *     Partitioning Limitations Relating to Functions</a>
     */
    private static final Set<String> WORDS = Set.of(
            "abs",
            "ceiling",
            "date",
            "datediff",
            "day",
            "dayofmonth",
            "dayofweek",
            "dayofyear",
            "div",
            "extract",
            "floor",
            "from",
            "hour",
            "microsecond",
            "minute",
            "mod",
            "month",
            "quarter",
            "second",
            "time",
            "time_to_sec",
            "timestamp",
            "to_days",
            "to_seconds",
            "unix_timestamp",
            "week",
            "weekday",
            "year",
            "yearweek");

    private static final Set<String> SYMBOLS = Set.of("(", ")", ",", "+", "-", "*", "/", "%");
    private static final Pattern MOMENT = Pattern.compile("[\\p{Print}&&[^'\\\\]]*");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,40}");
    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,40}");

    /** A server takes 4096 columns of a query at most. */
    private static final int AT_ONCE = 1000;

    /** Warnings of MySQL that something is written in a way of old, such as {@code '2030/01/01'}. */
    private static final Set<Integer> OF_STYLE = Set.of(1287, 4095, 4096, 4097);

    /** A literal such as {@code DATE '2030-02-30'}, which servers refuse with a state that says nothing. */
    private static final int WRONG_LITERAL = 1525;

    private MySqlAskedBounds() {}

    /**
     * The written state with the numbers that values come to, in tables that are spread over partitions already: a plan that is
     * made of it says what its statements do, whichever session runs them. Asks nothing if there is no such value.
     *
     * @param connection a session like that which is to run the plan
     */
    static Realm computed(Connection connection, Realm current, Realm written) throws SQLException {
        Set<String> spread = current.schemas().stream()
                .flatMap(schema -> schema.tables().stream())
                .filter(table -> !partitions(table).isEmpty())
                .map(MySqlAskedBounds::folded)
                .collect(Collectors.toUnmodifiableSet());
        Set<String> questions = new LinkedHashSet<>();
        written.schemas().stream()
                .flatMap(schema -> schema.tables().stream())
                .filter(table -> spread.contains(folded(table)))
                .flatMap(table -> partitions(table).stream())
                .flatMap(partition -> MySqlBounds.items(partition.values()).stream())
                .forEach(item -> question(item).ifPresent(questions::add));
        if (questions.isEmpty()) {
            return written;
        }
        Map<String, String> answers = answers(connection, List.copyOf(questions));
        return written.mapSchemas(schema -> schema.withTables(schema.tables().stream()
                .map(table -> spread.contains(folded(table)) ? answered(table, answers) : table)
                .toList()));
    }

    private static String folded(Table table) {
        return table.name().toString().toLowerCase(Locale.ROOT);
    }

    private static List<Partition> partitions(Table table) {
        @Nullable MySqlPartitioning partitioning = MySqlTableOptions.of(table).partitioning();
        return partitioning == null ? List.of() : partitioning.partitions();
    }

    /** A value as it is asked for, put together from words that are known; nothing if there is no need or it has others. */
    private static Optional<String> question(String item) {
        if (!MySqlBounds.isOpen(item)) {
            return Optional.empty();
        }
        StringBuilder sql = new StringBuilder();
        List<MySqlToken> tokens = MySqlToken.of(item);
        for (int at = 0; at < tokens.size(); at++) {
            MySqlToken token = tokens.get(at);
            boolean asksForNow = token.is("unix_timestamp")
                    && at + 2 < tokens.size()
                    && tokens.get(at + 2).is(")");
            boolean isKnown = switch (token.kind()) {
                case WORD -> WORDS.contains(token.value());
                case NUMBER -> DIGITS.matcher(token.value()).matches();
                case STRING -> MOMENT.matcher(token.value()).matches();
                case SYMBOL -> SYMBOLS.contains(token.value());
                case NAME -> false;
            };
            if (asksForNow || !isKnown) {
                return Optional.empty();
            }
            boolean calls = token.is("(") && !sql.isEmpty();
            sql.append(sql.isEmpty() || calls ? "" : " ").append(MySqlCursor.literal(token));
        }
        return Optional.of(sql.toString());
    }

    /** What the server says of all of them; of none where it complains of one, as it will when it gets the statement. */
    private static Map<String, String> answers(Connection connection, List<String> questions) throws SQLException {
        Map<String, String> answers = new HashMap<>();
        for (int start = 0; start < questions.size(); start += AT_ONCE) {
            List<String> some = questions.subList(start, Math.min(questions.size(), start + AT_ONCE));
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT " + String.join(", ", some))) {
                row.next();
                List<@Nullable String> values = new ArrayList<>();
                for (int column = 1; column <= some.size(); column++) {
                    values.add(row.getString(column));
                }
                if (complains(statement.getWarnings())) {
                    continue;
                }
                for (int i = 0; i < some.size(); i++) {
                    @Nullable String value = values.get(i);
                    if (value != null && INTEGER.matcher(value).matches()) {
                        answers.put(some.get(i), value);
                    }
                }
            } catch (SQLException e) {
                if (!isRefused(e)) {
                    throw e;
                }
            }
        }
        return answers;
    }

    private static boolean complains(@Nullable SQLWarning first) {
        for (@Nullable SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            if (!OF_STYLE.contains(warning.getErrorCode())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRefused(SQLException failure) {
        @Nullable String state = failure.getSQLState();
        return failure.getErrorCode() == WRONG_LITERAL
                || state != null && (state.startsWith("42") || state.startsWith("22"));
    }

    private static Table answered(Table table, Map<String, String> answers) {
        MySqlTableOptions options = MySqlTableOptions.of(table);
        @Nullable MySqlPartitioning partitioning = options.partitioning();
        if (partitioning == null) {
            return table;
        }
        List<Partition> partitions = partitioning.partitions().stream()
                .map(partition -> answered(partition, answers))
                .toList();
        return table.toBuilder()
                .options(options.withPartitioning(
                        new MySqlPartitioning(partitioning.key(), partitioning.subKey(), partitions)))
                .build();
    }

    private static Partition answered(Partition partition, Map<String, String> answers) {
        @Nullable String values = partition.values();
        List<String> items = MySqlBounds.items(values);
        List<String> known = items.stream()
                .map(item -> question(item)
                        .flatMap(asked -> Optional.ofNullable(answers.get(asked)))
                        .orElse(item))
                .toList();
        return values == null || known.equals(items)
                ? partition
                : new Partition(
                        partition.name(),
                        MySqlBounds.words(values) + " (" + String.join(", ", known) + ")",
                        partition.comment(),
                        partition.subpartitions());
    }
}
