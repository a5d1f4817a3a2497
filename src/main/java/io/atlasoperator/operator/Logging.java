package io.atlasoperator.operator;

import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.Logger;

/** Sets the log up as the flags say. */
final class Logging {
    /** Libraries that tell much that is of no use to whoever runs the operator. */
    private static final List<String> NOISY = List.of(
            "io.fabric8",
            "io.javaoperatorsdk",
            "io.vertx",
            "io.netty",
            "com.zaxxer",
            "Default ConfigurationService implementation");

    /** What the drivers of databases log they throw, too, and it quotes statements with the passwords that they set. */
    private static final List<String> SILENT = List.of("org.mariadb", "org.postgresql", "org.sqlite");

    private Logging() {}

    /** Applies the flags to all handlers there are. */
    static void apply(OperatorFlags flags) {
        java.util.logging.Level level = level(flags.zapLogLevel);
        Formatter format = new LogFormat(flags.encoder(), flags.zapTimeEncoding, level(flags.zapStacktraceLevel));
        LogContext context = LogContext.getLogContext();
        Logger root = context.getLogger("");
        for (Handler handler : root.getHandlers()) {
            setFormat(handler, format);
        }
        root.setLevel(higher(level, Level.INFO));
        context.getLogger("io.atlasoperator").setLevel(level);
        context.getLogger("io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils")
                .setLevel(Level.ERROR);
        for (String name : NOISY) {
            context.getLogger(name).setLevel(higher(level, Level.WARN));
        }
        for (String name : SILENT) {
            context.getLogger(name).setLevel(Level.OFF);
        }
    }

    private static void setFormat(Handler handler, Formatter format) {
        handler.setFormatter(format);
        if (handler instanceof ExtHandler parent) {
            for (Handler child : parent.getHandlers()) {
                setFormat(child, format);
            }
        }
    }

    private static java.util.logging.Level higher(java.util.logging.Level one, java.util.logging.Level other) {
        return one.intValue() > other.intValue() ? one : other;
    }

    private static java.util.logging.Level level(String name) {
        return switch (name) {
            case "DEBUG" -> Level.DEBUG;
            case "ERROR" -> Level.ERROR;
            case "FATAL" -> Level.FATAL;
            default -> Level.INFO;
        };
    }
}
