package io.atlasoperator.diff;

import io.atlasoperator.diff.DiffPolicy.Skip;
import io.atlasoperator.hcl.Suggestions;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Rename;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds the hints of a desired state against the current one. A hint is followed if there is something of the old name
 * and nothing of the new one; if there is nothing of the old name it has been followed before, or was never needed.
 * Whatever could make a hint that was meant look like a drop and an addition is an error. For one use.
 */
final class Renamer {
    private final DiffPolicy policy;
    private final Realm to;
    private final List<Change> changes = new ArrayList<>();
    private Realm realm;

    private Renamer(Realm from, Realm to, DiffPolicy policy) {
        this.policy = policy;
        this.to = to;
        this.realm = from;
    }

    /**
     * What follows from the hints.
     *
     * @param realm the current state as it is after the renames
     * @param changes the renames, objects first
     */
    record Renamed(Realm realm, List<Change> changes) {}

    static Renamed follow(Realm from, Realm to, DiffPolicy policy) {
        to.renames().forEach(rename -> requireNoSwap(rename, to.renames()));
        Renamer renamer = new Renamer(from, to, policy);
        to.renames().stream().filter(rename -> rename.part().isEmpty()).forEach(renamer::object);
        to.renames().stream().filter(rename -> !rename.part().isEmpty()).forEach(renamer::part);
        return new Renamed(renamer.realm, List.copyOf(renamer.changes));
    }

    /** Each of the two names would have to be free before the other one can be given. */
    private static void requireNoSwap(Rename rename, List<Rename> all) {
        boolean isSwap = all.stream()
                .anyMatch(other -> other.what() == rename.what()
                        && (rename.part().isEmpty()
                                ? other.object().equals(rename.oldObject())
                                        && other.oldObject().equals(rename.object())
                                : other.object().equals(rename.object())
                                        && other.part().equals(rename.oldName())
                                        && other.oldName().equals(rename.part())));
        if (isSwap) {
            throw refused(
                    rename,
                    "it and \"" + rename.oldName()
                            + "\" are said to have been called like each other before: names can't be"
                            + " swapped in one step, use a third name in between");
        }
    }

    private void object(Rename rename) {
        boolean type = rename.what() == Rename.What.TYPE;
        if (!follows(
                rename,
                names(realm, rename.object().schema(), type),
                names(to, rename.object().schema(), type),
                rename.object().name())) {
            return;
        }
        Optional<Table> table = realm.table(rename.oldObject());
        if (!type && table.isPresent()) {
            requireAllowed(rename, Skip.RENAME_TABLE);
            Realm renamed = RealmRenames.table(realm, rename.oldObject(), rename.object());
            changes.add(new Change.RenameTable(
                    table.get(), renamed.table(rename.object()).orElseThrow()));
            realm = renamed;
            return;
        }
        ObjectKey oldKey = type ? ObjectKey.type(rename.oldObject()) : ObjectKey.relation(rename.oldObject());
        SchemaObject object = realm.object(oldKey).orElseThrow();
        realm = RealmRenames.object(realm, object, rename.object())
                .orElseThrow(() -> refused(rename, "a " + object.kind() + " can't be renamed by a hint"));
        ObjectKey newKey = type ? ObjectKey.type(rename.object()) : ObjectKey.relation(rename.object());
        changes.add(new Change.RenameObject(object, realm.object(newKey).orElseThrow()));
    }

    /** Left out of the plan a rename would become a drop. */
    private void requireAllowed(Rename rename, Skip kind) {
        if (policy.skip().contains(kind)) {
            throw refused(
                    rename,
                    "it is to be renamed, but diff.skip has " + kind.name().toLowerCase(Locale.ROOT)
                            + ": remove the one or the other");
        }
    }

    private static List<String> names(Realm realm, String schema, boolean types) {
        return realm.schema(schema).stream()
                .flatMap(found -> Stream.concat(
                        types ? Stream.of() : found.tables().stream().map(Table::name),
                        found.objects().stream()
                                .filter(object -> object.key().namespace()
                                        == (types ? ObjectKey.Namespace.TYPE : ObjectKey.Namespace.RELATION))
                                .map(SchemaObject::name)))
                .map(QualifiedName::name)
                .toList();
    }

    private void part(Rename rename) {
        Optional<Table> current = realm.table(rename.object());
        Optional<Table> wanted = to.table(rename.object());
        if (current.isEmpty()
                || wanted.isEmpty()
                || !follows(rename, parts(rename, current.get()), parts(rename, wanted.get()), rename.part())) {
            return;
        }
        requireAllowed(rename, Skip.MODIFY_TABLE);
        if (rename.what() == Rename.What.CONSTRAINT) {
            requireAllowed(rename, Skip.RENAME_CONSTRAINT);
        }
        Table before = current.get();
        String old = rename.oldName();
        String now = rename.part();
        Realm renamed = switch (rename.what()) {
            case COLUMN -> RealmRenames.column(realm, before.name(), old, now);
            case INDEX -> RealmRenames.index(realm, before, old, now);
            case CONSTRAINT -> RealmRenames.replace(realm, RealmRenames.constraint(before, old, now));
            case RELATION, TYPE -> realm;
        };
        Table after = renamed.table(before.name()).orElseThrow();
        TableChange change = switch (rename.what()) {
            case COLUMN ->
                new TableChange.RenameColumn(
                        before.column(old).orElseThrow(), after.column(now).orElseThrow());
            case INDEX ->
                new TableChange.RenameIndex(
                        before.index(old).orElseThrow(), after.index(now).orElseThrow());
            case CONSTRAINT, RELATION, TYPE -> new TableChange.RenameConstraint(old, now);
        };
        realm = renamed;
        changes.add(new Change.ModifyTable(before, after, List.of(change)));
    }

    private static List<String> parts(Rename rename, Table table) {
        return switch (rename.what()) {
            case COLUMN -> table.columns().stream().map(Column::name).toList();
            case INDEX -> table.indexes().stream().map(Index::name).toList();
            case CONSTRAINT -> {
                @Nullable PrimaryKey key = table.primaryKey();
                yield Stream.of(
                                table.checks().stream().map(Check::name),
                                table.foreignKeys().stream().map(ForeignKey::name),
                                Stream.of(key == null ? null : key.name()))
                        .flatMap(names -> names)
                        .filter(Objects::nonNull)
                        .map(String::valueOf)
                        .toList();
            }
            case RELATION, TYPE -> List.of();
        };
    }

    /**
     * Whether a hint is to be followed.
     *
     * @param current the names that there are
     * @param wanted the names that are wanted
     */
    private static boolean follows(Rename rename, List<String> current, List<String> wanted, String name) {
        String old = rename.oldName();
        boolean there = current.contains(old);
        if (current.contains(name)) {
            if (there && !wanted.contains(old)) {
                throw refused(
                        rename,
                        "it is said to be renamed from \"" + old
                                + "\", but both are there: drop one of them by hand, or" + " remove the hint to have \""
                                + old + "\" dropped");
            }
            return false;
        }
        if (there) {
            if (wanted.contains(old)) {
                throw refused(
                        rename,
                        "it is said to be renamed from \"" + old + "\", which is wanted too: remove the hint, or the"
                                + " definition of \"" + old + "\"");
            }
            return true;
        }
        List<String> dropped =
                current.stream().filter(other -> !wanted.contains(other)).toList();
        Optional<String> meant =
                dropped.stream().filter(old::equalsIgnoreCase).findFirst().or(() -> Suggestions.closest(old, dropped));
        if (meant.isPresent()) {
            throw refused(
                    rename,
                    "it is said to be renamed from \"" + old + "\", which is not there, while \"" + meant.get()
                            + "\" would be dropped. Did you mean \"" + meant.get() + "\"?");
        }
        return false;
    }

    private static DiffException refused(Rename rename, String why) {
        String place = rename.range() == null ? "" : rename.range() + ": ";
        return new DiffException(place + rename.described() + ": " + why);
    }
}
