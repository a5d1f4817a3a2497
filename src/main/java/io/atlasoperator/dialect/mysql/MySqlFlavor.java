package io.atlasoperator.dialect.mysql;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A product that speaks MySQL's language, at one version: everything in which the products and their versions differ.
 * MySQL itself is {@link MySqlVersion}. Immutable.
 */
public interface MySqlFlavor {

    /** The product's name in messages: {@code MySQL}. */
    String product();

    /** The product's name as image, URL scheme and in labels: {@code mysql}. */
    String engine();

    /** The program that asks a server whether it is there: {@code mysqladmin}. */
    String adminProgram();

    /** The number of the user that runs the server in the product's image. */
    long imageUser();

    /** Why a server of this version is not worked with, in a sentence; nothing if it is. */
    Optional<String> refusal();

    /** Whether names of schemas and tables that differ in upper and lower case alone are one name to the server. */
    boolean foldsNames();

    /** Whether names of triggers that differ in upper and lower case alone are one name to the server. */
    boolean foldsTriggers();

    /** Whether the server takes {@code TRUE} in a view for 1, even as a value of JSON. */
    default boolean losesTruth() {
        return false;
    }

    /** Whether the server forgets what a hint about indexes in a view is for ({@code USE INDEX FOR JOIN}). */
    default boolean losesPurposes() {
        return false;
    }

    /** Whether the server forgets that a view locks the rows that it reads. */
    default boolean losesLocks() {
        return false;
    }

    /** Whether the server shows of a text out of JSON the character set that it has without anybody saying one. */
    default boolean printsImpliedCharsets() {
        return false;
    }

    /**
     * What {@code WEEK(d)} in a view counts by for good, from 0 to 7; nothing if that is for each session to say that reads
     * from it.
     */
    default OptionalInt fixedWeekFormat() {
        return OptionalInt.empty();
    }

    /** The {@code sql_mode} of our sessions, as the server prints it. */
    String sessionMode();

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

    /** The word that shows it again, after {@code ALTER INDEX}: {@code VISIBLE}. */
    String shownIndex();

    /** The words that drop a check, before its name: {@code DROP CHECK}. */
    String dropCheck();

    /** Whether there are sequences. */
    boolean hasSequences();

    /** Whether tables may keep their former rows. */
    boolean hasSystemVersioning();

    /** Whether a schema has each name of a check but once, rather than a table. */
    boolean namesChecksBySchema();

    /** Whether checks exist, rather than being read and thrown away. */
    boolean hasChecks();

    /**
     * Whether the catalog prints defaults and expressions as SQL. Else defaults are bare values, and expressions are escaped
     * once more and their letters beyond ASCII taken for others.
     */
    boolean catalogHasSql();

    /**
     * Whether the statement that makes a table shows characters beyond the basic plane in expressions; else there is no way to
     * see them.
     */
    boolean showsWideLetters();

    /** Whether the catalog tells of a table's indexes in the order in which the table has them. */
    boolean tellsOfIndexesInOrder();

    /** Whether a foreign key from a table to itself can't lead to an index that the same statement makes. */
    boolean looksForSelfReferencesInOldTable();

    /** Whether a text at an end of a foreign key may get longer, as long as as many bytes tell its length. */
    boolean keepsKeysOfLongerTexts();

    /** Whether a column at an end of a foreign key may get {@code AUTO_INCREMENT}, or lose it. */
    boolean keepsKeysOfNumberedColumns();

    /** What the catalog has in columns of its own. */
    MySqlCatalogFlavor catalogColumns();

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

    /** Whether NOT NULL may be said of a column that is computed. */
    boolean saysNullOfGenerated();

    /** Whether names in expressions, such as those of checks and generated columns, follow when a column is renamed. */
    boolean renamesInExpressions();

    /** Whether rights can be granted to everybody, by the name of {@code PUBLIC}. */
    boolean grantsToPublic();

    /** Whether routines, triggers and events can be replaced in one step, with CREATE OR REPLACE. */
    boolean replacesRoutines();

    /** Whether {@code ALTER FUNCTION} and {@code ALTER PROCEDURE} can take a comment away, rather than keep it then. */
    boolean takesCommentsAway();

    /** What the server's engine can do without others noticing, by the product's manual. */
    OnlineDdl onlineDdl();

    /** Whether {@code ALGORITHM=NOCOPY} can be asked for: indexes may be written, rows may not. */
    boolean altersWithoutCopy();

    /** Whether a lock can be asked for beside {@code ALGORITHM=INSTANT}. */
    boolean locksInstantly();

    /** Whether a REFERENCES behind the definition of a column makes a foreign key, rather than being passed over. */
    boolean honoursInlineReferences();

    /** Whether the first TIMESTAMP column of a table that must not be NULL is by default the time of the change. */
    boolean fillsFirstTimestamp();

    /** Whether a new column for days that must not be NULL is filled with zeros in spite of strict mode. */
    boolean fillsDates();

    /**
     * What the engine of a product and version can do.
     *
     * @param addsInstantly whether a column can be added without touching rows
     * @param dropsInstantly whether one can be dropped so
     * @param renamesInstantly whether one can be renamed so
     * @param longTextsInstantly whether a text can get longer by any length, or another collation, without touching rows
     * @param writesIndexesAlone whether only the index is written where a column of it goes, or is sorted in another way
     * @param tellsInstantly whether comments, options, default character sets and foreign keys that go touch nothing else
     * @param computesInstantly whether what a virtual column is computed from can change without a copy
     * @param copiesOnline whether others may write while a table is copied
     */
    record OnlineDdl(
            boolean addsInstantly,
            boolean dropsInstantly,
            boolean renamesInstantly,
            boolean longTextsInstantly,
            boolean writesIndexesAlone,
            boolean tellsInstantly,
            boolean computesInstantly,
            boolean copiesOnline) {}
}
