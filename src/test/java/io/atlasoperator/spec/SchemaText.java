package io.atlasoperator.spec;

import io.atlasoperator.hcl.HclEvaluator;
import io.atlasoperator.hcl.HclPrinter;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.source.SourceFile;
import java.util.List;
import java.util.Map;

/** Schemas as text, the whole way through the HCL language. */
public final class SchemaText {
    private SchemaText() {}

    /** Reads a file called {@code t.hcl}. */
    public static Realm read(String hcl, SpecRules rules) {
        return SpecReader.read(HclEvaluator.read(List.of(new SourceFile("t.hcl", hcl)), Map.of()), rules);
    }

    /** Prints a realm. */
    public static String print(Realm realm, SpecRules rules) {
        return HclPrinter.print(SpecWriter.write(realm, rules));
    }
}
