package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.PostgresRandomColumns.RandomColumn;
import java.util.List;

/** Random indexes of a table, by what the types of its columns allow. */
final class PostgresRandomIndexes {
    private final PostgresRandomState state;
    private final PostgresRandomTable table;

    PostgresRandomIndexes(PostgresRandomState state, PostgresRandomTable table) {
        this.state = state;
        this.table = table;
    }

    void make(List<String> made) {
        for (RandomColumn column : table.columns) {
            if (!state.chance(3)) {
                continue;
            }
            String name = "i " + column.name() + " " + table.name;
            String schema = PostgresSyntax.quote(state.frame.schema(state.random, table.name));
            made.add("CREATE INDEX " + PostgresSyntax.quote(name) + " ON " + state.name(table.name) + over(column)
                    + where(column));
            state.comment("INDEX " + schema + "." + PostgresSyntax.quote(name), made);
        }
    }

    private String over(RandomColumn column) {
        String name = column.quoted();
        String type = column.type();
        boolean text = type.equals("text") || type.startsWith("varchar");
        if (type.equals("jsonb")) {
            return " USING gin (" + name + state.pick("", " jsonb_path_ops") + ")"
                    + state.pick("", " WITH (fastupdate = off)");
        }
        if (type.equals("json") || column.family().equals("misc") && !type.equals("bytea")) {
            return " ((" + name + " IS NULL))";
        }
        if (type.endsWith("[]")) {
            return state.pick(" USING gin (" + name + ")", " (" + name + ")");
        }
        if (column.family().equals("range")) {
            return state.pick(" USING gist (" + name + ")", " USING spgist (" + name + ")", " (" + name + ")");
        }
        if (column.family().equals("net") && !text) {
            return state.pick(" USING gist (" + name + " inet_ops)", " (" + name + ")", " USING spgist (" + name + ")");
        }
        if (column.family().equals("addr") && !text) {
            return " (" + name + ")";
        }
        if (text && state.chance(3)) {
            if (state.extensions.contains("pg_trgm") && state.chance(2)) {
                return " USING gin (" + name + " app.gin_trgm_ops)";
            }
            if (state.functions.containsKey("F idx") && state.chance(2)) {
                return " (" + state.name("F idx") + "(" + name + "))";
            }
            return state.pick(
                    " (" + name + " text_pattern_ops)",
                    " (lower(" + name + ") DESC, id)",
                    " (" + name + " COLLATE \"C\" DESC)",
                    " ((" + name + " || 'x') COLLATE \"POSIX\" text_pattern_ops)",
                    " USING hash (" + name + ")");
        }
        if (column.generated()) {
            return " (" + name + ")";
        }
        return switch (state.random.nextInt(6)) {
            case 0 -> " (" + name + " DESC)";
            case 1 -> " (" + name + " NULLS FIRST, id DESC NULLS LAST)";
            case 2 -> " (id, " + name + ")" + table.include();
            case 3 -> " USING hash (" + name + ")";
            case 4 ->
                column.family().matches("id|ref")
                        ? " USING brin (" + name + ") WITH (pages_per_range = 32)"
                        : " (" + name + ")";
            default -> " (" + name + ") WITH (fillfactor = " + state.pick(60, 70) + ")";
        };
    }

    private String where(RandomColumn column) {
        return state.pick(
                "",
                "",
                " WHERE id > 1",
                " WHERE " + column.quoted() + " IS NOT NULL",
                column.family().equals("enum") && column.comparable() ? " WHERE " + column.quoted() + " = 'a'" : "");
    }
}
