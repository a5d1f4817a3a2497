package io.atlasoperator.spec;

import io.atlasoperator.hcl.Block;
import io.atlasoperator.hcl.Value;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.ForeignKey.Deferrability;
import io.atlasoperator.schema.Generated;
import io.atlasoperator.schema.Identity;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.List;

/** Writes tables. */
final class TableWriter {
    private final SpecRules rules;
    private final Qualification qualification;
    private final TypeWriter types;

    TableWriter(SpecRules rules, Qualification qualification) {
        this.rules = rules;
        this.qualification = qualification;
        this.types = new TypeWriter(rules, qualification);
    }

    void write(Table table, BlockWriter out, List<Block> blocks) {
        String schema = table.name().schema();
        out.value("schema", new Value.Reference(List.of("schema", schema)));
        if (table.comment() != null) {
            out.text("comment", table.comment());
        }
        rules.writeTable(table, out, name -> {
            List<String> path = new ArrayList<>(List.of("table"));
            path.addAll(qualification.tableLabels(name));
            return new Value.Reference(path);
        });
        columns(table, out);
        PrimaryKey key = table.primaryKey();
        if (key != null) {
            BlockWriter inside = key.name() == null ? out.inside("primary_key") : out.inside("primary_key", key.name());
            primaryKey(key, inside);
            rules.writePrimaryKey(table, inside);
            out.add(inside);
        }
        table.foreignKeys().forEach(foreign -> out.add(foreignKey(foreign, out.inside("foreign_key", foreign.name()))));
        indexes(table, out);
        table.checks().forEach(check -> out.add(check(check, out)));
        blocks.add(out.build());
    }

    /** Adds columns and indexes, which views have too. */
    void parts(Table table, BlockWriter out) {
        columns(table, out);
        indexes(table, out);
    }

    private void columns(Table table, BlockWriter out) {
        table.columns()
                .forEach(column -> out.add(column(column, table.name().schema(), out.inside("column", column.name()))));
    }

    private void indexes(Table table, BlockWriter out) {
        table.indexes().forEach(index -> out.add(index(index, out)));
    }

    private BlockWriter column(Column column, String schema, BlockWriter out) {
        out.bool("null", column.nullable()).value("type", types.write(column.type(), schema));
        if (column.defaultValue() != null) {
            out.value("default", Defaults.write(column.defaultValue()));
        }
        if (column.comment() != null) {
            out.text("comment", column.comment());
        }
        if (column.collation() != null) {
            out.text("collate", column.collation());
        }
        Identity identity = column.identity();
        if (identity != null) {
            out.add(identity(identity, out.inside("identity")));
        }
        Generated generated = column.generated();
        if (generated != null) {
            out.add(out.inside("as")
                    .text("expr", generated.expression())
                    .word("type", generated.storage().name()));
        }
        rules.writeColumn(column, out);
        return out;
    }

    private static BlockWriter identity(Identity identity, BlockWriter out) {
        out.word("generated", identity.generation().name());
        if (identity.start() != 1) {
            out.number("start", identity.start());
        }
        if (identity.increment() != 1) {
            out.number("increment", identity.increment());
        }
        if (identity.minimum() != null) {
            out.number("min_value", identity.minimum());
        }
        if (identity.maximum() != null) {
            out.number("max_value", identity.maximum());
        }
        if (identity.cache() != 1) {
            out.number("cache", identity.cache());
        }
        if (identity.cycle()) {
            out.bool("cycle", true);
        }
        if (identity.sequence() != null) {
            out.text("sequence", identity.sequence());
        }
        return out;
    }

    private void primaryKey(PrimaryKey key, BlockWriter out) {
        if (out.takes("on") && !key.parts().stream().allMatch(TableWriter::isPlain)) {
            key.parts().forEach(part -> out.add(part(part, out.inside("on"))));
        } else {
            out.columns("columns", key.columns());
        }
        if (!key.include().isEmpty()) {
            out.columns("include", key.include());
        }
        rules.writePrimaryKey(key, out);
    }

    private BlockWriter foreignKey(ForeignKey key, BlockWriter out) {
        List<Value> referenced = new ArrayList<>();
        for (String column : key.refColumns()) {
            List<String> path = new ArrayList<>(List.of("table"));
            path.addAll(qualification.tableLabels(key.refTable()));
            path.add("column");
            path.add(column);
            referenced.add(new Value.Reference(path));
        }
        out.columns("columns", key.columns())
                .value("ref_columns", new Value.ListValue(referenced))
                .word("on_update", key.onUpdate().name())
                .word("on_delete", key.onDelete().name());
        if (key.deferrability() != Deferrability.NOT_DEFERRABLE) {
            out.word("deferrable", key.deferrability().name());
        }
        rules.writeForeignKey(key, out);
        return out;
    }

    private BlockWriter index(Index index, BlockWriter table) {
        boolean exclusion = index.constraint() && !index.unique();
        boolean constraint = index.constraint() && index.unique() && table.takes("unique");
        BlockWriter out = table.inside(exclusion ? "exclude" : constraint ? "unique" : "index", index.name());
        if (index.unique() && !constraint) {
            out.bool("unique", true);
        }
        if (!exclusion && index.parts().stream().allMatch(TableWriter::isPlain)) {
            out.columns("columns", index.columns());
        } else {
            for (int position = 0; position < index.parts().size(); position++) {
                BlockWriter on = part(index.parts().get(position), out.inside("on"));
                rules.writeIndexOperator(index, position, on);
                out.add(on);
            }
        }
        if (index.comment() != null) {
            out.text("comment", index.comment());
        }
        if (index.predicate() != null) {
            out.text("where", index.predicate());
        }
        if (!index.include().isEmpty()) {
            out.columns("include", index.include());
        }
        rules.writeIndex(index, out);
        return out;
    }

    private static boolean isPlain(IndexPart part) {
        return part instanceof IndexPart.OfColumn && !part.descending() && part.options() == null;
    }

    private BlockWriter part(IndexPart part, BlockWriter out) {
        if (part.descending()) {
            out.bool("desc", true);
        }
        switch (part) {
            case IndexPart.OfColumn column -> out.column("column", column.column());
            case IndexPart.OfExpression expression -> out.expression("expr", expression.expression());
        }
        rules.writeIndexPart(part, out);
        return out;
    }

    private BlockWriter check(Check check, BlockWriter table) {
        BlockWriter out = check.name() == null ? table.inside("check") : table.inside("check", check.name());
        out.text("expr", rules.checkExpression(check));
        if (!check.enforced()) {
            out.bool("enforced", false);
        }
        if (check.noInherit()) {
            out.bool("no_inherit", true);
        }
        rules.writeCheck(check, out);
        return out;
    }
}
