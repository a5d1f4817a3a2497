package io.atlasoperator.diff;

import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import java.util.List;

/** One difference between two realms, to be turned into statements by a planner. */
public sealed interface Change {

    /** A schema is missing; its tables and objects come as changes of their own. */
    record AddSchema(Schema schema) implements Change {}

    /** A schema is too much, with all that is in it. */
    record DropSchema(Schema schema) implements Change {}

    /** A schema's comment or options differ. */
    record ModifySchema(Schema from, Schema to) implements Change {}

    /** A type or other object is missing. */
    record AddObject(SchemaObject object) implements Change {}

    /** A type or other object is too much. */
    record DropObject(SchemaObject object) implements Change {}

    /** A type or other object differs. */
    record ModifyObject(SchemaObject from, SchemaObject to) implements Change {}

    /** A type or other object has another name; further differences come as a {@link ModifyObject} of the new name. */
    record RenameObject(SchemaObject from, SchemaObject to) implements Change {}

    /** A table is missing. */
    record AddTable(Table table) implements Change {}

    /** A table is too much. */
    record DropTable(Table table) implements Change {}

    /** A table differs in the ways listed, which are at least one. */
    record ModifyTable(Table from, Table to, List<TableChange> changes) implements Change {
        public ModifyTable {
            changes = List.copyOf(changes);
            if (changes.isEmpty()) {
                throw new IllegalArgumentException("no changes of " + from.name());
            }
        }

        /** The table's name as it is now. */
        public QualifiedName name() {
            return from.name();
        }
    }

    /** A table has another name; further differences come as a {@link ModifyTable} of the new name. */
    record RenameTable(Table from, Table to) implements Change {}
}
