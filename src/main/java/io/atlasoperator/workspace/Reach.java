package io.atlasoperator.workspace;

/**
 * What a project may reach beside its files, and who is told of what it found there. What is not allowed is refused with a
 * {@link io.atlasoperator.hcl.HclFunctionException} that says who can allow it.
 */
public interface Reach {

    /** Everything that whoever runs it may: it is their own project. */
    Reach EVERYTHING = new Reach() {
        @Override
        public void program(String name, String folder) {
            // Allowed.
        }

        @Override
        public void variable(String name) {
            // Allowed.
        }

        @Override
        public void host(String name) {
            // Allowed.
        }

        @Override
        public boolean followsRedirects() {
            return true;
        }

        @Override
        public void found(String value) {
            // Nobody hides it from its owner.
        }
    };

    /**
     * Before a program runs.
     *
     * @param name how the project calls it
     * @param folder where it is to run; empty for the folder of the work
     */
    void program(String name, String folder);

    /** Before an environment variable is read. */
    void variable(String name);

    /**
     * Before a web server or a secret store is asked.
     *
     * @param name its name, with its port if the URL has one; of a store, the scheme: {@code vault://}
     */
    void host(String name);

    /** Whether an answer of a web server may lead to another one. */
    boolean followsRedirects();

    /** After a value was read from outside, which may be a secret. */
    void found(String value);
}
