package io.atlasoperator.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of a template. */
sealed interface TemplateNode {

    /** Text outside of actions. */
    record Text(String text) implements TemplateNode {}

    /** An action that prints a pipeline, or sets a variable. */
    record Action(Pipeline pipeline) implements TemplateNode {}

    /** {@code if}; an {@code else if} is an {@code if} inside {@code otherwise}. */
    record If(Pipeline pipeline, List<TemplateNode> then, List<TemplateNode> otherwise) implements TemplateNode {}

    record With(Pipeline pipeline, List<TemplateNode> then, List<TemplateNode> otherwise) implements TemplateNode {}

    record Range(Pipeline pipeline, List<TemplateNode> body, List<TemplateNode> otherwise) implements TemplateNode {}

    record Break() implements TemplateNode {}

    record Continue() implements TemplateNode {}

    /**
     * A template that others may call.
     *
     * @param origin what the text that it stands in is called, in messages
     */
    record Definition(String origin, List<TemplateNode> nodes) {}

    /** A call of another template. */
    record Call(String name, @Nullable Pipeline argument, int line) implements TemplateNode {}

    /**
     * Commands connected by bars.
     *
     * @param variables the variables that take the value: none, one, or two in a {@code range}
     * @param declares whether the variables are new
     */
    record Pipeline(
            List<String> variables, boolean declares, List<Command> commands, int line, int column, String text) {}

    /** An operand with its arguments. */
    record Command(List<Operand> words) {}

    /** A value in a command. */
    sealed interface Operand {}

    record Constant(@Nullable Object value) implements Operand {}

    /** The name of a function. */
    record Name(String name) implements Operand {}

    /** Fields of the dot; none means the dot itself. */
    record Dot(List<String> fields) implements Operand {}

    /** A variable and fields of it. */
    record Variable(String name, List<String> fields) implements Operand {}

    /** A pipeline in parentheses and fields of its value. */
    record Group(Pipeline pipeline, List<String> fields) implements Operand {}
}
