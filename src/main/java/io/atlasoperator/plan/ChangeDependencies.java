package io.atlasoperator.plan;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.CompositeType;
import io.atlasoperator.schema.DialectObject;
import io.atlasoperator.schema.Domain;
import io.atlasoperator.schema.EnumType;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Routine;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Sequence;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.TableOptions;
import io.atlasoperator.schema.Trigger;
import io.atlasoperator.schema.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a change makes possible for others, and what it must wait for. */
final class ChangeDependencies {

    private ChangeDependencies() {}

    /** A fact that one change brings about and another waits for. */
    record Fact(Kind kind, QualifiedName name) {
        enum Kind {
            SCHEMA_EXISTS,
            TYPE_EXISTS,
            TABLE_EXISTS,
            /** The columns and unique indexes that a foreign key may point to are there. */
            TABLE_GREW,
            /** A foreign key that pointed to the table is gone. */
            REFERENCE_GONE,
            /** A use of the type is gone. */
            USE_GONE
        }

        static Fact of(Kind kind, QualifiedName name) {
            return new Fact(kind, name);
        }

        static Fact schema(String name) {
            return new Fact(Kind.SCHEMA_EXISTS, new QualifiedName(name, ""));
        }
    }

    /** The facts that a change brings about. */
    static List<Fact> provides(Change change) {
        return switch (change) {
            case Change.AddSchema(var schema) -> List.of(Fact.schema(schema.name()));
            case Change.ModifySchema m -> List.of();
            case Change.DropSchema d -> List.of();
            case Change.AddObject(var object) -> exists(object);
            case Change.ModifyObject(var from, var to) -> exists(to);
            case Change.RenameObject(var from, var to) -> exists(to);
            case Change.DropObject(var object) ->
                types(object).map(name -> Fact.of(Fact.Kind.USE_GONE, name)).toList();
            case Change.AddTable(Table table) -> List.of(Fact.of(Fact.Kind.TABLE_EXISTS, table.name()));
            case Change.RenameTable(Table from, Table to) -> List.of(Fact.of(Fact.Kind.TABLE_EXISTS, to.name()));
            case Change.DropTable(Table table) ->
                Stream.concat(
                                foreignReferences(table).map(name -> Fact.of(Fact.Kind.REFERENCE_GONE, name)),
                                table.columns().stream()
                                        .flatMap(ChangeDependencies::types)
                                        .map(name -> Fact.of(Fact.Kind.USE_GONE, name)))
                        .distinct()
                        .toList();
            case Change.ModifyTable(Table from, Table to, var inside) -> providedInside(from, to, inside);
        };
    }

    /** The thing that a change is about, if it is one that others depend on. */
    static Optional<ObjectKey> subject(Change change) {
        return switch (change) {
            case Change.AddSchema _, Change.ModifySchema _, Change.DropSchema _ -> Optional.empty();
            case Change.AddObject(var object) -> Optional.of(object.key());
            case Change.ModifyObject(var from, var to) -> Optional.of(to.key());
            case Change.RenameObject(var from, var to) -> Optional.of(to.key());
            case Change.DropObject(var object) -> Optional.of(object.key());
            case Change.AddTable(Table table) -> Optional.of(table.key());
            case Change.RenameTable(Table from, Table to) -> Optional.of(to.key());
            case Change.DropTable(Table table) -> Optional.of(table.key());
            case Change.ModifyTable modify -> Optional.of(modify.to().key());
        };
    }

    private static List<Fact> exists(SchemaObject object) {
        return switch (object.key().namespace()) {
            case TYPE -> List.of(Fact.of(Fact.Kind.TYPE_EXISTS, object.name()));
            case RELATION -> List.of(Fact.of(Fact.Kind.TABLE_EXISTS, object.name()));
            case REALM, ROUTINE, TRIGGER, OTHER -> List.of();
        };
    }

    private static List<Fact> needs(SchemaObject object) {
        List<Fact> facts = new ArrayList<>();
        object.schemas().forEach(schema -> facts.add(Fact.schema(schema)));
        types(object).forEach(type -> facts.add(Fact.of(Fact.Kind.TYPE_EXISTS, type)));
        @Nullable QualifiedName owner = object.owner();
        if (owner != null) {
            needsTable(owner, facts);
        }
        return facts;
    }

    private static Stream<QualifiedName> types(SchemaObject object) {
        return switch (object) {
            case Domain domain -> named(domain.base());
            case CompositeType composite -> composite.fields().stream().flatMap(ChangeDependencies::types);
            case Routine routine -> routine.types().stream().flatMap(ChangeDependencies::named);
            case View _, Trigger _, Sequence _, EnumType _, DialectObject _ -> Stream.empty();
        };
    }

    private static List<Fact> providedInside(Table from, Table to, List<TableChange> inside) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(Fact.Kind.TABLE_GREW, to.name()));
        for (TableChange part : inside) {
            if (part instanceof TableChange.DropForeignKey(ForeignKey key)) {
                facts.add(Fact.of(Fact.Kind.REFERENCE_GONE, key.refTable()));
            } else if (part instanceof TableChange.ModifyForeignKey(ForeignKey old, var key, var kinds)) {
                facts.add(Fact.of(Fact.Kind.REFERENCE_GONE, old.refTable()));
            }
        }
        facts.removeIf(
                fact -> fact.kind() == Fact.Kind.REFERENCE_GONE && fact.name().equals(from.name()));
        return facts;
    }

    /** The facts that a change waits for, where another change brings them about. */
    static List<Fact> needs(Change change) {
        return switch (change) {
            case Change.AddSchema a -> List.of();
            case Change.ModifySchema m -> List.of();
            case Change.DropSchema d -> List.of();
            case Change.AddObject(var object) -> needs(object);
            case Change.ModifyObject(var from, var to) -> needs(to);
            case Change.RenameObject r -> List.of();
            case Change.DropObject(var object) ->
                object.key().namespace() == ObjectKey.Namespace.TYPE
                        ? List.of(Fact.of(Fact.Kind.USE_GONE, object.name()))
                        : List.of();
            case Change.RenameTable r -> List.of();
            case Change.DropTable(Table table) -> List.of(Fact.of(Fact.Kind.REFERENCE_GONE, table.name()));
            case Change.AddTable(Table table) -> {
                List<Fact> facts = new ArrayList<>();
                facts.add(Fact.schema(table.name().schema()));
                table.columns().stream()
                        .flatMap(ChangeDependencies::types)
                        .forEach(type -> facts.add(Fact.of(Fact.Kind.TYPE_EXISTS, type)));
                foreignReferences(table).forEach(name -> needsTable(name, facts));
                needsOptions(table.options(), facts);
                yield facts;
            }
            case Change.ModifyTable(Table from, Table to, var inside) -> neededInside(from, inside);
        };
    }

    private static List<Fact> neededInside(Table table, List<TableChange> inside) {
        List<Fact> facts = new ArrayList<>();
        boolean shrinks = false;
        for (TableChange part : inside) {
            switch (part) {
                case TableChange.AddColumn(Column column) -> needsTypes(column, facts);
                case TableChange.ModifyColumn(Column old, Column column, var kinds) -> {
                    needsTypes(column, facts);
                    shrinks = true;
                }
                case TableChange.AddForeignKey(ForeignKey key) -> needsTable(table, key, facts);
                case TableChange.ModifyForeignKey(ForeignKey old, ForeignKey key, var kinds) ->
                    needsTable(table, key, facts);
                case TableChange.DropColumn c -> shrinks = true;
                case TableChange.DropIndex c -> shrinks = true;
                case TableChange.ModifyIndex c -> shrinks = true;
                case TableChange.DropPrimaryKey c -> shrinks = true;
                case TableChange.ModifyPrimaryKey c -> shrinks = true;
                case TableChange.RenameColumn c -> {}
                case TableChange.AddPrimaryKey c -> {}
                case TableChange.AddIndex c -> {}
                case TableChange.RenameIndex c -> {}
                case TableChange.RenameConstraint c -> {}
                case TableChange.DropForeignKey c -> {}
                case TableChange.AddCheck c -> {}
                case TableChange.DropCheck c -> {}
                case TableChange.ModifyCheck c -> {}
                case TableChange.ModifyComment c -> {}
                case TableChange.ModifyOptions(var old, var options) -> needsOptions(options, facts);
            }
        }
        if (shrinks) {
            facts.add(Fact.of(Fact.Kind.REFERENCE_GONE, table.name()));
        }
        return facts;
    }

    private static void needsOptions(@Nullable TableOptions options, List<Fact> facts) {
        if (options == null) {
            return;
        }
        for (ObjectKey needed : options.needs()) {
            if (needed.namespace() == ObjectKey.Namespace.TYPE) {
                facts.add(Fact.of(Fact.Kind.TYPE_EXISTS, needed.name()));
            } else {
                needsTable(needed.name(), facts);
            }
        }
    }

    private static void needsTypes(Column column, List<Fact> facts) {
        types(column).forEach(type -> facts.add(Fact.of(Fact.Kind.TYPE_EXISTS, type)));
    }

    private static void needsTable(Table table, ForeignKey key, List<Fact> facts) {
        if (!key.refTable().equals(table.name())) {
            needsTable(key.refTable(), facts);
        }
    }

    private static void needsTable(QualifiedName name, List<Fact> facts) {
        facts.add(Fact.of(Fact.Kind.TABLE_EXISTS, name));
        facts.add(Fact.of(Fact.Kind.TABLE_GREW, name));
    }

    private static Stream<QualifiedName> foreignReferences(Table table) {
        return table.foreignKeys().stream()
                .map(ForeignKey::refTable)
                .filter(name -> !name.equals(table.name()))
                .distinct();
    }

    private static Stream<QualifiedName> types(Column column) {
        return named(column.type());
    }

    private static Stream<QualifiedName> named(ColumnType type) {
        return Stream.ofNullable(ColumnType.named(type));
    }
}
