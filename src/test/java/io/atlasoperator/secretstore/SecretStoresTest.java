package io.atlasoperator.secretstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.atlasoperator.secretstore.AskedServer.Question;
import io.atlasoperator.secretstore.AskedServer.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stores against servers that check what they are asked as the vendors' manuals say. */
class SecretStoresTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String SECRET = "aws/s3cret+key";
    private static final Map<String, String> KEY = Map.of("AWS_ACCESS_KEY_ID", "AKID", "AWS_SECRET_ACCESS_KEY", SECRET);
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private String value(Map<String, String> environment, String scheme, String name, Map<String, String> parameters)
            throws SecretStoreException, InterruptedException {
        return new SecretStores(environment, folder, NOON).value(scheme, name, parameters, TIMEOUT);
    }

    // ---- AWS ------------------------------------------------------------------------------------------------------

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** What the server of AWS computes from what it has received. */
    private static boolean isSigned(Question question, String secret, String scope) {
        String given = question.header("Authorization");
        String names = given.replaceFirst(".*SignedHeaders=([^,]*),.*", "$1");
        StringBuilder lines = new StringBuilder();
        for (String name : names.split(";")) {
            lines.append(name).append(':').append(question.header(name)).append('\n');
        }
        String request = question.method() + "\n" + question.path() + "\n\n" + lines + "\n" + names + "\n"
                + hash(question.body());
        String text = "AWS4-HMAC-SHA256\n" + question.header("x-amz-date") + "\n" + scope + "\n" + hash(request);
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/")) {
            key = mac(key, part);
        }
        return names.contains("host")
                && names.contains("x-amz-target")
                && given.endsWith("Signature=" + HexFormat.of().formatHex(mac(key, text)))
                && given.contains("Credential=AKID/" + scope + ",");
    }

    private static Reply secretsManager(Question question) {
        if (!isSigned(question, SECRET, "20261123/eu-west-1/secretsmanager/aws4_request")) {
            return new Reply(400, "{\"__type\":\"InvalidSignatureException\",\"message\":\"no\"}");
        }
        if (!question.header("x-amz-target").equals("secretsmanager.GetSecretValue")
                || !question.header("content-type").equals("application/x-amz-json-1.1")) {
            return new Reply(400, "{}");
        }
        if (question.body().equals("{\"SecretId\":\"app/db \\\"x\\\"\"}")) {
            return new Reply(200, "{\"Name\":\"db\",\"SecretString\":\"p@ss\\n\"}");
        }
        if (question.body().equals("{\"SecretId\":\"binary\"}")) {
            return new Reply(200, "{\"SecretBinary\":\"cMOkc3M=\"}");
        }
        return new Reply(
                400,
                "{\"__type\":\"com.amazonaws.secretsmanager#ResourceNotFoundException\",\"Message\":\"Secrets Manager"
                        + " can't find the specified secret.\"}");
    }

    @Test
    void secretsManagerIsAskedWithASignature() throws Exception {
        try (AskedServer server = new AskedServer(SecretStoresTest::secretsManager)) {
            Map<String, String> where = Map.of("endpoint", server.url(), "region", "eu-west-1");
            assertThat(value(KEY, "awssecretsmanager", "app/db \"x\"", where)).isEqualTo("p@ss\n");
            assertThat(value(KEY, "awssecretsmanager", "binary", where)).isEqualTo("päss");
            assertThatThrownBy(() -> value(KEY, "awssecretsmanager", "other", where))
                    .isInstanceOf(SecretStoreException.class)
                    .hasMessage("AWS does not give \"other\" in eu-west-1: ResourceNotFoundException:"
                            + " Secrets Manager can't find the specified secret.");
            Map<String, String> wrong = Map.of("AWS_ACCESS_KEY_ID", "AKID", "AWS_SECRET_ACCESS_KEY", "wr0ng");
            assertThatThrownBy(() -> value(wrong, "awssecretsmanager", "binary", where))
                    .hasMessageContaining("InvalidSignatureException: no")
                    .message()
                    .doesNotContain("wr0ng");
        }
    }

    @Test
    void theParameterStoreDecrypts() throws Exception {
        try (AskedServer server =
                new AskedServer(question -> isSigned(question, SECRET, "20261123/eu-west-1/ssm/aws4_request")
                                && question.header("x-amz-target").equals("AmazonSSM.GetParameter")
                                && question.header("x-amz-security-token").equals("t0ken")
                                && question.header("Authorization").contains("x-amz-security-token")
                                && question.body().contains("\"Name\":\"/app/db\"")
                                && question.body().contains("\"WithDecryption\":true")
                        ? new Reply(200, "{\"Parameter\":{\"Name\":\"/app/db\",\"Value\":\"plain\"}}")
                        : new Reply(403, ""))) {
            Map<String, String> environment = Map.of(
                    "AWS_ACCESS_KEY_ID",
                    "AKID",
                    "AWS_SECRET_ACCESS_KEY",
                    SECRET,
                    "AWS_SESSION_TOKEN",
                    "t0ken",
                    "AWS_REGION",
                    "eu-west-1",
                    "AWS_ENDPOINT_URL_SSM",
                    server.url() + "/");
            assertThat(value(environment, "awsparamstore", "/app/db", Map.of())).isEqualTo("plain");
            assertThatThrownBy(() -> value(environment, "awsparamstore", "/other", Map.of()))
                    .hasMessage("AWS does not give \"/other\" in eu-west-1: status 403");
        }
    }

    @Test
    void profilesAreReadFromTheFilesOfAws() throws Exception {
        Files.createDirectories(folder.resolve(".aws"));
        Files.writeString(folder.resolve(".aws/config"), """
                # chosen by name
                [default]
                region = us-east-1
                [profile  prod]
                region=eu-west-1
                [profile sso]
                sso_session = corp
                """);
        Files.writeString(
                folder.resolve(".aws/credentials"),
                "[prod]\naws_access_key_id = AKID\naws_secret_access_key = " + SECRET + "\n");
        try (AskedServer server = new AskedServer(SecretStoresTest::secretsManager)) {
            Map<String, String> home = Map.of(
                    "HOME", folder.toString(), "AWS_EC2_METADATA_DISABLED", "true", "AWS_ENDPOINT_URL", server.url());
            assertThat(value(home, "awssecretsmanager", "binary", Map.of("profile", "prod")))
                    .isEqualTo("päss");
            assertThatThrownBy(() -> value(home, "awssecretsmanager", "binary", Map.of("profile", "test")))
                    .hasMessageContaining("there is no AWS profile \"test\" in " + folder.resolve(".aws/config"));
            assertThatThrownBy(() ->
                            value(home, "awssecretsmanager", "binary", Map.of("profile", "sso", "region", "eu-west-1")))
                    .hasMessageContaining("has no key but a sso_session, which is not supported");
            assertThatThrownBy(() -> value(home, "awssecretsmanager", "binary", Map.of()))
                    .hasMessageContaining("there are no AWS credentials: set AWS_ACCESS_KEY_ID");
        }
        assertThatThrownBy(() -> value(KEY, "awssecretsmanager", "binary", Map.of()))
                .hasMessage(
                        "no region of AWS is named: say awssecretsmanager://binary?region=us-east-1, or set AWS_REGION");
        // A region is part of a server's name: it must not lead what proves who we are somewhere else.
        assertThatThrownBy(() -> value(KEY, "awssecretsmanager", "binary", Map.of("region", "x@localhost:9443/#")))
                .hasMessage("\"x@localhost:9443/#\" is no region of AWS, such as eu-central-1");
        assertThatThrownBy(() -> value(
                        Map.of("AWS_ACCESS_KEY_ID", "AKID", "AWS_REGION", "x"),
                        "awssecretsmanager",
                        "binary",
                        Map.of()))
                .hasMessage("only one of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY is set");
    }

    @Test
    void rolesAreTakenFromServiceAccountsContainersAndMachines() throws Exception {
        Files.writeString(folder.resolve("identity"), "id+token\n");
        String keys = "{\"AccessKeyId\":\"AKID\",\"SecretAccessKey\":\"" + SECRET + "\",\"Token\":\"t\"}";
        try (AskedServer server = new AskedServer(question -> {
            if (question.body().startsWith("Action=AssumeRoleWithWebIdentity")) {
                return question.body()
                                .contains("&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fapp&RoleSessionName=atlas"
                                        + "&WebIdentityToken=id%2Btoken")
                        ? new Reply(200, """
                                <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                                  <AssumeRoleWithWebIdentityResult><Credentials>
                                    <SessionToken>t</SessionToken><SecretAccessKey>%s</SecretAccessKey>
                                    <AccessKeyId>AKID</AccessKeyId>
                                  </Credentials></AssumeRoleWithWebIdentityResult>
                                </AssumeRoleWithWebIdentityResponse>""".formatted(SECRET))
                        : new Reply(403, "<Error><Code>AccessDenied</Code><Message>Not you</Message></Error>");
            }
            return switch (question.path()) {
                case "/container" ->
                    question.header("Authorization").equals("may-i") ? new Reply(200, keys) : new Reply(401, "");
                case "/latest/api/token" ->
                    question.method().equals("PUT") ? new Reply(200, "imds") : new Reply(405, "");
                case "/latest/meta-data/iam/security-credentials/" ->
                    question.header("X-aws-ec2-metadata-token").equals("imds")
                            ? new Reply(200, "app-role")
                            : new Reply(401, "");
                case "/latest/meta-data/iam/security-credentials/app-role" -> new Reply(200, keys);
                default -> secretsManager(question);
            };
        })) {
            Map<String, String> where = Map.of("endpoint", server.url(), "region", "eu-west-1");
            assertThat(value(
                            Map.of(
                                    "AWS_WEB_IDENTITY_TOKEN_FILE",
                                    "identity",
                                    "AWS_ROLE_ARN",
                                    "arn:aws:iam::1:role/app",
                                    "AWS_ENDPOINT_URL_STS",
                                    server.url()),
                            "awssecretsmanager",
                            "binary",
                            where))
                    .isEqualTo("päss");
            assertThatThrownBy(() -> value(
                            Map.of(
                                    "AWS_WEB_IDENTITY_TOKEN_FILE",
                                    "identity",
                                    "AWS_ROLE_ARN",
                                    "arn:other",
                                    "AWS_ENDPOINT_URL_STS",
                                    server.url()),
                            "awssecretsmanager",
                            "binary",
                            where))
                    .hasMessage("AWS does not give the role arn:other: status 403, AccessDenied: Not you");
            assertThat(value(
                            Map.of(
                                    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                                    server.url() + "/container",
                                    "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                                    "may-i"),
                            "awssecretsmanager",
                            "binary",
                            where))
                    .isEqualTo("päss");
            assertThatThrownBy(() -> value(
                            Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://example.com/x"),
                            "awssecretsmanager",
                            "binary",
                            where))
                    .hasMessageContaining("names another host without encryption: example.com");
            assertThat(value(
                            Map.of("AWS_EC2_METADATA_SERVICE_ENDPOINT", server.url()),
                            "awssecretsmanager",
                            "binary",
                            where))
                    .isEqualTo("päss");
        }
    }

    // ---- Google ---------------------------------------------------------------------------------------------------

    private static String part(String token, int index) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.")[index]), StandardCharsets.UTF_8);
    }

    private static boolean isSignedBy(KeyPair keys, String token) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(keys.getPublic());
            signature.update(token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(token.split("\\.")[2]));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static Reply google(KeyPair keys, Question question, String self) {
        if (question.path().equals("/token")) {
            String body = URLDecoder.decode(question.body(), StandardCharsets.UTF_8);
            if (body.equals("grant_type=refresh_token&client_id=c&client_secret=s&refresh_token=r")) {
                return new Reply(200, "{\"access_token\":\"g00gle\"}");
            }
            String token = body.replaceFirst(".*&assertion=", "");
            JsonNode claims;
            try {
                claims = new ObjectMapper().readTree(part(token, 1));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return body.startsWith("grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&")
                            && isSignedBy(keys, token)
                            && part(token, 0).equals("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"k1\"}")
                            && claims.path("aud").asText().equals(self + "/token")
                            && claims.path("iss").asText().equals("app@p.iam.gserviceaccount.com")
                            && claims.path("scope").asText().equals("https://www.googleapis.com/auth/cloud-platform")
                            && claims.path("iat").asLong() == 1795435200L
                            && claims.path("exp").asLong() == 1795438800L
                    ? new Reply(200, "{\"access_token\":\"g00gle\",\"expires_in\":3599}")
                    : new Reply(400, "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid JWT Signature.\"}");
        }
        if (question.path().equals("/computeMetadata/v1/instance/service-accounts/default/token")) {
            return question.header("Metadata-Flavor").equals("Google")
                    ? new Reply(200, "{\"access_token\":\"g00gle\"}")
                    : new Reply(403, "");
        }
        if (!question.header("Authorization").equals("Bearer g00gle")) {
            return new Reply(401, "{\"error\":{\"status\":\"UNAUTHENTICATED\",\"message\":\"no token\"}}");
        }
        return switch (question.path()) {
            case "/v1/projects/p/secrets/db/versions/latest:access" ->
                new Reply(200, "{\"payload\":{\"data\":\"cEBzcw==\",\"dataCrc32c\":\"4086557352\"}}");
            case "/v1/projects/p/secrets/db/versions/3:access" -> new Reply(200, "{\"payload\":{\"data\":\"b2xk\"}}");
            case "/v1/projects/p/secrets/torn/versions/latest:access" ->
                new Reply(200, "{\"payload\":{\"data\":\"cEBzcw==\",\"dataCrc32c\":\"1\"}}");
            default ->
                new Reply(
                        404,
                        "{\"error\":{\"code\":404,\"status\":\"NOT_FOUND\",\"message\":\"Secret [x] not found\"}}");
        };
    }

    @Test
    void googleIsAskedWithATokenForAKeyFile() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        String[] self = {""};
        try (AskedServer server = new AskedServer(question -> google(keys, question, self[0]))) {
            self[0] = server.url();
            String pem = "-----BEGIN PRIVATE KEY-----\\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'})
                            .encodeToString(keys.getPrivate().getEncoded())
                            .replace("\n", "\\n")
                    + "\\n-----END PRIVATE KEY-----\\n";
            Files.writeString(
                    folder.resolve("key.json"),
                    "{\"type\":\"service_account\",\"private_key_id\":\"k1\",\"private_key\":\"" + pem
                            + "\",\"client_email\":\"app@p.iam.gserviceaccount.com\",\"token_uri\":\"" + server.url()
                            + "/token\"}");
            Map<String, String> environment = Map.of("GOOGLE_APPLICATION_CREDENTIALS", "key.json");
            Map<String, String> where = Map.of("endpoint", server.url());

            assertThat(value(environment, "gcpsecretmanager", "projects/p/secrets/db", where))
                    .isEqualTo("p@ss");
            assertThat(value(environment, "gcpsecretmanager", "projects/p/secrets/db/versions/3", where))
                    .isEqualTo("old");
            assertThatThrownBy(() -> value(environment, "gcpsecretmanager", "projects/p/secrets/x", where))
                    .hasMessage("Google does not give \"projects/p/secrets/x/versions/latest\": NOT_FOUND:"
                            + " Secret [x] not found");
            assertThatThrownBy(() -> value(environment, "gcpsecretmanager", "projects/p/secrets/torn", where))
                    .hasMessageContaining("does not fit its checksum");
            assertThatThrownBy(() -> value(environment, "gcpsecretmanager", "db", where))
                    .hasMessageContaining("gcpsecretmanager://projects/PROJECT/secrets/SECRET");

            Files.writeString(
                    folder.resolve("key.json"),
                    Files.readString(folder.resolve("key.json")).replace("-----BEGIN", "-----BEGIN RSA"));
            assertThatThrownBy(() -> value(environment, "gcpsecretmanager", "projects/p/secrets/db", where))
                    .hasMessage("the private_key in key.json can't be read: it is no PKCS #8 key in PEM");
            Files.writeString(folder.resolve("key.json"), "{\"type\":\"external_account\"}");
            assertThatThrownBy(() -> value(environment, "gcpsecretmanager", "projects/p/secrets/db", where))
                    .hasMessageContaining(
                            "\"external_account\": only service_account and authorized_user are supported");
            assertThatThrownBy(() -> value(
                            Map.of("GOOGLE_APPLICATION_CREDENTIALS", "none.json"),
                            "gcpsecretmanager",
                            "projects/p/secrets/db",
                            where))
                    .hasMessage("GOOGLE_APPLICATION_CREDENTIALS names none.json, which is not there");
        }
    }

    @Test
    void googleIsAskedAsTheUserOfGcloudAndAsTheMachine() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        try (AskedServer server = new AskedServer(question -> google(keys, question, ""))) {
            Map<String, String> where = Map.of("endpoint", server.url());
            assertThat(value(
                            Map.of("GCE_METADATA_HOST", server.host(), "HOME", folder.toString()),
                            "gcpsecretmanager",
                            "projects/p/secrets/db",
                            where))
                    .isEqualTo("p@ss");

            Files.createDirectories(folder.resolve(".config/gcloud"));
            Files.writeString(
                    folder.resolve(".config/gcloud/application_default_credentials.json"),
                    "{\"type\":\"authorized_user\",\"client_id\":\"c\",\"client_secret\":\"s\",\"refresh_token\":\"r\","
                            + "\"quota_project_id\":\"q\",\"token_uri\":\"" + server.url() + "/token\"}");
            assertThat(value(Map.of("HOME", folder.toString()), "gcpsecretmanager", "projects/p/secrets/db", where))
                    .isEqualTo("p@ss");
            assertThat(server.asked().getLast().header("x-goog-user-project")).isEqualTo("q");
        }
        assertThatThrownBy(() -> value(
                        Map.of("GCE_METADATA_HOST", "127.0.0.1:1"),
                        "gcpsecretmanager",
                        "projects/p/secrets/db",
                        Map.of()))
                .hasMessageContaining(
                        "there are no Google credentials: let GOOGLE_APPLICATION_CREDENTIALS name a key file");
    }

    // ---- Vault ----------------------------------------------------------------------------------------------------

    private static Reply vault(Question question) {
        if (!question.header("X-Vault-Token").equals("hvs.t0ken")
                || !question.header("X-Vault-Request").equals("true")) {
            return new Reply(403, "{\"errors\":[\"permission denied\"]}");
        }
        return switch (question.path()) {
            case "/v1/secret/data/app%20db", "/v1/secret/data/app%20db?version=2" ->
                new Reply(
                        200,
                        "{\"data\":{\"data\":{\"password\":\"p@ss\",\"port\":5432},\"metadata\":{\"version\":2}}}");
            case "/v1/kv/app" -> new Reply(200, "{\"data\":{\"password\":\"one\"}}");
            case "/v1/secret/app" ->
                new Reply(404, "{\"errors\":[],\"warnings\":[\"Invalid path for a versioned K/V secrets engine.\"]}");
            default -> new Reply(404, "{\"errors\":[]}");
        };
    }

    @Test
    void vaultGivesAFieldOrAllOfThem() throws Exception {
        try (AskedServer server = new AskedServer(SecretStoresTest::vault)) {
            Map<String, String> environment = Map.of("VAULT_ADDR", server.url(), "VAULT_TOKEN", "hvs.t0ken");
            assertThat(value(environment, "vault", "secret/data/app db", Map.of("field", "password")))
                    .isEqualTo("p@ss");
            assertThat(value(environment, "vault", "secret/data/app db", Map.of("field", "port", "version", "2")))
                    .isEqualTo("5432");
            assertThat(value(environment, "vault", "secret/data/app db", Map.of()))
                    .isEqualTo("{\"password\":\"p@ss\",\"port\":5432}");
            assertThat(value(environment, "vault", "kv/app", Map.of("field", "password", "namespace", "team")))
                    .isEqualTo("one");
            assertThat(server.asked().getLast().header("X-Vault-Namespace")).isEqualTo("team");
            assertThatThrownBy(() -> value(environment, "vault", "kv/app", Map.of("field", "user")))
                    .hasMessage("\"kv/app\" in Vault has no field \"user\", but password");
            assertThatThrownBy(() -> value(environment, "vault", "secret/app", Map.of()))
                    .hasMessage("Vault at " + server.url() + " does not give \"secret/app\": there is nothing: Invalid"
                            + " path for a versioned K/V secrets engine.; where it is a key-value engine of version 2,"
                            + " its path is secret/data/app");
            assertThatThrownBy(() -> value(
                            Map.of("VAULT_ADDR", server.url().replace("//", "//u:p4ss@"), "VAULT_TOKEN", "hvs.t0ken"),
                            "vault",
                            "none",
                            Map.of()))
                    .hasMessage("Vault at " + server.url() + " does not give \"none\": there is nothing");
            Map<String, String> other = Map.of("VAULT_ADDR", server.url(), "VAULT_TOKEN", "wr0ng");
            assertThatThrownBy(() -> value(other, "vault", "kv/app", Map.of()))
                    .hasMessageContaining("the token may not read it: permission denied")
                    .message()
                    .doesNotContain("wr0ng");
            assertThatThrownBy(() -> value(
                            Map.of("VAULT_ADDR", server.url(), "VAULT_TOKEN", "br0ken\ntoken"),
                            "vault",
                            "kv/app",
                            Map.of()))
                    .hasMessageContaining("a credential for it is broken")
                    .message()
                    .doesNotContain("br0ken");
        }
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/keytool"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", "server.p12", "-storepass", "changeit", "-alias", "server"));
        assertThat(new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void vaultIsTrustedByItsOwnAuthority() throws Exception {
        keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=vault", "-ext", "san=ip:127.0.0.1");
        keytool("-exportcert", "-rfc", "-file", "ca.pem");
        KeyStore store = KeyStore.getInstance(folder.resolve("server.p12").toFile(), "changeit".toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/v1/kv/app", exchange -> {
            byte[] body = "{\"data\":{\"password\":\"one\"}}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            String address = "https://127.0.0.1:" + server.getAddress().getPort();
            Map<String, String> where = Map.of("address", address, "field", "password");
            assertThat(value(Map.of("VAULT_TOKEN", "t", "VAULT_CACERT", "ca.pem"), "vault", "kv/app", where))
                    .isEqualTo("one");
            assertThatThrownBy(() -> value(Map.of("VAULT_TOKEN", "t"), "vault", "kv/app", where))
                    .hasMessageContaining("asking " + address + "/v1/kv/app: ")
                    .hasMessageContaining("unable to find valid certification path");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void theTokenOfALoginIsTakenAndWhatIsMissingIsNamed() throws Exception {
        Files.writeString(folder.resolve(".vault-token"), "hvs.t0ken\n");
        try (AskedServer server = new AskedServer(SecretStoresTest::vault)) {
            assertThat(value(
                            Map.of("HOME", folder.toString()),
                            "vault",
                            "kv/app",
                            Map.of("address", server.url() + "/", "field", "password")))
                    .isEqualTo("one");
            assertThatThrownBy(() -> value(Map.of(), "vault", "kv/app", Map.of("address", server.url())))
                    .hasMessage("there is no token for Vault: set VAULT_TOKEN, or run \"vault login\"");
        }
        assertThatThrownBy(() -> value(Map.of("VAULT_TOKEN", "t"), "vault", "kv/app", Map.of()))
                .hasMessageContaining("set VAULT_ADDR, or say vault://kv/app?address=");
        assertThatThrownBy(() -> value(
                        Map.of("VAULT_TOKEN", "t", "VAULT_ADDR", "http://127.0.0.1:1"), "vault", "kv/app", Map.of()))
                .hasMessage("asking http://127.0.0.1:1/v1/kv/app: it can't be reached");
        assertThatThrownBy(() -> value(
                        Map.of("VAULT_TOKEN", "t", "VAULT_ADDR", "https://127.0.0.1:1", "VAULT_CACERT", "none.pem"),
                        "vault",
                        "kv/app",
                        Map.of()))
                .hasMessage("VAULT_CACERT names none.pem, which holds no certificates in PEM");
    }
}
