package io.atlasoperator.operator.atlasschema;

import io.atlasoperator.engine.Digest;
import io.atlasoperator.lint.Diagnostic;
import io.atlasoperator.plan.Statement;
import java.util.List;

/**
 * A plan that a person has to approve before it runs.
 *
 * @param target the database, for people
 * @param digest tells it, and the state of the database that it was made for, from any other
 * @param statements what runs, in order
 * @param findings what the analyzers find in it
 */
public record ReviewedPlan(String target, String digest, List<Statement> statements, List<Diagnostic> findings) {

    private static final int HASH_DIGITS = 32;

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

    /**
     * What a plan that is kept is approved by: it tells the script that people read from any other.
     *
     * @param digest tells the plan, and the state that it was made for, from others
     * @param nonce something random
     * @param script the plan's {@link #script()}
     */
    public static String hash(String digest, String nonce, String script) {
        return new Digest().field(digest).field(nonce).field(script).hex().substring(0, HASH_DIGITS);
    }

    /** Without the statements, which may set passwords. */
    @Override
    public String toString() {
        return "ReviewedPlan[" + digest + "]";
    }
}
