package io.atlasoperator.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The directives of a migration file: {@code -- atlas:name arguments} in the comment lines that the file begins with,
 * which an empty line (or the end) must cut off from the first statement.
 *
 * @param directives the directives, in order
 * @param sumIgnored whether the file is left out of {@code atlas.sum}
 */
public record FileDirectives(List<Directive> directives, boolean sumIgnored) {
    private static final Pattern DIRECTIVE = Pattern.compile("^[ -~]*?atlas:(\\w+)(?: +([ -~]*))?$");
    private static final Pattern FILE_DIRECTIVE = Pattern.compile("^(?:--|#)[ \\t]*atlas:(\\w+)(?: +(.*))?$");

    /**
     * One directive.
     *
     * @param name its name: {@code txmode}
     * @param arguments what follows, split at white space
     */
    public record Directive(String name, List<String> arguments) {
        public Directive {
            arguments = List.copyOf(arguments);
        }
    }

    public FileDirectives {
        directives = List.copyOf(directives);
    }

    /** The directives of a file; those of the migration in an archive are among them. */
    public static FileDirectives of(MigrationFile file) {
        FileDirectives head = of(file.content());
        if (!head.archive() || file.format() != DirectoryFormat.ATLAS) {
            return head;
        }
        List<Directive> all = new ArrayList<>(head.directives);
        all.addAll(of(MigrationArchive.migrationIn(file)).directives);
        return new FileDirectives(all, head.sumIgnored);
    }

    /** The directives of a text. */
    static FileDirectives of(String content) {
        // Some editors begin a file with a mark that nobody sees.
        List<String> lines =
                content.substring(content.startsWith("\uFEFF") ? 1 : 0).lines().toList();
        boolean ignored = false;
        if (!lines.isEmpty()) {
            Matcher first = DIRECTIVE.matcher(lines.getFirst().stripTrailing());
            ignored = first.matches() && first.group(1).equals("sum") && "ignore".equals(first.group(2));
        }
        List<Directive> found = new ArrayList<>();
        for (String line : lines) {
            String text = line.stripTrailing();
            if (text.isEmpty()) {
                return new FileDirectives(found, ignored);
            }
            if (!text.startsWith("--") && !text.startsWith("#")) {
                return new FileDirectives(List.of(), ignored);
            }
            directive(text).ifPresent(found::add);
        }
        return new FileDirectives(found, ignored);
    }

    /**
     * The directives in the comment lines that a text begins with, also where they touch the first statement: so the
     * reference writes the checks that it suggests.
     */
    static FileDirectives inHead(String content) {
        List<Directive> found = new ArrayList<>();
        for (String line : content.lines().toList()) {
            String text = line.stripTrailing();
            if (!text.isEmpty() && !text.startsWith("--") && !text.startsWith("#")) {
                break;
            }
            directive(text).ifPresent(found::add);
        }
        return new FileDirectives(found, false);
    }

    private static Optional<Directive> directive(String line) {
        Matcher matcher = FILE_DIRECTIVE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String arguments = matcher.group(2) == null ? "" : matcher.group(2).strip();
        return Optional.of(
                new Directive(matcher.group(1), arguments.isEmpty() ? List.of() : List.of(arguments.split("\\s+"))));
    }

    /** The arguments of every directive of that name, in order. */
    public List<List<String>> named(String name) {
        return directives.stream()
                .filter(directive -> directive.name().equals(name))
                .map(Directive::arguments)
                .toList();
    }

    /** Whether there is a directive of that name. */
    public boolean has(String name) {
        return directives.stream().anyMatch(directive -> directive.name().equals(name));
    }

    /** Whether the file holds the whole schema up to its version. */
    public boolean checkpoint() {
        return has("checkpoint");
    }

    /** The checkpoint's tag, if it is one and has one. */
    public Optional<String> checkpointTag() {
        return named("checkpoint").stream()
                .filter(arguments -> !arguments.isEmpty())
                .map(List::getFirst)
                .findFirst();
    }

    /** Whether the file is an archive with checks that must hold before it runs. */
    public boolean archive() {
        return has("txtar");
    }

    /** The transaction modes that the file asks for, in order. */
    public List<String> txModes() {
        return named("txmode").stream()
                .map(arguments -> arguments.isEmpty() ? "" : arguments.getFirst())
                .toList();
    }
}
