package io.atlasoperator.diff;

import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import io.atlasoperator.sql.IdentifierText;
import java.util.Objects;
import java.util.Optional;

/**
 * What counts as a difference in one database. {@code from} is the current state and {@code to} the desired one;
 * either may be inspected or written, so the rules compare canonical forms. Stateless. The defaults compare by value.
 */
public interface DiffRules {

    /**
     * The desired realm with each name spelt as in the current one where the database takes both spellings for the same
     * name.
     */
    default Realm align(Realm from, Realm to) {
        return to;
    }

    /**
     * The current realm with what is the same in the desired one written in the same way, so that it is changed in place and
     * not made anew.
     *
     * @param to the desired realm, as given
     */
    default Realm alignCurrent(Realm from, Realm to) {
        return from;
    }

    /** An expression of a table, as the server shows it, with another name for a column. */
    default String renameInText(String expression, String from, String to) {
        return IdentifierText.rename(expression, from, to);
    }

    /** Whether comments exist; where they do not, they are never compared. */
    default boolean comparesComments() {
        return true;
    }

    /** Whether two comments, empty where there is none, are the same once the server has them. */
    default boolean commentsEqual(String from, String to) {
        return from.equals(to);
    }

    /** Whether the options of a schema differ. */
    default boolean schemaOptionsChanged(Schema from, Schema to) {
        return !Objects.equals(from.options(), to.options());
    }

    /** Whether an object other than a table differs in more than its range. */
    boolean objectChanged(SchemaObject from, SchemaObject to);

    /** Whether the options of a table differ. */
    default boolean tableOptionsChanged(Table from, Table to) {
        return !Objects.equals(from.options(), to.options());
    }

    /** Whether the options of two tables are the same to the letter. */
    default boolean sameTableOptions(Table from, Table to) {
        return Objects.equals(from.options(), to.options());
    }

    /** Whether the type differs. */
    default boolean typeChanged(Column from, Column to) {
        return !from.type().equals(to.type());
    }

    /** Whether the default differs. */
    boolean defaultChanged(Column from, Column to);

    /** Whether the generation expression or its storage differs. */
    boolean generatedChanged(Column from, Column to);

    /** Whether the server numbers the column in another way. */
    default boolean identityChanged(Column from, Column to) {
        return !Objects.equals(from.identity(), to.identity());
    }

    /** Whether the collation differs. */
    default boolean collationChanged(Column from, Column to) {
        return !Objects.equals(from.collation(), to.collation());
    }

    /** Whether what only the dialect knows of a column differs. */
    default boolean columnOptionsChanged(Column from, Column to) {
        return !Objects.equals(from.options(), to.options());
    }

    /** Whether two parts of an index differ. */
    boolean indexPartChanged(IndexPart from, IndexPart to);

    /** Whether what only the dialect knows of an index differs. */
    default boolean indexOptionsChanged(Index from, Index to) {
        return !Objects.equals(from.options(), to.options());
    }

    /** Whether the predicates of two partial indexes differ. */
    boolean predicateChanged(Index from, Index to);

    /** Whether the name of a primary key differs in a way that matters. */
    default boolean primaryKeyNameChanged(Table from, PrimaryKey fromKey, PrimaryKey toKey) {
        return false;
    }

    /**
     * The current index that a desired one means although no current index has its name: one whose name the server
     * chose.
     */
    default Optional<Index> similarIndex(Table from, Index wanted) {
        return Optional.empty();
    }

    /** Whether an index has a name of its own, rather than one that the server numbers; only names are matched. */
    default boolean named(Index index) {
        return true;
    }

    /** Whether what only the dialect knows of a primary key differs. */
    default boolean primaryKeyOptionsChanged(PrimaryKey from, PrimaryKey to) {
        return !Objects.equals(from.options(), to.options());
    }

    /** Whether what only the dialect knows of a foreign key differs. */
    default boolean foreignKeyOptionsChanged(ForeignKey from, ForeignKey to) {
        return !Objects.equals(from.options(), to.options());
    }

    /** Whether a foreign key has a name of its own, rather than a number that stands for one; only names are matched. */
    default boolean named(ForeignKey key) {
        return true;
    }

    /** The current foreign key that a desired one means although none has its name. */
    default Optional<ForeignKey> similarForeignKey(Table from, ForeignKey wanted) {
        return Optional.empty();
    }

    /** Whether two checks' conditions or attributes differ. */
    boolean checkChanged(Check from, Check to);

    /** Whether two reference actions mean the same although they differ (RESTRICT and NO ACTION in MySQL). */
    default boolean sameAction(
            io.atlasoperator.schema.ReferenceAction from, io.atlasoperator.schema.ReferenceAction to) {
        return from == to;
    }

    /**
     * Refuses a change that this database can't make and the planner must not try.
     *
     * @throws DiffException with a message that says what to do instead
     */
    default void check(Table from, TableChange change) {}
}
