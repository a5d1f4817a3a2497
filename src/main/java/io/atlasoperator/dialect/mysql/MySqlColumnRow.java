package io.atlasoperator.dialect.mysql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A column as the catalog has it.
 *
 * @param name its name
 * @param position its place in the table
 * @param type its type as the server prints it, without {@code COMPRESSED}
 * @param compressed whether its values are kept compressed
 * @param nullable whether it takes NULL
 * @param defaultText its default as the catalog prints it, or null
 * @param charset its character set, or null
 * @param collation its collation, or null
 * @param comment its comment, or null
 * @param generation what it is computed from as the catalog prints it, or null
 * @param srid its spatial reference system, or null
 * @param extra what else the server says of it
 */
record MySqlColumnRow(
        String name,
        int position,
        String type,
        boolean compressed,
        boolean nullable,
        @Nullable String defaultText,
        @Nullable String charset,
        @Nullable String collation,
        @Nullable String comment,
        @Nullable String generation,
        @Nullable Long srid,
        Extra extra) {
    private static final Pattern COMPRESSED = Pattern.compile("\\s*/\\*M?![0-9]+ COMPRESSED\\*/");

    static MySqlColumnRow read(ResultSet row) throws SQLException {
        String name = row.getString("COLUMN_NAME");
        @Nullable String charset = row.getString("CHARACTER_SET_NAME");
        String type = row.getString("COLUMN_TYPE");
        Matcher compressed = COMPRESSED.matcher(type);
        String plain = compressed.replaceAll("");
        long srid = row.getLong("SRID");
        return new MySqlColumnRow(
                name,
                row.getInt("ORDINAL_POSITION"),
                plain,
                !plain.equals(type),
                row.getString("IS_NULLABLE").equals("YES"),
                row.getString("COLUMN_DEFAULT"),
                charset == null ? null : MySqlCharsets.canonical(charset),
                row.getString("COLLATION_NAME"),
                MySqlCatalog.text(row, "COLUMN_COMMENT"),
                MySqlCatalog.text(row, "GENERATION_EXPRESSION"),
                row.getObject("SRID") == null ? null : Long.valueOf(srid),
                Extra.parse(row.getString("EXTRA"), name, row.getString("TABLE_NAME")));
    }

    MySqlColumnRow withType(String other) {
        return new MySqlColumnRow(
                name,
                position,
                other,
                compressed,
                nullable,
                defaultText,
                charset,
                collation,
                comment,
                generation,
                srid,
                extra);
    }

    MySqlColumnRow withDefault(String other) {
        return new MySqlColumnRow(
                name,
                position,
                type,
                compressed,
                nullable,
                other,
                charset,
                collation,
                comment,
                generation,
                srid,
                extra);
    }

    MySqlColumnRow withGeneration(String other) {
        return new MySqlColumnRow(
                name,
                position,
                type,
                compressed,
                nullable,
                defaultText,
                charset,
                collation,
                comment,
                other,
                srid,
                extra);
    }

    /**
     * What the server says of a column beside its type.
     *
     * @param autoIncrement whether the server numbers it
     * @param expressionDefault whether its default is an expression (MySQL)
     * @param onUpdate what it is set to when its row is updated, or null
     * @param generated whether it is computed
     * @param stored whether what is computed is kept
     * @param invisible whether {@code SELECT *} leaves it out
     * @param unversioned whether its changes make no former row
     * @param notSecondary whether a second engine leaves it out
     */
    record Extra(
            boolean autoIncrement,
            boolean expressionDefault,
            @Nullable String onUpdate,
            boolean generated,
            boolean stored,
            boolean invisible,
            boolean unversioned,
            boolean notSecondary) {
        private static final Pattern WORDS = Pattern.compile(
                "[\\s,]*(?:(auto_increment)|(default_generated)|on update ([a-z_]+(?:\\([0-9]*\\))?)"
                        + "|(virtual|stored|persistent)(?: generated)?|(invisible)|(without system versioning)|(not secondary))(?=[\\s,]|$)",
                Pattern.CASE_INSENSITIVE);

        static Extra parse(String text, String column, String table) throws SQLException {
            boolean autoIncrement = false;
            boolean expressionDefault = false;
            @Nullable String onUpdate = null;
            boolean generated = false;
            boolean stored = false;
            boolean invisible = false;
            boolean unversioned = false;
            boolean notSecondary = false;
            Matcher words = WORDS.matcher(text);
            int at = 0;
            while (at < text.length()) {
                if (!words.find(at) || words.start() != at) {
                    throw new SQLException("unknown extra column attribute \""
                            + text.substring(at).strip() + "\" of column \"" + column + "\" of table \"" + table
                            + "\"");
                }
                autoIncrement |= words.group(1) != null;
                expressionDefault |= words.group(2) != null;
                onUpdate = words.group(3) == null ? onUpdate : words.group(3);
                generated |= words.group(4) != null;
                stored |= words.group(4) != null && !words.group(4).equalsIgnoreCase("virtual");
                invisible |= words.group(5) != null;
                unversioned |= words.group(6) != null;
                notSecondary |= words.group(7) != null;
                at = words.end();
            }
            return new Extra(
                    autoIncrement,
                    expressionDefault,
                    onUpdate == null ? null : onUpdate.toUpperCase(Locale.ROOT).replace("()", ""),
                    generated,
                    stored,
                    invisible,
                    unversioned,
                    notSecondary);
        }
    }
}
