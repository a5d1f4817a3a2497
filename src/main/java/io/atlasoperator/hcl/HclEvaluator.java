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
        Diagnostics diagnostics = new Diagnostics();
        List<Syntax.Body> bodies = files.stream()
                .sorted(Comparator.comparing(SourceFile::name))
                .map(file -> Parser.parse(file, diagnostics))
                .toList();
        diagnostics.throwIfAny();
        Document document = new DocumentEvaluator(bodies, options, diagnostics).evaluate();
        diagnostics.throwIfAny();
        return document;
    }
}
