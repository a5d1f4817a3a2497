package io.atlasoperator.template;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables that can be seen, innermost first. Not safe for use by several threads. */
final class TemplateScope {
    private final Deque<Map<String, @Nullable Object>> frames = new ArrayDeque<>();

    TemplateScope(@Nullable Object data) {
        push();
        declare("$", data);
    }

    void push() {
        frames.push(new HashMap<>());
    }

    void pop() {
        frames.pop();
    }

    void declare(String name, @Nullable Object value) {
        frames.element().put(name, value);
    }

    void assign(String name, @Nullable Object value) {
        for (Map<String, @Nullable Object> frame : frames) {
            if (frame.containsKey(name)) {
                frame.put(name, value);
                return;
            }
        }
        throw new TemplateException("undefined variable \"" + name + "\"");
    }

    @Nullable
    Object get(String name) {
        for (Map<String, @Nullable Object> frame : frames) {
            if (frame.containsKey(name)) {
                return frame.get(name);
            }
        }
        throw new TemplateException("undefined variable \"" + name + "\"");
    }
}
