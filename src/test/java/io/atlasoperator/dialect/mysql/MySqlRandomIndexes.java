package io.atlasoperator.dialect.mysql;

import static io.atlasoperator.dialect.mysql.MySqlRandom.quoted;

import java.util.ArrayList;
import java.util.List;

/** Random indexes of a table. */
final class MySqlRandomIndexes {
    private final MySqlRandom random;
    private final MySqlRandomTable table;

    MySqlRandomIndexes(MySqlRandom random, MySqlRandomTable table) {
        this.random = random;
        this.table = table;
    }

    void add(List<String> parts) {
        for (int number = 0; number < 3; number++) {
            if (random.chance(2)) {
                ofColumns("i" + number, parts);
            }
        }
        boolean findsWords = !table.engine().equals("MEMORY");
        if (table.has("c 1") && findsWords && random.chance(5)) {
            parts.add("FULLTEXT INDEX `words` (" + table.name("c 1") + ")"
                    + (random.isMySql() && table.isUsual() && random.chance(2) ? " WITH PARSER ngram" : ""));
        }
        // No expression may have the column that the server numbers.
        if (!table.isNumbered() && random.isMySql() && table.isUsual() && random.chance(5)) {
            parts.add("INDEX `expr` (("
                    + random.pick(List.of("%s + 1", "%s * 2 + 1")).formatted(table.name("id")) + ")"
                    + (random.chance(3) ? ", " + table.name("id") : "") + ")");
        }
        if (table.has("key") && random.isMySql() && table.isUsual() && random.chance(6)) {
            parts.add("INDEX `lower` ((lower(" + table.name("key") + ")))");
        }
        if (!table.computed().isEmpty() && table.isUsual() && random.chance(3)) {
            parts.add("INDEX `of computed` (" + quoted(random.pick(table.computed())) + ")");
        }
        boolean isPlace =
                parts.stream().anyMatch(part -> part.startsWith(table.name("p") + " ") && part.contains("NOT NULL"));
        boolean hasSystem =
                table.has("p") && table.types().getOrDefault("p", "").contains("SRID");
        if (isPlace && (hasSystem || !random.isMySql()) && findsWords && random.chance(2)) {
            parts.add("SPATIAL INDEX `places` (" + table.name("p") + ")");
        }
    }

    private void ofColumns(String base, List<String> parts) {
        List<String> able = new ArrayList<>(table.types().keySet());
        able.removeIf(name -> name.equals("p")
                || table.types().getOrDefault(name, "").contains("COMPRESSED")
                || table.types().getOrDefault(name, "").equals("json"));
        String name = random.pick(able);
        String type = table.types().getOrDefault(name, "");
        boolean isLong = type.contains("text") || type.contains("blob");
        boolean isText = type.contains("char") || isLong;
        boolean cut = isLong || type.matches("varchar\\((255|300)\\).*");
        String prefix = cut || isText && type.startsWith("var") && random.chance(3) ? "(5)" : "";
        String descending = table.isUsual() && random.chance(4) ? " DESC" : "";
        String second = random.chance(3) && !name.equals("id") ? ", " + table.name("id") : "";
        boolean unique =
                prefix.isEmpty() && random.chance(4) && (name.equals("id") || name.equals("key") && !random.filled());
        String using = table.engine().equals("MEMORY") && random.chance(2) ? " USING BTREE" : "";
        parts.add((unique ? "UNIQUE " : "") + "INDEX " + quoted(random.named(table.base() + "#" + base, base)) + using
                + " (" + table.name(name) + prefix + descending + second + ")"
                + (random.chance(6) ? " COMMENT 'found'" : "")
                + (!unique && random.chance(6) ? random.isMySql() ? " INVISIBLE" : " IGNORED" : ""));
    }
}
