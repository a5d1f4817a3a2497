package io.atlasoperator.hcl;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What an expression evaluates to. Names and calls that the evaluator does not know are kept as
 * {@link Reference} and {@link Call}: they mean something to whoever reads the document.
 */
public sealed interface Value {

    /** A string. */
    record Text(String value) implements Value {
        public Text {
            Objects.requireNonNull(value);
        }
    }

    /** A number. */
    record Num(BigDecimal value) implements Value {
        public Num {
            Objects.requireNonNull(value);
        }
    }

    /** True or false. */
    record Bool(boolean value) implements Value {}

    /** {@code null}: the attribute counts as not written. */
    record Null() implements Value {}

    /** A list, set or tuple. */
    record ListValue(List<Value> values) implements Value {
        public ListValue {
            values = List.copyOf(values);
        }
    }

    /** An object or map, in the order written. */
    record ObjectValue(Map<String, Value> values) implements Value {
        public ObjectValue {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /** A path of names that the evaluator does not resolve: {@code schema.public}, {@code column["a b"]}, {@code CASCADE}. */
    record Reference(List<String> path) implements Value {
        public Reference {
            path = List.copyOf(path);
            if (path.isEmpty()) {
                throw new IllegalArgumentException("empty path");
            }
        }

        /** The first name of the path. */
        public String root() {
            return path.getFirst();
        }
    }

    /** A call that the evaluator does not know: {@code varchar(255)}. */
    record Call(String name, List<Value> arguments) implements Value {
        public Call {
            Objects.requireNonNull(name);
            arguments = List.copyOf(arguments);
        }
    }

    /** {@code sql("…")}: text that the database is to read as it is. */
    record RawSql(String sql) implements Value {
        public RawSql {
            Objects.requireNonNull(sql);
        }
    }
}
