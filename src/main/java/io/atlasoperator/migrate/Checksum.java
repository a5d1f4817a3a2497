package io.atlasoperator.migrate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The content of {@code atlas.sum}: a hash of the directory and one of each file. The hashes are a chain: each depends
 * on all files before it. Files are hashed as they are, line breaks included.
 *
 * @param directoryHash hash of the directory in Base64
 * @param entries the files, in the directory's order
 */
public record Checksum(String directoryHash, List<Entry> entries) {
    private static final String PREFIX = "h1:";

    /**
     * A file's line.
     *
     * @param name the file's name
     * @param hash hash of the chain up to it in Base64
     */
    public record Entry(String name, String hash) {
        public Entry {
            Objects.requireNonNull(name);
            Objects.requireNonNull(hash);
        }
    }

    public Checksum {
        Objects.requireNonNull(directoryHash);
        entries = List.copyOf(entries);
    }

    /** The checksum of the files, in the order that {@code atlas.sum} lists them. */
    public static Checksum of(List<MigrationFile> files) {
        MessageDigest chain = StatementHashes.sha256();
        List<Entry> entries = new ArrayList<>();
        for (MigrationFile file : files) {
            chain.update(file.name().getBytes(StandardCharsets.UTF_8));
            if (!FileDirectives.of(file).sumIgnored()) {
                chain.update(file.content().getBytes(StandardCharsets.UTF_8));
                entries.add(new Entry(file.name(), StatementHashes.soFar(chain)));
            }
        }
        return new Checksum(sum(entries), entries);
    }

    /**
     * Reads the text of {@code atlas.sum}.
     *
     * @throws ChecksumException if a line is not of its form, or the first line does not fit the others
     */
    public static Checksum parse(String text) {
        List<String> lines = text.lines().map(String::strip).toList();
        if (lines.isEmpty() || !lines.getFirst().startsWith(PREFIX)) {
            throw ChecksumException.format();
        }
        List<Entry> entries = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            int split = line.indexOf(PREFIX);
            if (split < 0) {
                throw ChecksumException.format();
            }
            entries.add(new Entry(line.substring(0, split).strip(), line.substring(split + PREFIX.length())));
        }
        String directoryHash = lines.getFirst().substring(PREFIX.length());
        if (!directoryHash.equals(sum(entries))) {
            throw ChecksumException.mismatch(Optional.empty());
        }
        return new Checksum(directoryHash, entries);
    }

    /**
     * Compares a directory with its {@code atlas.sum}.
     *
     * @return the checksum of the directory
     * @throws ChecksumException if they differ, or if a directory with files has none
     */
    public static Checksum validate(MigrationDirectory directory) {
        Checksum computed = of(directory.summed());
        if (directory.sumFile().isEmpty()) {
            if (directory.summed().isEmpty()) {
                return computed;
            }
            throw ChecksumException.notFound();
        }
        Checksum written = parse(directory.sumFile().get());
        if (!written.equals(computed)) {
            throw ChecksumException.mismatch(Optional.of(written.firstDifference(computed)));
        }
        return computed;
    }

    private ChecksumException.Difference firstDifference(Checksum computed) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (i < computed.entries.size() && entry.equals(computed.entries.get(i))) {
                continue;
            }
            int found = computed.indexOf(entry.name());
            if (found < 0) {
                return new ChecksumException.Difference(i + 2, entry.name(), ChecksumException.Reason.REMOVED);
            }
            return found == i
                    ? new ChecksumException.Difference(i + 2, entry.name(), ChecksumException.Reason.EDITED)
                    : new ChecksumException.Difference(
                            i + 2,
                            computed.entries
                                    .get(i < computed.entries.size() ? i : found)
                                    .name(),
                            ChecksumException.Reason.ADDED);
        }
        return new ChecksumException.Difference(
                entries.size() + 2, computed.entries.get(entries.size()).name(), ChecksumException.Reason.ADDED);
    }

    private int indexOf(String name) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** The hash of a file, or nothing if the file is left out of {@code atlas.sum}. */
    public Optional<String> hashOf(String fileName) {
        int found = indexOf(fileName);
        return found < 0 ? Optional.empty() : Optional.of(entries.get(found).hash());
    }

    /** The text of {@code atlas.sum}. */
    public String text() {
        StringBuilder out = new StringBuilder(PREFIX).append(directoryHash).append('\n');
        for (Entry entry : entries) {
            out.append(entry.name())
                    .append(' ')
                    .append(PREFIX)
                    .append(entry.hash())
                    .append('\n');
        }
        return out.toString();
    }

    private static String sum(List<Entry> entries) {
        MessageDigest digest = StatementHashes.sha256();
        for (Entry entry : entries) {
            digest.update(entry.name().getBytes(StandardCharsets.UTF_8));
            digest.update(entry.hash().getBytes(StandardCharsets.UTF_8));
        }
        return Base64.getEncoder().encodeToString(digest.digest());
    }
}
