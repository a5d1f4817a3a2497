package io.atlasoperator.dialect.mysql;

import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.DiffException;
import io.atlasoperator.diff.DiffRules;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.plan.ObjectKinds;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.Generated;
import io.atlasoperator.schema.Generated.Storage;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.IndexPart.OfColumn;
import io.atlasoperator.schema.IndexPart.OfExpression;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.ReferenceAction;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What counts as a change. Everything is compared as what it comes to: a character set, a collation, an engine that a
 * desired state does not say is what it is without being said.
 */
final class MySqlDiffRules implements DiffRules {
    /** Names that the server gives to indexes nobody named, from the first column and a number. */
    private static final Pattern NUMBERED = Pattern.compile("(.+?)(_\\d+)?", Pattern.DOTALL);

    private static final String EXPRESSION_INDEX = "functional_index";

    private final MySqlFlavor flavor;
    private final ObjectKinds kinds;

    MySqlDiffRules(MySqlFlavor flavor) {
        this.flavor = flavor;
        this.kinds = MySqlKinds.of(flavor);
    }

    @Override
    public Realm align(Realm from, Realm to) {
        Realm spelt = MySqlSpelling.align(from, to, flavor);
        Realm effective = MySqlInheritance.effective(spelt, from, flavor);
        Realm said = MySqlRoutineTexts.said(MySqlViewQueries.align(from, effective, flavor), from, flavor);
        return MySqlDefiners.align(from, MySqlHelperIndexes.align(from, said), MySqlMode.of(flavor.sessionMode()));
    }

    @Override
    public Realm alignCurrent(Realm from, Realm to) {
        Realm wanted = MySqlSpelling.align(from, to, flavor);
        Realm renamed = MySqlColumnChecks.renamed(from, wanted.renames());
        // A schema that says nothing has the character set that is there, and so have its routines.
        Realm effective = MySqlInheritance.effective(wanted, from, flavor);
        return MySqlRoutineTexts.said(MySqlInheritance.effective(renamed, wanted, flavor), effective, flavor);
    }

    @Override
    public String renameInText(String expression, String from, String to) {
        return MySqlExpressions.renamed(expression, from, to);
    }

    @Override
    public boolean commentsEqual(String from, String to) {
        return MySqlLostLetters.asKept(from).equals(MySqlLostLetters.asKept(to));
    }

    @Override
    public boolean schemaOptionsChanged(Schema from, Schema to) {
        MySqlSchemaOptions current = MySqlSchemaOptions.of(from);
        MySqlSchemaOptions wanted = MySqlSchemaOptions.of(to);
        return wanted.charset() != null
                        && (current.charset() == null
                                || !MySqlCharsets.canonical(wanted.charset())
                                        .equals(MySqlCharsets.canonical(current.charset())))
                || wanted.collation() != null
                        && !MySqlTableOptionsRules.sameCollation(wanted.collation(), current.collation());
    }

    @Override
    public boolean objectChanged(SchemaObject from, SchemaObject to) {
        return kinds.changed(from, to);
    }

    @Override
    public boolean tableOptionsChanged(Table from, Table to) {
        return MySqlTableOptionsRules.changed(MySqlTableOptions.of(from), MySqlTableOptions.of(to));
    }

    @Override
    public boolean typeChanged(Column from, Column to) {
        return !MySqlTypes.same(from.type(), to.type());
    }

    @Override
    public boolean defaultChanged(Column from, Column to) {
        return !MySqlDefaultRules.same(from, to, flavor);
    }

    @Override
    public boolean generatedChanged(Column from, Column to) {
        @Nullable Generated current = from.generated();
        @Nullable Generated wanted = to.generated();
        if (current == null || wanted == null) {
            return current != null || wanted != null;
        }
        return current.storage() != wanted.storage()
                || !MySqlTerms.same(current.expression(), wanted.expression(), flavor);
    }

    @Override
    public boolean collationChanged(Column from, Column to) {
        if (!MySqlTypes.isText(to.type()) || !MySqlTypes.isText(from.type())) {
            return false;
        }
        MySqlColumnOptions current = MySqlColumnOptions.of(from);
        MySqlColumnOptions wanted = MySqlColumnOptions.of(to);
        return to.collation() != null && !MySqlTableOptionsRules.sameCollation(to.collation(), from.collation())
                || wanted.charset() != null
                        && (current.charset() == null
                                || !MySqlCharsets.canonical(wanted.charset())
                                        .equals(MySqlCharsets.canonical(current.charset())));
    }

    @Override
    public boolean columnOptionsChanged(Column from, Column to) {
        MySqlColumnOptions current = MySqlColumnOptions.of(from);
        MySqlColumnOptions wanted = MySqlColumnOptions.of(to);
        return current.autoIncrement() != wanted.autoIncrement()
                || !sameTime(current.onUpdate(), wanted.onUpdate())
                || current.invisible() != wanted.invisible()
                || !Objects.equals(current.srid(), wanted.srid())
                || current.unversioned() != wanted.unversioned()
                || current.compressed() != wanted.compressed();
    }

    private static boolean sameTime(@Nullable String from, @Nullable String to) {
        return from == null || to == null
                ? Objects.equals(from, to)
                : MySqlTerms.now(from).equals(MySqlTerms.now(to));
    }

    @Override
    public boolean indexPartChanged(IndexPart from, IndexPart to) {
        if (from.descending() != to.descending()
                || MySqlIndexPartOptions.prefix(from) != MySqlIndexPartOptions.prefix(to)) {
            return true;
        }
        return switch (from) {
            case OfColumn current ->
                !(to instanceof OfColumn wanted) || !current.column().equalsIgnoreCase(wanted.column());
            case OfExpression current ->
                !(to instanceof OfExpression wanted)
                        || !MySqlTerms.same(current.expression(), wanted.expression(), flavor);
        };
    }

    @Override
    public boolean indexOptionsChanged(Index from, Index to) {
        return !normal(MySqlIndexOptions.of(from)).equals(normal(MySqlIndexOptions.of(to)));
    }

    private static MySqlIndexOptions normal(MySqlIndexOptions options) {
        return new MySqlIndexOptions(
                options.type(),
                options.parser() == null ? null : options.parser().toLowerCase(Locale.ROOT),
                options.hidden(),
                options.keyBlockSize());
    }

    @Override
    public boolean predicateChanged(Index from, Index to) {
        return false;
    }

    /** One with a name that the server gave: from its first column, or for an expression. */
    @Override
    public Optional<Index> similarIndex(Table from, Index wanted) {
        return from.indexes().stream()
                .filter(current -> current.unique() == wanted.unique()
                        && (isNumbered(current) && wanted.name().isEmpty()
                                || isNumbered(current) && isNumbered(wanted)))
                .filter(current -> sameParts(current.parts(), wanted.parts()))
                .findFirst();
    }

    private static boolean isNumbered(Index index) {
        return switch (index.parts().getFirst()) {
            case OfColumn column ->
                NUMBERED.matcher(index.name()).matches()
                        && index.name().startsWith(column.column())
                        && index.name().substring(column.column().length()).matches("(_\\d+)?");
            case OfExpression _ -> index.name().matches(EXPRESSION_INDEX + "(_\\d+)?");
        };
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
        return !index.name().isEmpty();
    }

    @Override
    public boolean primaryKeyOptionsChanged(PrimaryKey from, PrimaryKey to) {
        MySqlPrimaryKeyOptions current = MySqlPrimaryKeyOptions.of(from);
        MySqlPrimaryKeyOptions wanted = MySqlPrimaryKeyOptions.of(to);
        return !current.type().equals(wanted.type()) || !commentsEqual(text(current.comment()), text(wanted.comment()));
    }

    private static String text(@Nullable String comment) {
        return comment == null ? "" : comment;
    }

    @Override
    public boolean checkChanged(Check from, Check to) {
        return from.enforced() != to.enforced() || !MySqlTerms.same(from.expression(), to.expression(), flavor);
    }

    @Override
    public boolean sameAction(ReferenceAction from, ReferenceAction to) {
        return plain(from) == plain(to);
    }

    private static ReferenceAction plain(ReferenceAction action) {
        return action == ReferenceAction.RESTRICT ? ReferenceAction.NO_ACTION : action;
    }

    /** The stored values of a column that becomes a computed one would be gone, and so would those never stored. */
    @Override
    public void check(Table from, TableChange change) {
        if (!(change instanceof TableChange.ModifyColumn(Column before, Column after, Set<ChangeKind> kinds))
                || !kinds.contains(ChangeKind.GENERATED)) {
            return;
        }
        @Nullable Generated current = before.generated();
        @Nullable Generated wanted = after.generated();
        if (current == null && wanted != null) {
            throw new DiffException("changing column \"" + after.name() + "\" to " + wanted.storage()
                    + " generated column is not supported (drop and add is required)");
        }
        if (current != null && wanted == null && current.storage() == Storage.VIRTUAL) {
            throw new DiffException("changing VIRTUAL generated column \"" + after.name()
                    + "\" to non-generated column is not supported (drop and add is required)");
        }
    }
}
