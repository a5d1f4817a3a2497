package io.atlasoperator.dialect.mysql;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Character sets and their collations, as far as all products agree on them. */
final class MySqlCharsets {
    /** Sets whose collation by default is not {@code <set>_general_ci}. */
    private static final Map<String, String> OTHER_DEFAULTS = Map.ofEntries(
            Map.entry("latin1", "latin1_swedish_ci"),
            Map.entry("dec8", "dec8_swedish_ci"),
            Map.entry("hp8", "hp8_english_ci"),
            Map.entry("swe7", "swe7_swedish_ci"),
            Map.entry("big5", "big5_chinese_ci"),
            Map.entry("ujis", "ujis_japanese_ci"),
            Map.entry("sjis", "sjis_japanese_ci"),
            Map.entry("cp932", "cp932_japanese_ci"),
            Map.entry("eucjpms", "eucjpms_japanese_ci"),
            Map.entry("tis620", "tis620_thai_ci"),
            Map.entry("euckr", "euckr_korean_ci"),
            Map.entry("gb2312", "gb2312_chinese_ci"),
            Map.entry("gbk", "gbk_chinese_ci"),
            Map.entry("gb18030", "gb18030_chinese_ci"),
            Map.entry("binary", "binary"));

    private static final Set<String> GENERAL = Set.of(
            "utf8mb4",
            "utf8mb3",
            "utf8",
            "ascii",
            "latin2",
            "latin5",
            "latin7",
            "cp850",
            "cp852",
            "cp866",
            "cp1250",
            "cp1251",
            "cp1256",
            "cp1257",
            "ucs2",
            "utf16",
            "utf16le",
            "utf32",
            "greek",
            "hebrew",
            "koi8r",
            "koi8u",
            "armscii8",
            "geostd8",
            "keybcs2",
            "macce",
            "macroman");

    private MySqlCharsets() {}

    /** Whether some product has a set of that name, in lower case. */
    static boolean isKnown(String charset) {
        return GENERAL.contains(charset) || OTHER_DEFAULTS.containsKey(charset);
    }

    /** The collation of a set where nobody says one. */
    static Optional<String> defaultCollation(String charset) {
        return GENERAL.contains(charset)
                ? Optional.of((charset.equals("utf8") ? "utf8mb3" : charset) + "_general_ci")
                : Optional.ofNullable(OTHER_DEFAULTS.get(charset));
    }

    /** The set that a collation belongs to: what stands before its first underscore. */
    static String ofCollation(String collation) {
        int end = collation.indexOf('_');
        String charset = end < 0 ? collation : collation.substring(0, end);
        return canonical(charset);
    }

    /** The name of a set by which catalogs call it now: {@code utf8} is {@code utf8mb3}. */
    static String canonical(String charset) {
        return charset.equals("utf8") ? "utf8mb3" : charset;
    }
}
