package io.atlasoperator.dialect.postgres;

import io.atlasoperator.plan.PlanOptions.Qualifier;
import io.atlasoperator.schema.QualifiedName;
import java.util.Objects;
import java.util.Set;

/**
 * What rights are on.
 *
 * @param kind what kind of thing it is
 * @param name its schema and name; for a schema both are its own, for defaults the name is that of the role that makes
 *     the objects, or empty for whoever runs the statements, and the schema is empty for defaults that hold in all
 * @param detail the argument types of a routine in parentheses, as the server prints them, or nothing where the name
 *     alone is clear; the kind of objects that defaults are for; else empty
 */
record PostgresGranted(Kind kind, QualifiedName name, String detail) {
    /** The schema that every new database has, with rights that no other has. */
    private static final String PUBLIC = "public";

    PostgresGranted {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(name);
        Objects.requireNonNull(detail);
    }

    /** The kinds of things, by the words for them in SQL. */
    enum Kind {
        /** Tables, views and materialized views. */
        TABLE,
        SEQUENCE,
        /** Functions, procedures and aggregates. */
        ROUTINE,
        /** Types and domains. */
        TYPE,
        SCHEMA,
        /** What will be made in the future. */
        DEFAULTS
    }

    /** The rights that everybody has as long as nobody says otherwise. */
    Set<String> usual(PostgresVersion version) {
        return switch (kind) {
            case TABLE, SEQUENCE -> Set.of();
            case ROUTINE -> Set.of("EXECUTE");
            case TYPE -> Set.of("USAGE");
            case SCHEMA ->
                !name.name().equals(PUBLIC)
                        ? Set.of()
                        : version.closesPublicSchema() ? Set.of("USAGE") : Set.of("CREATE", "USAGE");
            case DEFAULTS ->
                !name.schema().isEmpty()
                        ? Set.of()
                        : switch (detail) {
                            case "FUNCTIONS" -> Set.of("EXECUTE");
                            case "TYPES" -> Set.of("USAGE");
                            default -> Set.of();
                        };
        };
    }

    /** Whether a thing like this is made with the rights that those defaults give. */
    boolean isMadeWith(PostgresGranted defaults) {
        String kinds = switch (kind) {
            case TABLE -> "TABLES";
            case SEQUENCE -> "SEQUENCES";
            case ROUTINE -> "FUNCTIONS";
            case TYPE -> "TYPES";
            case SCHEMA -> "SCHEMAS";
            case DEFAULTS -> "";
        };
        String schema = defaults.name().schema();
        return defaults.detail().equals(kinds) && (schema.isEmpty() || schema.equals(name.schema()));
    }

    /** How a statement names it, after {@code ON}. */
    String reference(Qualifier qualifier) {
        return switch (kind) {
            case TABLE, SEQUENCE, ROUTINE, TYPE -> kind + " " + PostgresSyntax.name(name, qualifier) + detail;
            case SCHEMA -> kind + " " + PostgresSyntax.quote(name.name());
            case DEFAULTS -> detail;
        };
    }

    /** What a statement on it begins with. */
    String prefix() {
        return kind != Kind.DEFAULTS
                ? ""
                : "ALTER DEFAULT PRIVILEGES "
                        + (name.name().isEmpty() ? "" : "FOR ROLE " + PostgresSyntax.quote(name.name()) + " ")
                        + (name.schema().isEmpty() ? "" : "IN SCHEMA " + PostgresSyntax.quote(name.schema()) + " ");
    }

    PostgresGranted renameSchema(String from, String to) {
        return kind == Kind.SCHEMA && name.name().equals(from)
                ? new PostgresGranted(kind, new QualifiedName(to, to), detail)
                : named(name.renameSchema(from, to));
    }

    PostgresGranted named(QualifiedName newName) {
        return new PostgresGranted(kind, newName, detail);
    }
}
