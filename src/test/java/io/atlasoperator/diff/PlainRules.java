package io.atlasoperator.diff;

import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.SchemaObject;
import java.util.Objects;

/** Rules of no database in particular: everything is compared as a value. */
record PlainRules() implements DiffRules {

    @Override
    public boolean objectChanged(SchemaObject from, SchemaObject to) {
        return !from.equals(to);
    }

    @Override
    public boolean defaultChanged(Column from, Column to) {
        return !Objects.equals(from.defaultValue(), to.defaultValue());
    }

    @Override
    public boolean generatedChanged(Column from, Column to) {
        return !Objects.equals(from.generated(), to.generated());
    }

    @Override
    public boolean indexPartChanged(IndexPart from, IndexPart to) {
        return !from.equals(to);
    }

    @Override
    public boolean predicateChanged(Index from, Index to) {
        return !Objects.equals(from.predicate(), to.predicate());
    }

    @Override
    public boolean checkChanged(Check from, Check to) {
        return !from.expression().equals(to.expression());
    }
}
