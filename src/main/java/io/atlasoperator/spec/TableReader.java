package io.atlasoperator.spec;

import io.atlasoperator.hcl.Attribute;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.DefaultValue;
import io.atlasoperator.schema.Generated;
import io.atlasoperator.schema.Identity;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.TableBuilder;
import io.atlasoperator.source.SourceRange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what is in one table. */
final class TableReader {
    private final SpecRules rules;
    private final TypeReader types;
    private final ForeignKeyReader foreignKeys;
    private final TableEntry entry;
    private final BlockReader block;
    private final Map<String, SourceRange> names = new HashMap<>();

    TableReader(SpecRules rules, TypeReader types, ForeignKeyReader foreignKeys, TableEntry entry) {
        this.rules = rules;
        this.types = types;
        this.foreignKeys = foreignKeys;
        this.entry = entry;
        this.block = entry.block();
    }

    Table read() {
        TableBuilder table = Table.builder(entry.name())
                .comment(block.text("comment").orElse(null))
                .options(rules.readTable(block, foreignKeys))
                .range(block.range());
        for (BlockReader column : block.blocks("column")) {
            if (isNew("column", column)) {
                column(column).ifPresent(table::column);
            }
        }
        block.single("primary_key").flatMap(this::primaryKey).ifPresent(table::primaryKey);
        for (BlockReader index : block.blocks("index")) {
            if (isNew("index", index)) {
                index(index, index.bool("unique").orElse(false), false).ifPresent(table::index);
            }
        }
        for (BlockReader unique : block.blocks("unique")) {
            if (isNew("index", unique)) {
                index(unique, true, true).ifPresent(table::index);
            }
        }
        for (BlockReader exclude : block.blocks("exclude")) {
            if (isNew("index", exclude)) {
                index(exclude, false, true).ifPresent(table::index);
            }
        }
        for (BlockReader key : block.blocks("foreign_key")) {
            if (isNew("foreign_key", key)) {
                foreignKeys.read(key, entry).ifPresent(table::foreignKey);
            }
        }
        for (BlockReader check : block.blocks("check")) {
            if (check.name().isEmpty() || isNew("check", check)) {
                check(check).ifPresent(table::check);
            }
        }
        foreignKeys.checkDependencies(block);
        return table.build();
    }

    private boolean isNew(String kind, BlockReader part) {
        @Nullable SourceRange first = names.putIfAbsent(kind + " " + part.name(), part.range());
        if (first != null) {
            part.error(
                    "duplicate " + part.block().type() + " \"" + part.name() + "\" in table \"" + block.name() + "\"",
                    "It is already defined at " + first + ".");
        }
        return first == null;
    }

    private Optional<Column> column(BlockReader column) {
        Optional<ColumnType> type = column.block()
                .attribute("type")
                .flatMap(written -> types.read(written, entry.name().schema()));
        @Nullable
        DefaultValue defaultValue = column.block()
                .attribute("default")
                .map(Attribute::value)
                .map(Defaults::read)
                .orElse(null);
        @Nullable Generated generated = generated(column);
        @Nullable
        Identity identity = column.single("identity").map(this::identity).orElse(null);
        if (defaultValue != null && generated != null) {
            column.error(
                    "default",
                    "both \"default\" and \"as\" are set for column \"" + column.name() + "\"",
                    "A generated column has no default.");
        }
        return type.map(known -> new Column(
                column.name(),
                rules.readType(known, column),
                column.bool("null").orElse(false),
                defaultValue,
                generated,
                identity,
                column.text("collate").orElse(null),
                column.text("comment").orElse(null),
                rules.readColumn(column),
                column.range()));
    }

    private @Nullable Generated generated(BlockReader column) {
        Optional<BlockReader> inside = column.single("as");
        Optional<String> inline = column.text("as");
        if (inside.isPresent() && inline.isPresent()) {
            column.error(
                    "as",
                    "multiple as definitions for column \"" + column.name() + "\"",
                    "Keep the attribute or the block and remove the other.");
            return null;
        }
        Optional<String> expression = inside.isPresent() ? inside.get().text("expr") : inline;
        Generated.Storage storage =
                inside.flatMap(as -> as.text("type")).map(Generated.Storage::of).orElse(rules.defaultStorage());
        return expression.map(text -> new Generated(text, storage)).orElse(null);
    }

    private Identity identity(BlockReader identity) {
        long increment = identity.number("increment").orElse(1L);
        if (increment == 0) {
            identity.error("increment", "invalid increment 0 of an identity column", "Write any other whole number.");
        }
        return new Identity(
                identity.text("generated").map(Identity.Generation::valueOf).orElse(Identity.Generation.BY_DEFAULT),
                identity.number("start").orElse(1L),
                increment,
                identity.number("min_value").orElse(null),
                identity.number("max_value").orElse(null),
                identity.number("cache").orElse(1L),
                identity.bool("cycle").orElse(false),
                identity.text("sequence").orElse(null));
    }

    private Optional<PrimaryKey> primaryKey(BlockReader key) {
        String what = "the primary key of table \"" + block.name() + "\"";
        boolean inBlocks = !key.blocks("on").isEmpty();
        List<IndexPart> parts = inBlocks
                ? key.parts(
                        "on",
                        "missing columns for " + what,
                        "multiple definitions for " + what + ", use \"columns\" or \"on\"",
                        what,
                        rules::readIndexPart)
                : key.columns("columns").stream()
                        .<IndexPart>map(IndexPart.OfColumn::of)
                        .toList();
        if (parts.isEmpty()) {
            if (!inBlocks && !key.rejected("columns") && key.lists("columns") == 0) {
                key.error(
                        "columns",
                        "missing columns for the primary key of table \"" + block.name() + "\"",
                        "The list of columns is empty.");
            }
            return Optional.empty();
        }
        return Optional.of(new PrimaryKey(
                key.name().isEmpty() ? null : key.name(),
                parts,
                key.columns("include"),
                rules.readPrimaryKey(key),
                key.range()));
    }

    private Optional<Index> index(BlockReader index, boolean unique, boolean constraint) {
        String what = "index \"" + index.name() + "\"";
        List<IndexPart> parts = index.parts(
                "on",
                "missing definition for " + what,
                "multiple definitions for " + what + ", use \"columns\" or \"on\"",
                what,
                rules::readIndexPart);
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(new Index(
                        index.name(),
                        unique,
                        constraint,
                        parts,
                        index.columns("include"),
                        index.text("where").orElse(null),
                        index.text("comment").orElse(null),
                        rules.readIndex(index),
                        index.range()));
    }

    private Optional<Check> check(BlockReader check) {
        return check.text("expr")
                .map(expression -> new Check(
                        check.name().isEmpty() ? null : check.name(),
                        rules.readCheckExpression(expression),
                        check.bool("enforced").orElse(true),
                        check.bool("no_inherit").orElse(false),
                        rules.readCheck(check),
                        check.range()));
    }
}
