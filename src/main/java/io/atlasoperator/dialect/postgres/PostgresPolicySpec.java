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
import java.util.List;
import java.util.Optional;

/** Policies, written {@code policy}. */
final class PostgresPolicySpec implements ObjectSpec<PostgresPolicy> {
    private static final BlockShape SHAPE = BlockShape.of(
            "policy",
            Labels.NAME,
            AttributeShape.table("on").must(),
            AttributeShape.choice("as", "PERMISSIVE", "RESTRICTIVE"),
            AttributeShape.choice("for", "ALL", "SELECT", "INSERT", "UPDATE", "DELETE"),
            AttributeShape.names("to"),
            AttributeShape.sql("using"),
            AttributeShape.sql("check"),
            AttributeShape.text("comment"));

    @Override
    public Class<PostgresPolicy> type() {
        return PostgresPolicy.class;
    }

    @Override
    public BlockShape shape() {
        return SHAPE;
    }

    @Override
    public Optional<PostgresPolicy> read(BlockReader block, ObjectReader reader) {
        Optional<QualifiedName> table = reader.reference(block, "on");
        List<String> roles = block.texts("to");
        return table.map(on -> new PostgresPolicy(
                new QualifiedName(on.schema(), block.name()),
                on,
                !block.text("as").orElse("PERMISSIVE").equals("RESTRICTIVE"),
                block.text("for").orElse("ALL"),
                roles.isEmpty() ? List.of("PUBLIC") : roles,
                block.text("using").map(PostgresExpressions::unwrap).orElse(null),
                block.text("check").map(PostgresExpressions::unwrap).orElse(null),
                block.text("comment").orElse(null),
                block.range()));
    }

    @Override
    public void write(PostgresPolicy policy, BlockWriter out, ObjectWriter writer) {
        out.value("on", writer.relation("table", policy.table()));
        if (!policy.permissive()) {
            out.word("as", "RESTRICTIVE");
        }
        if (!policy.command().equals("ALL")) {
            out.word("for", policy.command());
        }
        out.texts("to", policy.roles());
        if (policy.using() != null) {
            out.text("using", PostgresExpressions.wrap(policy.using()));
        }
        if (policy.check() != null) {
            out.text("check", PostgresExpressions.wrap(policy.check()));
        }
        if (policy.comment() != null) {
            out.text("comment", policy.comment());
        }
    }
}
