package io.atlasoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.engine.DevDatabases;
import io.atlasoperator.operator.project.ConfigPermissions;
import io.atlasoperator.operator.target.WorkLimits;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class OperatorFlagsTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void hasTheReferencesDefaults() {
        OperatorFlags flags = OperatorMain.flags();

        assertThat(flags.metricsAddress()).contains(new BindAddress("0.0.0.0", 8080));
        assertThat(flags.healthAddress()).contains(new BindAddress("0.0.0.0", 8081));
        assertThat(flags.leaderElectionId).isEqualTo("5220c287.atlasgo.io");
        assertThat(flags.leaderElect).isFalse();
        assertThat(flags.namespaces()).isEmpty();
        assertThat(flags.encoder()).isEqualTo(LogFormat.Encoder.CONSOLE);
    }

    @Test
    void takesOneDashOrTwoAndValuesEitherWay() {
        OperatorFlags flags = OperatorMain.flags(
                "-leader-elect",
                "--metrics-secure=true",
                "-namespace",
                "a, b,",
                "--label-selector=team=alpha",
                "--metrics-bind-address=0",
                "-health-probe-bind-address=[::1]:9",
                "--zap-devel=false",
                "--zap-log-level",
                "debug",
                "--zap-time-encoding=epoch",
                "--enable-http2=F");

        assertThat(flags.leaderElect).isTrue();
        assertThat(flags.metricsSecure).isTrue();
        assertThat(flags.namespaces()).containsExactly("a", "b");
        assertThat(flags.labelSelector).isEqualTo("team=alpha");
        assertThat(flags.metricsAddress()).isEmpty();
        assertThat(flags.healthAddress()).contains(new BindAddress("::1", 9));
        assertThat(flags.encoder()).isEqualTo(LogFormat.Encoder.JSON);
        assertThat(flags.zapLogLevel).isEqualTo("DEBUG");
        assertThat(flags.zapTimeEncoding).isEqualTo(LogFormat.Time.EPOCH);
        assertThat(flags.enableHttp2).isFalse();
    }

    @Test
    void refusesWhatItDoesNotKnowWithOneLine() {
        assertThat(check(Map.of(), "--unknown")).hasValue(1);
        assertThat(check(Map.of(), "--leader-elect=maybe")).hasValue(1);
        assertThat(check(Map.of(), "--metrics-bind-address=8080")).hasValue(1);
        assertThat(check(Map.of(), "--zap-encoder=xml")).hasValue(1);
        assertThat(check(Map.of("PREWARM_DEVDB", "maybe"))).hasValue(1);
        assertThat(check(Map.of("ALLOW_CUSTOM_CONFIG", "maybe"))).hasValue(1);
        assertThat(check(Map.of("DEV_DATABASE_MODE", "pods"))).hasValue(1);
        assertThat(check(Map.of("WORK_PER_SERVER", "0"))).hasValue(1);
        assertThat(check(Map.of("WORK_IN_ALL", "many"))).hasValue(1);
        assertThat(check(Map.of("WATCH_SECRETS", "never"))).hasValue(1);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .hasSize(10)
                .allMatch(line -> line.startsWith("atlas-operator: "))
                .anyMatch(line -> line.contains("PREWARM_DEVDB"));
    }

    @Test
    void startsWithWhatTheReferenceTakes() {
        assertThat(check(Map.of("PREWARM_DEVDB", "false", "ALLOW_CUSTOM_CONFIG", "1", "SKIP_VERCHECK", "true")))
                .isEmpty();
        assertThat(OperatorEnvironment.of(Map.of("DATA_DIR", "/data")).dataFolder())
                .hasToString("/data");
        assertThat(OperatorEnvironment.of(Map.of()).devDatabaseMode()).isEqualTo(DevDatabases.Mode.AUTO);
        assertThat(OperatorEnvironment.of(Map.of("DEV_DATABASE_MODE", "shadow")).devDatabaseMode())
                .isEqualTo(DevDatabases.Mode.SHADOW);
        assertThat(OperatorEnvironment.of(Map.of("DEV_DATABASE_MODE", "pod")).devDatabaseMode())
                .isEqualTo(DevDatabases.Mode.POD);
    }

    @Test
    void watchesSecretsUnlessToldNotTo() {
        assertThat(OperatorEnvironment.of(Map.of()).watchesSecrets()).isTrue();
        assertThat(OperatorEnvironment.of(Map.of("WATCH_SECRETS", "false")).watchesSecrets())
                .isFalse();
    }

    @Test
    void limitsWhatIsWorkedOnAtATime() {
        assertThat(OperatorEnvironment.of(Map.of("WORK_PER_SERVER", "3")).workLimits())
                .isEqualTo(new WorkLimits(3, WorkLimits.USUAL.inAll()));
        assertThat(OperatorEnvironment.of(Map.of("WORK_IN_ALL", "100")).workLimits())
                .isEqualTo(new WorkLimits(WorkLimits.USUAL.perServer(), 100));
    }

    @Test
    void projectFilesReachWhatIsListed() {
        ConfigPermissions permissions = OperatorEnvironment.of(Map.of(
                        "ALLOW_CUSTOM_CONFIG", "true",
                        "CUSTOM_CONFIG_PROGRAMS", "/bin/orm, /bin/other",
                        "CUSTOM_CONFIG_VARIABLES", "REGION",
                        "CUSTOM_CONFIG_HOSTS", "",
                        "REGION", "eu",
                        "ATLAS_TOKEN", "planted"))
                .permissions();

        assertThat(permissions.allowed()).isTrue();
        assertThat(permissions.programs()).containsExactlyInAnyOrder("/bin/orm", "/bin/other");
        assertThat(permissions.hosts()).isEmpty();
        assertThat(permissions.environment()).containsExactly(Map.entry("REGION", "eu"));
        assertThat(permissions.toString()).doesNotContain("eu]", "planted");
        assertThat(OperatorEnvironment.of(Map.of()).permissions().allowed()).isFalse();
    }

    private OptionalInt check(Map<String, String> environment, String... args) {
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        return OperatorMain.check(args, environment, errors, errors);
    }
}
