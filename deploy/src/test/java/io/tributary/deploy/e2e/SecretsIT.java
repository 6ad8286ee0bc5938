package io.tributary.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.deploy.testing.Await;
import io.tributary.deploy.testing.Certificates;
import io.tributary.deploy.testing.Child;
import io.tributary.deploy.testing.Echo;
import io.tributary.deploy.testing.SecuredTributary;
import io.tributary.deploy.testing.Tributary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every kind of secret that a configuration can hold, marked; everything that can be asked for, and everything that is said though
 * servers send back what they are sent and files break beside a secret: none of it shows a mark.
 */
class SecretsIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String HASH = "$2y$10$2UXri9cIDdgeKjBo4Rlpx.U3ZLDV8X1IxKmsfOvhcM5oXQt/mLmXq";
    private static final String WEB_TOKEN = "mark-web-token-of-a-reader";
    private static final String DAVE = "Basic " + base64("dave:dave123");
    private static final String BEARER = "Bearer " + WEB_TOKEN;
    private static final Pattern MARK = Pattern.compile("mark-[a-z-]+");

    @TempDir
    Path folder;

    private final Map<Echo.Way, Echo> echoes = new EnumMap<>(Echo.Way.class);
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void makeFiles() throws Exception {
        for (Echo.Way way : Echo.Way.values()) {
            echoes.put(way, new Echo(way));
        }
        Certificates.make(Needs.program("TRIBUTARY_TEST_OPENSSL", "openssl"), folder);
        Files.writeString(folder.resolve("web.token"), WEB_TOKEN + "\n");
        Files.writeString(folder.resolve("password"), "mark-in-file\n");
        Files.writeString(folder.resolve("two-lines"), "mark-two-lines\nmark-two-lines\n");
        Files.writeString(folder.resolve("kubeconfig"), """
                current-context: c
                contexts: [{name: c, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: 'http://%s'}}]
                users: [{name: u, user: {token: mark-kubeconfig}}]
                """.formatted(at(Echo.Way.STATUS)));
        Files.writeString(folder.resolve("web.yml"), web());
        Files.writeString(folder.resolve("targets.yml"), targets());
    }

    @AfterEach
    void close() {
        echoes.values().forEach(Echo::close);
    }

    private String at(Echo.Way way) {
        return Objects.requireNonNull(echoes.get(way)).address();
    }

    private String web() throws IOException {
        String key = Files.readString(folder.resolve("key.pem"));
        return "tls_server_config:\n  cert_file: cert.pem\n  key: |\n" + key.indent(4) + """
                basic_auth_users: {dave: '%s'}
                tributary:
                  bearer_tokens: [{name: reader, token_file: web.token, role: read}]
                """.formatted(HASH);
    }

    /** A job for each place of a secret, and in each job all servers. */
    private String targets() {
        return "scrape_configs:\n"
                + job("basic", "basic_auth: {username: me, password: mark-basic}")
                + job("basic-file", "basic_auth: {username: me, password_file: password}")
                + job("bearer", "authorization: {credentials: '${ECHO_TOKEN}'}")
                + job("unusable", "authorization: {credentials_file: two-lines}")
                + job(
                        "header",
                        "http_headers: {X-Key: {secrets: [mark-header, 'Key mark-header-word'], files: [password]}}")
                + job("param", "params: {gc: ['1'], access_token: [mark-param]}")
                + job("proxy", "proxy_url: 'http://me:mark-proxy@%s'".formatted(at(Echo.Way.STATUS)))
                + job(
                        "connect",
                        "scheme: https",
                        "proxy_url: 'http://%s'".formatted(at(Echo.Way.STATUS)),
                        "proxy_connect_header: {Proxy-Authorization: ['Bearer mark-connect']}")
                + job("tls", "scheme: https", "tls_config: {cert: mark-tls-cert, key: mark-tls-key}")
                + oauth2(Echo.Way.STATUS)
                + oauth2(Echo.Way.REDIRECT)
                + oauth2(Echo.Way.JSON)
                + oauth2(Echo.Way.NO_HTTP)
                + oauth2(Echo.Way.TOKEN_ENDPOINT)
                + "  - job_name: found\n    scrape_interval: 1s\n    http_sd_configs:\n"
                + echoes.keySet().stream().map(way -> """
                            - url: http://%s/targets?team=mark-query
                              refresh_interval: 1s
                              basic_auth: {username: me, password: mark-inventory}
                        """.formatted(at(way))).collect(Collectors.joining())
                + "    kubernetes_sd_configs:\n      - {role: pod, kubeconfig_file: kubeconfig}\n"
                + echoes.keySet().stream()
                        .map(way ->
                                "      - {role: pod, api_server: 'http://%s', authorization: {credentials: mark-cluster}}\n"
                                        .formatted(at(way)))
                        .collect(Collectors.joining());
    }

    private String job(String name, String... lines) {
        return """
                  - job_name: %s
                    scrape_interval: 1s
                    scrape_timeout: 1s
                    profiling_config: {pprof_config: {cpu: {enabled: false}, goroutine: {enabled: false}}}
                    static_configs: [{targets: [%s]}]
                """.formatted(
                                name,
                                echoes.values().stream()
                                        .map(echo -> "'" + echo.address() + "'")
                                        .collect(Collectors.joining(",")))
                + String.join("\n", lines).indent(4);
    }

    private String oauth2(Echo.Way way) {
        return job("oauth-" + way.name().toLowerCase(Locale.ROOT), """
                oauth2:
                  client_id: me
                  client_secret: mark-client
                  token_url: http://%s/token?key=mark-token-url
                  endpoint_params: {resource: mark-endpoint-param}""".formatted(at(way)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void areInNoAnswerLogOrMetric(String format) throws Exception {
        String good = targets();
        try (SecuredTributary daemon = SecuredTributary.start(
                folder,
                Map.of("ECHO_TOKEN", "mark-environment"),
                "--config.file=" + folder.resolve("targets.yml"),
                "--log.level=debug",
                "--log.format=" + format,
                "--web.enable-lifecycle",
                "--web.enable-admin-api")) {
            Await.that("every target's failure", DEADLINE, daemon.process(), () -> {
                String targets = ask(daemon, "/api/v1/targets", DAVE);
                return !targets.contains("\"lastError\":\"\"") && allAreSent(good);
            });
            ask(daemon, "/api/v1/targets?state=dropped", DAVE);
            daemon.process().hangUp();
            askEverything(daemon);
            capture(daemon);

            List<String> targetsFiles = new ArrayList<>();
            for (String broken : broken(good)) {
                assertThat(reload(daemon, "targets.yml", broken)).isEqualTo(422);
                ask(daemon, "/api/v1/status/config", DAVE);
                targetsFiles.add(copy("targets-" + targetsFiles.size() + ".yml", broken));
            }
            check("config", targetsFiles);
            Files.writeString(folder.resolve("targets.yml"), good);
            String web = web();
            List<String> webFiles = new ArrayList<>();
            for (String broken : List.of(
                    web.replace("'" + HASH + "'", "mark-plain"),
                    web.replace(": '" + HASH + "'", ":mark-no-blank"),
                    web.replace("token_file: web.token", "token:mark-no-blank"),
                    web.replace("-----BEGIN PRIVATE KEY-----", "-----BEGIN CERTIFICATE-----"),
                    web.replace("token_file: web.token", "token_file: two-lines"))) {
                assertThat(reload(daemon, "web.yml", broken)).isEqualTo(422);
                webFiles.add(copy("web-" + webFiles.size() + ".yml", broken));
            }
            check("web-config", webFiles);
            assertThat(reload(daemon, "web.yml", web)).isEqualTo(200);
            askEverything(daemon);
            assertThat(daemon.process().terminate(Duration.ofSeconds(10))).isZero();
            said.add(daemon.process().output());
        }

        assertThat(said)
                .hasSizeGreaterThan(100)
                .anyMatch(text -> text.contains("answered 500") && text.contains("<secret>"))
                .anyMatch(text -> text.contains("a blank is missing"));
        for (String secret : secrets(good)) {
            assertThat(said).noneMatch(text -> text.contains(secret));
        }
    }

    /** Nothing is proved by what no server could say: the marks that go out have come to one. */
    private boolean allAreSent(String targets) {
        String heard =
                echoes.values().stream().flatMap(echo -> echo.heard().stream()).collect(Collectors.joining("\n"));
        return Pattern.compile("mark-[a-z-]+")
                        .matcher(targets + " mark-in-file mark-environment mark-kubeconfig " + Echo.TOKEN)
                        .results()
                        .map(MatchResult::group)
                        .filter(mark -> !mark.startsWith("mark-tls"))
                        .allMatch(heard::contains)
                && echoes.values().stream().allMatch(echo -> echo.heard().size() > 100);
    }

    private List<String> secrets(String targets) throws IOException {
        List<String> secrets = new ArrayList<>(List.of(
                "mark-", "dave123", HASH, DAVE.substring(6), base64("me:mark-").substring(0, 10), HASH.substring(7)));
        MARK.matcher(targets).results().map(MatchResult::group).distinct().forEach(mark -> {
            secrets.add(base64(mark));
            secrets.add(base64("me:" + mark));
        });
        Files.readString(folder.resolve("key.pem"))
                .lines()
                .filter(line -> line.length() > 20 && !line.startsWith("-"))
                .forEach(secrets::add);
        return secrets;
    }

    /** Each with a fault beside a secret. */
    private static List<String> broken(String good) {
        return List.of(
                good.replace("password: mark-", "password: *mark-"),
                good.replace("password: mark-", "password: !mark-"),
                good.replace("password: mark-", "password: 'mark-"),
                good.replace("password: mark-", "password:mark-"),
                good.replace("password: mark-", "pasword: mark-"),
                good.replace("client_secret: mark-", "client_secret: [mark-").replace("oauth2:", "oauth2: ["),
                MARK.matcher(good).replaceAll("[$0]"),
                MARK.matcher(good).replaceAll("{$0: $0}"),
                good.replace("http://me:mark-proxy@", "http://me:mark-proxy@@"),
                good.replace("token?key=mark", "to ken?key=mark"),
                good.replace("/targets?team=mark", " /targets?team=mark"),
                good.replace("http_headers: {X-Key: {", "http_headers: {X-Key:mark-no-blank, X-Key: {"));
    }

    private void askEverything(SecuredTributary daemon) {
        String document = ask(daemon, "/openapi.yaml", DAVE);
        List<String> paths = Pattern.compile("(?m)^  (/\\S*):$")
                .matcher(document)
                .results()
                .map(path -> path.group(1).replaceAll("\\{name}", "job").replaceAll("\\{\\w+}", "basic"))
                .toList();
        assertThat(paths).hasSizeGreaterThan(20);
        List<String> all = new ArrayList<>(paths);
        for (String profile : List.of("profile?seconds=1", "heap", "allocs", "threads", "block")) {
            all.add("/debug/pprof/" + profile);
        }
        for (String path : all) {
            for (String authorization :
                    List.of(DAVE, BEARER, "Basic " + base64("dave:" + WEB_TOKEN), "Bearer dave123")) {
                ask(daemon, path, authorization);
            }
            ask(daemon, path + "?service=basic&type=heap&match=%7Bjob%3D%22basic%22%7D", DAVE);
        }
    }

    private String ask(SecuredTributary daemon, String path, String authorization) {
        return heard(daemon.send("GET", path, authorization));
    }

    private String heard(HttpResponse<byte[]> answer) {
        String text = answer.headers().map() + new String(plain(answer.body()), StandardCharsets.ISO_8859_1);
        said.add(text);
        return text;
    }

    /** Profiles are compressed by themselves. */
    private static byte[] plain(byte[] body) {
        if (body.length < 2 || body[0] != 0x1f || body[1] != (byte) 0x8b) {
            return body;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private int reload(SecuredTributary daemon, String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
        HttpResponse<byte[]> answer = daemon.send("POST", "/-/reload", DAVE);
        heard(answer);
        return answer.statusCode();
    }

    /** It fails as the target's scrapes do. */
    private void capture(SecuredTributary daemon) {
        heard(daemon.post("/api/v1/captures", DAVE, """
                {"match": "{job=\\"basic\\",instance=\\"%s\\"}", "type": "heap", "reason": "to see how it fails"}
                """.formatted(at(Echo.Way.STATUS))));
        Await.that(
                "a capture that failed",
                DEADLINE,
                daemon.process(),
                () -> ask(daemon, "/api/v1/captures", DAVE).contains("\"failed\""));
    }

    private String copy(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
        return file;
    }

    /** Each has a fault, and is named with it. */
    private void check(String what, List<String> files) {
        List<String> command = new ArrayList<>(List.of("check", what));
        files.forEach(file -> command.add(folder.resolve(file).toString()));
        try (Child check = Tributary.launch(Map.of("ECHO_TOKEN", "mark-environment"), command)) {
            assertThat(check.exitCode(DEADLINE)).isEqualTo(1);
            assertThat(check.output()).contains(files);
            said.add(check.output());
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
