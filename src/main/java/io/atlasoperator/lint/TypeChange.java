package io.atlasoperator.lint;

import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType;

/** What becomes of the values of a column whose type changes. */
public enum TypeChange {
    /** Every value of the old type is one of the new type. */
    KEEPS,
    /** Values that the new type can't hold make the change fail. */
    MAY_FAIL,
    /** Values are rounded, cut or otherwise made different, and nobody is told. */
    LOSES;

    /** What one database does. Pure. */
    public interface Rules {

        /** The type as messages name it. */
        String text(ColumnType type);

        /** What becomes of the values. */
        TypeChange of(Column from, Column to);

        /** Whether rows get some value in a new column that must not be NULL, although it has no default. */
        default boolean fillsByItself(Column column) {
            return false;
        }
    }
}
