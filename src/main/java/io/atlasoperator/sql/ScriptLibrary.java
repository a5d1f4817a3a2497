package io.atlasoperator.sql;

import io.atlasoperator.source.SourceFile;
import java.util.List;

/** Where the files are that SQL files import. */
@FunctionalInterface
public interface ScriptLibrary {

    /**
     * The files that a path means, in the order in which they are to run. The same file always has the same name, however
     * it is written.
     *
     * @param path what the import says
     * @param importer the file with the import, which was itself found here or is one that all began with
     * @throws UnavailableException if there is no such file, or none that can be imported
     */
    List<SourceFile> find(String path, SourceFile importer) throws UnavailableException;

    /** What an import names can't be had. The message says why and what to do, without naming the import. */
    final class UnavailableException extends Exception {
        private static final long serialVersionUID = 1L;

        public UnavailableException(String message) {
            super(message);
        }
    }
}
