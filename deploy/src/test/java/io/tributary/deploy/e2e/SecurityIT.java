package io.tributary.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.deploy.testing.Await;
import io.tributary.deploy.testing.Certificates;
import io.tributary.deploy.testing.Child;
import io.tributary.deploy.testing.SecuredTributary;
import io.tributary.deploy.testing.Tributary;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon behind TLS, passwords and tokens. */
class SecurityIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    /** Of the exporter-toolkit's tests: bcrypt at cost 10. */
    private static final String PASSWORD = "dave123";

    private static final String HASH = "$2y$10$2UXri9cIDdgeKjBo4Rlpx.U3ZLDV8X1IxKmsfOvhcM5oXQt/mLmXq";
    private static final String DAVE = basic("dave", PASSWORD);
    private static final String TOKEN = "a-token-that-nobody-guesses";
    private static final String BEARER = "Bearer " + TOKEN;

    @TempDir
    Path folder;

    @BeforeEach
    void makeFiles() throws Exception {
        Certificates.make(Needs.program("TRIBUTARY_TEST_OPENSSL", "openssl"), folder);
        Files.writeString(folder.resolve("token"), TOKEN + "\n");
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static final String TLS = "tls_server_config: {cert_file: cert.pem, key_file: key.pem}\n";
    private static final String ACCESS = """
            basic_auth_users: {dave: '%s'}
            tributary:
              bearer_tokens: [{name: reader, token_file: token, role: read}]
            """.formatted(HASH);

    private void write(String text) throws Exception {
        write("web.yml", text);
    }

    /** At once, so that no half of it is read. */
    private void write(String name, String text) throws Exception {
        Path next = Files.writeString(folder.resolve("next"), text);
        Files.move(next, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void itGoesOnProfilingItselfWhereNobodyElseIsLetIn() throws Exception {
        // Not even it has such a certificate.
        write("tls_server_config: {cert_file: cert.pem, key_file: key.pem, client_ca_file: cert.pem,"
                + " client_auth_type: VerifyClientCertIfGiven}\n" + ACCESS);
        try (SecuredTributary daemon = SecuredTributary.start(folder)) {
            assertThat(daemon.base().getScheme()).isEqualTo("https");
            assertThat(daemon.status("/-/healthy", null)).isEqualTo(200);
            assertThat(daemon.status("/debug/pprof/threads", null)).isEqualTo(401);
            assertThat(daemon.status("/debug/pprof/threads", BEARER)).isEqualTo(200);

            Await.that(
                    "merge of its own profiles",
                    DEADLINE,
                    daemon.process(),
                    () -> daemon.status("/api/v1/merge?service=tributary&type=cpu&from=now-5m", BEARER) == 200);
            assertThat(daemon.text("/api/v1/targets", BEARER))
                    .contains("\"instance\":\"127.0.0.1:" + daemon.base().getPort() + "\"");
            assertThat(daemon.text("/api/v1/status/config", BEARER)).contains("credentials: <secret>");
            assertThat(daemon.process().terminate(DEADLINE)).isZero();
        }
    }

    @Test
    void itGoesOnProfilingItselfWhenTheDoorIsLockedLater() throws Exception {
        write("{}\n");
        try (SecuredTributary daemon = SecuredTributary.start(folder)) {
            assertThat(daemon.status("/debug/pprof/threads", null)).isEqualTo(200);

            write(ACCESS);
            Await.that(
                    "the lock", DEADLINE, daemon.process(), () -> daemon.status("/debug/pprof/threads", null) == 401);
            Instant locked = Instant.now();

            Await.that(
                    "a profile of its own from behind it",
                    DEADLINE,
                    daemon.process(),
                    () -> daemon.status("/api/v1/merge?service=tributary&type=threads&from=" + locked, BEARER) == 200);
        }
    }

    @Test
    void filesThatChangeAreNoticedAndABadOneChangesNothing() throws Exception {
        write(TLS + ACCESS);
        try (SecuredTributary daemon = SecuredTributary.start(folder)) {
            assertThat(daemon.status("/api/v1/services", DAVE)).isEqualTo(200);
            assertThat(daemon.status("/api/v1/services", BEARER)).isEqualTo(200);

            write("token", "another-token-of-that-name");
            Await.that(
                    "the new token",
                    DEADLINE,
                    daemon.process(),
                    () -> daemon.status("/", "Bearer another-token-of-that-name") == 200);
            assertThat(daemon.status("/", BEARER)).isEqualTo(401);

            write(TLS + ACCESS + "basic_auth_user: {}\n");
            Await.that(
                    "the refusal",
                    DEADLINE,
                    daemon.process(),
                    () -> daemon.text("/metrics", DAVE).contains("tributary_web_config_last_reload_successful 0.0"));
            assertThat(daemon.process().lines())
                    .anyMatch(line -> line.contains("ERROR") && line.contains("did you mean \"basic_auth_users\"?"));
            assertThat(daemon.status("/api/v1/services", DAVE)).isEqualTo(200);

            write(TLS + "basic_auth_users: {erin: '" + HASH + "'}\n");
            Await.that(
                    "another user",
                    DEADLINE,
                    daemon.process(),
                    () -> daemon.status("/", basic("erin", PASSWORD)) == 200);
            assertThat(daemon.status("/", DAVE)).isEqualTo(401);
        }
    }

    @Test
    void aNewCertificateIsShownOnceTheFilesAreThere() throws Exception {
        write(TLS + ACCESS);
        try (SecuredTributary daemon = SecuredTributary.start(folder)) {
            assertThat(daemon.status("/-/healthy", null)).isEqualTo(200);

            // The client trusts what lies there now, so that it is let in only by the new one.
            Certificates.make(Needs.program("TRIBUTARY_TEST_OPENSSL", "openssl"), folder);
            daemon.process().hangUp();

            Await.that("the new certificate", DEADLINE, daemon.process(), () -> {
                try {
                    return daemon.status("/-/healthy", null) == 200;
                } catch (UncheckedIOException _) {
                    return false;
                }
            });
        }
    }

    @Test
    void reloadOverHttpReadsItToo() throws Exception {
        write(TLS + ACCESS);
        try (SecuredTributary daemon = SecuredTributary.start(folder, "--web.enable-lifecycle")) {
            assertThat(daemon.send("POST", "/-/reload", BEARER).statusCode()).isEqualTo(403);
            write(TLS + "basic_auth_users: {dave: nonsense}\n");
            HttpResponse<byte[]> refused = daemon.send("POST", "/-/reload", DAVE);
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("web.yml:2:", "bcrypt");

            write(TLS + "basic_auth_users: {dave: '" + HASH + "', erin: '" + HASH + "'}\n");
            assertThat(daemon.send("POST", "/-/reload", DAVE).statusCode()).isEqualTo(200);
            assertThat(daemon.status("/", basic("erin", PASSWORD))).isEqualTo(200);
        }
    }

    @Test
    void aCheckTellsWhatIsWrongByItsExitCode() throws Exception {
        write(TLS + ACCESS);
        assertThat(check(0)).contains("web.yml: fine");
        write(TLS + ACCESS.replace("role: read", "role: reader"));
        assertThat(check(1)).contains("web.yml:4:").contains("a role is read, ingest or admin, not \"reader\"");
        Files.delete(folder.resolve("web.yml"));
        assertThat(check(3)).contains("there is no such file");
    }

    private String check(int exitCode) {
        try (Child check = Tributary.launch(
                Map.of(),
                List.of("check", "web-config", folder.resolve("web.yml").toString()))) {
            assertThat(check.exitCode(DEADLINE)).as(check.output()).isEqualTo(exitCode);
            return check.output();
        }
    }

    @Test
    void aWrongConfigurationKeepsTheDaemonFromStarting() throws Exception {
        write("tls_server_config: {cert_file: cert.pem}\n");
        try (Child daemon = Tributary.launch(
                Map.of(
                        "TRIBUTARY_WEB_LISTEN_ADDRESS", "127.0.0.1:0",
                        "TRIBUTARY_STORAGE_PATH", folder.resolve("data").toString(),
                        "TRIBUTARY_WEB_CONFIG_FILE", folder.resolve("web.yml").toString()),
                List.of())) {
            assertThat(daemon.exitCode(DEADLINE)).isEqualTo(1);
            assertThat(daemon.lines())
                    .singleElement()
                    .satisfies(line -> assertThat(line).contains("web.yml:1:20: TLS needs key_file"));
            assertThat(folder.resolve("data")).doesNotExist();
        }
    }

    @Test
    void passwordsWithoutTlsBeyondLoopbackAreWarnedOf() throws Exception {
        write(ACCESS);
        try (SecuredTributary daemon = SecuredTributary.start(folder, "--web.listen-address=0.0.0.0:0")) {
            assertThat(daemon.process().lines())
                    .anyMatch(line -> line.contains("WARN") && line.contains("WITHOUT TLS"))
                    .noneMatch(line -> line.contains("everybody who reaches"));
        }
        write(TLS + ACCESS);
        try (SecuredTributary daemon = SecuredTributary.start(folder, "--web.listen-address=0.0.0.0:0")) {
            assertThat(daemon.process().lines()).noneMatch(line -> line.contains("LISTENING ON"));
        }
    }
}
