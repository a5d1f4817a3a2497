package io.atlasoperator.hcl;

/** Gives {@code data.<type>.<name>} its value. */
public interface DataSources {

    /** No data source at all: the rule of schema files. */
    DataSources NONE = new DataSources() {
        @Override
        public boolean supports(String type) {
            return false;
        }

        @Override
        public Value read(Block block) {
            throw new HclFunctionException("there are no data sources here");
        }
    };

    /** Whether blocks of that type can be read. A block of another type is an error even if nothing refers to it. */
    boolean supports(String type);

    /**
     * Reads a data source. Called at most once for a block, and only if something refers to it.
     *
     * @param block the evaluated block; its labels are type and name
     * @throws HclFunctionException if it cannot be read
     */
    Value read(Block block);
}
