package io.atlasoperator.dialect.postgres;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.lint.Analyzer;
import io.atlasoperator.lint.Diagnostic;
import io.atlasoperator.lint.LintCode;
import io.atlasoperator.lint.Look;
import io.atlasoperator.lint.Work;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.DefaultValue;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.QualifiedName;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds changes of tables in use that write every row anew or look at every row, while readers or writers wait. What the
 * table holds is not known here: on a small one none of this matters.
 */
final class PostgresBlockingAnalyzer implements Analyzer {
    private static final LintCode TYPE = new LintCode("PG301", "column type changed, table written anew");
    private static final LintCode FILLED = new LintCode("PG302", "column added that is computed for each row");
    private static final LintCode NOT_NULL = new LintCode("PG303", "column made non-nullable, table scanned");
    private static final LintCode NULLABLE_KEY = new LintCode("PG304", "primary key on nullable columns");
    private static final LintCode CHECK = new LintCode("PG305", "check added, table scanned");
    private static final LintCode FOREIGN_KEY = new LintCode("PG306", "foreign key added, table scanned");

    private static final String VALIDATE_LATER =
            "Add it as NOT VALID, and run ALTER TABLE ... VALIDATE CONSTRAINT after that";

    /** A call of a function whose value differs from row to row; most others are computed once. */
    private static final Pattern VOLATILE = Pattern.compile(
            "\\b(?:nextval|random|gen_random_uuid|uuid_generate_v\\w+|uuidv[47]|clock_timestamp|timeofday|setval)\\s*\\(",
            Pattern.CASE_INSENSITIVE);

    @Override
    public String name() {
        return "blocking";
    }

    @Override
    public String title() {
        return "blocking table changes detected";
    }

    @Override
    public List<LintCode> codes() {
        return List.of(TYPE, FILLED, NOT_NULL, NULLABLE_KEY, CHECK, FOREIGN_KEY);
    }

    @Override
    public List<Diagnostic> analyze(Work work) {
        return Look.at(work, PostgresBlockingAnalyzer::look);
    }

    private static void look(Change change, Look look) {
        if (!(change instanceof Change.ModifyTable modify) || look.isNew(modify.name())) {
            return;
        }
        QualifiedName name = modify.to().name();
        String table = "\"" + name.name() + "\"";
        for (TableChange part : modify.changes()) {
            if (part instanceof TableChange.AddColumn(Column column) && isComputedForEachRow(column)) {
                look.found(
                        FILLED,
                        "Adding column \"" + column.name() + "\" with a value of its own for each row writes table "
                                + table + " anew under an ACCESS EXCLUSIVE lock",
                        "Add the column without it, fill it in batches, and set the default after that");
            } else if (part instanceof TableChange.ModifyColumn modified
                    && !look.isNewColumn(name, modified.to().name())) {
                modified(modified, table, look);
            } else if (part instanceof TableChange.AddPrimaryKey(PrimaryKey key)) {
                primaryKey(modify, key, table, look);
            } else if (part instanceof TableChange.ModifyPrimaryKey changed) {
                primaryKey(modify, changed.to(), table, look);
            } else if (part instanceof TableChange.AddCheck(Check check) && check.enforced()) {
                look.found(
                        CHECK,
                        "Adding a CHECK constraint to table " + table
                                + " looks at every row under an ACCESS EXCLUSIVE lock",
                        VALIDATE_LATER);
            } else if (part instanceof TableChange.AddForeignKey(ForeignKey key)) {
                look.found(
                        FOREIGN_KEY,
                        "Adding foreign key \"" + key.name() + "\" to table " + table
                                + " looks at every row while writes to it and to \""
                                + key.refTable().name() + "\" wait",
                        VALIDATE_LATER);
            }
        }
    }

    private static boolean isComputedForEachRow(Column column) {
        DefaultValue value = column.defaultValue();
        return PostgresColumnPlanner.writesEveryRow(column)
                || value != null && VOLATILE.matcher(value.sql()).find();
    }

    private static void modified(TableChange.ModifyColumn modified, String table, Look look) {
        Column to = modified.to();
        if (modified.from().generated() == null && to.generated() != null) {
            if (PostgresColumnPlanner.writesEveryRow(to)) {
                look.found(
                        FILLED,
                        "Computing column \"" + to.name() + "\" from now on writes table " + table
                                + " anew under an ACCESS EXCLUSIVE lock");
            }
            return;
        }
        if (modified.kinds().contains(ChangeKind.TYPE)
                && PostgresColumnPlanner.writesEveryRow(modified.from().type(), to.type())) {
            look.found(
                    TYPE,
                    "Changing the type of column \"" + to.name() + "\" writes table " + table
                            + " and its indexes anew under an ACCESS EXCLUSIVE lock");
        }
        if (modified.kinds().contains(ChangeKind.NULL) && modified.from().nullable() && !to.nullable()) {
            look.found(
                    NOT_NULL,
                    "Making column \"" + to.name() + "\" non-nullable looks at every row of table " + table
                            + " under an ACCESS EXCLUSIVE lock",
                    "Add CHECK (\"" + to.name() + "\" IS NOT NULL) NOT VALID and validate it first: the server then"
                            + " takes its word");
        }
    }

    private static void primaryKey(Change.ModifyTable modify, PrimaryKey key, String table, Look look) {
        List<String> nullable = key.columns().stream()
                .filter(column ->
                        modify.from().column(column).map(Column::nullable).orElse(false))
                .map(column -> "\"" + column + "\"")
                .toList();
        if (!nullable.isEmpty()) {
            look.found(
                    NULLABLE_KEY,
                    "Adding a PRIMARY KEY on nullable " + String.join(", ", nullable) + " makes it non-nullable, which"
                            + " looks at every row of table " + table);
        }
    }
}
