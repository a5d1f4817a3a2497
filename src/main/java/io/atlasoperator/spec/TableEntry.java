package io.atlasoperator.spec;

import io.atlasoperator.schema.QualifiedName;
import java.util.List;

/**
 * A table of a document, before what is in it has been read.
 *
 * @param name its identity
 * @param labels the labels of its block: the name, or a qualifier and the name
 * @param columns the names of its columns
 * @param block its block
 */
record TableEntry(QualifiedName name, List<String> labels, List<String> columns, BlockReader block) {

    TableEntry {
        labels = List.copyOf(labels);
        columns = List.copyOf(columns);
    }

    /** Whether a reference with that qualifier means this table, if the name fits. */
    boolean qualifiedBy(String qualifier) {
        return name.schema().equals(qualifier)
                || (labels.size() == 2 && labels.getFirst().equals(qualifier));
    }
}
