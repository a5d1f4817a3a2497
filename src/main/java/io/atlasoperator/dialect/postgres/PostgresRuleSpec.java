package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.spec.AttributeShape;
import io.atlasoperator.spec.BlockReader;
import io.atlasoperator.spec.BlockShape;
import io.atlasoperator.spec.BlockShape.Labels;
import io.atlasoperator.spec.BlockWriter;
import io.atlasoperator.spec.ObjectReader;
import io.atlasoperator.spec.ObjectSpec;
import io.atlasoperator.spec.ObjectWriter;
import java.util.Optional;

/** Rules, written {@code rule}. */
final class PostgresRuleSpec implements ObjectSpec<PostgresRule> {
    private static final BlockShape SHAPE = BlockShape.of(
            "rule",
            Labels.NAME,
            AttributeShape.relation("on").must(),
            AttributeShape.choice("event", "SELECT", "INSERT", "UPDATE", "DELETE")
                    .must(),
            AttributeShape.sql("as").must(),
            AttributeShape.choice("enabled", "ENABLE", "DISABLE", "ENABLE REPLICA", "ENABLE ALWAYS"),
            AttributeShape.text("comment"));

    @Override
    public Class<PostgresRule> type() {
        return PostgresRule.class;
    }

    @Override
    public BlockShape shape() {
        return SHAPE;
    }

    @Override
    public Optional<PostgresRule> read(BlockReader block, ObjectReader reader) {
        Optional<QualifiedName> relation = reader.reference(block, "on");
        Optional<String> event = block.text("event");
        Optional<String> body = block.text("as");
        if (relation.isEmpty() || event.isEmpty() || body.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new PostgresRule(
                new QualifiedName(relation.get().schema(), block.name()),
                relation.get(),
                block.referenced("on").orElse("table"),
                event.get(),
                body.get().strip(),
                block.text("enabled").orElse("ENABLE"),
                block.text("comment").orElse(null),
                block.range()));
    }

    @Override
    public void write(PostgresRule rule, BlockWriter out, ObjectWriter writer) {
        out.value("on", writer.relation(rule.relationKind(), rule.relation()))
                .word("event", rule.event())
                .block("as", rule.body());
        if (!rule.enabled().equals("ENABLE")) {
            out.text("enabled", rule.enabled());
        }
        if (rule.comment() != null) {
            out.text("comment", rule.comment());
        }
    }
}
