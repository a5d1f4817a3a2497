package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.PostgresGranted.Kind;
import io.atlasoperator.plan.ObjectKind;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rights on things, and on things to come. */
final class PostgresPermissions implements ObjectKind<PostgresPermission> {
    private final PostgresVersion version;

    PostgresPermissions(PostgresVersion version) {
        this.version = version;
    }

    @Override
    public Class<PostgresPermission> type() {
        return PostgresPermission.class;
    }

    @Override
    public boolean changed(PostgresPermission from, PostgresPermission to) {
        return !from.privileges().equals(to.privileges());
    }

    @Override
    public List<Statement> add(PostgresPermission permission, PlanOptions options) {
        List<Statement> statements = change(permission, usual(permission), permission.privileges(), options);
        if (!statements.isEmpty()
                || permission.on().kind() == Kind.DEFAULTS
                || permission.column() != null
                || !permission.grantee().equals(PostgresPermission.EVERYBODY)) {
            return statements;
        }
        // It changes nothing, and is how the server comes to know that somebody has looked after these rights.
        String all = permission.privileges().isEmpty() ? "REVOKE ALL ON " : "GRANT ALL ON ";
        String to = permission.privileges().isEmpty() ? " FROM PUBLIC" : " TO PUBLIC";
        return List.of(Statement.of(
                all + permission.on().reference(options.qualifier()) + to,
                "keep the usual privileges on " + label(permission),
                all + permission.on().reference(options.qualifier()) + to));
    }

    @Override
    public List<Statement> drop(PostgresPermission permission, PlanOptions options) {
        return change(permission, permission.privileges(), usual(permission), options);
    }

    @Override
    public List<Statement> modify(PostgresPermission from, PostgresPermission to, PlanOptions options) {
        return change(to, from.privileges(), to.privileges(), options);
    }

    private SortedMap<String, Boolean> usual(PostgresPermission permission) {
        SortedMap<String, Boolean> usual = new TreeMap<>();
        if (permission.grantee().equals(PostgresPermission.EVERYBODY) && permission.column() == null) {
            permission.on().usual(version).forEach(privilege -> usual.put(privilege, false));
        }
        return usual;
    }

    private static List<Statement> change(
            PostgresPermission permission, Map<String, Boolean> from, Map<String, Boolean> to, PlanOptions options) {
        SortedSet<String> revoked = new TreeSet<>(from.keySet());
        revoked.removeAll(to.keySet());
        SortedSet<String> kept = new TreeSet<>();
        SortedSet<String> plain = new TreeSet<>();
        SortedSet<String> grantable = new TreeSet<>();
        to.forEach((privilege, handedOn) -> {
            @Nullable Boolean before = from.get(privilege);
            if (Objects.equals(before, handedOn)) {
                return;
            }
            if (handedOn) {
                grantable.add(privilege);
            } else {
                (before == null ? plain : kept).add(privilege);
            }
        });
        Words words = new Words(permission, options);
        List<Statement> statements = new ArrayList<>();
        statements.addAll(words.statement(revoked, "REVOKE ", " FROM ", "", "revoke"));
        statements.addAll(words.statement(kept, "REVOKE GRANT OPTION FOR ", " FROM ", "", "modify"));
        statements.addAll(words.statement(plain, "GRANT ", " TO ", "", "grant"));
        statements.addAll(words.statement(grantable, "GRANT ", " TO ", " WITH GRANT OPTION", "grant"));
        if (statements.isEmpty()) {
            return statements;
        }
        return reversible(statements, permission, from, to, options);
    }

    /** Each with what undoes them all, which may be done more than once. */
    private static List<Statement> reversible(
            List<Statement> statements,
            PostgresPermission permission,
            Map<String, Boolean> from,
            Map<String, Boolean> to,
            PlanOptions options) {
        Words words = new Words(permission, options);
        SortedSet<String> all = new TreeSet<>(to.keySet());
        all.addAll(from.keySet());
        all.removeIf(privilege -> Objects.equals(from.get(privilege), to.get(privilege)));
        List<String> back = new ArrayList<>();
        words.statement(all, "REVOKE ", " FROM ", "", "").forEach(statement -> back.add(statement.text()));
        SortedSet<String> plain = new TreeSet<>();
        SortedSet<String> grantable = new TreeSet<>();
        all.forEach(privilege -> {
            @Nullable Boolean handedOn = from.get(privilege);
            if (handedOn != null) {
                (handedOn ? grantable : plain).add(privilege);
            }
        });
        words.statement(plain, "GRANT ", " TO ", "", "").forEach(statement -> back.add(statement.text()));
        words.statement(grantable, "GRANT ", " TO ", " WITH GRANT OPTION", "")
                .forEach(statement -> back.add(statement.text()));
        return statements.stream()
                .map(statement -> Statement.of(statement.text(), statement.comment(), back.toArray(String[]::new)))
                .toList();
    }

    /** The words of statements on one permission. */
    private record Words(PostgresPermission permission, PlanOptions options) {

        List<Statement> statement(SortedSet<String> privileges, String verb, String link, String end, String doing) {
            if (privileges.isEmpty()) {
                return List.of();
            }
            String column = permission.column() == null ? "" : " (" + PostgresSyntax.quote(permission.column()) + ")";
            String list =
                    privileges.stream().map(privilege -> privilege + column).collect(Collectors.joining(", "));
            String grantee = permission.grantee();
            return List.of(Statement.of(
                    permission.on().prefix() + verb + list + " ON "
                            + permission.on().reference(options.qualifier()) + link
                            + (grantee.equals(PostgresPermission.EVERYBODY) ? grantee : PostgresSyntax.quote(grantee))
                            + end,
                    doing + " privileges on " + label(permission)));
        }
    }

    private static String label(PostgresPermission permission) {
        return permission.on().kind() == Kind.DEFAULTS
                ? "future " + permission.on().detail().toLowerCase(java.util.Locale.ROOT)
                : "\"" + permission.on().name().name() + "\"";
    }
}
