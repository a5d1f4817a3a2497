package io.atlasoperator.dialect.mysql;

import io.atlasoperator.spec.BlockReader;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Character sets and collations in HCL. What no server has, or not together, is told with its place. */
final class MySqlTextSpec {
    private static final String CHARSET = "charset";

    /** MariaDB has collations that go with any character set of Unicode, and are called so. */
    private static final String ANY_SET = "uca1400_";

    private MySqlTextSpec() {}

    /** The character set of a block; one that is unknown, or is not that of the collation beside it, is told. */
    static @Nullable String charset(BlockReader block) {
        Optional<String> written = block.text(CHARSET);
        Optional<String> collation = Optional.ofNullable(collation(block));
        if (written.isPresent() && !MySqlCharsets.isKnown(canonical(written.get()))) {
            block.error(
                    CHARSET,
                    "unknown character set \"" + written.get() + "\"",
                    "Write one that the server has (SHOW CHARACTER SET), such as utf8mb4.");
            return null;
        }
        Optional<String> of = collation
                .filter(name -> !name.toLowerCase(Locale.ROOT).startsWith(ANY_SET))
                .map(name -> MySqlCharsets.ofCollation(name.toLowerCase(Locale.ROOT)));
        if (of.isPresent() && !MySqlCharsets.isKnown(of.get())) {
            block.error(
                    block.has("collate") ? "collate" : "collation",
                    "unknown collation \"" + collation.orElse("") + "\"",
                    "Write one that the server has (SHOW COLLATION), such as utf8mb4_bin.");
        } else if (of.isPresent() && written.isPresent() && !of.get().equals(canonical(written.get()))) {
            block.error(
                    CHARSET,
                    "character set \"" + written.get() + "\" has no collation \"" + collation.orElse("") + "\"",
                    "It is one of \"" + of.get() + "\": leave the character set out, or write another collation.");
        }
        return written.map(MySqlTextSpec::canonical).orElse(null);
    }

    /** The collation of a block. */
    static @Nullable String collation(BlockReader block) {
        return block.text("collate").or(() -> block.text("collation")).orElse(null);
    }

    private static String canonical(String charset) {
        return MySqlCharsets.canonical(charset.toLowerCase(Locale.ROOT));
    }
}
