package io.atlasoperator.spec;

import io.atlasoperator.hcl.Value;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.DefaultValue;
import io.atlasoperator.schema.Domain;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.spec.BlockShape.Labels;
import io.atlasoperator.spec.ValueShape.OfDefault;
import io.atlasoperator.spec.ValueShape.OfType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Domains, written {@code domain}. */
public final class DomainSpec implements ObjectSpec<Domain> {
    private static final BlockShape SHAPE = BlockShape.of(
                    "domain",
                    Labels.QUALIFIED_NAME,
                    Shapes.schemaReference(),
                    new AttributeShape("type", new OfType(), true),
                    AttributeShape.bool("null"),
                    new AttributeShape("default", new OfDefault(), false),
                    AttributeShape.text("collate"),
                    AttributeShape.text("comment"),
                    Shapes.dependsOn(),
                    Shapes.renamedFrom())
            .withBlocks(BlockShape.of(
                    "check",
                    Labels.NAME,
                    AttributeShape.sql("expr").must(),
                    AttributeShape.bool("not_valid"),
                    AttributeShape.text("comment")));

    @Override
    public Class<Domain> type() {
        return Domain.class;
    }

    @Override
    public BlockShape shape() {
        return SHAPE;
    }

    @Override
    public boolean isType() {
        return true;
    }

    @Override
    public Optional<Domain> read(BlockReader block, ObjectReader reader) {
        Optional<QualifiedName> name = reader.name(block);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<ColumnType> base = reader.type(block, "type", name.get().schema());
        List<Check> checks = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<String> notValidated = new HashSet<>();
        Map<String, String> comments = new HashMap<>();
        for (BlockReader check : block.blocks("check")) {
            if (!names.add(check.name())) {
                check.error(
                        "duplicate check \"" + check.name() + "\" in domain \"" + block.name() + "\"",
                        "Give it another name.");
                continue;
            }
            check.text("expr").ifPresent(text -> checks.add(Check.of(check.name(), Expressions.strip(text))));
            if (check.bool("not_valid").orElse(false)) {
                notValidated.add(check.name());
            }
            check.text("comment").ifPresent(comment -> comments.put(check.name(), comment));
        }
        return base.map(type -> new Domain(
                name.get(),
                type,
                block.bool("null").orElse(true),
                block.value("default").map(value -> Defaults.read(value).sql()).orElse(null),
                checks,
                notValidated,
                comments,
                block.text("collate").orElse(null),
                block.text("comment").orElse(null),
                block.range()));
    }

    @Override
    public void write(Domain domain, BlockWriter out, ObjectWriter writer) {
        String schema = domain.name().schema();
        out.value("schema", writer.schema(schema))
                .value("type", writer.type(domain.base(), schema))
                .bool("null", domain.nullable());
        if (domain.defaultValue() != null) {
            Value written = Defaults.write(new DefaultValue.Expression(domain.defaultValue()));
            out.value("default", written);
        }
        if (domain.collation() != null) {
            out.text("collate", domain.collation());
        }
        if (domain.comment() != null) {
            out.text("comment", domain.comment());
        }
        for (Check check : domain.checks()) {
            BlockWriter inside = check.name() == null ? out.inside("check") : out.inside("check", check.name());
            inside.text("expr", Expressions.wrap(check.expression()));
            if (check.name() != null && domain.notValidated().contains(check.name())) {
                inside.bool("not_valid", true);
            }
            if (check.name() != null && domain.checkComments().get(check.name()) != null) {
                inside.text("comment", domain.checkComments().get(check.name()));
            }
            out.add(inside);
        }
    }
}
