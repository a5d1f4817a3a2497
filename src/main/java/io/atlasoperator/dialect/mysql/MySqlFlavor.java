package io.atlasoperator.dialect.mysql;

import java.util.List;
import java.util.Optional;

/**
 * A product that speaks MySQL's language, at one version: everything in which the products and their versions differ.
 * MySQL itself is {@link MySqlVersion}. Immutable.
 */
public interface MySqlFlavor {

    /** The product's name in messages: {@code MySQL}. */
    String product();

    /** Why a server of this version is not worked with, in a sentence; nothing if it is. */
    Optional<String> refusal();

    /** The collation of a character set where nobody says one, by the product's manual; nothing for an unknown set. */
    Optional<String> defaultCollation(String charset);

    /** The collation of a character set where nobody says one, where the products agree on it. */
    static Optional<String> usualCollation(String charset) {
        return MySqlCharsets.defaultCollation(charset);
    }

    /** Whether {@code json} is a type of its own; else it is another name of {@code longtext} with a check. */
    boolean hasJsonType();

    /** Whether a check can be there without being enforced. */
    boolean hasUnenforcedChecks();

    /** Whether indexes may have expressions for parts. */
    boolean hasExpressionParts();

    /** Whether a default may be an expression that is not in parentheses in the catalog, and may be written without. */
    boolean writesBareExpressionDefaults();

    /** The word that hides an index from the optimizer, after its definition: {@code INVISIBLE}. */
    String hiddenIndex();

    /** The words that drop a check, before its name: {@code DROP CHECK}. */
    String dropCheck();

    /** Whether there are sequences. */
    boolean hasSequences();

    /** Whether tables may keep their former rows. */
    boolean hasSystemVersioning();

    /** Whether checks exist, rather than being read and thrown away. */
    boolean hasChecks();

    /**
     * Whether the catalog prints defaults and expressions as SQL. Else defaults are bare values, and expressions are escaped
     * once more and their letters beyond ASCII taken for others.
     */
    boolean catalogHasSql();

    /** What the catalog has in columns of its own. */
    MySqlCatalogColumns catalogColumns();

    /** What a user must be granted to see the bodies of routines that others have made: {@code SHOW_ROUTINE}. */
    String rightToSeeRoutines();

    /**
     * Queries for what the model does not hold, each about one schema, whose name both of its parameters are; columns: the
     * first parameter, the schema, the name and the kind of a thing, and 1 if it looks like a view.
     */
    List<String> unsupportedQueries();

    /**
     * The query for spatial reference systems that the model does not hold, about one schema, whose name both of its
     * parameters are; columns: the first parameter, the schema, the table, the column. Nothing if columns have them.
     */
    Optional<String> referenceSystems();
}
