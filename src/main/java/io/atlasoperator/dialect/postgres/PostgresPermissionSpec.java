package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.PostgresGranted.Kind;
import io.atlasoperator.hcl.Value;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.spec.AttributeShape;
import io.atlasoperator.spec.BlockReader;
import io.atlasoperator.spec.BlockShape;
import io.atlasoperator.spec.BlockShape.Labels;
import io.atlasoperator.spec.BlockWriter;
import io.atlasoperator.spec.ObjectReader;
import io.atlasoperator.spec.ObjectSpec;
import io.atlasoperator.spec.ObjectWriter;
import io.atlasoperator.spec.Shapes;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rights, written {@code permission}, and {@code default_permission} for those on things to come. What has no block of
 * its own, or one that a reference can't tell from others, is written as in SQL: {@code for = sql("ROUTINE app.f(integer)")}.
 */
final class PostgresPermissionSpec implements ObjectSpec<PostgresPermission> {
    private static final String NAME = "(\"(?:[^\"]|\"\")+\"|[\\w$]+)";
    private static final Pattern THING = Pattern.compile(
            "\\s*(TABLE|SEQUENCE|ROUTINE|TYPE)\\s+" + NAME + "\\s*\\.\\s*" + NAME + "\\s*(\\(.*\\))?\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final AttributeShape[] RIGHTS = {
        AttributeShape.name("to").must(),
        AttributeShape.names("privileges").must(),
        AttributeShape.bool("grantable"),
        AttributeShape.names("grantable_privileges")
    };

    private final BlockShape shape;

    private PostgresPermissionSpec(BlockShape shape) {
        this.shape = shape.withAttributes(RIGHTS);
    }

    static PostgresPermissionSpec onThings() {
        return new PostgresPermissionSpec(BlockShape.of(
                "permission",
                Labels.NONE,
                AttributeShape.reference(
                                "for",
                                "table",
                                "view",
                                "materialized",
                                "sequence",
                                "schema",
                                "function",
                                "procedure",
                                "aggregate",
                                "domain",
                                "composite",
                                "range")
                        .must(),
                AttributeShape.text("column")));
    }

    static PostgresPermissionSpec onThingsToCome() {
        return new PostgresPermissionSpec(BlockShape.of(
                "default_permission",
                Labels.NONE,
                Shapes.schemaReference(),
                AttributeShape.text("role"),
                AttributeShape.choice("for", "TABLES", "SEQUENCES", "FUNCTIONS", "TYPES", "SCHEMAS", "LARGE OBJECTS")
                        .must()));
    }

    @Override
    public Class<PostgresPermission> type() {
        return PostgresPermission.class;
    }

    @Override
    public BlockShape shape() {
        return shape;
    }

    @Override
    public boolean writes(PostgresPermission permission) {
        return permission.kind().equals(shape.type());
    }

    @Override
    public Optional<PostgresPermission> read(BlockReader block, ObjectReader reader) {
        Optional<PostgresGranted> on = block.type().equals("permission") ? thing(block, reader) : toCome(block, reader);
        Optional<String> grantee = block.text("to");
        if (on.isEmpty() || grantee.isEmpty()) {
            return Optional.empty();
        }
        SortedMap<String, Boolean> privileges = new TreeMap<>();
        boolean grantable = block.bool("grantable").orElse(false);
        block.texts("privileges").forEach(privilege -> privileges.put(word(privilege), grantable));
        block.texts("grantable_privileges").forEach(privilege -> privileges.put(word(privilege), true));
        return Optional.of(new PostgresPermission(
                on.get(),
                block.text("column").orElse(null),
                grantee.get(),
                privileges,
                on.get().kind() == Kind.TABLE ? ObjectKey.relation(on.get().name()) : null,
                "",
                block.range()));
    }

    private static String word(String privilege) {
        return privilege.toUpperCase(java.util.Locale.ROOT);
    }

    private static Optional<PostgresGranted> toCome(BlockReader block, ObjectReader reader) {
        String schema = block.has("schema") ? reader.schemaName(block, "schema").orElse("") : "";
        String role = block.text("role").orElse("");
        return block.text("for")
                .map(things -> new PostgresGranted(Kind.DEFAULTS, new QualifiedName(schema, role), things));
    }

    private static Optional<PostgresGranted> thing(BlockReader block, ObjectReader reader) {
        Optional<String> sql = block.rawSql("for");
        if (sql.isPresent()) {
            return written(block, sql.get());
        }
        return block.referenced("for").flatMap(root -> switch (root) {
            case "schema" ->
                reader.schemaName(block, "for")
                        .map(name -> new PostgresGranted(Kind.SCHEMA, new QualifiedName(name, name), ""));
            case "sequence" -> named(block, reader, Kind.SEQUENCE);
            case "function", "procedure", "aggregate" -> named(block, reader, Kind.ROUTINE);
            case "domain", "composite", "range" -> named(block, reader, Kind.TYPE);
            default -> named(block, reader, Kind.TABLE);
        });
    }

    private static Optional<PostgresGranted> named(BlockReader block, ObjectReader reader, Kind kind) {
        return reader.reference(block, "for").map(name -> new PostgresGranted(kind, name, ""));
    }

    private static Optional<PostgresGranted> written(BlockReader block, String sql) {
        Matcher thing = THING.matcher(sql);
        if (!thing.matches()) {
            block.error(
                    "for",
                    "cannot tell what the permission is for: " + sql,
                    "Write a reference such as table.users, or sql(\"ROUTINE app.f(integer)\") with TABLE, SEQUENCE,"
                            + " ROUTINE or TYPE before the name of the schema and of the object.");
            return Optional.empty();
        }
        return Optional.of(new PostgresGranted(
                Kind.valueOf(thing.group(1).toUpperCase(java.util.Locale.ROOT)),
                new QualifiedName(PostgresSyntax.unquote(thing.group(2)), PostgresSyntax.unquote(thing.group(3))),
                thing.group(4) == null ? "" : thing.group(4)));
    }

    @Override
    public void write(PostgresPermission permission, BlockWriter out, ObjectWriter writer) {
        PostgresGranted on = permission.on();
        QualifiedName name = on.name();
        switch (on.kind()) {
            case DEFAULTS -> {
                if (!name.schema().isEmpty()) {
                    out.value("schema", writer.schema(name.schema()));
                }
                if (!name.name().isEmpty()) {
                    out.text("role", name.name());
                }
                if (on.detail().indexOf(' ') < 0) {
                    out.word("for", on.detail());
                } else {
                    out.text("for", on.detail());
                }
            }
            case SCHEMA -> out.value("for", writer.schema(name.name()));
            case TABLE, SEQUENCE -> out.value("for", writer.relationOrSql(name, unused -> sql(on)));
            case ROUTINE, TYPE -> out.sql("for", sql(on));
        }
        if (permission.column() != null) {
            out.text("column", permission.column());
        }
        if (permission.grantee().equals(PostgresPermission.EVERYBODY)) {
            out.word("to", permission.grantee());
        } else {
            out.text("to", permission.grantee());
        }
        SortedMap<String, Boolean> privileges = permission.privileges();
        boolean all = !privileges.isEmpty() && privileges.values().stream().allMatch(grantable -> grantable);
        out.value("privileges", words(privileges, all));
        if (all) {
            out.bool("grantable", true);
        } else if (privileges.containsValue(true)) {
            out.value("grantable_privileges", words(privileges, true));
        }
    }

    private static String sql(PostgresGranted on) {
        return on.kind() + " " + PostgresSyntax.quoteIfNeeded(on.name().schema()) + "."
                + PostgresSyntax.quoteIfNeeded(on.name().name()) + on.detail();
    }

    private static Value words(SortedMap<String, Boolean> privileges, boolean grantable) {
        return new Value.ListValue(privileges.entrySet().stream()
                .filter(privilege -> privilege.getValue() == grantable)
                .<Value>map(privilege -> new Value.Reference(List.of(privilege.getKey())))
                .toList());
    }
}
