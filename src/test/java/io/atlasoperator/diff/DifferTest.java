package io.atlasoperator.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.diff.DiffPolicy.Skip;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.EnumType;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.ReferenceAction;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.TableBuilder;
import io.atlasoperator.schema.Trigger;
import io.atlasoperator.schema.View;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DifferTest {
    private static final ColumnType INTEGER = new ColumnType.IntegerType("integer", false);
    private static final ColumnType TEXT = new ColumnType.StringType("text", null);

    @Test
    void findsNothingBetweenEqualRealms() {
        assertThat(diff(realm(table()), realm(table()))).isEmpty();
    }

    @Test
    void listsDropsInTheCurrentOrderAndAdditionsInTheWantedOne() {
        Realm from = new Realm(List.of(Schema.empty("b"), Schema.empty("a")));
        Realm to = new Realm(List.of(Schema.empty("d"), Schema.empty("c")));

        assertThat(diff(from, to))
                .containsExactly(
                        new Change.DropSchema(Schema.empty("b")),
                        new Change.DropSchema(Schema.empty("a")),
                        new Change.AddSchema(Schema.empty("d")),
                        new Change.AddSchema(Schema.empty("c")));
    }

    @Test
    void addsTheTablesOfANewSchemaOneByOne() {
        assertThat(diff(Realm.EMPTY, realm(table())))
                .hasExactlyElementsOfTypes(Change.AddSchema.class, Change.AddTable.class);
    }

    @Test
    void namesEveryPropertyOfAColumnThatDiffers() {
        Table changed = changed(table -> table.columns(List.of(
                new Column("id", TEXT, true, null, null, null, "C", "key", null, null),
                Column.of("email", TEXT, true))));

        assertThat(inside(changed))
                .singleElement()
                .isInstanceOfSatisfying(
                        TableChange.ModifyColumn.class,
                        change -> assertThat(change.kinds())
                                .containsExactlyInAnyOrder(
                                        ChangeKind.TYPE, ChangeKind.NULL, ChangeKind.COLLATION, ChangeKind.COMMENT));
    }

    @Test
    void matchesUnnamedChecksByWhatTheySay() {
        Table from = changed(table -> table.checks(List.of(Check.of(null, "id > 0"), Check.of(null, "id < 9"))));
        Table to = changed(table -> table.checks(List.of(Check.of(null, "id < 9"), Check.of(null, "id > 1"))));

        assertThat(inside(from, to))
                .containsExactly(
                        new TableChange.DropCheck(Check.of(null, "id > 0")),
                        new TableChange.AddCheck(Check.of(null, "id > 1")));
    }

    @Test
    void dropsAndChangesIndexesBeforeItAddsSome() {
        Table changed = changed(table -> table.indexes(
                List.of(Index.of("new", false, List.of("id")), Index.of("by_email", false, List.of("email")))));

        assertThat(inside(changed))
                .hasExactlyElementsOfTypes(TableChange.ModifyIndex.class, TableChange.AddIndex.class);
    }

    @Test
    void marksIndexesOfExistingTablesAsConcurrent() {
        Table changed = changed(table -> table.indexes(List.of(Index.of("new", false, List.of("id")))));
        DiffPolicy policy = new DiffPolicy(Set.of(), true, true);

        assertThat(new Differ(new PlainRules(), policy).diff(realm(table()), realm(changed)))
                .singleElement()
                .isInstanceOfSatisfying(
                        Change.ModifyTable.class,
                        change -> assertThat(change.changes())
                                .containsExactly(
                                        new TableChange.DropIndex(
                                                table().indexes().getFirst(), true),
                                        new TableChange.AddIndex(Index.of("new", false, List.of("id")), true)));
    }

    @Test
    void takesNoCommentAndAnEmptyOneForTheSame() {
        assertThat(inside(changed(table -> table.comment("")))).isEmpty();
    }

    /** Every kind that can be skipped and has a change in the two realms below is seen without the policy, and not with it. */
    @ParameterizedTest
    @EnumSource(
            value = Skip.class,
            mode = EnumSource.Mode.MATCH_NONE,
            names = {"RENAME_.*", ".*_(VIEW|FUNC|PROC|TRIGGER|OBJECT)"})
    void leavesOutWhatThePolicySkips(Skip skip) {
        Table from = changed(table -> table.column(Column.of("gone", TEXT, true))
                .index(Index.of("gone", false, List.of("id")))
                .foreignKey(key("gone", "id"))
                .foreignKey(key("fk", "id")));
        Table to = changed(table -> table.columns(List.of(
                        Column.of("id", INTEGER, false),
                        Column.of("email", INTEGER, true),
                        Column.of("new", TEXT, true)))
                .indexes(List.of(Index.of("by_email", false, List.of("id")), Index.of("new", false, List.of("id"))))
                .foreignKey(key("fk", "email"))
                .foreignKey(key("new", "id")));
        Table other = Table.builder(new QualifiedName("s", "other")).build();
        Table old = Table.builder(new QualifiedName("s", "old")).build();
        Realm before = new Realm(List.of(Schema.empty("s").withTables(List.of(from, old)), Schema.empty("dropped")));
        Realm after = new Realm(List.of(
                Schema.empty("s").withTables(List.of(to, other)).withComment("changed"), Schema.empty("added")));

        List<Change> all = diff(before, after);
        List<Change> rest =
                new Differ(new PlainRules(), new DiffPolicy(Set.of(skip), false, false)).diff(before, after);

        assertThat(kinds(all)).contains(skip.name());
        assertThat(kinds(rest)).doesNotContain(skip.name());
        assertThat(kinds(rest)).hasSizeGreaterThanOrEqualTo(kinds(all).size() - (skip == Skip.MODIFY_TABLE ? 10 : 1));
    }

    @ParameterizedTest
    @EnumSource(
            value = Skip.class,
            mode = EnumSource.Mode.MATCH_ALL,
            names = {".*_(VIEW|TRIGGER|OBJECT)"})
    void leavesOutObjectsThatThePolicySkips(Skip skip) {
        List<SchemaObject> before = List.of(
                view("old", "1"),
                view("v", "1"),
                enumOf("old", "a"),
                enumOf("e", "a"),
                trigger("old", "a"),
                trigger("tr", "a"));
        List<SchemaObject> after = List.of(
                view("new", "1"),
                view("v", "2"),
                enumOf("new", "a"),
                enumOf("e", "b"),
                trigger("new", "a"),
                trigger("tr", "b"));
        Realm from =
                new Realm(List.of(Schema.empty("s").withTables(List.of(table())).withObjects(before)));
        Realm to =
                new Realm(List.of(Schema.empty("s").withTables(List.of(table())).withObjects(after)));

        List<String> all = objectChanges(diff(from, to));
        List<String> rest =
                objectChanges(new Differ(new PlainRules(), new DiffPolicy(Set.of(skip), false, false)).diff(from, to));

        assertThat(all).hasSize(9).contains(skip.name());
        assertThat(rest).hasSize(8).doesNotContain(skip.name());
    }

    private static View view(String name, String definition) {
        return new View(
                new QualifiedName("s", name), false, List.of(), "SELECT " + definition, List.of(), null, null, null);
    }

    private static EnumType enumOf(String name, String value) {
        return new EnumType(new QualifiedName("s", name), List.of(value), null, null);
    }

    private static Trigger trigger(String name, String action) {
        return new Trigger(
                new QualifiedName("s", "users"),
                name,
                Trigger.Timing.AFTER,
                List.of(Trigger.Event.INSERT),
                List.of(),
                true,
                null,
                action,
                null,
                null,
                null);
    }

    private static List<String> objectChanges(List<Change> changes) {
        return changes.stream()
                .map(change -> switch (change) {
                    case Change.AddObject(SchemaObject object) -> "ADD_" + family(object);
                    case Change.DropObject(SchemaObject object) -> "DROP_" + family(object);
                    case Change.ModifyObject(SchemaObject from, SchemaObject to) -> "MODIFY_" + family(to);
                    default -> throw new AssertionError(change);
                })
                .toList();
    }

    private static String family(SchemaObject object) {
        return object instanceof EnumType ? "OBJECT" : object.kind().toUpperCase(Locale.ROOT);
    }

    @Test
    void dropsAndAddsTypes() {
        EnumType old = new EnumType(new QualifiedName("s", "old"), List.of("a"), null, null);
        EnumType wanted = new EnumType(new QualifiedName("s", "wanted"), List.of("a"), null, null);

        assertThat(diff(
                        new Realm(List.of(Schema.empty("s").withObjects(List.of(old)))),
                        new Realm(List.of(Schema.empty("s").withObjects(List.of(wanted))))))
                .containsExactly(new Change.DropObject(old), new Change.AddObject(wanted));
    }

    private static List<String> kinds(List<Change> changes) {
        return changes.stream()
                .flatMap(change -> change instanceof Change.ModifyTable(Table from, Table to, var inside)
                        ? Stream.concat(Stream.of(change), inside.stream().map(Object.class::cast))
                        : Stream.<Object>of(change))
                .map(change -> change.getClass()
                        .getSimpleName()
                        .replaceAll("(?<=.)([A-Z])", "_$1")
                        .toUpperCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    private static List<Change> diff(Realm from, Realm to) {
        return new Differ(new PlainRules(), DiffPolicy.DEFAULT).diff(from, to);
    }

    private static List<TableChange> inside(Table to) {
        return inside(table(), to);
    }

    private static List<TableChange> inside(Table from, Table to) {
        List<Change> changes = diff(realm(from), realm(to));
        return changes.isEmpty() ? List.of() : ((Change.ModifyTable) changes.getFirst()).changes();
    }

    private static Realm realm(Table table) {
        return new Realm(List.of(Schema.empty("s").withTables(List.of(table))));
    }

    private static Table changed(UnaryOperator<TableBuilder> change) {
        return change.apply(table().toBuilder()).build();
    }

    private static Table table() {
        return Table.builder(new QualifiedName("s", "users"))
                .column(Column.of("id", INTEGER, false))
                .column(Column.of("email", TEXT, true))
                .primaryKey(PrimaryKey.of(List.of("id")))
                .index(Index.of("by_email", true, List.of("email")))
                .build();
    }

    private static ForeignKey key(String name, String column) {
        return new ForeignKey(
                name,
                List.of(column),
                new QualifiedName("s", "other"),
                List.of("id"),
                ReferenceAction.NO_ACTION,
                ReferenceAction.NO_ACTION,
                ForeignKey.Deferrability.NOT_DEFERRABLE,
                null);
    }
}
