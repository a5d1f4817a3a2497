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
        diagnostics.throwIfAny();
        Diagnostics values = new Diagnostics();
        DocumentEvaluator evaluator = new DocumentEvaluator(bodies, options, diagnostics, values);
        Document document = evaluator.evaluate();
        if (diagnostics.any()) {
            values.all().forEach(diagnostics::add);
            diagnostics.throwIfAny();
        }
        return new Evaluation(document, values.all(), evaluator.missing());
    }
}
