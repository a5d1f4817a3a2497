package io.atlasoperator.sql;

import io.atlasoperator.source.Position;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.source.SourceRange;
import io.atlasoperator.sql.RenameHint.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the hints in a script that say what had another name before: a comment line {@code -- atlas:renamed_from old_name}
 * right before a CREATE or ALTER TABLE … ADD statement, or before a column, a constraint or an index inside a CREATE TABLE.
 */
public final class RenameHints {
    private static final String NAME = "(\"(?:[^\"]|\"\")+\"|`[^`]+`|\\[[^]]+]|[\\p{L}_][\\p{L}\\p{N}_$]*)";
    private static final String QUALIFIED = NAME + "(?:\\s*\\.\\s*" + NAME + ")?";
    private static final String MAYBE = "(?:IF\\s+(?:NOT\\s+)?EXISTS\\s+)?";
    private static final Pattern DIRECTIVE = Pattern.compile("--[ \\t]*atlas:renamed_from(?:[ \\t]+([^\\r\\n]*))?");
    private static final Pattern OLD_NAME = Pattern.compile("(?:" + NAME + "\\s*\\.\\s*)?" + NAME);

    private static final Pattern RELATION = head(
            "CREATE\\s+(?:OR\\s+REPLACE\\s+)?(?:(?:GLOBAL|LOCAL|UNLOGGED|RECURSIVE|MATERIALIZED)\\s+)*(?:TABLE|VIEW|SEQUENCE)\\s+"
                    + MAYBE + QUALIFIED);
    private static final Pattern TYPE = head("CREATE\\s+(?:TYPE|DOMAIN)\\s+" + QUALIFIED);
    private static final Pattern INDEX = head("CREATE\\s+(?:UNIQUE\\s+)?INDEX\\s+(?:CONCURRENTLY\\s+)?" + MAYBE + NAME
            + "(?:\\s*\\.\\s*" + NAME + ")?\\s+ON\\s+(?:ONLY\\s+)?" + QUALIFIED);
    private static final Pattern ADDITION = head("ALTER\\s+TABLE\\s+" + MAYBE + "(?:ONLY\\s+)?" + QUALIFIED
            + "\\s+ADD\\s+(?:(CONSTRAINT)\\s+|COLUMN\\s+" + MAYBE + ")?" + NAME + "(?:\\s+(UNIQUE|EXCLUDE)\\b)?");
    private static final Pattern CREATE_TABLE =
            head("CREATE\\s+(?:(?:GLOBAL|LOCAL|UNLOGGED)\\s+)*TABLE\\s+" + MAYBE + QUALIFIED);
    private static final Pattern PART = part("(CONSTRAINT\\s+)");
    private static final Pattern PART_OR_INDEX =
            part("(?:(CONSTRAINT\\s+)|((?:UNIQUE\\s+|FULLTEXT\\s+|SPATIAL\\s+)?(?:INDEX|KEY)\\s+))");
    private static final Set<String> NAMELESS = Set.of("primary", "unique", "check", "foreign", "like", "constraint");
    private static final Pattern SKIPPED =
            Pattern.compile("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|/\\*.*?\\*/|--[^\\r\\n]*", Pattern.DOTALL);

    private final SourceFile file;
    private final SqlSyntax syntax;
    private final List<RenameHint> found = new ArrayList<>();

    private RenameHints(SourceFile file, SqlSyntax syntax) {
        this.file = file;
        this.syntax = syntax;
    }

    private static Pattern head(String regex) {
        return Pattern.compile("\\s*" + regex, Pattern.CASE_INSENSITIVE);
    }

    private static Pattern part(String before) {
        return Pattern.compile(
                "\\G(?:\\s|--[^\\r\\n]*|/\\*.*?\\*/)*" + before + "?(?<name>" + NAME
                        + ")(?:\\s+(?<unique>UNIQUE|EXCLUDE)\\b)?",
                Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /**
     * The hints of a script, in order.
     *
     * @throws SqlScanException if the script can't be split, or a hint says no name or stands before nothing that can be
     *     renamed
     */
    public static List<RenameHint> of(SourceFile file, SqlSyntax syntax) {
        if (!file.content().contains("atlas:renamed_from")) {
            return List.of();
        }
        RenameHints hints = new RenameHints(file, syntax);
        for (ScannedStatement statement : new StatementScanner(syntax.scanner()).scan(file.content())) {
            hints.read(statement);
        }
        return List.copyOf(hints.found);
    }

    private void read(ScannedStatement statement) {
        for (String comment : statement.comments()) {
            Matcher directive = DIRECTIVE.matcher(comment.strip());
            if (directive.matches()) {
                int at = file.content().lastIndexOf(comment.strip(), statement.start());
                before(
                        statement,
                        oldName(directive, range(at, comment.strip().length())),
                        range(at, comment.strip().length()));
            }
        }
        Matcher skipped = SKIPPED.matcher(statement.text());
        while (skipped.find()) {
            Matcher directive = DIRECTIVE.matcher(skipped.group().strip());
            if (directive.matches()) {
                SourceRange range = range(
                        statement.start() + skipped.start(),
                        skipped.group().strip().length());
                inside(statement.text(), skipped.end(), oldName(directive, range), range);
            }
        }
    }

    private void before(ScannedStatement statement, String oldName, SourceRange range) {
        String text = statement.text();
        Matcher head = INDEX.matcher(text);
        if (head.lookingAt()) {
            add(Subject.INDEX, head.group(3), head.group(4), last(head.group(1), head.group(2)), oldName, range);
            return;
        }
        head = RELATION.matcher(text);
        if (head.lookingAt()) {
            add(Subject.RELATION, head.group(1), head.group(2), "", oldName, range);
            return;
        }
        head = TYPE.matcher(text);
        if (head.lookingAt()) {
            add(Subject.TYPE, head.group(1), head.group(2), "", oldName, range);
            return;
        }
        head = ADDITION.matcher(text);
        if (head.lookingAt()) {
            if (head.group(3) == null && isNameless(head.group(4))) {
                throw misplaced(range);
            }
            Subject subject =
                    head.group(3) == null ? Subject.COLUMN : head.group(5) == null ? Subject.CONSTRAINT : Subject.INDEX;
            add(subject, head.group(1), head.group(2), unquote(head.group(4)), oldName, range);
            return;
        }
        throw misplaced(range);
    }

    private void inside(String statement, int end, String oldName, SourceRange range) {
        Matcher table = CREATE_TABLE.matcher(statement);
        boolean inlineIndexes = syntax.scanner().inlineIndexes();
        Matcher part = (inlineIndexes ? PART_OR_INDEX : PART).matcher(statement);
        if (!table.lookingAt() || !part.find(end)) {
            throw misplaced(range);
        }
        boolean constraint = part.group(1) != null;
        boolean index = inlineIndexes && part.group(2) != null || constraint && part.group("unique") != null;
        String name = part.group("name");
        if (!constraint && !index && isNameless(name)) {
            throw misplaced(range);
        }
        Subject subject = index ? Subject.INDEX : constraint ? Subject.CONSTRAINT : Subject.COLUMN;
        add(subject, table.group(1), table.group(2), unquote(name), oldName, range);
    }

    /** Whether a constraint without a name, or another clause, begins with the word, and no column. */
    private static boolean isNameless(String word) {
        return NAMELESS.contains(word.toLowerCase(Locale.ROOT));
    }

    private void add(
            Subject subject, String first, @Nullable String second, String part, String oldName, SourceRange range) {
        found.add(new RenameHint(
                subject,
                second == null ? null : unquote(first),
                unquote(second == null ? first : second),
                part,
                oldName,
                range));
    }

    private String last(String first, @Nullable String second) {
        return unquote(second == null ? first : second);
    }

    private String oldName(Matcher directive, SourceRange range) {
        @Nullable String written = directive.group(1);
        Matcher name = OLD_NAME.matcher(written == null ? "" : written.strip());
        if (!name.matches()) {
            throw new SqlScanException(
                    range.start(),
                    "-- atlas:renamed_from needs the name that it had before, such as --"
                            + " atlas:renamed_from old_name");
        }
        return unquote(name.group(2));
    }

    private static SqlScanException misplaced(SourceRange range) {
        return new SqlScanException(
                range.start(),
                "-- atlas:renamed_from stands before nothing that can be renamed: put it"
                        + " on the line before a CREATE TABLE, VIEW, SEQUENCE, TYPE, DOMAIN or INDEX, or before a column, a"
                        + " constraint or an index with a name inside a CREATE TABLE");
    }

    private String unquote(String name) {
        return switch (name.charAt(0)) {
            case '"' -> name.substring(1, name.length() - 1).replace("\"\"", "\"");
            case '`', '[' -> name.substring(1, name.length() - 1);
            default -> syntax.fold(name);
        };
    }

    private SourceRange range(int start, int length) {
        ScriptText text = new ScriptText(file.content());
        Position from = text.position(Math.max(start, 0));
        return new SourceRange(file.name(), from, new Position(from.line(), from.column() + length));
    }
}
