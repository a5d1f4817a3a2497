package io.atlasoperator.diff;

import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.DefaultValue;
import io.atlasoperator.schema.EnumType;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Generated;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.ReferenceAction;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import io.atlasoperator.sql.Parentheses;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A database's rules, made stricter: whatever the server would rewrite is the same only if it is written the same. A
 * written state that does not differ from an inspected one by these rules does not differ after the server has
 * rewritten it either, because equal texts are rewritten equally; one that does differ may still come to the same.
 */
public final class ExactDiffRules implements DiffRules {
    private final DiffRules rules;

    /** @param rules the database's own */
    public ExactDiffRules(DiffRules rules) {
        this.rules = rules;
    }

    private static boolean same(@Nullable String a, @Nullable String b) {
        return a == null || b == null
                ? Objects.equals(a, b)
                : Parentheses.strip(a).equals(Parentheses.strip(b));
    }

    @Override
    public Realm align(Realm from, Realm to) {
        return rules.align(from, to);
    }

    @Override
    public Realm alignCurrent(Realm from, Realm to) {
        return rules.alignCurrent(from, to);
    }

    @Override
    public boolean identityChanged(Column from, Column to) {
        return rules.identityChanged(from, to);
    }

    @Override
    public String renameInText(String expression, String from, String to) {
        return rules.renameInText(expression, from, to);
    }

    @Override
    public boolean comparesComments() {
        return rules.comparesComments();
    }

    @Override
    public boolean schemaOptionsChanged(Schema from, Schema to) {
        return rules.schemaOptionsChanged(from, to) || !Objects.equals(from.options(), to.options());
    }

    /**
     * The values of an enum are stored as they are written. Any other object is the same if all that is said of it is;
     * what differs may still come to the same, which only the server can tell.
     */
    @Override
    public boolean objectChanged(SchemaObject from, SchemaObject to) {
        return rules.objectChanged(from, to) || !(from instanceof EnumType || Written.alike(from, to));
    }

    @Override
    public boolean tableOptionsChanged(Table from, Table to) {
        return rules.tableOptionsChanged(from, to) || !rules.sameTableOptions(from, to);
    }

    @Override
    public boolean typeChanged(Column from, Column to) {
        return rules.typeChanged(from, to);
    }

    @Override
    public boolean defaultChanged(Column from, Column to) {
        return rules.defaultChanged(from, to) || !same(text(from.defaultValue()), text(to.defaultValue()));
    }

    private static @Nullable String text(@Nullable DefaultValue value) {
        return value == null ? null : value.sql();
    }

    @Override
    public boolean generatedChanged(Column from, Column to) {
        return rules.generatedChanged(from, to) || !same(text(from.generated()), text(to.generated()));
    }

    private static @Nullable String text(@Nullable Generated generated) {
        return generated == null ? null : generated.expression();
    }

    @Override
    public boolean collationChanged(Column from, Column to) {
        return rules.collationChanged(from, to);
    }

    @Override
    public boolean columnOptionsChanged(Column from, Column to) {
        return rules.columnOptionsChanged(from, to) || !Objects.equals(from.options(), to.options());
    }

    @Override
    public boolean indexPartChanged(IndexPart from, IndexPart to) {
        return rules.indexPartChanged(from, to) || !same(text(from), text(to));
    }

    private static String text(IndexPart part) {
        return switch (part) {
            case IndexPart.OfColumn column -> column.column();
            case IndexPart.OfExpression expression -> expression.expression();
        };
    }

    @Override
    public boolean indexOptionsChanged(Index from, Index to) {
        return rules.indexOptionsChanged(from, to);
    }

    @Override
    public boolean predicateChanged(Index from, Index to) {
        return rules.predicateChanged(from, to) || !same(from.predicate(), to.predicate());
    }

    @Override
    public boolean primaryKeyNameChanged(Table from, PrimaryKey fromKey, PrimaryKey toKey) {
        return rules.primaryKeyNameChanged(from, fromKey, toKey);
    }

    /** Which name the server would choose, the server has to tell. */
    @Override
    public Optional<Index> similarIndex(Table from, Index wanted) {
        return Optional.empty();
    }

    @Override
    public boolean named(ForeignKey key) {
        return rules.named(key);
    }

    @Override
    public boolean checkChanged(Check from, Check to) {
        return rules.checkChanged(from, to)
                || !Objects.equals(from.name(), to.name())
                || !same(from.expression(), to.expression());
    }

    @Override
    public boolean sameAction(ReferenceAction from, ReferenceAction to) {
        return rules.sameAction(from, to);
    }

    @Override
    public void check(Table from, TableChange change) {
        // Whether a difference can be made good is judged once the server has rewritten the states.
    }
}
