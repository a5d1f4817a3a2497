package io.atlasoperator.migrate;

import io.atlasoperator.plan.Statement;
import io.atlasoperator.source.SourceFile;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Files named by what they are: {@code V} for versions, {@code B} for a baseline of all versions up to its own, {@code R} for
 * what is run again when it changes. Versions are numbers between dots or underscores. What undoes ({@code U}) is not run.
 *
 * @see <a href="https://documentation.red-gate.com/flyway/flyway-concepts/migrations">Flyway, Migrations</a>
 */
record FlywayLayout() implements DirectoryLayout {
    private static final String ENDING = ".sql";
    private static final int SHORTEST = 4;

    /** By their numbers from the first on; what has no version, for it is repeated, comes last. */
    private static final Comparator<String> VERSIONS = (one, other) -> {
        if (one.isEmpty() || other.isEmpty()) {
            return Boolean.compare(one.isEmpty(), other.isEmpty());
        }
        List<BigInteger> first = numbers(one);
        List<BigInteger> second = numbers(other);
        for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
            int order = at(first, i).compareTo(at(second, i));
            if (order != 0) {
                return order;
            }
        }
        return one.compareTo(other);
    };

    @Override
    public boolean isDeep() {
        return true;
    }

    @Override
    public List<MigrationFile> files(List<SourceFile> entries) {
        List<MigrationFile> versioned = new ArrayList<>();
        List<MigrationFile> repeated = new ArrayList<>();
        List<MigrationFile> baselines = new ArrayList<>();
        for (SourceFile entry : entries) {
            String base = entry.name().substring(entry.name().lastIndexOf('/') + 1);
            if (!base.endsWith(ENDING) || base.length() - ENDING.length() < SHORTEST || isHidden(entry.name())) {
                continue;
            }
            MigrationFile file = file(entry, base.substring(0, base.length() - ENDING.length()));
            switch (base.charAt(0)) {
                case 'V' -> versioned.add(file);
                case 'R' -> repeated.add(file);
                case 'B' -> baselines.add(file);
                default -> {
                    // What undoes a version, and scripts of other kinds, do not run by themselves.
                }
            }
        }
        Optional<MigrationFile> baseline =
                baselines.stream().max(Comparator.comparing(MigrationFile::version, VERSIONS));
        List<MigrationFile> files = new ArrayList<>();
        baseline.ifPresent(files::add);
        versioned.stream()
                .filter(file -> baseline.isEmpty()
                        || VERSIONS.compare(file.version(), baseline.get().version()) > 0)
                .sorted(Comparator.comparing(MigrationFile::version, VERSIONS).thenComparing(MigrationFile::name))
                .forEach(files::add);
        repeated.stream()
                .sorted(Comparator.comparing(MigrationFile::description).thenComparing(MigrationFile::name))
                .forEach(files::add);
        return List.copyOf(files);
    }

    private static boolean isHidden(String path) {
        for (String part : path.split("/")) {
            if (part.startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static MigrationFile file(SourceFile entry, String stem) {
        int separator = stem.indexOf("__");
        String version = stem.substring(1, separator < 0 ? stem.length() : separator);
        String description = separator < 0 ? "" : stem.substring(separator + 2);
        return new MigrationFile(
                entry.name(),
                stem.charAt(0) == 'R' ? "" : version,
                description,
                entry.content(),
                DirectoryFormat.FLYWAY);
    }

    private static List<BigInteger> numbers(String version) {
        List<BigInteger> numbers = new ArrayList<>();
        for (String part : version.split("[._]")) {
            boolean isNumber = !part.isEmpty() && part.chars().allMatch(c -> c >= '0' && c <= '9');
            numbers.add(isNumber ? new BigInteger(part) : BigInteger.ZERO);
        }
        return numbers;
    }

    private static BigInteger at(List<BigInteger> numbers, int index) {
        return index < numbers.size() ? numbers.get(index) : BigInteger.ZERO;
    }

    @Override
    public List<String> parts(MigrationFile file) {
        int base = file.name().lastIndexOf('/') + 1;
        return file.name().charAt(base) == 'V'
                ? List.of(
                        file.name(),
                        file.name().substring(0, base) + 'U' + file.name().substring(base + 1))
                : List.of(file.name());
    }

    @Override
    public Comparator<String> versions() {
        return VERSIONS;
    }

    @Override
    public List<SourceFile> write(String version, String name, List<Statement> changes) {
        String stem = name.isEmpty() ? version : version + "__" + name;
        return List.of(
                new SourceFile("V" + stem + ENDING, PairedScripts.up(changes)),
                new SourceFile("U" + stem + ENDING, PairedScripts.down(changes)));
    }
}
