package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.ObjectKind;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.PlanOptions.Qualifier;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.SchemaObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A kind of object that SQLite keeps as text: it is made and dropped, and never changed.
 *
 * @param <T> the kind
 */
abstract class SqliteKind<T extends SchemaObject> implements ObjectKind<T> {

    /** What it is in messages: {@code view}. */
    abstract String words();

    /** What follows DROP: {@code VIEW}. */
    abstract String keyword();

    /** The statement that makes it. */
    abstract String create(T object, Qualifier qualifier);

    @Override
    public boolean changesInPlace(T from, T to) {
        return false;
    }

    @Override
    public List<Statement> add(T object, PlanOptions options) {
        return List.of(Statement.of(
                create(object, options.qualifier()), "create " + label(object), dropText(object, options.qualifier())));
    }

    @Override
    public List<Statement> drop(T object, PlanOptions options) {
        return List.of(new Statement(
                dropText(object, options.qualifier()),
                "drop " + label(object),
                List.of(create(object, options.qualifier())),
                true,
                object.holdsRows() ? Set.of(Hazard.DATA_LOSS) : Set.of()));
    }

    @Override
    public List<Statement> modify(T from, T to, PlanOptions options) {
        List<Statement> statements = new ArrayList<>(drop(from, options));
        statements.addAll(add(to, options));
        return statements;
    }

    private String label(T object) {
        return words() + " \"" + object.name().name() + "\"";
    }

    private String dropText(T object, Qualifier qualifier) {
        return "DROP " + keyword() + " " + name(object, qualifier);
    }

    static String name(SchemaObject object, Qualifier qualifier) {
        @Nullable String schema = qualifier.of(object.name().schema());
        String name = SqliteSyntax.INSTANCE.quoteIdentifier(object.name().name());
        return schema == null ? name : SqliteSyntax.INSTANCE.quoteIdentifier(schema) + "." + name;
    }
}
