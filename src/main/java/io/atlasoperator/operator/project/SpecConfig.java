package io.atlasoperator.operator.project;

import io.atlasoperator.hcl.HclEvaluator;
import io.atlasoperator.hcl.HclException;
import io.atlasoperator.operator.api.v1alpha1.TargetSpec;
import io.atlasoperator.operator.api.v1alpha1.Variable;
import io.atlasoperator.operator.ref.ReferenceException;
import io.atlasoperator.operator.ref.Values;
import io.atlasoperator.operator.status.Scrubber;
import io.atlasoperator.source.SourceFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The project file that a spec brings.
 *
 * @param file its text
 * @param env the environment of it that is meant
 * @param variables values of its variables; a name that is given several times has several
 * @param repeated whether the environment stands for other than one target, as {@code for_each} makes it
 */
public record SpecConfig(SourceFile file, String env, Map<String, List<String>> variables, boolean repeated) {

    public SpecConfig {
        variables = Map.copyOf(variables);
    }

    /**
     * Reads it; what it holds of secrets is handed to the scrubber.
     *
     * @return empty if the spec brings none
     * @throws ReferenceException naming the field that can't be used
     */
    public static Optional<SpecConfig> of(
            TargetSpec spec, Values values, ConfigPermissions permissions, Scrubber scrubber) {
        boolean isReferred = Values.isSet(spec.configFrom());
        if (!isReferred && !isGiven(spec.config())) {
            return Optional.empty();
        }
        String text = values.secretOr("spec.configFrom", spec.configFrom(), spec.config());
        if (text == null || text.isBlank()) {
            throw new ReferenceException((isReferred ? "spec.configFrom" : "spec.config")
                    + " holds no text: write a project file there, or remove the field");
        }
        if (!permissions.allowed()) {
            throw new ReferenceException(
                    "install the operator with \"--set allowCustomConfig=true\" to use custom atlas.hcl config");
        }
        ConfigSecrets.find(text, scrubber);
        SourceFile file = new SourceFile("atlas.hcl", text);
        String env = spec.envName();
        try {
            boolean repeated = HclEvaluator.repeatsEnv(file, env == null ? "" : env);
            if (env == null || env.isEmpty()) {
                throw new ReferenceException("env name must be set when using custom atlas.hcl config");
            }
            return Optional.of(new SpecConfig(file, env, variables(spec, values, scrubber), repeated));
        } catch (HclException e) {
            throw new ReferenceException("failed to parse project configuration: " + e.getMessage());
        }
    }

    /**
     * What a spec says of a project file that it does not bring. Resources that say so work with the reference, and so here; but nothing
     * in a spec is ignored silently.
     *
     * @return sentences for people
     */
    public static List<String> withoutEffect(@Nullable TargetSpec spec) {
        List<String> sentences = new ArrayList<>();
        if (spec == null || Values.isSet(spec.configFrom()) || isGiven(spec.config())) {
            return sentences;
        }
        if (isGiven(spec.envName())) {
            sentences.add("spec.envName has no effect: there is no spec.config or spec.configFrom whose environment it"
                    + " could name; set one of them, or remove it");
        }
        if (!spec.vars().isEmpty()) {
            sentences.add("spec.vars has no effect: there is no spec.config or spec.configFrom whose variables it could"
                    + " set; set one of them, or remove it");
        }
        return sentences;
    }

    private static Map<String, List<String>> variables(TargetSpec spec, Values values, Scrubber scrubber) {
        Map<String, List<String>> variables = new LinkedHashMap<>();
        for (int i = 0; i < spec.vars().size(); i++) {
            Variable variable = spec.vars().get(i);
            String field = "spec.vars[" + i + "]";
            String key = variable.key();
            if (key == null || key.isEmpty()) {
                throw new ReferenceException(field + ".key is empty: name the variable");
            }
            String value = value(field, variable, values);
            if (value == null) {
                throw new ReferenceException(
                        field + ": the variable \"" + key + "\" has no value: set value or valueFrom");
            }
            ConfigSecrets.find(value, scrubber);
            variables.computeIfAbsent(key, name -> new ArrayList<>()).add(value);
        }
        return variables;
    }

    private static @Nullable String value(String field, Variable variable, Values values) {
        Variable.VariableSource source = variable.valueFrom();
        if (source != null && source.configMapKeyRef() != null) {
            return values.configMapKey(field + ".valueFrom.configMapKeyRef", source.configMapKeyRef());
        }
        if (source != null && source.secretKeyRef() != null) {
            return values.secretKey(field + ".valueFrom.secretKeyRef", source.secretKeyRef());
        }
        return variable.value();
    }

    private static boolean isGiven(@Nullable String text) {
        return text != null && !text.isEmpty();
    }

    /** Without texts and values, which may be secrets. */
    @Override
    public String toString() {
        return "SpecConfig[" + env + "]";
    }
}
