package io.atlasoperator.dialect.mysql;

import io.atlasoperator.plan.ObjectKind;
import io.atlasoperator.plan.PlanException;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.View;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Views. A changed one is replaced in one step, with the rights that it has. */
final class MySqlViews implements ObjectKind<View> {
    private final MySqlFlavor flavor;

    MySqlViews(MySqlFlavor flavor) {
        this.flavor = flavor;
    }

    @Override
    public Class<View> type() {
        return View.class;
    }

    @Override
    public boolean changed(View from, View to) {
        MySqlViewOptions current = MySqlViewOptions.of(from);
        MySqlViewOptions wanted = MySqlViewOptions.of(to);
        return !current.algorithm().equals(wanted.algorithm())
                || MySqlObjectWriter.definerChanged(current.definer(), wanted.definer())
                || current.invoker() != wanted.invoker()
                || !Objects.equals(current.checkOption(), wanted.checkOption())
                || !MySqlTerms.sameQuery(from.definition(), to.definition(), flavor.foldsNames())
                || !names(from, from).equals(names(to, from));
    }

    /** The names of a view's columns in lower case; those of the query, as the server writes it, if it gives none itself. */
    private static List<String> names(View view, View inspected) {
        List<String> names = view.columns().isEmpty()
                ? MySqlViewReader.aliases(inspected.definition())
                : view.columns().stream().map(Column::name).toList();
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    @Override
    public List<Statement> add(View view, PlanOptions options) {
        return List.of(MySqlObjectWriter.create(
                view, text("CREATE", view, MySqlViewOptions.of(view).definer(), options), options));
    }

    @Override
    public List<Statement> drop(View view, PlanOptions options) {
        return List.of(MySqlObjectWriter.drop(
                view, text("CREATE", view, MySqlViewOptions.of(view).definer(), options), options));
    }

    @Override
    public List<Statement> modify(View from, View to, PlanOptions options) {
        @Nullable String current = MySqlViewOptions.of(from).definer();
        @Nullable String wanted = MySqlViewOptions.of(to).definer();
        return List.of(MySqlObjectWriter.modify(
                to,
                text("CREATE OR REPLACE", to, wanted == null ? current : wanted, options),
                text("CREATE OR REPLACE", from, current, options)));
    }

    private static String text(String verb, View view, @Nullable String definer, PlanOptions options) {
        if (view.materialized()) {
            throw new PlanException("there are no materialized views in MySQL and MariaDB, remove \""
                    + view.name().name() + "\"");
        }
        MySqlViewOptions own = MySqlViewOptions.of(view);
        String algorithm = own.algorithm().equals("UNDEFINED") ? "" : "ALGORITHM = " + own.algorithm() + " ";
        List<String> columns = view.columns().stream().map(Column::name).toList();
        return verb + " " + algorithm
                + (definer == null ? "" : "DEFINER = " + definer + " ")
                + (own.invoker() ? "SQL SECURITY INVOKER " : "")
                + "VIEW " + MySqlObjectWriter.name(view, options)
                + (columns.isEmpty() ? "" : " (" + MySqlSyntax.INSTANCE.identifiers(columns) + ")")
                + " AS " + MySqlText.body(view.definition())
                + (own.checkOption() == null ? "" : " WITH " + own.checkOption() + " CHECK OPTION");
    }
}
