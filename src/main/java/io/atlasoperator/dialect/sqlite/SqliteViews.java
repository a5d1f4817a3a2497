package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.plan.PlanException;
import io.atlasoperator.plan.PlanOptions.Qualifier;
import io.atlasoperator.schema.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Views. Their queries are compared as text, for that is all that SQLite keeps. */
final class SqliteViews extends SqliteKind<View> {

    @Override
    public Class<View> type() {
        return View.class;
    }

    @Override
    String words() {
        return "view";
    }

    @Override
    String keyword() {
        return "VIEW";
    }

    @Override
    public boolean changed(View from, View to) {
        return !folded(from).equals(folded(to)) || !SqliteText.same(from.definition(), to.definition());
    }

    private static List<String> folded(View view) {
        return SqliteViewOptions.of(view).columns().stream()
                .map(SqliteNames::folded)
                .toList();
    }

    /** As it was written, if it was read from a database and needs no other name. */
    @Override
    String create(View view, Qualifier qualifier) {
        if (view.materialized()) {
            throw new PlanException("sqlite: there are no materialized views in SQLite, remove \""
                    + view.name().name() + "\"");
        }
        SqliteViewOptions options = SqliteViewOptions.of(view);
        @Nullable String text = options.text();
        if (text != null && qualifier.of(view.name().schema()) == null) {
            return text;
        }
        String columns =
                options.columns().isEmpty() ? "" : " (" + SqliteSyntax.INSTANCE.identifiers(options.columns()) + ")";
        return "CREATE VIEW " + name(view, qualifier) + columns + " AS " + view.definition();
    }
}
