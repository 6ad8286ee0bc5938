package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.api.http.Cors;
import io.tributary.api.http.Endpoint;
import io.tributary.api.http.Role;
import io.tributary.api.security.RateLimit;
import io.tributary.api.security.WebConfig;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users, tokens and roles, as clients meet them. */
class AccessTest {
    private static final String ALERTS = "{\"version\":\"4\",\"alerts\":[]}";
    private static final byte[] NOTHING = {};

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private static String hash(String password, int cost) {
        return BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(cost, password.toCharArray());
    }

    private static String config(int cost) {
        return """
                basic_auth_users:
                  root: %s
                  eve: %s
                  ci: %s
                tributary:
                  roles: {root: admin, eve: read, ci: [ingest]}
                  bearer_tokens:
                    - {name: prometheus, sha256: %s, role: read}
                """.formatted(
                        hash("root-password", cost),
                        hash("eve-password", cost),
                        hash("ci-password", cost),
                        sha256("tributary-test-token"));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<byte[]> send(
            SecuredServer server, String method, String path, @Nullable String authorization, String... headers)
            throws IOException {
        return server.send(client, server.request("http", method, path, authorization, NOTHING, headers));
    }

    private static String path(Endpoint endpoint) {
        return endpoint.path().replaceAll("\\{\\w+}", "x");
    }

    @Test
    void everythingButHealthIsBehindIt() throws IOException {
        try (SecuredServer server = new SecuredServer(folder, config(4))) {
            server.api.server.ready(true);
            List<String> open = new ArrayList<>();
            for (Endpoint endpoint : server.api.server.endpoints()) {
                HttpResponse<byte[]> answer =
                        send(server, endpoint.methods().getFirst().name(), path(endpoint), null);
                if (answer.statusCode() == 401) {
                    assertThat(TestServer.header(answer, "WWW-Authenticate"))
                            .isEqualTo("Basic realm=\"Tributary\", charset=\"UTF-8\", Bearer realm=\"Tributary\"");
                    assertThat(TestServer.json(answer).get("type").asText()).endsWith("/unauthenticated");
                    assertThat(TestServer.header(answer, "X-Content-Type-Options"))
                            .isEqualTo("nosniff");
                } else {
                    open.add(endpoint.path());
                }
            }
            assertThat(open).containsExactlyInAnyOrder("/-/healthy", "/-/ready");
            for (String path : List.of(
                    SecuredServer.MOUNTED, "/nothing", "/-/healthy/", "/-/healthy/x", "/-/healthy;x", "/-/Healthy")) {
                assertThat(send(server, "GET", path, null).statusCode())
                        .as(path)
                        .isEqualTo(401);
            }
            assertThat(send(server, "PUT", "/api/v1/services", null).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void aRoleMayWhatIsItsOwnAndNothingElse() throws IOException {
        Map<String, Role> callers = Map.of(
                SecuredServer.basic("root", "root-password"),
                Role.ADMIN,
                SecuredServer.basic("eve", "eve-password"),
                Role.READ,
                "Bearer tributary-test-token",
                Role.READ,
                SecuredServer.basic("ci", "ci-password"),
                Role.INGEST);
        try (SecuredServer server = new SecuredServer(folder, config(4))) {
            for (Map.Entry<String, Role> caller : callers.entrySet()) {
                Role has = caller.getValue();
                for (Endpoint endpoint : server.api.server.endpoints()) {
                    HttpResponse<byte[]> answer =
                            send(server, endpoint.methods().getFirst().name(), path(endpoint), caller.getKey());
                    boolean may = has == Role.ADMIN || endpoint.role() == Role.ANYBODY || endpoint.role() == has;
                    assertThat(TestServer.text(answer).contains("x-problem-types/forbidden"))
                            .as(has + " " + endpoint.methods() + endpoint.path())
                            .isNotEqualTo(may);
                    assertThat(answer.statusCode()).isNotEqualTo(401);
                }
                assertThat(send(server, "GET", SecuredServer.MOUNTED, caller.getKey())
                                .statusCode())
                        .isEqualTo(has == Role.INGEST ? 403 : 200);
                assertThat(send(server, "POST", SecuredServer.MOUNTED, caller.getKey())
                                .statusCode())
                        .isEqualTo(has == Role.ADMIN ? 200 : 403);
            }
        }
    }

    @Test
    void everyRouteThatChangesSomethingAsksForMoreThanReading() {
        // A check is a question that comes with a file.
        try (SecuredServer server = new SecuredServer(folder, config(4))) {
            assertThat(server.api.server.endpoints())
                    .allSatisfy(endpoint -> assertThat(endpoint.role())
                            .as(endpoint.path())
                            .isIn(
                                    endpoint.methods().getFirst().name().equals("GET")
                                                    || endpoint.path().endsWith("/check")
                                            ? List.of(Role.READ, Role.ANYBODY)
                                            : List.of(Role.ADMIN, Role.INGEST)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic cm9vdA==",
                "Basic %%%",
                "Basic",
                "Basic cm9vdDp3cm9uZw==",
                "Basic bm9ib2R5OnJvb3QtcGFzc3dvcmQ=",
                "Basic cm9vdDo=",
                "Bearer wrong",
                "Bearer ",
                "Digest username=root",
                "tributary-test-token",
            })
    void otherCredentialsAreRefused(String authorization) throws IOException {
        try (SecuredServer server = new SecuredServer(folder, config(4))) {
            HttpResponse<byte[]> answer = send(server, "GET", "/api/v1/services", authorization);

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(TestServer.text(answer)).doesNotContain("wrong", "root");
        }
    }

    @Test
    void twoAuthorizationsAreNone() throws IOException {
        try (SecuredServer server = new SecuredServer(folder, config(4))) {
            assertThat(send(
                                    server,
                                    "GET",
                                    "/",
                                    SecuredServer.basic("root", "root-password"),
                                    "Authorization",
                                    "Bearer tributary-test-token")
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void aWrongPasswordAndAnUnknownUserLookTheSame() throws IOException {
        try (SecuredServer server = new SecuredServer(folder, config(4))) {
            HttpResponse<byte[]> wrong = send(server, "GET", "/", SecuredServer.basic("root", "x"));
            HttpResponse<byte[]> unknown = send(server, "GET", "/", SecuredServer.basic("nobody", "root-password"));

            assertThat(unknown.body()).isEqualTo(wrong.body());
            assertThat(unknown.headers().map().keySet())
                    .isEqualTo(wrong.headers().map().keySet());
        }
    }

    @Test
    void passwordsDoNotHoldUpOthers() throws Exception {
        try (SecuredServer server = new SecuredServer(folder, config(12))) {
            List<CompletableFuture<HttpResponse<byte[]>>> logins = new ArrayList<>();
            for (String user : List.of("root", "eve", "ci", "nobody")) {
                logins.add(server.sendLater(
                        client, server.request("http", "GET", "/", SecuredServer.basic(user, "guess"), NOTHING)));
            }

            assertThat(send(server, "GET", "/api/v1/services", "Bearer tributary-test-token")
                            .statusCode())
                    .isEqualTo(200);

            // Each takes a quarter of a second, one after the other.
            assertThat(logins.getLast()).isNotDone();
            for (CompletableFuture<HttpResponse<byte[]>> login : logins) {
                assertThat(login.get().statusCode()).isEqualTo(401);
            }
        }
    }

    @Test
    void aBodyWaitsForThePasswordOfWhoSendsIt() throws IOException {
        String padded = ALERTS.replace("[]", "[" + " ".repeat(500_000) + "]");
        try (SecuredServer server = new SecuredServer(folder, config(8))) {
            HttpResponse<byte[]> answer = server.send(
                    client,
                    server.request(
                            "http",
                            "POST",
                            "/api/v1/alerts",
                            SecuredServer.basic("ci", "ci-password"),
                            padded.getBytes(StandardCharsets.UTF_8),
                            "Content-Type",
                            "application/json"));

            assertThat(answer.statusCode()).as(TestServer.text(answer)).isEqualTo(200);

            assertThat(server.send(
                                    client,
                                    server.request(
                                            "http",
                                            "POST",
                                            "/api/v1/alerts",
                                            SecuredServer.basic("ci", "other"),
                                            padded.getBytes(StandardCharsets.UTF_8),
                                            "Content-Type",
                                            "application/json"))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void anotherConfigurationHoldsFromTheNextRequestOn() throws IOException {
        try (SecuredServer server = new SecuredServer(folder, config(4))) {
            String before = SecuredServer.basic("root", "root-password");
            assertThat(send(server, "GET", "/", before).statusCode()).isEqualTo(200);

            server.change("basic_auth_users: {root: '" + hash("new-password", 4) + "'}\n");

            assertThat(send(server, "GET", "/", before).statusCode()).isEqualTo(401);
            assertThat(send(server, "GET", "/", SecuredServer.basic("root", "new-password"))
                            .statusCode())
                    .isEqualTo(200);
            HttpResponse<byte[]> token = send(server, "GET", "/", "Bearer tributary-test-token");
            assertThat(token.statusCode()).isEqualTo(401);
            assertThat(TestServer.header(token, "WWW-Authenticate"))
                    .isEqualTo("Basic realm=\"Tributary\", charset=\"UTF-8\"");
        }
    }

    @Test
    void oneThatCannotBePutIntoForceIsNotSaidToBe() {
        RateLimit endless = new RateLimit(Duration.ofDays(200_000), 1);
        try (SecuredServer server = new SecuredServer(folder, "{}\n")) {
            Future<Void> securing =
                    server.api.server.secure(new WebConfig(null, true, Map.of(), List.of(), List.of(), endless));

            boolean failed = TestServer.await(securing.transform(done -> Future.succeededFuture(done.failed())));
            assertThat(failed).isTrue();
        }
    }

    @Test
    void aRateLimitHoldsForAllButHealth() throws IOException {
        try (SecuredServer server = new SecuredServer(folder, "rate_limit: {interval: 1h, burst: 2}\n")) {
            assertThat(send(server, "GET", "/", null).statusCode()).isEqualTo(200);
            assertThat(send(server, "GET", "/api/v1/services", null).statusCode())
                    .isEqualTo(200);
            HttpResponse<byte[]> more = send(server, "GET", "/api/v1/services", null);

            assertThat(more.statusCode()).isEqualTo(429);
            assertThat(TestServer.header(more, "Retry-After")).isEqualTo("1");
            assertThat(TestServer.json(more).get("type").asText()).endsWith("/rate-limited");
            assertThat(send(server, "GET", "/-/healthy", null).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void headersOfTheConfigurationAreInEveryAnswer() throws IOException {
        String config =
                "http_server_config: {headers: {X-Frame-Options: deny, Content-Security-Policy: default-src 'self'}}\n";
        try (SecuredServer server = new SecuredServer(folder, config)) {
            for (String path : List.of("/", "/-/healthy", "/nothing", SecuredServer.MOUNTED)) {
                HttpResponse<byte[]> answer = send(server, "GET", path, null);
                assertThat(TestServer.header(answer, "X-Frame-Options")).isEqualTo("deny");
                assertThat(answer.headers().allValues("Content-Security-Policy"))
                        .containsExactly("default-src 'self'");
                assertThat(TestServer.header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
            }
        }
    }

    @Test
    void theirScriptsSeeEveryHeaderThatIsDocumented() throws IOException {
        String good = "https://grafana.example.org";
        try (SecuredServer server = new SecuredServer(folder, "{}\n", Cors.of("https://grafana\\.example\\.org"))) {
            HttpResponse<byte[]> answer = send(server, "GET", "/openapi.yaml", null, "Origin", good);

            List<String> exposed = List.of(
                    TestServer.header(answer, "Access-Control-Expose-Headers").split(", "));
            Set<String> documented = Pattern.compile("Tributary-[A-Za-z-]+")
                    .matcher(TestServer.text(answer))
                    .results()
                    .map(MatchResult::group)
                    .collect(Collectors.toSet());
            assertThat(documented).hasSizeGreaterThan(5);
            assertThat(exposed)
                    .filteredOn(header -> header.startsWith("Tributary-"))
                    .containsExactlyInAnyOrderElementsOf(documented);
        }
    }

    @Test
    void otherServersPagesMayAskOnlyWhereTheyAreNamed() throws IOException {
        String good = "https://grafana.example.org";
        try (SecuredServer server = new SecuredServer(folder, config(4), Cors.of("https://.*\\.example\\.org"))) {
            HttpResponse<byte[]> leave = send(
                    server,
                    "OPTIONS",
                    "/api/v1/services",
                    null,
                    "Origin",
                    good,
                    "Access-Control-Request-Method",
                    "GET",
                    "Access-Control-Request-Headers",
                    "authorization");
            assertThat(leave.statusCode()).isEqualTo(204);
            assertThat(TestServer.header(leave, "Access-Control-Allow-Origin")).isEqualTo(good);
            assertThat(TestServer.header(leave, "Access-Control-Allow-Headers")).contains("Authorization");

            HttpResponse<byte[]> answer =
                    send(server, "GET", "/api/v1/services", "Bearer tributary-test-token", "Origin", good);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(TestServer.header(answer, "Access-Control-Allow-Origin")).isEqualTo(good);
            assertThat(TestServer.header(answer, "Vary")).contains("origin");

            for (String bad : List.of("https://example.org.evil", "http://a.example.org", "null", good + ".evil")) {
                HttpResponse<byte[]> other =
                        send(server, "GET", "/api/v1/services", "Bearer tributary-test-token", "Origin", bad);
                assertThat(TestServer.header(other, "Access-Control-Allow-Origin"))
                        .as(bad)
                        .isEmpty();
                assertThat(send(
                                        server,
                                        "OPTIONS",
                                        "/api/v1/services",
                                        null,
                                        "Origin",
                                        bad,
                                        "Access-Control-Request-Method",
                                        "GET")
                                .statusCode())
                        .isEqualTo(401);
            }
            String admin = SecuredServer.basic("root", "root-password");
            assertThat(send(server, "POST", "/-/reload", admin, "Origin", "https://evil.example")
                            .statusCode())
                    .isEqualTo(403);
            JsonNode reload = TestServer.json(send(server, "POST", "/-/reload", admin, "Origin", good));
            assertThat(reload.get("type").asText()).endsWith("/lifecycle-disabled");
        }
        try (SecuredServer server = new SecuredServer(folder, config(4))) {
            HttpResponse<byte[]> answer =
                    send(server, "GET", "/api/v1/services", "Bearer tributary-test-token", "Origin", good);
            assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
        }
    }
}
