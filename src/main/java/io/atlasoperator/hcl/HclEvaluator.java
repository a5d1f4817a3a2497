package io.atlasoperator.hcl;

import io.atlasoperator.source.SourceFile;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Evaluates HCL files to a document. Pure and thread-safe. */
public final class HclEvaluator {
    private HclEvaluator() {}

    /**
     * Evaluates schema files as one document.
     *
     * @param files in any order; blocks come in the order of the file names
     * @param variables values for {@code variable} blocks; names that no file declares are ignored
     * @throws HclException with everything that is wrong
     */
    public static Document evaluate(List<SourceFile> files, Map<String, List<String>> variables) {
        return evaluate(files, HclOptions.schema(HclOptions.textVariables(variables)));
    }

    /**
     * Evaluates files as one document.
     *
     * @throws HclException with everything that is wrong
     */
    public static Document evaluate(List<SourceFile> files, HclOptions options) {
        Evaluation evaluation = read(files, options);
        Diagnostics diagnostics = new Diagnostics();
        evaluation.problems().forEach(diagnostics::add);
        diagnostics.throwIfAny();
        return evaluation.document();
    }

    /**
     * Evaluates schema files as far as possible, so that what else is wrong in them can be told together with what has no
     * value.
     *
     * @param files in any order; blocks come in the order of the file names
     * @param variables values for {@code variable} blocks; names that no file declares are ignored
     * @throws HclException with everything that is wrong, if so much is that the blocks are not known
     */
    public static Evaluation read(List<SourceFile> files, Map<String, List<String>> variables) {
        return read(files, HclOptions.schema(HclOptions.textVariables(variables)));
    }

    private static Evaluation read(List<SourceFile> files, HclOptions options) {
        Diagnostics diagnostics = new Diagnostics();
        List<Syntax.Body> bodies = files.stream()
                .sorted(Comparator.comparing(SourceFile::name))
                .map(file -> Parser.parse(file, diagnostics))
                .toList();
        Syntax.Body base =
                options.base().map(file -> Parser.parse(file, diagnostics)).orElse(null);
        diagnostics.throwIfAny();
        if (base != null) {
            bodies = List.of(BaseMerge.file(base, joined(bodies), options.env().orElse("")));
        }
        Diagnostics values = new Diagnostics();
        DocumentEvaluator evaluator = new DocumentEvaluator(bodies, options, diagnostics, values);
        Document document = evaluator.evaluate();
        if (diagnostics.any()) {
            values.all().forEach(diagnostics::add);
            diagnostics.throwIfAny();
        }
        return new Evaluation(document, values.all(), evaluator.missing());
    }

    private static Syntax.Body joined(List<Syntax.Body> bodies) {
        return new Syntax.Body(
                bodies.stream().flatMap(body -> body.attributes().stream()).toList(),
                bodies.stream().flatMap(body -> body.blocks().stream()).toList());
    }

    /**
     * Whether a project file gives an environment more or less often than once: there are several blocks of its name, or
     * one has {@code for_each}. Nothing is evaluated.
     *
     * @throws HclException with everything that is wrong in how the file is written
     */
    public static boolean repeatsEnv(SourceFile file, String env) {
        Diagnostics diagnostics = new Diagnostics();
        Syntax.Body body = Parser.parse(file, diagnostics);
        diagnostics.throwIfAny();
        List<Syntax.BlockNode> chosen = EnvBlocks.chosen(body.blocks(), env);
        return chosen.size() > 1
                || chosen.stream().anyMatch(block -> block.body().attribute("for_each") != null);
    }
}
