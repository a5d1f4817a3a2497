package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlLexer.Kind;
import io.atlasoperator.dialect.mysql.MySqlLexer.Token;
import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.plan.PlanException;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType.BinaryType;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.Trigger;
import io.atlasoperator.schema.View;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a plan leaves as it is, such as what is excluded, and what needs something that the plan takes away. The server
 * would say nothing, or say so in the middle of the plan: a foreign key would be gone, a view or trigger would fail.
 */
final class MySqlBystanders {
    private final Realm from;
    private final Realm to;
    /** The columns that get another type or collation, and those that go, by their tables. */
    private final Map<QualifiedName, Set<String>> retyped = new TreeMap<>();

    private final Map<QualifiedName, Set<String>> gone = new TreeMap<>();

    private MySqlBystanders(List<Change> changes, Realm from, Realm to, MySqlPlanner planner) {
        this.from = from;
        this.to = to;
        for (Change change : changes) {
            if (change instanceof Change.ModifyTable modify) {
                for (TableChange part : modify.changes()) {
                    note(modify.from().name(), part, planner);
                }
            }
        }
    }

    /**
     * Looks for what would be lost.
     *
     * @param to the state after the plan, with all that stays as it is
     * @throws PlanException that names the first such thing
     */
    static void check(List<Change> changes, Realm from, Realm to, MySqlPlanner planner) {
        MySqlBystanders bystanders = new MySqlBystanders(changes, from, to, planner);
        if (!bystanders.retyped.isEmpty()) {
            bystanders.checkKeys();
        }
        bystanders.checkViews();
        if (!bystanders.gone.isEmpty()) {
            bystanders.checkTriggers();
        }
    }

    private void note(QualifiedName table, TableChange part, MySqlPlanner planner) {
        switch (part) {
            case TableChange.ModifyColumn change -> {
                if (planner.disturbsKeys(change)) {
                    retyped.computeIfAbsent(table, unused -> new TreeSet<>())
                            .add(change.to().name());
                }
            }
            case TableChange.DropColumn(Column column) ->
                gone.computeIfAbsent(table, unused -> new TreeSet<>()).add(column.name());
            case TableChange.RenameColumn(Column before, Column after) ->
                gone.computeIfAbsent(table, unused -> new TreeSet<>()).add(before.name());
            case TableChange _ -> {}
        }
    }

    private void checkKeys() {
        for (Schema schema : to.schemas()) {
            for (Table table : schema.tables()) {
                for (ForeignKey key : table.foreignKeys()) {
                    boolean isThere = from.table(table.name()).stream()
                            .flatMap(before -> before.foreignKeys().stream())
                            .anyMatch(before -> before.name().equals(key.name()));
                    if (isThere) {
                        check(table, key);
                    }
                }
            }
        }
    }

    private void check(Table table, ForeignKey key) {
        Optional<Table> target = to.table(key.refTable());
        if (target.isEmpty()) {
            return;
        }
        for (int i = 0; i < key.columns().size(); i++) {
            String column = key.columns().get(i);
            String referred = key.refColumns().get(i);
            Optional<Column> here = table.column(column);
            Optional<Column> there = target.get().column(referred);
            boolean changes = retyped.getOrDefault(table.name(), Set.of()).contains(column)
                    || retyped.getOrDefault(key.refTable(), Set.of()).contains(referred);
            if (changes && here.isPresent() && there.isPresent() && !fit(here.get(), there.get())) {
                throw new PlanException("foreign key \"" + key.name() + "\" of table \""
                        + table.name().name() + "\" can't stay: its column \"" + column + "\" would be "
                        + text(here.get()) + ", and \"" + referred + "\" of table \""
                        + key.refTable().name() + "\", which it refers to, " + text(there.get())
                        + "; change both columns, or drop the key first (what is excluded is not changed)");
            }
        }
    }

    private static String text(Column column) {
        return MySqlTypes.format(column.type())
                + (MySqlTypes.isText(column.type()) && column.collation() != null ? " " + column.collation() : "");
    }

    /** Whether the server takes a foreign key between them. */
    private static boolean fit(Column one, Column other) {
        if (MySqlTypes.isText(one.type()) && MySqlTypes.isText(other.type())) {
            return one.collation() == null
                    || other.collation() == null
                    || MySqlTableOptionsRules.sameCollation(one.collation(), other.collation());
        }
        return one.type() instanceof BinaryType && other.type() instanceof BinaryType
                || MySqlTypes.same(one.type(), other.type());
    }

    private void checkViews() {
        for (Schema schema : to.schemas()) {
            for (View view : schema.objects(View.class)) {
                if (!stays(view)) {
                    continue;
                }
                from.dependencies().needs(view.key()).stream()
                        .map(dependency -> dependency.needed())
                        .filter(needed -> needed.namespace() == ObjectKey.Namespace.RELATION && isGone(needed.name()))
                        .findFirst()
                        .ifPresent(needed -> {
                            throw lost("view", view.name(), "\"" + needed.name().name() + "\"");
                        });
                gone.forEach((table, columns) -> checkView(view, table, columns));
            }
        }
    }

    private boolean stays(View view) {
        return from.schema(view.name().schema()).stream()
                .flatMap(schema -> schema.objects(View.class).stream())
                .anyMatch(before ->
                        before.name().equals(view.name()) && before.definition().equals(view.definition()));
    }

    private boolean isGone(QualifiedName relation) {
        boolean was = from.table(relation).isPresent() || hasRelation(from, relation);
        return was && to.table(relation).isEmpty() && !hasRelation(to, relation);
    }

    private static boolean hasRelation(Realm realm, QualifiedName name) {
        return realm.allObjects().anyMatch(object -> object.key().equals(ObjectKey.relation(name)));
    }

    /** The server writes a column with its table before it, or with what that is called in the query. */
    private void checkView(View view, QualifiedName table, Set<String> columns) {
        List<Token> tokens = MySqlLexer.meaning(view.definition());
        Set<String> names = new HashSet<>();
        for (int at = 0; at < tokens.size(); at++) {
            boolean isTable = isName(tokens, at, table.name())
                    && !isDot(tokens, at + 1)
                    && (!isDot(tokens, at - 1) || isName(tokens, at - 2, table.schema()));
            if (isTable && at > 0 && !tokens.get(at - 1).is("AS")) {
                names.add(table.name());
                if (at + 1 < tokens.size() && tokens.get(at + 1).kind() == Kind.NAME) {
                    names.remove(table.name());
                    names.add(tokens.get(at + 1).name());
                }
            }
        }
        for (int at = 0; at + 2 < tokens.size(); at++) {
            if (tokens.get(at).kind() == Kind.NAME
                    && names.contains(tokens.get(at).name())
                    && isDot(tokens, at + 1)
                    && tokens.get(at + 2).kind() == Kind.NAME
                    && columns.contains(tokens.get(at + 2).name())
                    && !isDot(tokens, at + 3)) {
                throw lost(
                        "view",
                        view.name(),
                        "column \"" + tokens.get(at + 2).name() + "\" of table \"" + table.name() + "\"");
            }
        }
    }

    private static boolean isName(List<Token> tokens, int at, String name) {
        return at >= 0
                && at < tokens.size()
                && tokens.get(at).kind() == Kind.NAME
                && tokens.get(at).name().equals(name);
    }

    private static boolean isDot(List<Token> tokens, int at) {
        return at >= 0 && at < tokens.size() && tokens.get(at).is(".");
    }

    private void checkTriggers() {
        List<Trigger> before = from.schemas().stream()
                .flatMap(schema -> schema.objects(Trigger.class).stream())
                .toList();
        for (Schema schema : to.schemas()) {
            for (Trigger trigger : schema.objects(Trigger.class)) {
                boolean stays = before.stream()
                        .anyMatch(other -> other.key().equals(trigger.key())
                                && other.action().equals(trigger.action()));
                Set<String> columns = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
                columns.addAll(gone.getOrDefault(trigger.table(), Set.of()));
                if (stays && !columns.isEmpty()) {
                    rowColumns(trigger.action()).stream()
                            .filter(columns::contains)
                            .findFirst()
                            .ifPresent(column -> {
                                throw lost(
                                        "trigger",
                                        trigger.name(),
                                        "column \"" + column + "\" of table \""
                                                + trigger.table().name() + "\"");
                            });
                }
            }
        }
    }

    /** The columns of the row that a trigger fires for: {@code NEW.a}. */
    private static List<String> rowColumns(String action) {
        List<Token> tokens = MySqlLexer.meaning(action);
        List<String> columns = new ArrayList<>();
        for (int at = 0; at + 2 < tokens.size(); at++) {
            boolean isRow = tokens.get(at).is("NEW") || tokens.get(at).is("OLD");
            if (isRow && isDot(tokens, at + 1) && tokens.get(at + 2).isName()) {
                columns.add(tokens.get(at + 2).anyName());
            }
        }
        return columns;
    }

    private static PlanException lost(String kind, QualifiedName name, String what) {
        return new PlanException(kind + " \"" + name.name() + "\" needs " + what
                + ", which the plan takes away, and stays as it is: change or drop the " + kind
                + " first (what is excluded is not changed)");
    }
}
