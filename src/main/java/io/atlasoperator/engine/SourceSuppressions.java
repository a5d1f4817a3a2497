package io.atlasoperator.engine;

import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.lint.Suppressions;
import io.atlasoperator.lint.Suppressions.Rule;
import io.atlasoperator.lint.Suppressions.Target;
import io.atlasoperator.migrate.FileDirectives;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.sql.ScannedStatement;
import io.atlasoperator.sql.SqlScanException;
import io.atlasoperator.sql.StatementScanner;
import java.util.ArrayList;
import java.util.List;

/** The {@code atlas:nolint} comments of SQL files that tell a desired state. */
final class SourceSuppressions {
    private static final String DIRECTIVE = "nolint";

    private SourceSuppressions() {}

    static Suppressions of(StateSource desired, Dialect dialect) {
        if (!(desired instanceof StateSource.Sql sql)) {
            return Suppressions.NONE;
        }
        List<Rule> rules = new ArrayList<>();
        for (SourceFile file : sql.files()) {
            if (file.content().contains("atlas:" + DIRECTIVE)) {
                rules.addAll(file(new MigrationFile(file.name(), "", "", file.content())));
                statements(file, dialect, rules);
            }
        }
        return new Suppressions(rules);
    }

    /** Those in the head of a file, which are about all of it. */
    static List<Rule> file(MigrationFile file) {
        List<Rule> rules = new ArrayList<>();
        int seen = 0;
        for (List<String> names : FileDirectives.of(file).named(DIRECTIVE)) {
            seen = file.content().indexOf("atlas:" + DIRECTIVE, seen) + 1;
            rules.add(Rule.of(new Target.Everything(), names, Suppressions.place(file.name(), file.content(), seen)));
        }
        return List.copyOf(rules);
    }

    private static void statements(SourceFile file, Dialect dialect, List<Rule> rules) {
        try {
            for (ScannedStatement statement :
                    new StatementScanner(dialect.syntax().scanner()).scan(file.content())) {
                Suppressions.directive(statement.comments())
                        .ifPresent(names -> Suppressions.object(statement.text())
                                .ifPresent(target -> rules.add(Rule.of(
                                        target,
                                        names,
                                        Suppressions.place(file.name(), file.content(), statement.start())))));
            }
        } catch (SqlScanException e) {
            throw new EngineException(
                    EngineException.Reason.DESIRED_STATE,
                    false,
                    "scanning \"" + file.name() + "\": " + e.getMessage(),
                    e);
        }
    }
}
