package io.atlasoperator.hcl;

import java.util.Set;

/** Gives {@code data.<type>.<name>} its value. */
public interface DataSources {

    /** No data source at all: the rule of schema files. */
    DataSources NONE = new DataSources() {
        @Override
        public Set<String> types() {
            return Set.of();
        }

        @Override
        public Value read(Block block) {
            throw new HclFunctionException("there are no data sources here");
        }
    };

    /** The types that can be read. A block of another type is an error even if nothing refers to it. */
    Set<String> types();

    /**
     * Reads a data source. Called at most once for a block, and only if something refers to it.
     *
     * @param block the evaluated block; its labels are type and name
     * @throws HclFunctionException if it cannot be read
     */
    Value read(Block block);
}
