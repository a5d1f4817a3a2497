package io.atlasoperator.template;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A template that was read. Immutable and safe for use by several threads. */
public final class Template {
    private final String name;
    private final List<TemplateNode> nodes;
    private final Map<String, TemplateNode.Definition> defined;
    private final Map<String, TemplateFunction> functions;

    private Template(
            String name,
            List<TemplateNode> nodes,
            Map<String, TemplateNode.Definition> defined,
            Map<String, TemplateFunction> functions) {
        this.name = name;
        this.nodes = nodes;
        this.defined = defined;
        this.functions = functions;
    }

    /**
     * Reads a template.
     *
     * @param name what messages call it
     * @param source its text
     * @param added the functions that it has beside Go's own
     * @throws TemplateException if it can't be read
     */
    public static Template parse(String name, String source, Map<String, TemplateFunction> added) {
        Map<String, TemplateFunction> functions = new HashMap<>(TemplateFunctions.ALL);
        functions.putAll(added);
        Set<String> names = new HashSet<>(functions.keySet());
        names.addAll(Set.of("and", "or"));
        TemplateParser parser = new TemplateParser(name, source, names);
        List<TemplateNode> nodes = parser.parse();
        return new Template(name, nodes, Map.copyOf(parser.defined()), Map.copyOf(functions));
    }

    /**
     * Reads templates that may call each other, by their names and by what each of them defines.
     *
     * @param sources their texts by their names
     * @param added the functions that they have beside Go's own
     * @throws TemplateException if one can't be read, or two define the same
     */
    public static Map<String, Template> parseAll(Map<String, String> sources, Map<String, TemplateFunction> added) {
        Map<String, Template> alone = new LinkedHashMap<>();
        Map<String, TemplateNode.Definition> shared = new LinkedHashMap<>();
        sources.forEach((name, source) -> {
            Template template = parse(name, source, added);
            alone.put(name, template);
            define(shared, name, new TemplateNode.Definition(name, template.nodes));
            template.defined.forEach((called, definition) -> define(shared, called, definition));
        });
        Map<String, Template> all = new LinkedHashMap<>();
        alone.forEach((name, template) ->
                all.put(name, new Template(name, template.nodes, Map.copyOf(shared), template.functions)));
        return all;
    }

    private static void define(
            Map<String, TemplateNode.Definition> shared, String name, TemplateNode.Definition definition) {
        TemplateNode.Definition other = shared.putIfAbsent(name, definition);
        if (other != null) {
            throw new TemplateException("template: " + definition.origin() + ": template \"" + name
                    + "\" is defined in " + other.origin() + " too");
        }
    }

    /**
     * The text it makes of the data.
     *
     * @throws TemplateException if it asks for what the data does not have
     */
    public String execute(@Nullable Object data) {
        StringBuilder out = new StringBuilder();
        new TemplateExecutor(name, functions, defined, out).run(nodes, data);
        return out.toString();
    }
}
