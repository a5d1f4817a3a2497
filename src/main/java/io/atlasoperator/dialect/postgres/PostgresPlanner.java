package io.atlasoperator.dialect.postgres;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.plan.Absences;
import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.ObjectKinds;
import io.atlasoperator.plan.PlanException;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.PlanOptions.Qualifier;
import io.atlasoperator.plan.Planner;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plans for PostgreSQL: which class plans which change, and the statements on schemas. */
final class PostgresPlanner implements Planner {
    private final PostgresVersion version;
    private final ObjectKinds kinds;
    private final PostgresNamedTypes types;
    private final PostgresPartitionTrees trees;
    private final PostgresViewIndexes viewIndexes;

    PostgresPlanner(PostgresVersion version) {
        this(version, PostgresNamedTypes.NONE, PostgresPartitionTrees.NONE, DiffPolicy.DEFAULT);
    }

    private PostgresPlanner(
            PostgresVersion version, PostgresNamedTypes types, PostgresPartitionTrees trees, DiffPolicy policy) {
        PostgresDiffRules rules = new PostgresDiffRules(version);
        this.version = version;
        this.kinds = rules.kinds();
        this.types = types;
        this.trees = trees;
        this.viewIndexes = new PostgresViewIndexes(rules, policy);
    }

    @Override
    public Planner between(Realm from, Realm to) {
        return new PostgresPlanner(
                version,
                PostgresNamedTypes.between(from, to),
                PostgresPartitionTrees.between(from, to),
                DiffPolicy.DEFAULT);
    }

    @Override
    public Planner under(DiffPolicy policy) {
        return new PostgresPlanner(version, types, trees, policy);
    }

    @Override
    public List<Change> apart(Change.ModifyObject change) {
        return viewIndexes.apart(change);
    }

    @Override
    public Losses losses(List<Change> changes) {
        return trees.losses(changes);
    }

    @Override
    public boolean changesInPlace(SchemaObject from, SchemaObject to) {
        return kinds.changesInPlace(from, to);
    }

    @Override
    public Set<String> disturbs(Change.ModifyTable change) {
        Set<String> columns = new HashSet<>(PostgresGeneratedColumns.madeAnew(version, change));
        for (TableChange part : change.changes()) {
            if (part instanceof TableChange.DropColumn(Column column)) {
                columns.add(column.name());
            } else if (part instanceof TableChange.ModifyColumn(Column from, Column to, Set<ChangeKind> kinds)
                    && (kinds.contains(ChangeKind.TYPE)
                            || kinds.contains(ChangeKind.COLLATION)
                            || kinds.contains(ChangeKind.GENERATED))) {
                columns.add(from.name());
            }
        }
        return columns;
    }

    @Override
    public List<Change> entailed(List<Change> changes, Realm from, Realm to) {
        PostgresFormerlyComputed.check(version, changes, from, to, this::changesInPlace);
        List<Change> restored =
                PostgresOverwrittenColumns.restored(PostgresOwnNotNulls.madeWay(version, changes, from), from, to);
        List<Change> followed = PostgresSequencePersistence.followed(version, restored, from, to);
        return PostgresRemadeRights.granted(version, followed, from, to).stream()
                // Foreign keys of other tables are looked at by what is dropped here.
                .map(change -> change instanceof Change.ModifyTable modify
                        ? PostgresRemadeColumns.apart(version, modify)
                        : change)
                .toList();
    }

    @Override
    public boolean rebuildsKey(TableChange change) {
        return switch (change) {
            case TableChange.DropPrimaryKey _, TableChange.DropIndex _ -> true;
            case TableChange.ModifyPrimaryKey modify -> !PostgresConstraintChanges.staysAsBuilt(modify);
            case TableChange.ModifyIndex modify -> !PostgresIndexChanges.staysAsBuilt(modify);
            // A table that is kept and one that is not can't point to each other in every way.
            case TableChange.ModifyOptions(var from, var to) ->
                PostgresTableOptions.of(from).storage().unlogged()
                        != PostgresTableOptions.of(to).storage().unlogged();
            case TableChange _ -> false;
        };
    }

    @Override
    public List<Statement> plan(List<Change> changes, PlanOptions options) {
        PostgresTablePlanner tables = new PostgresTablePlanner(
                version, options, new PostgresClauses(options.qualifier(), types.with(changes)));
        PostgresAncestry.Left left = PostgresAncestry.left(
                PostgresInheritedChanges.without(version, trees.withoutComingKeys(trees.withoutLostKeys(changes))),
                trees,
                new PostgresClauses(options.qualifier()));
        List<Statement> statements = new ArrayList<>();
        PostgresPermissionChanges.Settled settled = PostgresPermissionChanges.settle(version, left.changes());
        PostgresSequenceSuccession succession =
                new PostgresSequenceSuccession(settled.changes(), new PostgresClauses(options.qualifier()));
        Absences absences = Absences.in(changes);
        boolean hasLeft = false;
        for (Change change : last(settled.changes())) {
            if (!hasLeft && !PostgresAncestry.comesBeforeLeaving(change)) {
                statements.addAll(left.statements());
                hasLeft = true;
            }
            List<Statement> own = new ArrayList<>(succession.before(change));
            List<Statement> made = switch (change) {
                case Change.AddSchema(Schema schema) -> addSchema(schema, options.qualifier());
                case Change.DropSchema(Schema schema) -> dropSchema(schema, options.qualifier());
                case Change.ModifySchema(Schema from, Schema to) -> modifySchema(from, to, options.qualifier());
                case Change.AddObject(SchemaObject object) -> kinds.add(object, options);
                case Change.DropObject(SchemaObject object) -> kinds.drop(object, options);
                case Change.ModifyObject(SchemaObject from, SchemaObject to) -> kinds.modify(from, to, options);
                case Change.RenameObject(SchemaObject from, SchemaObject to) ->
                    List.of(rename(from, to, options.qualifier()));
                case Change.AddTable(Table table) -> tables.add(table);
                case Change.DropTable(Table table) -> tables.drop(table);
                case Change.ModifyTable modify -> tables.modify(modify);
                case Change.RenameTable(Table from, Table to) -> tables.rename(from, to);
            };
            List<PostgresPermission> along = settled.gone().getOrDefault(change, List.of());
            own.addAll(withRights(made, along, options));
            statements.addAll(absences.mark(change, along, own));
        }
        return List.copyOf(statements);
    }

    /** The statements, with what brings back the rights that go along with them. */
    private List<Statement> withRights(List<Statement> own, List<PostgresPermission> rights, PlanOptions options) {
        if (own.isEmpty() || rights.isEmpty() || own.getFirst().reverse().isEmpty()) {
            return own;
        }
        List<Statement> statements = new ArrayList<>(own);
        Statement first = own.getFirst();
        List<String> reverse = new ArrayList<>(first.reverse());
        rights.forEach(right -> kinds.add(right, options).forEach(statement -> reverse.add(statement.text())));
        statements.set(
                0, new Statement(first.text(), first.comment(), reverse, first.transactional(), first.hazards()));
        return statements;
    }

    private static Statement rename(SchemaObject from, SchemaObject to, Qualifier qualifier) {
        String keyword = "ALTER "
                + switch (from.kind()) {
                    case "view" -> "VIEW";
                    case "materialized" -> "MATERIALIZED VIEW";
                    case "sequence" -> "SEQUENCE";
                    case "domain" -> "DOMAIN";
                    default -> "TYPE";
                }
                + " ";
        return Statement.of(
                keyword + PostgresSyntax.name(from.name(), qualifier) + " RENAME TO "
                        + PostgresSyntax.quote(to.name().name()),
                "rename " + from.kind() + " \"" + from.name().name() + "\" to \""
                        + to.name().name() + "\"",
                keyword + PostgresSyntax.name(to.name(), qualifier) + " RENAME TO "
                        + PostgresSyntax.quote(from.name().name()));
    }

    /** Event triggers are not to fire on the changes along with which they come; publications name what is to be there. */
    private List<Change> last(List<Change> changes) {
        List<Change> others = new ArrayList<>();
        List<Change> last = new ArrayList<>();
        for (Change change : changes) {
            boolean comes = change instanceof Change.AddObject(SchemaObject object) && comesLast(object)
                    || change instanceof Change.ModifyObject(SchemaObject _, SchemaObject to) && comesLast(to);
            (comes ? last : others).add(change);
        }
        others.addAll(last);
        return others;
    }

    @Override
    public boolean comesLast(SchemaObject object) {
        return object instanceof PostgresEventTrigger
                || object instanceof PostgresDefinition definition
                        && definition.what() == PostgresDefinition.What.PUBLICATION;
    }

    private static List<Statement> addSchema(Schema schema, Qualifier qualifier) {
        refuseInOneSchema("AddSchema", schema, qualifier);
        // Every new database has a schema "public", and so has a dev database.
        String exists = schema.name().equals("public") ? "IF NOT EXISTS " : "";
        String name = PostgresSyntax.quote(schema.name());
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.of(
                "CREATE SCHEMA " + exists + name,
                "Add new schema named \"" + schema.name() + "\"",
                "DROP SCHEMA " + name + " CASCADE"));
        if (schema.comment() != null && !schema.comment().isEmpty()) {
            statements.add(comment(schema.name(), null, schema.comment()));
        }
        return statements;
    }

    private static List<Statement> dropSchema(Schema schema, Qualifier qualifier) {
        refuseInOneSchema("DropSchema", schema, qualifier);
        return List.of(new Statement(
                "DROP SCHEMA " + PostgresSyntax.quote(schema.name()) + " CASCADE",
                "Drop schema named \"" + schema.name() + "\"",
                List.of(),
                true,
                schema.tables().isEmpty() ? Set.of() : Set.of(Hazard.DATA_LOSS)));
    }

    private static List<Statement> modifySchema(Schema from, Schema to, Qualifier qualifier) {
        refuseInOneSchema("ModifySchema", from, qualifier);
        return Objects.equals(from.comment(), to.comment())
                ? List.of()
                : List.of(comment(from.name(), from.comment(), to.comment()));
    }

    private static Statement comment(String schema, @Nullable String from, @Nullable String to) {
        String start = "COMMENT ON SCHEMA " + PostgresSyntax.quote(schema) + " IS ";
        return Statement.of(start + text(to), "set comment to schema: \"" + schema + "\"", start + text(from));
    }

    /** The text of a comment as a literal; no comment is an empty one. */
    static String text(@Nullable String comment) {
        return PostgresSyntax.INSTANCE.quoteLiteral(comment == null ? "" : comment);
    }

    private static void refuseInOneSchema(String change, Schema schema, Qualifier qualifier) {
        if (qualifier instanceof Qualifier.None) {
            throw new PlanException("*schema." + change + " is not allowed when migration plan is scoped to one schema"
                    + " (schema \"" + schema.name() + "\")");
        }
    }
}
