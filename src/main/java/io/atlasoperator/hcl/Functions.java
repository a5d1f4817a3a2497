package io.atlasoperator.hcl;

import java.util.Map;
import java.util.TreeMap;

/** The functions of the language, apart from {@code try}, {@code can} and {@code sql}, which are more than functions. */
final class Functions {
    static final Map<String, HclFunction> ALL = all();

    private Functions() {}

    private static Map<String, HclFunction> all() {
        Map<String, HclFunction> functions = new TreeMap<>();
        StringFunctions.addTo(functions);
        NumberFunctions.addTo(functions);
        CollectionFunctions.addTo(functions);
        SetFunctions.addTo(functions);
        RegexFunctions.addTo(functions);
        FormatFunctions.addTo(functions);
        EncodingFunctions.addTo(functions);
        DateFunctions.addTo(functions);
        UrlFunctions.addTo(functions);
        return Map.copyOf(functions);
    }
}
