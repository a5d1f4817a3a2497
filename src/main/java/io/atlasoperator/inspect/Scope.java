package io.atlasoperator.inspect;

import java.util.Objects;

/** How much of a database a URL means. */
public sealed interface Scope {

    /** One schema; statements leave its name out. */
    record OneSchema(String name) implements Scope {
        public OneSchema {
            Objects.requireNonNull(name);
        }
    }

    /** All schemas; statements name them. */
    record WholeRealm() implements Scope {}
}
