package io.atlasoperator.engine;

import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.diff.Differ;
import io.atlasoperator.diff.ExactDiffRules;
import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.engine.MigrateLintReport.Place;
import io.atlasoperator.inspect.InspectOptions;
import io.atlasoperator.lint.StatementChanges;
import io.atlasoperator.lint.Suppressions;
import io.atlasoperator.lint.Suppressions.Rule;
import io.atlasoperator.lint.Suppressions.Target;
import io.atlasoperator.lint.Work;
import io.atlasoperator.migrate.CheckFile;
import io.atlasoperator.migrate.FileDirectives;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Table;
import io.atlasoperator.sql.ScannedStatement;
import io.atlasoperator.sql.StatementScanner;
import io.atlasoperator.sql.StatementText;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs migration files on a dev database, and looks at what each statement changes. Not safe for use by several threads. */
final class MigrationReplay {
    /** A first file with more statements is looked at as a whole: it makes a schema, and every look takes a while. */
    private static final int MANY = 10;

    private final DevDatabase.Lease lease;
    private final Session dev;
    private final StatementScanner scanner;
    private final Differ differ;
    private Realm state;

    /** @param lease closed by whoever has it */
    MigrationReplay(DevDatabase.Lease lease) {
        this.lease = lease;
        this.dev = lease.session();
        this.scanner = new StatementScanner(dev.dialect().syntax().scanner());
        // Both states come from one server, which writes what is equal equally.
        this.differ = new Differ(new ExactDiffRules(dev.dialect().diffRules(dev.version())), DiffPolicy.DEFAULT);
        this.state = inspect();
        DevScripts.readAsServer(dev);
    }

    /**
     * What a file did.
     *
     * @param work its statements with what they changed
     * @param places where they begin
     * @param rules what the comments before them ask not to be told, and what the checks of the file answer
     */
    record Replayed(Work work, List<Place> places, List<Rule> rules) {}

    /** A statement with the states around it. */
    private record Ran(ScannedStatement statement, Realm before, Realm after, List<Change> changes) {}

    Dialect dialect() {
        return dev.dialect();
    }

    ServerVersion version() {
        return dev.version();
    }

    Realm state() {
        return state;
    }

    /** Runs files without looking; says how many statements they have. */
    int load(List<MigrationFile> files) {
        int count = 0;
        for (MigrationFile file : files) {
            List<ScannedStatement> statements = scan(file);
            statements.forEach(this::execute);
            count += statements.size();
        }
        state = inspect();
        return count;
    }

    /** @param isFirst whether nothing ran before it */
    Replayed run(MigrationFile file, boolean isFirst) {
        List<ScannedStatement> statements = scan(file);
        List<Ran> ran = new ArrayList<>();
        if (isFirst && statements.size() > MANY) {
            Realm before = state;
            statements.forEach(this::execute);
            state = inspect();
            ran.add(new Ran(
                    new ScannedStatement("", 0, 0, 0, 1, List.of()), before, state, differ.diff(before, state)));
        } else {
            for (ScannedStatement statement : statements) {
                Realm before = state;
                execute(statement);
                state = inspect();
                ran.add(new Ran(
                        statement, before, state, StatementChanges.of(statement.text(), differ.diff(before, state))));
            }
        }
        return replayed(file, withoutRebuilds(ran));
    }

    private Replayed replayed(MigrationFile file, List<Ran> ran) {
        List<Work.Step> steps = new ArrayList<>();
        List<Place> places = new ArrayList<>();
        List<Rule> rules = new ArrayList<>();
        for (Ran one : ran) {
            int index = steps.size();
            Suppressions.directive(one.statement.comments())
                    .ifPresent(names -> rules.add(Rule.of(
                            new Target.OneStep(index),
                            names,
                            Suppressions.place(file.name(), file.content(), one.statement.start()))));
            steps.add(new Work.Step(one.statement.text(), one.changes));
            places.add(new Place(one.statement.bytePosition(), one.statement.line()));
        }
        boolean inTransaction = dev.dialect().transactions().ddlIsTransactional()
                && !FileDirectives.of(file).txModes().contains("none")
                && !file.format().layout().txMode(file).equals(Optional.of(TxMode.NONE));
        for (CheckFile checks : file.checks(scanner)) {
            checks.codes().forEach(code -> rules.add(Rule.answered(code, place(file, checks, code))));
        }
        return new Replayed(new Work(steps, inTransaction), places, rules);
    }

    private static String place(MigrationFile file, CheckFile checks, String code) {
        int start = Math.max(file.content().indexOf("-- " + checks.name() + " --"), 0);
        Matcher directive = Pattern.compile("atlas:assert\\b.*\\s" + Pattern.quote(code) + "(?!\\S)")
                .matcher(file.content());
        return Suppressions.placeAt(file.name(), file.content(), directive.find(start) ? directive.start() : start);
    }

    /**
     * SQLite changes a table by making another beside it, copying the rows, dropping the old one and taking over its
     * name: what is meant is the difference between the two.
     */
    private List<Ran> withoutRebuilds(List<Ran> ran) {
        List<Ran> found = new ArrayList<>(ran);
        for (int end = 0; end < found.size(); end++) {
            Optional<Change.RenameTable> rename = found.get(end).changes.stream()
                    .filter(Change.RenameTable.class::isInstance)
                    .map(Change.RenameTable.class::cast)
                    .findFirst();
            if (rename.isPresent()) {
                QualifiedName temporary = rename.get().from().name();
                QualifiedName name = rename.get().to().name();
                int dropped = last(
                        found,
                        end,
                        change -> change instanceof Change.DropTable(Table table)
                                && table.name().equals(name));
                int made = last(
                        found,
                        dropped,
                        change -> change instanceof Change.AddTable(Table table)
                                && table.name().equals(temporary));
                if (made >= 0) {
                    fold(found, made, dropped, end);
                }
            }
        }
        return found;
    }

    private static int last(List<Ran> ran, int end, java.util.function.Predicate<Change> wanted) {
        for (int i = end - 1; i >= 0; i--) {
            if (ran.get(i).changes.stream().anyMatch(wanted)) {
                return i;
            }
        }
        return -1;
    }

    private void fold(List<Ran> ran, int made, int dropped, int end) {
        Ran first = ran.get(made);
        List<Change> difference = differ.diff(first.before, ran.get(end).after);
        boolean isApart = dropped > made + 2 || end > dropped + 1;
        if (isApart) {
            return;
        }
        ran.set(made, new Ran(first.statement, first.before, ran.get(end).after, difference));
        for (int i = made + 1; i <= end; i++) {
            Ran other = ran.get(i);
            ran.set(i, new Ran(other.statement, other.before, other.after, List.of()));
        }
    }

    private List<ScannedStatement> scan(MigrationFile file) {
        List<DevScripts.Step> steps = DevScripts.migration(scanner, file);
        DevScripts.stayInside(lease, steps, DevScripts.Origin.MIGRATION_FILE);
        return steps.stream().map(DevScripts.Step::statement).toList();
    }

    private void execute(ScannedStatement statement) {
        try {
            dev.execute(statement.text());
        } catch (SQLException e) {
            throw dev.failure(
                    Reason.DIRECTORY, "executing statement: " + StatementText.withoutPasswords(statement.text()), e);
        }
    }

    private Realm inspect() {
        try {
            return dev.dialect()
                    .inspector(dev.version())
                    .inspect(dev.connection(), new InspectOptions(dev.scope(), List.of()))
                    .realm();
        } catch (SQLException e) {
            throw dev.failure(Reason.INSPECT, "", e);
        }
    }
}
