package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlLexer.Kind;
import io.atlasoperator.dialect.mysql.MySqlLexer.Token;
import io.atlasoperator.schema.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog shows to a user: it leaves out, without a word, what the user has no right on.
 *
 * @param grants what the user may do where
 */
record MySqlRights(List<Grant> grants) {
    private static final String ALL = "ALL";

    /** One of these on a table shows all of its columns; on single columns, those alone. */
    private static final Set<String> SHOW_COLUMNS = Set.of("SELECT", "INSERT", "UPDATE", "REFERENCES");

    /** One of these on a schema shows its routines. */
    private static final Set<String> SHOW_ROUTINES =
            Set.of("EXECUTE", "ALTER ROUTINE", "CREATE ROUTINE", "SHOW_ROUTINE", "SHOW CREATE ROUTINE");

    /** The server runs without its tables of rights. */
    private static final int NO_GRANTS = 1290;

    MySqlRights {
        grants = List.copyOf(grants);
    }

    /**
     * Rights on a place.
     *
     * @param rights their names in upper case, without those on single columns
     * @param schemas the schemas, or null for all
     * @param table the one table, or null for all
     */
    record Grant(
            Set<String> rights,
            @Nullable Pattern schemas,
            @Nullable String table) {
        Grant {
            rights = Set.copyOf(rights);
        }

        boolean allowsIn(String schema, Set<String> wanted) {
            return (schemas == null || schemas.matcher(schema).matches())
                    && (rights.contains(ALL)
                            || rights.contains("ALL PRIVILEGES")
                            || rights.stream().anyMatch(wanted::contains));
        }
    }

    static MySqlRights read(Connection connection, MySqlFlavor flavor) throws SQLException {
        List<Grant> grants = new ArrayList<>();
        try {
            List<String> lines = new ArrayList<>(MySqlStatements.texts(connection, "SHOW GRANTS"));
            if (flavor.grantsToPublic()) {
                lines.addAll(MySqlStatements.texts(connection, "SHOW GRANTS FOR PUBLIC"));
            }
            lines.forEach(line -> parse(line).ifPresent(grants::add));
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_GRANTS) {
                throw e;
            }
            grants.add(new Grant(Set.of(ALL), null, null));
        }
        return new MySqlRights(grants);
    }

    /** What a line of {@code SHOW GRANTS} says of tables and schemas; nothing if it is about something else. */
    static Optional<Grant> parse(String line) {
        List<Token> tokens = MySqlLexer.meaning(line);
        if (tokens.isEmpty() || !tokens.getFirst().is("GRANT")) {
            return Optional.empty();
        }
        Set<String> rights = new HashSet<>();
        StringBuilder right = new StringBuilder();
        boolean ofColumns = false;
        int at = 1;
        for (; at < tokens.size() && !tokens.get(at).is("ON"); at++) {
            Token token = tokens.get(at);
            if (token.is("(")) {
                ofColumns = true;
                while (at < tokens.size() && !tokens.get(at).is(")")) {
                    at++;
                }
            } else if (token.is(",")) {
                add(rights, right, ofColumns);
                ofColumns = false;
            } else {
                right.append(right.isEmpty() ? "" : " ").append(token.text());
            }
        }
        add(rights, right, ofColumns);
        at++;
        if (at < tokens.size() && tokens.get(at).is("TABLE")) {
            at++;
        }
        if (at + 2 >= tokens.size() || !tokens.get(at + 1).is(".")) {
            return Optional.empty();
        }
        Token schema = tokens.get(at);
        Token table = tokens.get(at + 2);
        if (!schema.is("*") && schema.kind() != Kind.NAME) {
            return Optional.empty();
        }
        boolean isOne = table.kind() == Kind.NAME;
        return Optional.of(new Grant(
                rights,
                schema.is("*") ? null : isOne ? Pattern.compile(Pattern.quote(schema.name())) : like(schema.name()),
                isOne ? table.name() : null));
    }

    private static void add(Set<String> rights, StringBuilder right, boolean ofColumns) {
        if (!ofColumns && !right.isEmpty()) {
            rights.add(right.toString().toUpperCase(Locale.ROOT));
        }
        right.setLength(0);
    }

    /** Rights on schemas are for patterns. */
    private static Pattern like(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (int at = 0; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            if (c == '\\' && at + 1 < pattern.length()) {
                at++;
                regex.append(Pattern.quote(String.valueOf(pattern.charAt(at))));
            } else {
                regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    }

    /**
     * Refuses to look at a table some of whose columns are not seen.
     *
     * @throws SQLException that names it and the right that is missing
     */
    void requireColumns(Collection<QualifiedName> tables, MySqlSession session) throws SQLException {
        for (QualifiedName table : tables) {
            if (grants.stream()
                    .noneMatch(grant -> grant.allowsIn(table.schema(), SHOW_COLUMNS) && isOf(grant, table.name()))) {
                throw new SQLException("columns of table \"" + table + "\" may be hidden from user " + session.user()
                        + "; grant it SELECT on the table");
            }
        }
    }

    private static boolean isOf(Grant grant, String table) {
        return grant.table() == null || grant.table().equalsIgnoreCase(table);
    }

    /** What may be there without being seen, in sentences. */
    List<String> hidden(Collection<String> schemas, Collection<QualifiedName> tables, MySqlSession session) {
        List<String> hidden = new ArrayList<>();
        for (String schema : schemas) {
            List<String> rights = new ArrayList<>();
            List<String> things = new ArrayList<>();
            boolean seesTriggers = tables.stream()
                    .filter(table -> table.schema().equals(schema))
                    .allMatch(table -> grants.stream()
                            .anyMatch(grant -> grant.allowsIn(schema, Set.of("TRIGGER")) && isOf(grant, table.name())));
            if (!seesTriggers) {
                rights.add("TRIGGER");
                things.add("triggers");
            }
            if (!allows(schema, Set.of("EVENT"))) {
                rights.add("EVENT");
                things.add("events");
            }
            if (!allows(schema, SHOW_ROUTINES)) {
                rights.add("EXECUTE");
                things.add("routines");
            }
            if (!rights.isEmpty()) {
                hidden.add("user " + session.user() + " has no right " + String.join(", ", rights) + " on schema \""
                        + schema + "\", so that " + String.join(", ", things) + " there may be hidden from it");
            }
        }
        return hidden;
    }

    private boolean allows(String schema, Set<String> rights) {
        return grants.stream().anyMatch(grant -> grant.table() == null && grant.allowsIn(schema, rights));
    }
}
