package io.atlasoperator.spec;

import io.atlasoperator.schema.QualifiedName;
import java.util.List;

/** Finds the tables that attributes refer to; what is wrong with a reference is told. For one document. */
public interface TableReferences {

    /** The tables that an attribute with a reference or a list of references names; none if it is not written. */
    List<QualifiedName> tables(BlockReader block, String attribute);
}
