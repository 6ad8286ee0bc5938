package io.tributary.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.deploy.testing.Certificates;
import io.tributary.deploy.testing.Child;
import io.tributary.deploy.testing.SecuredTributary;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with TLS and users, as scanners see it that nobody here wrote. */
class ScanIT {
    private static final Duration DEADLINE = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private SecuredTributary daemon;

    @BeforeEach
    void start() throws Exception {
        Certificates.make(Needs.program("TRIBUTARY_TEST_OPENSSL", "openssl"), folder);
        // Nothing but what a user has to say: what is safe has to be the default. The password is the
        // exporter-toolkit's tests' dave123.
        Files.writeString(folder.resolve("web.yml"), """
                tls_server_config: {cert_file: cert.pem, key_file: key.pem}
                basic_auth_users: {dave: '$2y$10$2UXri9cIDdgeKjBo4Rlpx.U3ZLDV8X1IxKmsfOvhcM5oXQt/mLmXq'}
                """);
        daemon = SecuredTributary.start(folder);
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    private String address() {
        return "127.0.0.1:" + daemon.base().getPort();
    }

    private int run(List<String> command) {
        try (Child scan = Child.start(folder, Map.of("HOME", folder.toString()), command)) {
            return scan.exitCode(DEADLINE);
        }
    }

    @Test
    void sslscanFindsNothingWeak() {
        Path sslscan = Needs.program("TRIBUTARY_TEST_SSLSCAN", "sslscan");

        String report = Child.run(folder, Map.of(), List.of(sslscan.toString(), "--no-colour", "--xml=-", address()));

        assertThat(found(report, "protocol type=\"(ssl|tls)\" version=\"([^\"]+)\" enabled=\"1\""))
                .containsExactlyInAnyOrder("tls 1.2", "tls 1.3");
        assertThat(report)
                .contains("<heartbleed sslversion=\"TLSv1.2\" vulnerable=\"0\"", "<renegotiation supported=\"0\"")
                .doesNotContain("vulnerable=\"1\"");
        assertThat(found(report, "<cipher [^>]*cipher=\"([^\"]+)\""))
                .isNotEmpty()
                .allMatch(cipher -> cipher.matches("TLS_(AES|CHACHA20)_.*|ECDHE-ECDSA-.*(GCM|CHACHA20).*"));
        assertThat(found(report, "<cipher [^>]*strength=\"([^\"]+)\"")).containsOnly("strong", "acceptable");
    }

    /** Protocols, categories of ciphers, headers, and every vulnerability that it knows. */
    @Test
    void testsslFindsNothing() throws Exception {
        Path testssl = Needs.program("TRIBUTARY_TEST_TESTSSL", "testssl");

        run(List.of(
                testssl.toString(),
                "--quiet",
                "--color=0",
                "--warnings=off",
                "--connect-timeout=5",
                "--openssl-timeout=5",
                "--ip=127.0.0.1",
                "-p",
                "-s",
                "-h",
                "-U",
                "--csvfile=report.csv",
                address()));

        List<String> findings = Files.readAllLines(folder.resolve("report.csv")).stream()
                // About the scanner's own OpenSSL.
                .filter(line -> !line.startsWith("\"engine_problem\""))
                .filter(line ->
                        line.matches("\"[^\"]*\",\"[^\"]*\",\"[^\"]*\",\"(LOW|MEDIUM|HIGH|CRITICAL|FATAL|WARN)\".*"))
                .toList();
        assertThat(findings).isEmpty();
        assertThat(folder.resolve("report.csv"))
                .content()
                .contains("\"TLS1_3\"", "\"HSTS_time\"", "\"heartbleed\"", "\"LUCKY13\"", "\"RC4\"");
    }

    /** As a user who may ask everything: what the first page leads to, and questions with words in them, as the start of attacks. */
    @Test
    void wapitiFindsNothing() throws Exception {
        Path wapiti = Needs.program("TRIBUTARY_TEST_WAPITI", "wapiti");
        String modules =
                "xss,sql,exec,file,crlf,redirect,htaccess,methods,backup,shellshock,csp,http_headers,cookieflags";
        List<String> command = new ArrayList<>(List.of(
                wapiti.toString(),
                "--url=" + daemon.base() + "/",
                "--scope=folder",
                "--auth-cred=dave%dave123",
                "--auth-type=basic",
                "--verify-ssl=0",
                "--no-bugreport",
                "--store-session=sessions",
                "--store-config=config",
                "--depth=2",
                "--timeout=30",
                "--module=" + modules,
                "--format=json",
                "--output=report.json"));
        for (String question : List.of(
                "/api/v1/merge?service=tributary&type=cpu&format=text&focus=main",
                "/api/v1/targets?state=any",
                "/api/v1/labels/job/values?match=up",
                "/api/v1/profiles?service=tributary&cursor=x",
                "/api/v1/pgo/tributary/releases/abc")) {
            command.add("--start=" + daemon.base() + question);
        }

        assertThat(run(command)).isZero();

        JsonNode report =
                new ObjectMapper().readTree(folder.resolve("report.json").toFile());
        List<JsonNode> findings = new ArrayList<>();
        report.get("vulnerabilities").forEach(kind -> kind.forEach(findings::add));
        report.get("anomalies").forEach(kind -> kind.forEach(findings::add));
        assertThat(findings)
                // Of a filter that browsers have no more, and which was a hole itself.
                .filteredOn(finding -> !finding.get("info").asText().equals("X-XSS-Protection is not set"))
                .isEmpty();
        assertThat(daemon.text("/metrics", "Basic ZGF2ZTpkYXZlMTIz"))
                .as("it was let in, and asked much")
                .containsPattern(
                        "tributary_http_requests_total\\{code=\"400\",route=\"/api/v1/profiles\"\\} [1-9][0-9]{2}");
        assertThat(daemon.process().lines()).noneMatch(line -> line.contains(" ERROR "));
    }

    @Test
    void nothingIsSaidToStrangers() {
        for (String path :
                List.of("/", "/metrics", "/api/v1/services", "/debug/pprof/heap", "/openapi.yaml", "/.git/config")) {
            HttpResponse<byte[]> answer = daemon.send("GET", path, null);
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            assertThat(answer.headers().map()).as(path).doesNotContainKeys("server", "x-powered-by", "etag");
            assertThat(answer.headers().map())
                    .as(path)
                    .containsKeys(
                            "strict-transport-security",
                            "content-security-policy",
                            "x-content-type-options",
                            "x-frame-options");
        }
        assertThat(daemon.send("TRACE", "/", null).statusCode()).isEqualTo(401);
    }

    /** What the groups of a pattern caught, wherever it was found. */
    private static List<String> found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> IntStream.rangeClosed(1, found.groupCount())
                        .mapToObj(found::group)
                        .collect(Collectors.joining(" ")))
                .toList();
    }
}
