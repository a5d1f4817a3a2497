package io.atlasoperator.operator.atlasschema;

import io.atlasoperator.lint.Diagnostic;
import io.atlasoperator.plan.Statement;
import java.util.List;

/**
 * A plan that a person has to approve before it runs.
 *
 * @param hash tells it, and the state of the database that it was made for, from any other
 * @param statements what runs, in order
 * @param findings what the analyzers find in it
 */
public record ReviewedPlan(String hash, List<Statement> statements, List<Diagnostic> findings) {

    public ReviewedPlan {
        statements = List.copyOf(statements);
        findings = List.copyOf(findings);
    }

    /** The statements as a script, with their passwords if they set any. */
    public String script() {
        StringBuilder script = new StringBuilder();
        for (Statement statement : statements) {
            if (!statement.comment().isEmpty()) {
                script.append("-- ").append(statement.comment()).append('\n');
            }
            script.append(statement.script());
        }
        return script.toString();
    }

    /** Without the statements, which may set passwords. */
    @Override
    public String toString() {
        return "ReviewedPlan[" + hash + "]";
    }
}
