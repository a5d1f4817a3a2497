package io.atlasoperator.workspace;

import io.atlasoperator.source.SourceFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Reads text files, all of which are in UTF-8. */
public final class FileText {
    private FileText() {}

    /** The text of a file. */
    static String of(FileTree files, String name) throws IOException {
        byte[] bytes = files.read(name);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), text, true);
        if (result.isError()) {
            throw new CharacterCodingException();
        }
        return text.flip().toString();
    }

    /**
     * A text file, named as messages call it.
     *
     * @param name what it is called
     * @param path where it is
     * @throws WorkspaceException if it can't be read, with the line that is no text
     */
    public static SourceFile source(FileTree files, String name, String path) {
        try {
            return new SourceFile(name.startsWith("./") ? name.substring(2) : name, decode(name, files.read(path)));
        } catch (IOException e) {
            throw new WorkspaceException("reading " + name + ": " + e.getMessage());
        }
    }

    private static String decode(String name, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, text, true);
        if (result.isError()) {
            long line = 1
                    + new String(bytes, 0, in.position(), StandardCharsets.UTF_8)
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            throw new WorkspaceException(
                    "reading " + name + ": line " + line + " is not valid UTF-8: save the file as UTF-8");
        }
        return text.flip().toString();
    }
}
