package io.atlasoperator.operator;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/**
 * The flags of the operator process, which are the reference's. They are written as Go's are: with one dash or two, the
 * value after a blank or an equals sign.
 */
@Command(
        name = "atlas-operator",
        description = "Kubernetes operator that applies AtlasSchema and AtlasMigration resources to databases.",
        sortOptions = false,
        usageHelpWidth = 110)
final class OperatorFlags {
    private static final String GO_BOOLEAN = "true or false";

    @Option(
            names = {"--metrics-bind-address", "-metrics-bind-address"},
            defaultValue = ":8080",
            paramLabel = "address",
            converter = AddressConverter.class,
            description = "Where /metrics is served; 0 switches it off (default: ${DEFAULT-VALUE}).")
    String metricsAddress = "";

    @Option(
            names = {"--metrics-secure", "-metrics-secure"},
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "false",
            paramLabel = GO_BOOLEAN,
            converter = BooleanConverter.class,
            description = "Serve metrics over HTTPS, with a certificate made at the start.")
    boolean metricsSecure;

    @Option(
            names = {"--health-probe-bind-address", "-health-probe-bind-address"},
            defaultValue = ":8081",
            paramLabel = "address",
            converter = AddressConverter.class,
            description = "Where /healthz and /readyz are served; 0 switches them off (default: ${DEFAULT-VALUE}).")
    String healthAddress = "";

    @Option(
            names = {"--leader-elect", "-leader-elect"},
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "false",
            paramLabel = GO_BOOLEAN,
            converter = BooleanConverter.class,
            description = "Let only one of several operators work, the one that holds a Lease.")
    boolean leaderElect;

    @Option(
            names = {"--leader-election-id", "-leader-election-id"},
            defaultValue = "5220c287.atlasgo.io",
            paramLabel = "name",
            description = "Name of the Lease (default: ${DEFAULT-VALUE}).")
    String leaderElectionId = "";

    @Option(
            names = {"--label-selector", "-label-selector"},
            defaultValue = "",
            paramLabel = "selector",
            description = "Look after resources with these labels only.")
    String labelSelector = "";

    @Option(
            names = {"--namespace", "-namespace"},
            defaultValue = "",
            paramLabel = "names",
            description = "Look after these namespaces only, separated by commas (default: all).")
    String namespaces = "";

    @Option(
            names = {"--enable-http2", "-enable-http2"},
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "false",
            paramLabel = GO_BOOLEAN,
            converter = BooleanConverter.class,
            description = "Offer HTTP/2 where metrics are served over HTTPS.")
    boolean enableHttp2;

    @Option(
            names = {"--kubeconfig", "-kubeconfig"},
            defaultValue = "",
            paramLabel = "file",
            description = "The kubeconfig to use (default: $KUBECONFIG, else the pod's service account, else"
                    + " ~/.kube/config).")
    String kubeconfig = "";

    @Option(
            names = {"--zap-devel", "-zap-devel"},
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "true",
            paramLabel = GO_BOOLEAN,
            converter = BooleanConverter.class,
            description = "Log for people: console encoder (default: ${DEFAULT-VALUE}); false means JSON.")
    boolean zapDevel;

    @Option(
            names = {"--zap-encoder", "-zap-encoder"},
            defaultValue = "",
            paramLabel = "console|json",
            converter = EncoderConverter.class,
            description = "How log lines are written.")
    String zapEncoder = "";

    @Option(
            names = {"--zap-log-level", "-zap-log-level"},
            defaultValue = "info",
            paramLabel = "level",
            converter = LevelConverter.class,
            description = "debug, info, error, panic or a number above 0 for debug (default: ${DEFAULT-VALUE}).")
    String zapLogLevel = "INFO";

    @Option(
            names = {"--zap-stacktrace-level", "-zap-stacktrace-level"},
            defaultValue = "error",
            paramLabel = "level",
            converter = LevelConverter.class,
            description = "From which level on stack traces are logged: info, error or panic (default:"
                    + " ${DEFAULT-VALUE}).")
    String zapStacktraceLevel = "ERROR";

    @Option(
            names = {"--zap-time-encoding", "-zap-time-encoding"},
            defaultValue = "rfc3339",
            paramLabel = "encoding",
            converter = TimeConverter.class,
            description = "epoch, millis, nano, iso8601, rfc3339 or rfc3339nano (default: ${DEFAULT-VALUE}).")
    LogFormat.Time zapTimeEncoding = LogFormat.Time.RFC3339;

    @Option(
            names = {"-h", "--help", "-help"},
            usageHelp = true,
            description = "Print this.")
    boolean help;

    /** Where metrics are served; empty for nowhere. */
    Optional<BindAddress> metricsAddress() {
        return BindAddress.parse(metricsAddress);
    }

    /** Where probes are answered; empty for nowhere. */
    Optional<BindAddress> healthAddress() {
        return BindAddress.parse(healthAddress);
    }

    /** The only namespaces to look after; empty for all. */
    Set<String> namespaces() {
        Set<String> names = new TreeSet<>();
        for (String name : List.of(namespaces.split(","))) {
            if (!name.isBlank()) {
                names.add(name.strip());
            }
        }
        return names;
    }

    /** How log lines are written: as asked for, else as {@code --zap-devel} says. */
    LogFormat.Encoder encoder() {
        if (!zapEncoder.isEmpty()) {
            return oneOf(LogFormat.Encoder.values(), zapEncoder);
        }
        return zapDevel ? LogFormat.Encoder.CONSOLE : LogFormat.Encoder.JSON;
    }

    static final class AddressConverter implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            try {
                BindAddress.parse(text);
                return text;
            } catch (IllegalArgumentException e) {
                throw new CommandLine.TypeConversionException(e.getMessage());
            }
        }
    }

    /** The spellings that Go's {@code strconv.ParseBool} knows. */
    static final class BooleanConverter implements ITypeConverter<Boolean> {
        @Override
        public Boolean convert(String text) {
            return GoBoolean.parse(text)
                    .orElseThrow(() ->
                            new CommandLine.TypeConversionException("expected true or false, got \"" + text + "\""));
        }
    }

    static final class EncoderConverter implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            return text.isEmpty()
                    ? text
                    : oneOf(LogFormat.Encoder.values(), text).name();
        }
    }

    static final class TimeConverter implements ITypeConverter<LogFormat.Time> {
        @Override
        public LogFormat.Time convert(String text) {
            return oneOf(LogFormat.Time.values(), text);
        }
    }

    static final class LevelConverter implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            String name = text.toLowerCase(Locale.ROOT);
            if (name.matches("[1-9][0-9]{0,2}")) {
                return "DEBUG";
            }
            return switch (name) {
                case "debug" -> "DEBUG";
                case "info" -> "INFO";
                case "error" -> "ERROR";
                case "panic" -> "FATAL";
                default ->
                    throw new CommandLine.TypeConversionException(
                            "expected debug, info, error, panic or a number above 0, got \"" + text + "\"");
            };
        }
    }

    private static <E extends Enum<E>> E oneOf(E[] values, String text) {
        for (E value : values) {
            if (value.name().equalsIgnoreCase(text)) {
                return value;
            }
        }
        String known = String.join(
                ", ",
                Arrays.stream(values)
                        .map(value -> value.name().toLowerCase(Locale.ROOT))
                        .toList());
        throw new CommandLine.TypeConversionException("expected one of " + known + ", got \"" + text + "\"");
    }
}
