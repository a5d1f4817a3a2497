package io.atlasoperator.plan;

import io.atlasoperator.schema.SchemaObject;
import java.util.List;

/** The kinds of objects that a database has beside tables. Immutable. */
public final class ObjectKinds {
    private final List<ObjectKind<?>> kinds;

    public ObjectKinds(List<ObjectKind<?>> kinds) {
        this.kinds = List.copyOf(kinds);
    }

    /** Whether two objects of one key differ. */
    public boolean changed(SchemaObject from, SchemaObject to) {
        return changed(of(from), from, to);
    }

    private static <T extends SchemaObject> boolean changed(ObjectKind<T> kind, SchemaObject from, SchemaObject to) {
        return !kind.type().isInstance(to)
                || kind.changed(kind.type().cast(from), kind.type().cast(to));
    }

    /** Whether a difference can be made good without dropping the object. */
    public boolean changesInPlace(SchemaObject from, SchemaObject to) {
        return changesInPlace(of(from), from, to);
    }

    private static <T extends SchemaObject> boolean changesInPlace(
            ObjectKind<T> kind, SchemaObject from, SchemaObject to) {
        return kind.type().isInstance(to)
                && kind.changesInPlace(kind.type().cast(from), kind.type().cast(to));
    }

    /** The statements that make an object. */
    public List<Statement> add(SchemaObject object, PlanOptions options) {
        return add(of(object), object, options);
    }

    private static <T extends SchemaObject> List<Statement> add(
            ObjectKind<T> kind, SchemaObject object, PlanOptions options) {
        return kind.add(kind.type().cast(object), options);
    }

    /** The statements that drop an object. */
    public List<Statement> drop(SchemaObject object, PlanOptions options) {
        return drop(of(object), object, options);
    }

    private static <T extends SchemaObject> List<Statement> drop(
            ObjectKind<T> kind, SchemaObject object, PlanOptions options) {
        return kind.drop(kind.type().cast(object), options);
    }

    /** The statements that turn one object into the other, which is of the same kind. */
    public List<Statement> modify(SchemaObject from, SchemaObject to, PlanOptions options) {
        return modify(of(from), from, to, options);
    }

    private static <T extends SchemaObject> List<Statement> modify(
            ObjectKind<T> kind, SchemaObject from, SchemaObject to, PlanOptions options) {
        return kind.modify(kind.type().cast(from), kind.type().cast(to), options);
    }

    private ObjectKind<?> of(SchemaObject object) {
        return kinds.stream()
                .filter(kind -> kind.type().isInstance(object))
                .findFirst()
                .orElseThrow(() -> new PlanException("this database has no objects of the kind " + object.kind()
                        + "; remove \"" + object.name().name() + "\""));
    }
}
