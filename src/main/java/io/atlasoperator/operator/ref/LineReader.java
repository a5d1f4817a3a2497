package io.atlasoperator.operator.ref;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/** Cuts a stream of bytes into lines. Not safe for use by several threads at a time. */
final class LineReader {
    private final Consumer<byte[]> lines;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

    /** @param lines told of each line, without its end */
    LineReader(Consumer<byte[]> lines) {
        this.lines = lines;
    }

    void accept(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            while (buffer.hasRemaining()) {
                byte octet = buffer.get();
                if (octet != '\n') {
                    begun.write(octet);
                } else if (begun.size() > 0) {
                    byte[] line = begun.toByteArray();
                    begun.reset();
                    lines.accept(line);
                }
            }
        }
    }
}
