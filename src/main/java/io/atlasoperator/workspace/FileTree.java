package io.atlasoperator.workspace;

import java.io.IOException;
import java.util.List;

/**
 * The files that a project and URLs may name. Names have slashes; relative ones start at the folder where the work is done.
 * Nothing outside of the tree is reached by any name.
 */
public interface FileTree {

    /** Whether there is a file or folder of that name. */
    boolean exists(String name);

    /** Whether there is a folder of that name. */
    boolean isFolder(String name);

    /** Whether there is a file of that name, and no folder. */
    boolean isFile(String name);

    /**
     * The content of a file.
     *
     * @throws IOException if there is none, or it can't be read
     */
    byte[] read(String name) throws IOException;

    /**
     * The files in a folder, named from there, in the order of their names.
     *
     * @param isDeep whether those in folders below it count, too
     * @throws IOException if it can't be read
     */
    List<String> files(String folder, boolean isDeep) throws IOException;

    /**
     * What all names of one file have in common.
     *
     * @throws IOException if there is no such file
     */
    String identity(String name) throws IOException;

    /**
     * Files and folders by a pattern from the folder of the work, as they are called from there.
     *
     * @throws WorkspaceException if the pattern can't be read, or the files can't
     */
    List<String> glob(String pattern);

    /**
     * Files by a pattern from a folder, by names that mean the same everywhere in the project.
     *
     * @throws WorkspaceException if the pattern can't be read, or the files can't
     */
    List<String> fileset(String folder, String pattern);

    /** What to tell of a name that there is no file or folder of. */
    String missing();
}
