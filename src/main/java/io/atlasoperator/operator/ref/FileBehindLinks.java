package io.atlasoperator.operator.ref;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Reads a file of whose path somebody has found that it has no links. Whoever writes the volume may put one there before
 * the file is opened, so that each part of the path is opened in the folder before it, and none may be a link.
 */
final class FileBehindLinks {
    private static final int AT_ONCE = 1 << 16;

    private FileBehindLinks() {}

    /**
     * Reads the beginning of a file, or all of it.
     *
     * @param root a folder that nobody replaces
     * @param file a file in it, by its whole path without links
     * @param most how many bytes to read at most
     * @throws IOException if it can't be read, or has a link in its path
     */
    static byte[] read(Path root, Path file, long most) throws IOException {
        DirectoryStream<Path> start = Files.newDirectoryStream(root);
        if (!(start instanceof SecureDirectoryStream<Path> folder)) {
            // Not on Linux: files of whoever runs the command.
            start.close();
            try (SeekableByteChannel channel =
                    Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
                return beginning(channel, most);
            }
        }
        return inside(folder, root.relativize(file), most);
    }

    private static byte[] inside(SecureDirectoryStream<Path> root, Path file, long most) throws IOException {
        SecureDirectoryStream<Path> folder = root;
        try {
            int last = file.getNameCount() - 1;
            for (int i = 0; i < last; i++) {
                SecureDirectoryStream<Path> next =
                        folder.newDirectoryStream(file.getName(i), LinkOption.NOFOLLOW_LINKS);
                folder.close();
                folder = next;
            }
            try (SeekableByteChannel channel = folder.newByteChannel(
                    file.getName(last), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
                return beginning(channel, most);
            }
        } finally {
            folder.close();
        }
    }

    private static byte[] beginning(SeekableByteChannel channel, long most) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(AT_ONCE);
        while (content.size() < most) {
            buffer.clear().limit((int) Math.min(AT_ONCE, most - content.size()));
            int read = channel.read(buffer);
            if (read < 0) {
                break;
            }
            content.write(buffer.array(), 0, read);
        }
        return content.toByteArray();
    }
}
