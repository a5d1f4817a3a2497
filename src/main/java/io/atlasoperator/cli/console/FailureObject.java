package io.atlasoperator.cli.console;

import io.atlasoperator.engine.StatementFailure;
import io.atlasoperator.template.TemplateObject;

/** A statement that failed, and why, as templates see it. */
public final class FailureObject {
    private FailureObject() {}

    /** The fields {@code Stmt} and {@code Text}. */
    public static TemplateObject of(StatementFailure failure) {
        return TemplateObject.builder("*cmdlog.StmtError")
                .field("Stmt", failure.statement())
                .field("Text", failure.text())
                .build();
    }
}
