package io.atlasoperator.dialect.mysql;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The names of storage engines, whose case means nothing. */
final class MySqlEngines {
    /** The engine of tables that say none, unless the server is set up otherwise. */
    static final String USUAL = "InnoDB";

    /** The one that has hashes for indexes where nobody says what they are. */
    static final String MEMORY = "MEMORY";

    /** As servers spell them. */
    private static final List<String> KNOWN = List.of(
            USUAL, "MyISAM", MEMORY, "CSV", "ndbcluster", "ARCHIVE", "BLACKHOLE", "FEDERATED", "Aria", "SEQUENCE");

    private static final String TRANSACTIONAL = "TRANSACTIONAL";

    private static final Set<String> OUT_OF_PAGES = Set.of("DYNAMIC", "FIXED");

    private MySqlEngines() {}

    /** A name as servers spell it. */
    static String canonical(String name) {
        String wanted = name.equalsIgnoreCase("NDB") ? "ndbcluster" : name.equalsIgnoreCase("HEAP") ? MEMORY : name;
        return KNOWN.stream().filter(wanted::equalsIgnoreCase).findFirst().orElse(name);
    }

    /** Whether only one engine knows an option of tables (Aria), and others refuse it. */
    static boolean isOfOneEngine(String option) {
        return option.equals(TRANSACTIONAL) || option.equals("PAGE_CHECKSUM");
    }

    /** The options without what another of them means anyway: a table of Aria whose rows are not in pages is not transactional. */
    static SortedMap<String, String> withoutImplied(@Nullable String engine, SortedMap<String, String> options) {
        String transactional = options.getOrDefault(TRANSACTIONAL, "");
        if (engine == null
                || !same(engine, "Aria")
                || !isImplied(TRANSACTIONAL, transactional, options.getOrDefault("ROW_FORMAT", ""))) {
            return options;
        }
        SortedMap<String, String> said = new TreeMap<>(options);
        said.remove(TRANSACTIONAL);
        return said;
    }

    /** Whether an option says no more than a format of rows does. */
    static boolean isImplied(String option, String value, String rowFormat) {
        return option.equals(TRANSACTIONAL)
                && value.equals("0")
                && OUT_OF_PAGES.contains(rowFormat.toUpperCase(Locale.ROOT));
    }

    /** Whether HCL has a word for it. */
    static boolean isWord(String engine) {
        return switch (engine) {
            case "InnoDB", "MyISAM", "MEMORY", "CSV", "ndbcluster" -> true;
            default -> false;
        };
    }

    /** The word that HCL has for it. */
    static String word(String engine) {
        return switch (engine) {
            case "MEMORY" -> "Memory";
            case "ndbcluster" -> "NDB";
            default -> engine;
        };
    }

    /** Whether two names mean one engine. */
    static boolean same(String one, String other) {
        return canonical(one).toLowerCase(Locale.ROOT).equals(canonical(other).toLowerCase(Locale.ROOT));
    }
}
