package io.atlasoperator.operator;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** All that is logged while a test runs, at the level that tells most. Safe for use by several threads. */
final class LogLines extends Handler implements BeforeEachCallback, AfterEachCallback {
    private final StringBuffer text = new StringBuffer();

    @Override
    public void beforeEach(ExtensionContext context) {
        Logging.apply(OperatorMain.flags("--zap-log-level=debug"));
        Logger.getLogger("").addHandler(this);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Logger.getLogger("").removeHandler(this);
    }

    @Override
    public void publish(LogRecord line) {
        text.append(line.getMessage())
                .append(List.of(line.getParameters() == null ? new Object[0] : line.getParameters()));
        if (line.getThrown() != null) {
            StringWriter trace = new StringWriter();
            line.getThrown().printStackTrace(new PrintWriter(trace, true));
            text.append(trace);
        }
    }

    /** The lines. */
    @Override
    public String toString() {
        return text.toString();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
