package io.atlasoperator.template;

/** A template can't be read or run. The message is in Go's form: {@code template: format:1: function "x" not defined}. */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TemplateException(String message) {
        super(message);
    }
}
