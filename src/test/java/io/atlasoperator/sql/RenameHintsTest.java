package io.atlasoperator.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenameHintsTest {
    private static final SqlSyntax SYNTAX = new Syntax(new ScannerOptions(true, true, true, false, true, false));
    private static final SqlSyntax WITH_INDEXES = new Syntax(new ScannerOptions(true, true, true, false, true, true));

    private record Syntax(ScannerOptions scanner) implements SqlSyntax {
        @Override
        public String quoteIdentifier(String name) {
            return '"' + name + '"';
        }

        @Override
        public String quoteLiteral(String text) {
            return "'" + text + "'";
        }

        @Override
        public String fold(String name) {
            return name.toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static List<String> hints(String sql) {
        return hints(sql, SYNTAX);
    }

    private static List<String> hints(String sql, SqlSyntax syntax) {
        return RenameHints.of(new SourceFile("s.sql", sql), syntax).stream()
                .map(hint -> hint.subject() + " " + (hint.schema() == null ? "" : hint.schema() + ".") + hint.object()
                        + (hint.part().isEmpty() ? "" : " " + hint.part()) + " < " + hint.oldName() + " "
                        + hint.range().start())
                .toList();
    }

    @Test
    void readsHintsBeforeStatements() {
        assertThat(hints("""
                        -- people
                        -- atlas:renamed_from Users
                        CREATE TABLE IF NOT EXISTS app."People" (id int);

                        -- atlas:renamed_from app.old_view
                        CREATE OR REPLACE VIEW v AS SELECT 1;
                        -- atlas:renamed_from feeling
                        CREATE TYPE mood AS ENUM ('a');
                        -- atlas:renamed_from i_old
                        CREATE UNIQUE INDEX CONCURRENTLY i ON app."People" (id);
                        -- atlas:renamed_from c_old
                        ALTER TABLE ONLY app."People" ADD CONSTRAINT c CHECK (id > 0);
                        -- atlas:renamed_from u_old
                        ALTER TABLE t ADD CONSTRAINT u UNIQUE (id);
                        """))
                .containsExactly(
                        "RELATION app.People < users 2:1",
                        "RELATION v < old_view 5:1",
                        "TYPE mood < feeling 7:1",
                        "INDEX app.People i < i_old 9:1",
                        "CONSTRAINT app.People c < c_old 11:1",
                        "INDEX t u < u_old 13:1");
    }

    @Test
    void readsHintsInsideATable() {
        assertThat(hints("""
                        CREATE TABLE t (
                          id int, -- not a hint: atlas:renamed_from x
                          -- atlas:renamed_from "Old Name"
                          /* the name */
                          name text DEFAULT '-- atlas:renamed_from y',
                          -- atlas:renamed_from uo
                          CONSTRAINT u UNIQUE (name),
                          -- atlas:renamed_from co
                          CONSTRAINT c CHECK (id > 0),
                          -- atlas:renamed_from eo
                          CONSTRAINT e EXCLUDE (id WITH =),
                          -- atlas:renamed_from name
                          key text
                        );
                        """))
                .containsExactly(
                        "COLUMN t name < Old Name 3:3",
                        "INDEX t u < uo 6:3",
                        "CONSTRAINT t c < co 8:3",
                        "INDEX t e < eo 10:3",
                        "COLUMN t key < name 12:3");
        assertThat(hints("""
                        CREATE TABLE t (
                          id int,
                          -- atlas:renamed_from ko
                          UNIQUE KEY k (id)
                        );
                        """, WITH_INDEXES)).containsExactly("INDEX t k < ko 3:3");
    }

    @Test
    void refusesAHintThatMeansNothing() {
        assertThatThrownBy(() -> hints("SELECT 1;\n-- atlas:renamed_from x\nINSERT INTO t VALUES (1);"))
                .isInstanceOf(SqlScanException.class)
                .hasMessageStartingWith("2:1: -- atlas:renamed_from stands before nothing");
        assertThatThrownBy(() -> hints("-- atlas:renamed_from\nCREATE TABLE t (id int);"))
                .isInstanceOf(SqlScanException.class)
                .hasMessageStartingWith("1:1: -- atlas:renamed_from needs the name");
        assertThatThrownBy(() -> hints("CREATE TABLE t (id int,\n-- atlas:renamed_from x\nPRIMARY KEY (id));"))
                .isInstanceOf(SqlScanException.class)
                .hasMessageStartingWith("2:1: -- atlas:renamed_from stands before nothing");
    }
}
