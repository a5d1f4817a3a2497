package io.atlasoperator.dialect;

/** A dev server that the product runs by itself. */
public interface DevServer {

    /** Where to connect, with a user who may create databases. */
    DatabaseUrl url();
}
