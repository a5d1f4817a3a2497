package io.atlasoperator.dialect.postgres;

import io.atlasoperator.plan.ObjectKind;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Views and materialized views. */
final class PostgresViews implements ObjectKind<View> {
    private final PostgresVersion version;
    private final PostgresDiffRules rules;

    PostgresViews(PostgresVersion version, PostgresDiffRules rules) {
        this.version = version;
        this.rules = rules;
    }

    @Override
    public Class<View> type() {
        return View.class;
    }

    @Override
    public boolean changed(View from, View to) {
        return from.materialized() != to.materialized()
                || queryChanged(from, to)
                || !PostgresViewOptions.of(from).sameParameters(PostgresViewOptions.of(to))
                || !Objects.equals(text(from.comment()), text(to.comment()))
                || !columnComments(from).equals(columnComments(to))
                || !columnDefaults(from).equals(columnDefaults(to))
                || !indexChanges(from, to).isEmpty();
    }

    private static boolean queryChanged(View from, View to) {
        return !from.definition().equals(to.definition());
    }

    /** A query may be replaced as long as it keeps the columns that were there, in their places. */
    @Override
    public boolean changesInPlace(View from, View to) {
        if (from.materialized() || to.materialized()) {
            return from.materialized() == to.materialized()
                    && !queryChanged(from, to)
                    && PostgresViewOptions.of(from).sameParameters(PostgresViewOptions.of(to));
        }
        if (!queryChanged(from, to)) {
            return true;
        }
        List<Column> before = from.columns();
        List<Column> after = to.columns();
        if (before.isEmpty() || after.size() < before.size()) {
            return false;
        }
        for (int i = 0; i < before.size(); i++) {
            Column old = before.get(i);
            Column now = after.get(i);
            if (!old.name().equals(now.name())
                    || !old.type().equals(now.type())
                    || !Objects.equals(old.collation(), now.collation())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public List<Statement> add(View view, PlanOptions options) {
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.of(
                create(view, false, options),
                "create " + words(view) + " " + label(view),
                "DROP " + keyword(view) + " " + name(view, options)));
        statements.addAll(details(Optional.empty(), view, options));
        return statements;
    }

    @Override
    public List<Statement> drop(View view, PlanOptions options) {
        return List.of(Statement.of(
                "DROP " + keyword(view) + " " + name(view, options),
                "drop " + words(view) + " " + label(view),
                add(view, options).stream().map(Statement::text).toArray(String[]::new)));
    }

    @Override
    public List<Statement> modify(View from, View to, PlanOptions options) {
        List<Statement> statements = new ArrayList<>();
        boolean optionsChanged = !PostgresViewOptions.of(from).sameParameters(PostgresViewOptions.of(to));
        if (queryChanged(from, to) || optionsChanged) {
            statements.add(Statement.of(
                    create(to, true, options),
                    "modify " + words(to) + " " + label(to),
                    from.columns().size() == to.columns().size()
                            ? new String[] {create(from, true, options)}
                            : new String[0]));
        }
        statements.addAll(details(Optional.of(from), to, options));
        return statements;
    }

    /** What is set after a view is there: defaults, comments, indexes. */
    private List<Statement> details(Optional<View> from, View to, PlanOptions options) {
        List<Statement> statements = new ArrayList<>();
        Map<String, String> oldDefaults =
                from.map(PostgresViews::columnDefaults).orElse(Map.of());
        Map<String, String> newDefaults = columnDefaults(to);
        for (Column column : to.columns()) {
            @Nullable String before = oldDefaults.get(column.name());
            @Nullable String after = newDefaults.get(column.name());
            if (!Objects.equals(before, after)) {
                String start =
                        "ALTER VIEW " + name(to, options) + " ALTER COLUMN " + PostgresSyntax.quote(column.name());
                statements.add(Statement.of(
                        start + setDefault(after),
                        "modify default of column \"" + column.name() + "\" of view " + label(to),
                        start + setDefault(before)));
            }
        }
        PostgresCommentPlanner comments = new PostgresCommentPlanner(new PostgresClauses(options.qualifier()));
        statements.addAll(comment(from.map(View::comment).orElse(null), to, options));
        Map<String, String> oldComments =
                from.map(PostgresViews::columnComments).orElse(Map.of());
        Map<String, String> newComments = columnComments(to);
        for (Column column : to.columns()) {
            @Nullable String before = oldComments.get(column.name());
            @Nullable String after = newComments.get(column.name());
            if (!Objects.equals(before, after)) {
                statements.add(comments.onColumn(to.name(), column.name(), before, after));
            }
        }
        statements.addAll(indexes(from, to, options, comments));
        return statements;
    }

    private List<Statement> indexes(
            Optional<View> from, View to, PlanOptions options, PostgresCommentPlanner comments) {
        List<Statement> statements = new ArrayList<>();
        PostgresIndexPlanner planner =
                new PostgresIndexPlanner(version, new PostgresClauses(options.qualifier()), asTable(to));
        for (IndexChange change : indexChanges(from.orElse(empty(to)), to)) {
            if (change.before() != null) {
                statements.add(planner.drop(change.before(), false));
            }
            if (change.after() != null) {
                statements.add(planner.create(change.after(), false));
                if (!text(change.after().comment()).isEmpty()) {
                    statements.add(comments.onIndex(
                            to.name(), change.after(), null, change.after().comment()));
                }
            }
        }
        return statements;
    }

    private record IndexChange(
            @Nullable Index before, @Nullable Index after) {}

    private List<IndexChange> indexChanges(View from, View to) {
        List<IndexChange> changes = new ArrayList<>();
        Table before = asTable(from);
        Table after = asTable(to);
        for (Index index : before.indexes()) {
            Optional<Index> wanted = after.index(index.name());
            if (wanted.isEmpty()) {
                changes.add(new IndexChange(index, null));
            } else if (rules.differ(index, wanted.get())) {
                changes.add(new IndexChange(index, wanted.get()));
            }
        }
        for (Index index : after.indexes()) {
            if (before.index(index.name()).isEmpty()) {
                changes.add(new IndexChange(null, index));
            }
        }
        return changes;
    }

    private static Table asTable(View view) {
        return Table.builder(view.name())
                .columns(view.columns())
                .indexes(view.indexes())
                .build();
    }

    private static View empty(View view) {
        return new View(view.name(), view.materialized(), List.of(), "", List.of(), null, null, null);
    }

    private static List<Statement> comment(@Nullable String from, View to, PlanOptions options) {
        if (text(from).equals(text(to.comment()))) {
            return List.of();
        }
        String start = "COMMENT ON " + keyword(to) + " " + name(to, options) + " IS ";
        return List.of(Statement.of(
                start + PostgresPlanner.text(to.comment()),
                "set comment to " + words(to) + ": " + label(to),
                start + PostgresPlanner.text(from)));
    }

    private static String create(View view, boolean replace, PlanOptions options) {
        PostgresViewOptions own = PostgresViewOptions.of(view);
        StringBuilder text = new StringBuilder("CREATE ")
                .append(replace ? "OR REPLACE " : "")
                .append(keyword(view))
                .append(' ')
                .append(name(view, options));
        if (!own.parameters().isEmpty()) {
            text.append(" WITH (").append(String.join(", ", own.parameters())).append(')');
        }
        text.append(" AS ").append(view.definition());
        if (view.materialized() && !own.populated()) {
            text.append(" WITH NO DATA");
        }
        return text.toString();
    }

    private static String setDefault(@Nullable String value) {
        return value == null ? " DROP DEFAULT" : " SET DEFAULT " + value;
    }

    private static Map<String, String> columnComments(View view) {
        Map<String, String> comments = new HashMap<>();
        view.columns().forEach(column -> {
            if (!text(column.comment()).isEmpty()) {
                comments.put(column.name(), text(column.comment()));
            }
        });
        return comments;
    }

    private static Map<String, String> columnDefaults(View view) {
        Map<String, String> defaults = new HashMap<>();
        view.columns().forEach(column -> {
            if (column.defaultValue() != null) {
                defaults.put(column.name(), column.defaultValue().sql());
            }
        });
        return defaults;
    }

    private static String text(@Nullable String comment) {
        return comment == null ? "" : comment;
    }

    private static String keyword(View view) {
        return view.materialized() ? "MATERIALIZED VIEW" : "VIEW";
    }

    private static String words(View view) {
        return view.materialized() ? "materialized view" : "view";
    }

    private static String name(View view, PlanOptions options) {
        return PostgresSyntax.name(view.name(), options.qualifier());
    }

    private static String label(View view) {
        return "\"" + view.name().name() + "\"";
    }
}
