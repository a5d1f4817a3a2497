package io.atlasoperator.diff;

import io.atlasoperator.schema.SchemaObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares objects by what is said of them and their parts, wherever it is written. */
final class Written {
    private static final String RANGE = "range";

    private Written() {}

    /** Whether two objects are equal but for places in files. */
    static boolean alike(SchemaObject one, SchemaObject other) {
        return same(one, other);
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof List<?> list && other instanceof List<?> others) {
            return same(list, others);
        }
        return one instanceof Record
                        && other instanceof Record
                        && one.getClass().equals(other.getClass())
                ? sameComponents(one, other)
                : Objects.equals(one, other);
    }

    private static boolean same(List<?> list, List<?> others) {
        if (list.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < list.size(); i++) {
            if (!same(list.get(i), others.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameComponents(Object one, Object other) {
        for (RecordComponent component : one.getClass().getRecordComponents()) {
            if (!component.getName().equals(RANGE) && !same(value(component, one), value(component, other))) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Object value(RecordComponent component, Object object) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(object);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("reading " + component, e);
        }
    }
}
