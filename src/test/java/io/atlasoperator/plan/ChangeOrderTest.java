package io.atlasoperator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.EnumType;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.ReferenceAction;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeOrderTest {

    /** A planner that is only asked what it can do in place. */
    private static final Planner PLANNER = (changes, options) -> List.of();

    private static List<Change> sort(List<Change> changes) {
        return ChangeOrder.sort(changes, PLANNER, Realm.EMPTY, Realm.EMPTY);
    }

    @Test
    void createsReferencedTablesFirstAndKeepsTheGivenOrderOtherwise() {
        List<Change> sorted = sort(List.of(
                new Change.AddTable(table("pets", "users")),
                new Change.AddTable(table("cars")),
                new Change.AddTable(table("users"))));

        assertThat(names(sorted)).containsExactly("+users", "+pets", "+cars");
    }

    @Test
    void dropsReferencingTablesFirstAndAfterAllElse() {
        List<Change> sorted = sort(List.of(
                new Change.DropTable(table("users")),
                new Change.DropTable(table("pets", "users")),
                new Change.AddTable(table("cars"))));

        assertThat(names(sorted)).containsExactly("+cars", "-pets", "-users");
    }

    @Test
    void addsForeignKeysOfACycleAfterItsTables() {
        List<Change> sorted =
                sort(List.of(new Change.AddTable(table("a", "b", "a")), new Change.AddTable(table("b", "a"))));

        assertThat(names(sorted)).containsExactly("+a", "+b", "~a", "~b");
        assertThat(((Change.AddTable) sorted.getFirst()).table().foreignKeys())
                .extracting(ForeignKey::name)
                .containsExactly("a_a");
    }

    @Test
    void dropsForeignKeysOfACycleBeforeItsTables() {
        List<Change> sorted =
                sort(List.of(new Change.DropTable(table("a", "b")), new Change.DropTable(table("b", "a"))));

        assertThat(names(sorted)).containsExactly("~a", "~b", "-a", "-b");
    }

    @Test
    void addsAForeignKeyOnlyAfterTheColumnItPointsTo() {
        Table users = table("users");
        Change growsUsers = new Change.ModifyTable(users, users, List.of(new TableChange.AddColumn(column("email"))));
        Table pets = table("pets");
        Change linksPets =
                new Change.ModifyTable(pets, pets, List.of(new TableChange.AddForeignKey(key("pets", "users"))));

        assertThat(names(sort(List.of(linksPets, growsUsers)))).containsExactly("~users", "~pets");
    }

    @Test
    void dropsAForeignKeyBeforeTheColumnItPointsTo() {
        Table users = table("users");
        Change shrinksUsers =
                new Change.ModifyTable(users, users, List.of(new TableChange.DropColumn(column("email"))));
        Table pets = table("pets", "users");
        Change unlinksPets =
                new Change.ModifyTable(pets, pets, List.of(new TableChange.DropForeignKey(key("pets", "users"))));

        assertThat(names(sort(List.of(shrinksUsers, unlinksPets)))).containsExactly("~pets", "~users");
    }

    @Test
    void splitsTablesThatWaitForEachOthersColumns() {
        Table a = table("a");
        Table b = table("b");
        Change growsA = new Change.ModifyTable(
                a, a, List.of(new TableChange.AddColumn(column("x")), new TableChange.AddForeignKey(key("a", "b"))));
        Change growsB = new Change.ModifyTable(
                b, b, List.of(new TableChange.AddColumn(column("y")), new TableChange.AddForeignKey(key("b", "a"))));

        List<Change> sorted = sort(List.of(growsA, growsB));

        assertThat(names(sorted)).containsExactly("~a", "~b", "~a", "~b");
        assertThat(((Change.ModifyTable) sorted.get(0)).changes()).hasOnlyElementsOfType(TableChange.AddColumn.class);
        assertThat(((Change.ModifyTable) sorted.get(3)).changes())
                .hasOnlyElementsOfType(TableChange.AddForeignKey.class);
    }

    @Test
    void createsSchemasThenTypesThenTablesAndDropsTypesLast() {
        EnumType status = new EnumType(new QualifiedName("s", "status"), List.of("on"), null, null);
        EnumType old = new EnumType(new QualifiedName("s", "old"), List.of("on"), null, null);
        Table typed = Table.builder(new QualifiedName("s", "t"))
                .column(Column.of("c", new ColumnType.ArrayType(new ColumnType.EnumReference(status.name())), true))
                .build();
        Table before = Table.builder(new QualifiedName("s", "gone"))
                .column(Column.of("c", new ColumnType.EnumReference(old.name()), true))
                .build();

        List<Change> sorted = sort(List.of(
                new Change.DropObject(old),
                new Change.DropTable(before),
                new Change.AddTable(typed),
                new Change.AddObject(status),
                new Change.AddSchema(Schema.empty("s"))));

        assertThat(names(sorted)).containsExactly("+schema s", "+type status", "+t", "-gone", "-type old");
    }

    @Test
    void ordersAChainOfTablesThatIsLongerThanAStackIsDeep() {
        int length = 50_000;
        List<Table> chain = new ArrayList<>();
        for (int i = 0; i < length - 1; i++) {
            chain.add(table("t" + i, "t" + (i + 1)));
        }
        chain.add(table("t" + (length - 1)));

        List<Change> added = sort(
                chain.stream().<Change>map(each -> new Change.AddTable(each)).toList());
        List<Change> dropped = sort(chain.reversed().stream()
                .<Change>map(each -> new Change.DropTable(each))
                .toList());

        assertThat(names(added)).hasSize(length).startsWith("+t" + (length - 1)).endsWith("+t0");
        assertThat(names(dropped)).hasSize(length).startsWith("-t0").endsWith("-t" + (length - 1));
    }

    private static List<String> names(List<Change> changes) {
        return changes.stream()
                .map(change -> switch (change) {
                    case Change.AddSchema(Schema schema) -> "+schema " + schema.name();
                    case Change.DropSchema(Schema schema) -> "-schema " + schema.name();
                    case Change.ModifySchema(Schema from, Schema to) -> "~schema " + to.name();
                    case Change.AddObject(var object) ->
                        "+type " + object.name().name();
                    case Change.DropObject(var object) ->
                        "-type " + object.name().name();
                    case Change.ModifyObject(var from, var to) ->
                        "~type " + to.name().name();
                    case Change.AddTable(Table table) -> "+" + table.name().name();
                    case Change.DropTable(Table table) -> "-" + table.name().name();
                    case Change.ModifyTable(Table from, Table to, var inside) ->
                        "~" + to.name().name();
                    case Change.RenameObject(var from, var to) ->
                        ">type " + to.name().name();
                    case Change.RenameTable(Table from, Table to) ->
                        ">" + to.name().name();
                })
                .toList();
    }

    private static Table table(String name, String... references) {
        return Table.builder(new QualifiedName("s", name))
                .column(column("id"))
                .foreignKeys(List.of(references).stream()
                        .map(reference -> key(name, reference))
                        .toList())
                .build();
    }

    private static Column column(String name) {
        return Column.of(name, new ColumnType.IntegerType("integer", false), false);
    }

    private static ForeignKey key(String from, String to) {
        return new ForeignKey(
                from + "_" + to,
                List.of("id"),
                new QualifiedName("s", to),
                List.of("id"),
                ReferenceAction.NO_ACTION,
                ReferenceAction.NO_ACTION,
                ForeignKey.Deferrability.NOT_DEFERRABLE,
                null);
    }
}
