package io.atlasoperator.spec;

import io.atlasoperator.hcl.Value;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What the writers of objects need to know of the realm around an object. For one realm. */
public final class ObjectWriter {
    private final TableWriter tables;
    private final TypeWriter types;
    private final Qualification qualification;

    ObjectWriter(SpecRules rules, Qualification qualification) {
        this.tables = new TableWriter(rules, qualification);
        this.types = new TypeWriter(rules, qualification);
        this.qualification = qualification;
    }

    /** A reference to a schema. */
    public Value schema(String name) {
        return new Value.Reference(List.of("schema", name));
    }

    /** A reference to a relation: its block is of that type. */
    public Value relation(String blockType, QualifiedName name) {
        List<String> path = new ArrayList<>(List.of(blockType));
        path.addAll(qualification.tableLabels(name));
        return new Value.Reference(path);
    }

    /** A reference to a table or view. */
    public Value relation(QualifiedName name) {
        return relation(qualification.relationKind(name), name);
    }

    /** A reference to a table or view; its name in SQL, made by {@code sql}, if it has no block. */
    public Value relationOrSql(QualifiedName name, Function<QualifiedName, String> sql) {
        return qualification.hasRelation(name) ? relation(name) : new Value.RawSql(sql.apply(name));
    }

    /** A reference to a function without arguments; its name in SQL, made by {@code sql}, if it has no block. */
    public Value function(QualifiedName name, Function<QualifiedName, String> sql) {
        return qualification
                .functionLabels(name)
                .<Value>map(labels -> {
                    List<String> path = new java.util.ArrayList<>(List.of("function"));
                    path.addAll(labels);
                    return new Value.Reference(path);
                })
                .orElseGet(() -> new Value.RawSql(sql.apply(name)));
    }

    /** A reference to a column of a table. */
    public Value column(QualifiedName table, String column) {
        List<String> path = new java.util.ArrayList<>(List.of("table"));
        path.addAll(qualification.tableLabels(table));
        path.add("column");
        path.add(column);
        return new Value.Reference(path);
    }

    /** A type, in an object of that schema. */
    public Value type(ColumnType type, String schema) {
        return types.write(type, schema);
    }

    /** Adds columns and indexes. */
    public void parts(Table table, BlockWriter out) {
        tables.parts(table, out);
    }
}
