package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.CatalogNumbers.Catalog;
import io.atlasoperator.schema.DialectObject;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.source.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An object that is a list of words with values: a cast, a collation, an operator, a text search dictionary or
 * configuration, a publication.
 *
 * @param what what it is
 * @param name its schema and name; the name of a cast is {@code source AS target}, and its schema that of its first type
 *     that has one; the schema of a publication is empty
 * @param operands the types of an operator's operands, in parentheses; else empty
 * @param clauses what it is made of, by the words for it in SQL, with the value as {@link What#form} says
 * @param parts what it holds any number of, each with what is said of it: the dictionaries of a kind of words, or nothing
 * @param comment its comment, or null
 * @param range where it was written, or null if it was inspected
 */
record PostgresDefinition(
        What what,
        QualifiedName name,
        String operands,
        SortedMap<String, String> clauses,
        SortedMap<String, String> parts,
        @Nullable String comment,
        @Nullable SourceRange range)
        implements DialectObject {

    PostgresDefinition {
        Objects.requireNonNull(what);
        Objects.requireNonNull(name);
        Objects.requireNonNull(operands);
        clauses = new TreeMap<>(clauses);
        parts = new TreeMap<>(parts);
    }

    /** How the value of a clause is written. */
    enum Form {
        /** As in SQL. */
        SQL,
        /** A string. */
        LITERAL,
        /** Not at all: the word is there or not. */
        FLAG
    }

    /** What there is. */
    enum What {
        COLLATION("COLLATION", Catalog.PG_COLLATION),
        CAST("CAST", Catalog.PG_CAST),
        OPERATOR("OPERATOR", Catalog.PG_OPERATOR),
        TEXT_SEARCH_DICTIONARY("TEXT SEARCH DICTIONARY", Catalog.PG_TS_DICT),
        TEXT_SEARCH_CONFIGURATION("TEXT SEARCH CONFIGURATION", Catalog.PG_TS_CONFIG),
        PUBLICATION("PUBLICATION", Catalog.PG_PUBLICATION);

        private final String words;
        private final Catalog catalog;

        What(String words, Catalog catalog) {
            this.words = words;
            this.catalog = catalog;
        }

        /** The words for it in SQL. */
        String words() {
            return words;
        }

        Catalog catalog() {
            return catalog;
        }

        /** The word for it in HCL and in messages. */
        String kind() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** What it is made of. */
        List<String> clauses() {
            return switch (this) {
                case COLLATION -> List.of("PROVIDER", "LOCALE", "LC_COLLATE", "LC_CTYPE", "DETERMINISTIC", "RULES");
                case CAST -> List.of("FUNCTION", "INOUT", "CONTEXT");
                case OPERATOR -> List.of("FUNCTION", "COMMUTATOR", "NEGATOR", "RESTRICT", "JOIN", "HASHES", "MERGES");
                case TEXT_SEARCH_DICTIONARY -> List.of("TEMPLATE", "OPTIONS");
                case TEXT_SEARCH_CONFIGURATION -> List.of("PARSER");
                case PUBLICATION ->
                    List.of("ALL_TABLES", "PUBLISH", "PUBLISH_VIA_PARTITION_ROOT", "PUBLISH_GENERATED_COLUMNS");
            };
        }

        /** How the value of a clause is written. */
        static Form form(String clause) {
            return switch (clause) {
                case "LOCALE", "LC_COLLATE", "LC_CTYPE", "RULES", "PUBLISH" -> Form.LITERAL;
                case "INOUT", "HASHES", "MERGES", "ALL_TABLES" -> Form.FLAG;
                default -> Form.SQL;
            };
        }
    }

    @Override
    public ObjectKey key() {
        return what == What.PUBLICATION
                ? new ObjectKey(ObjectKey.Namespace.REALM, name, kind())
                : new ObjectKey(ObjectKey.Namespace.OTHER, name, kind() + operands);
    }

    @Override
    public String kind() {
        return what.kind();
    }

    /** Whether this is the same definition as another. */
    boolean defines(PostgresDefinition other) {
        return clauses.equals(other.clauses) && parts.equals(other.parts);
    }

    /** This object, holding other parts. */
    PostgresDefinition holding(SortedMap<String, String> others) {
        return new PostgresDefinition(what, name, operands, clauses, others, comment, range);
    }

    @Override
    public boolean isNamedInSql() {
        return switch (what) {
            case COLLATION, TEXT_SEARCH_DICTIONARY, TEXT_SEARCH_CONFIGURATION, PUBLICATION -> true;
            case CAST, OPERATOR -> false;
        };
    }

    @Override
    public List<String> texts() {
        List<String> texts = new ArrayList<>(clauses.values());
        parts.forEach((part, value) -> texts.add(part + " " + value));
        texts.add(operands);
        if (what == What.CAST) {
            texts.add(name.name());
        }
        return texts;
    }

    @Override
    public List<String> schemas() {
        return name.schema().isEmpty() ? List.of() : List.of(name.schema());
    }

    @Override
    public PostgresDefinition renameSchema(String from, String to) {
        return new PostgresDefinition(what, name.renameSchema(from, to), operands, clauses, parts, comment, range);
    }
}
