package io.atlasoperator.operator;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Traces of reconciles, where the environment says where to send them: by the variables of OpenTelemetry
 * ({@code OTEL_EXPORTER_OTLP_ENDPOINT} and the others of its SDK for Java). Without them nothing of it is loaded.
 */
final class Tracing implements AutoCloseable {
    private static final String NAME = "atlas-operator";

    /** Any of these asks for traces. */
    private static final List<String> ASKING =
            List.of("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_TRACES_EXPORTER");

    /** What holds unless the environment says otherwise: measures are asked for, logs are written, and no gRPC comes along. */
    private static final Map<String, String> USUAL = Map.of(
            "otel.service.name", NAME,
            "otel.exporter.otlp.protocol", "http/protobuf",
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none");

    private final Optional<OpenTelemetrySdk> sdk;

    private Tracing(Optional<OpenTelemetrySdk> sdk) {
        this.sdk = sdk;
    }

    /**
     * Reads the environment.
     *
     * @throws StartFailure if it asks for what can't be
     */
    static Tracing of(Map<String, String> environment) {
        if (ASKING.stream().allMatch(name -> environment.getOrDefault(name, "").isEmpty())) {
            return new Tracing(Optional.empty());
        }
        try {
            return new Tracing(Optional.of(AutoConfiguredOpenTelemetrySdk.builder()
                    .addPropertiesSupplier(() -> USUAL)
                    .disableShutdownHook()
                    .build()
                    .getOpenTelemetrySdk()));
        } catch (ConfigurationException | IllegalStateException e) {
            throw new StartFailure(
                    "traces can't be sent as the variables OTEL_… say (OTEL_EXPORTER_OTLP_PROTOCOL has to be"
                            + " http/protobuf): " + e.getMessage());
        }
    }

    /** Makes spans, or nothing. */
    Tracer tracer() {
        return sdk.<OpenTelemetry>map(found -> found)
                .orElseGet(OpenTelemetry::noop)
                .getTracer(NAME);
    }

    /** Sends what is left. */
    @Override
    public void close() {
        sdk.ifPresent(OpenTelemetrySdk::close);
    }
}
