package io.atlasoperator.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value with fields and methods, such as a report. Immutable.
 *
 * @param type its Go type, for messages: {@code *cmdlog.SchemaApply}
 * @param fields what {@code .Name} gives, in order
 * @param methods what {@code .Name "argument"} calls
 * @param json what the function {@code json} prints of it, in order
 */
public record TemplateObject(
        String type,
        Map<String, @Nullable Object> fields,
        Map<String, TemplateFunction> methods,
        Map<String, @Nullable Object> json) {

    public TemplateObject {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        methods = Map.copyOf(methods);
        json = Collections.unmodifiableMap(new LinkedHashMap<>(json));
    }

    /** A builder of an object. */
    public static Builder builder(String type) {
        return new Builder(type);
    }

    /** Collects fields and methods. */
    public static final class Builder {
        private final String type;
        private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        private final Map<String, TemplateFunction> methods = new LinkedHashMap<>();
        private final Map<String, @Nullable Object> json = new LinkedHashMap<>();

        private Builder(String type) {
            this.type = type;
        }

        /** A field that JSON always has. */
        public Builder field(String name, @Nullable Object value) {
            fields.put(name, value);
            json.put(name, value);
            return this;
        }

        /** A field that JSON leaves out if it is empty. */
        public Builder optional(String name, @Nullable Object value) {
            fields.put(name, value);
            if (GoValues.isTrue(value)) {
                json.put(name, value);
            }
            return this;
        }

        /** A field that JSON never has. */
        public Builder hidden(String name, @Nullable Object value) {
            fields.put(name, value);
            return this;
        }

        /** A field of JSON alone. */
        public Builder jsonOnly(String name, @Nullable Object value) {
            json.put(name, value);
            return this;
        }

        public Builder method(String name, TemplateFunction function) {
            methods.put(name, function);
            return this;
        }

        public TemplateObject build() {
            return new TemplateObject(type, fields, methods, json);
        }
    }
}
