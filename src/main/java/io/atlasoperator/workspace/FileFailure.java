package io.atlasoperator.workspace;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Why a file can't be read, in the words of the system; Java's own are often the file's name alone. */
final class FileFailure {
    private FileFailure() {}

    static String text(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "no such file or directory";
            case AccessDeniedException _ -> "permission denied";
            case CharacterCodingException _ -> "it is no text in UTF-8";
            case FileSystemException failure -> {
                @Nullable String reason = failure.getReason();
                yield reason == null ? String.valueOf(e.getMessage()) : reason;
            }
            default -> String.valueOf(e.getMessage());
        };
    }
}
