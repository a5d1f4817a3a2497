package io.atlasoperator.hcl;

import io.atlasoperator.source.Position;
import io.atlasoperator.source.SourceRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Evaluates parsed files: definitions first, then what is left. */
final class DocumentEvaluator {
    /** Stands for a use that is in no file; a failure always carries the place of the definition. */
    private static final SourceRange ANYWHERE = new SourceRange("", new Position(1, 1), new Position(1, 1));

    private final List<Syntax.Body> bodies;
    private final HclOptions options;
    private final Diagnostics diagnostics;
    private final Diagnostics values;
    private final Definitions definitions = new Definitions();
    private final ExpressionEvaluator expressions;
    private final BlockEvaluator blockEvaluator;
    private final Scope scope;

    /**
     * @param diagnostics takes what makes it unknown which blocks there are
     * @param values takes why attributes have no value
     */
    DocumentEvaluator(List<Syntax.Body> bodies, HclOptions options, Diagnostics diagnostics, Diagnostics values) {
        this.values = values;
        this.bodies = bodies;
        this.options = options;
        this.diagnostics = diagnostics;
        this.expressions = new ExpressionEvaluator(definitions, options);
        this.blockEvaluator = new BlockEvaluator(expressions, diagnostics, values);
        this.scope = Scope.of(options.roots());
    }

    Document evaluate() {
        List<Syntax.BlockNode> blocks =
                bodies.stream().flatMap(body -> body.blocks().stream()).toList();
        List<Syntax.BlockNode> rest = new ArrayList<>();
        for (Syntax.BlockNode block : blocks) {
            switch (block.type()) {
                case "variable" -> variable(block);
                case "locals" -> locals(block);
                case "data" -> data(block);
                case "env" -> env(block, rest);
                default -> rest.add(block);
            }
        }
        checkDefinitions("var");
        checkDefinitions("local");
        List<Attribute> attributes = attributes();
        List<Block> evaluated = new ArrayList<>();
        for (Syntax.BlockNode block : selected(rest)) {
            Guard.attempt(diagnostics, block.range(), () -> blockEvaluator.expand(block, scope))
                    .ifPresent(evaluated::addAll);
        }
        return new Document(attributes, evaluated);
    }

    /** The attributes that have no value. */
    Set<Evaluation.Missing> missing() {
        return blockEvaluator.missing();
    }

    private List<Attribute> attributes() {
        Map<String, SourceRange> seen = new HashMap<>();
        List<Attribute> attributes = new ArrayList<>();
        for (Syntax.Body body : bodies) {
            for (Syntax.AttributeNode attribute : body.attributes()) {
                SourceRange first = seen.putIfAbsent(attribute.name(), attribute.nameRange());
                if (first != null) {
                    diagnostics.add(
                            attribute.nameRange(),
                            "Attribute redefined",
                            "The argument \"" + attribute.name() + "\" was already set at " + first
                                    + ". Each argument may be set only once.");
                }
            }
            attributes.addAll(blockEvaluator.attributes(body, scope, Set.of(), ANYWHERE));
        }
        return attributes;
    }

    /** Definitions that nothing refers to are checked as well. */
    private void checkDefinitions(String root) {
        for (String name : List.copyOf(definitions.names(root))) {
            Guard.attempt(values, ANYWHERE, () -> definitions.member(root, name, ANYWHERE));
        }
    }

    private void variable(Syntax.BlockNode block) {
        if (block.labels().size() != 1) {
            diagnostics.add(block.range(), "Invalid variable block", "A variable block has one label, its name.");
            return;
        }
        String name = block.labels().getFirst();
        VariableDeclaration declaration = new VariableDeclaration(block, expressions, diagnostics);
        if (!definitions.define("var", name, () -> declaration.value(options.variables()))) {
            diagnostics.add(block.range(), "Duplicate variable", "The variable \"" + name + "\" is declared twice.");
        }
    }

    private void locals(Syntax.BlockNode block) {
        for (Syntax.AttributeNode attribute : block.body().attributes()) {
            boolean isNew = definitions.define(
                    "local", attribute.name(), () -> expressions.evaluate(attribute.expression(), scope));
            if (!isNew) {
                diagnostics.add(
                        attribute.nameRange(),
                        "Duplicate local",
                        "The local \"" + attribute.name() + "\" is defined in another locals block as well.");
            }
        }
        for (Syntax.BlockNode inner : block.body().blocks()) {
            diagnostics.add(inner.range(), "Unsupported block type", "A locals block contains only arguments.");
        }
    }

    private void data(Syntax.BlockNode block) {
        if (block.labels().size() != 2) {
            diagnostics.add(block.range(), "Invalid data block", "A data block has two labels, its type and its name.");
            return;
        }
        String type = block.labels().getFirst();
        if (!options.dataSources().types().contains(type)) {
            diagnostics.add(
                    block.range(),
                    "missing data source handler for \"" + type + "\"",
                    options.kind() == HclOptions.Kind.SCHEMA
                            ? "Data sources exist only in project files."
                            : "Supported data sources: "
                                    + String.join(
                                            ", ",
                                            new TreeSet<>(options.dataSources().types())) + ".");
            return;
        }
        String key = type + "." + block.labels().get(1);
        if (!definitions.define("data", key, () -> read(block, key))) {
            diagnostics.add(block.range(), "Duplicate data source", "data." + key + " is defined twice.");
        }
    }

    private Value read(Syntax.BlockNode block, String key) {
        Block evaluated = blockEvaluator.strict(block, scope);
        try {
            return options.dataSources().read(evaluated);
        } catch (HclFunctionException e) {
            throw new EvaluationFailure(block.range(), "Invalid data source", "data." + key + ": " + e.getMessage());
        }
    }

    private void env(Syntax.BlockNode block, List<Syntax.BlockNode> rest) {
        if (options.kind() == HclOptions.Kind.PROJECT) {
            rest.add(block);
            return;
        }
        diagnostics.add(
                block.range(),
                "cannot parse project file \"" + block.range().file() + "\" as a schema file",
                "An env block belongs in the project file.");
    }

    private List<Syntax.BlockNode> selected(List<Syntax.BlockNode> blocks) {
        if (options.env().isPresent()) {
            EnvBlocks.nameless(blocks)
                    .forEach(block -> diagnostics.add(
                            block.range(),
                            "all envs must have names on file \""
                                    + block.range().file() + "\"",
                            "Give it a label, as in env \"local\", or name = atlas.env for any name."));
        }
        List<Syntax.BlockNode> chosen = EnvBlocks.chosen(blocks, options.env().orElse(""));
        return blocks.stream()
                .filter(block -> !block.type().equals("env") || (options.env().isPresent() && chosen.contains(block)))
                .toList();
    }
}
