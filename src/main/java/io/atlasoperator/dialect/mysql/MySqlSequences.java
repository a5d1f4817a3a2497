package io.atlasoperator.dialect.mysql;

import io.atlasoperator.plan.ObjectKind;
import io.atlasoperator.plan.PlanException;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Sequence;
import java.util.ArrayList;
import java.util.List;

/** Sequences (MariaDB). They are changed in place, and go on counting from where they are. */
final class MySqlSequences implements ObjectKind<Sequence> {
    private static final String BIGINT = "bigint";

    private final MySqlFlavor flavor;

    MySqlSequences(MySqlFlavor flavor) {
        this.flavor = flavor;
    }

    @Override
    public Class<Sequence> type() {
        return Sequence.class;
    }

    @Override
    public boolean changed(Sequence from, Sequence to) {
        return !from.type().equals(to.type()) || !changes(from, to).isEmpty() || commentChanged(from, to);
    }

    @Override
    public List<Statement> add(Sequence sequence, PlanOptions options) {
        return List.of(MySqlObjectWriter.create(sequence, create(sequence, options), options));
    }

    @Override
    public List<Statement> drop(Sequence sequence, PlanOptions options) {
        return List.of(MySqlObjectWriter.drop(sequence, create(sequence, options), options));
    }

    @Override
    public List<Statement> modify(Sequence from, Sequence to, PlanOptions options) {
        String name = MySqlObjectWriter.name(to, options);
        String start = "ALTER SEQUENCE " + name + " ";
        List<Statement> statements = new ArrayList<>();
        if (!changes(from, to).isEmpty()) {
            statements.add(MySqlObjectWriter.modify(
                    to, start + String.join(" ", changes(from, to)), start + String.join(" ", changes(to, from))));
        }
        if (commentChanged(from, to)) {
            // A sequence is a table of one row, and only that can be told another comment.
            statements.add(MySqlObjectWriter.modify(
                    to, "ALTER TABLE " + name + " " + comment(to), "ALTER TABLE " + name + " " + comment(from)));
        }
        return statements;
    }

    private static boolean commentChanged(Sequence from, Sequence to) {
        return !comment(from).equals(comment(to));
    }

    private static String comment(Sequence sequence) {
        return "COMMENT " + MySqlText.doubleQuoted(MySqlLostLetters.asKept(MySqlObjectWriter.text(sequence.comment())));
    }

    private String create(Sequence sequence, PlanOptions options) {
        if (!flavor.hasSequences()) {
            throw new PlanException(flavor.product() + " has no sequences, remove \""
                    + sequence.name().name() + "\"");
        }
        return "CREATE SEQUENCE " + MySqlObjectWriter.name(sequence, options)
                + (sequence.type().equals(BIGINT) ? "" : " AS " + sequence.type()) + " START WITH "
                + sequence.start() + " INCREMENT BY " + sequence.increment() + " MINVALUE " + sequence.minimum()
                + " MAXVALUE " + sequence.maximum()
                + (sequence.cache() <= 1 ? " NOCACHE" : " CACHE " + sequence.cache())
                + (sequence.cycle() ? " CYCLE" : "")
                + (MySqlObjectWriter.text(sequence.comment()).isEmpty() ? "" : " " + comment(sequence));
    }

    private static List<String> changes(Sequence from, Sequence to) {
        List<String> changes = new ArrayList<>();
        if (!from.type().equals(to.type())) {
            changes.add("AS " + to.type());
        }
        if (from.start() != to.start()) {
            changes.add("START WITH " + to.start());
        }
        if (from.increment() != to.increment()) {
            changes.add("INCREMENT BY " + to.increment());
        }
        if (from.minimum() != to.minimum()) {
            changes.add("MINVALUE " + to.minimum());
        }
        if (from.maximum() != to.maximum()) {
            changes.add("MAXVALUE " + to.maximum());
        }
        if (Math.max(0, from.cache()) != Math.max(0, to.cache())) {
            changes.add(to.cache() <= 1 ? "NOCACHE" : "CACHE " + to.cache());
        }
        if (from.cycle() != to.cycle()) {
            changes.add(to.cycle() ? "CYCLE" : "NOCYCLE");
        }
        return changes;
    }
}
