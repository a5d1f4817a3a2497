package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.diff.DiffRules;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.DefaultValue;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Generated;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.IndexPart.OfColumn;
import io.atlasoperator.schema.IndexPart.OfExpression;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What counts as a change. Texts of expressions are stored as they were written, so two are the same if they differ in
 * nothing but spelling. Comments do not exist.
 */
final class SqliteDiffRules implements DiffRules {
    private static final String DEFAULT_COLLATION = "BINARY";

    @Override
    public Realm align(Realm from, Realm to) {
        return SqliteSpelling.align(from, to);
    }

    @Override
    public boolean comparesComments() {
        return false;
    }

    @Override
    public boolean objectChanged(SchemaObject from, SchemaObject to) {
        return SqliteKinds.ALL.changed(from, to);
    }

    /** SQLite writes nothing anew, and the options of a desired table also tell what is around it. */
    @Override
    public boolean sameTableOptions(Table from, Table to) {
        return !tableOptionsChanged(from, to);
    }

    @Override
    public boolean tableOptionsChanged(Table from, Table to) {
        SqliteTableOptions current = SqliteTableOptions.of(from);
        SqliteTableOptions wanted = SqliteTableOptions.of(to);
        return current.withoutRowid() != wanted.withoutRowid()
                || current.strict() != wanted.strict()
                || current.keyConflict() != wanted.keyConflict();
    }

    @Override
    public boolean typeChanged(Column from, Column to) {
        return !SqliteTypes.same(from.type(), to.type());
    }

    @Override
    public boolean defaultChanged(Column from, Column to) {
        String current = defaultText(from.defaultValue());
        String wanted = defaultText(to.defaultValue());
        return SqliteTypes.Affinity.of(to.type()) == SqliteTypes.Affinity.BLOB
                ? !SqliteExpressions.sameUntypedDefault(current, wanted)
                : !SqliteExpressions.sameDefault(current, wanted);
    }

    /** No default is the same as NULL. */
    private static String defaultText(@Nullable DefaultValue value) {
        return value == null ? "NULL" : value.sql();
    }

    @Override
    public boolean generatedChanged(Column from, Column to) {
        @Nullable Generated current = from.generated();
        @Nullable Generated wanted = to.generated();
        if (current == null || wanted == null) {
            return current != null || wanted != null;
        }
        return current.storage() != wanted.storage()
                || !SqliteExpressions.same(current.expression(), wanted.expression());
    }

    @Override
    public boolean collationChanged(Column from, Column to) {
        return !collation(from.collation()).equalsIgnoreCase(collation(to.collation()));
    }

    private static String collation(@Nullable String name) {
        return name == null ? DEFAULT_COLLATION : name;
    }

    @Override
    public boolean columnOptionsChanged(Column from, Column to) {
        return isAutoIncrement(from) != isAutoIncrement(to)
                || !to.nullable()
                        && SqliteColumnOptions.of(from).nullConflict()
                                != SqliteColumnOptions.of(to).nullConflict();
    }

    static boolean isAutoIncrement(Column column) {
        return SqliteColumnOptions.of(column).autoIncrement();
    }

    @Override
    public boolean indexOptionsChanged(Index from, Index to) {
        return SqliteIndexOptions.of(from).conflict()
                != SqliteIndexOptions.of(to).conflict();
    }

    @Override
    public boolean indexPartChanged(IndexPart from, IndexPart to) {
        if (from.descending() != to.descending() || !Objects.equals(from.options(), to.options())) {
            return true;
        }
        return switch (from) {
            case OfColumn current -> !means(to, current);
            case OfExpression current ->
                switch (to) {
                    case OfColumn wanted -> !means(current, wanted);
                    case OfExpression wanted -> !SqliteExpressions.same(current.expression(), wanted.expression());
                };
        };
    }

    /** Whether the part is that column; an expression that is nothing but a column's name is kept as the column. */
    private static boolean means(IndexPart part, OfColumn column) {
        return switch (part) {
            case OfColumn other -> other.column().equalsIgnoreCase(column.column());
            case OfExpression expression ->
                SqliteExpressions.same(expression.expression(), SqliteSyntax.INSTANCE.quoteIdentifier(column.column()));
        };
    }

    @Override
    public boolean predicateChanged(Index from, Index to) {
        if (from.predicate() == null || to.predicate() == null) {
            return from.predicate() != null || to.predicate() != null;
        }
        return !SqliteExpressions.same(from.predicate(), to.predicate());
    }

    @Override
    public Optional<Index> similarIndex(Table from, Index wanted) {
        return from.indexes().stream()
                .filter(current -> current.unique() && wanted.unique())
                .filter(current -> SqliteNames.isConstraint(current) && SqliteNames.mayBeGenerated(from, wanted)
                        || SqliteNames.isConstraint(wanted) && SqliteNames.mayBeGenerated(from, current)
                        || SqliteNames.isConstraint(wanted) && SqliteNames.isConstraint(current))
                .filter(current -> !predicateChanged(current, wanted) && sameParts(current.parts(), wanted.parts()))
                .findFirst();
    }

    private boolean sameParts(List<IndexPart> from, List<IndexPart> to) {
        if (from.size() != to.size()) {
            return false;
        }
        for (int i = 0; i < from.size(); i++) {
            if (indexPartChanged(from.get(i), to.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean named(Index index) {
        return !SqliteNames.isAutoIndex(index);
    }

    @Override
    public boolean named(ForeignKey key) {
        return SqliteNames.isNamed(key);
    }

    @Override
    public boolean foreignKeyOptionsChanged(ForeignKey from, ForeignKey to) {
        return false;
    }

    @Override
    public Optional<ForeignKey> similarForeignKey(Table from, ForeignKey wanted) {
        return from.foreignKeys().stream()
                .filter(current -> current.columns().equals(wanted.columns())
                        && current.refTable().equals(wanted.refTable())
                        && current.refColumns().equals(wanted.refColumns()))
                .findFirst();
    }

    @Override
    public boolean checkChanged(Check from, Check to) {
        return !SqliteExpressions.same(from.expression(), to.expression());
    }
}
