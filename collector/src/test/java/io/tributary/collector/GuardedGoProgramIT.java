package io.tributary.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.testing.GoPprof;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Go's own server and its own TLS, behind a password, a token and a client certificate. */
class GuardedGoProgramIT {
    private static final Path SOURCE = Path.of("src/test/go/guarded/main.go");

    @TempDir
    static Path folder;

    private static Process process;
    private static final Map<String, String> ADDRESSES = new HashMap<>();

    @BeforeAll
    static void start() throws Exception {
        GoPprof.assumeThere();
        TestCertificates.Pair authority = TestCertificates.authority("Test CA");
        TestCertificates.Pair server = TestCertificates.issue(authority, "server", List.of("127.0.0.1"));
        TestCertificates.Pair client = TestCertificates.issue(authority, "client", List.of("client"));
        write("ca.pem", authority.certPem());
        write("server.pem", server.certPem());
        write("server.key", server.keyPem());
        write("client.pem", client.certPem());
        write("client.key", client.keyPem());
        Path program = folder.resolve("guarded");
        ProcessBuilder build = new ProcessBuilder("go", "build", "-o", program.toString(), SOURCE.toString());
        build.environment().put("CGO_ENABLED", "0");
        Process go = build.redirectErrorStream(true).start();
        String output = new String(go.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(go.waitFor()).as(output).isZero();
        process = new ProcessBuilder(program.toString(), file("server.pem"), file("server.key"), file("ca.pem"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        while (ADDRESSES.size() < 3) {
            String line = lines.readLine();
            assertThat(line).as("a line of the program").isNotNull();
            String[] words = line.split(" ", 2);
            ADDRESSES.put(words[0], words[1]);
        }
    }

    @AfterAll
    static void stop() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    private static void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "basic | 'basic_auth: {username: tributary, password: pass}'",
                "bearer | 'authorization: {credentials: token}'",
                "mtls | 'tls_config: {ca_file: FOLDER/ca.pem, cert_file: FOLDER/client.pem, key_file: FOLDER/client.key}'"
            })
    void letsInWhoMayCome(String door, String line) {
        try (Rig rig = rig(door, line)) {
            Await.until(
                    () -> "up, not " + rig.target(door), () -> rig.target(door).health() == Health.UP);

            assertThat(rig.store.puts)
                    .isNotEmpty()
                    .allSatisfy(put ->
                            assertThat(put.profile().header().sampleTypes()).hasSize(4));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "basic | 'basic_auth: {username: tributary, password: wrong}' | http_status: answered 401 Unauthorized: who are you",
                "bearer | 'authorization: {credentials: wrong}' | http_status: answered 401 Unauthorized: who are you",
                // Whether the alert is read before the end is up to the network.
                "mtls | 'tls_config: {ca_file: FOLDER/ca.pem}' | '[a-z]+: .* client certificate'",
                // By HTTP/1.1 it is not let in: so the other test has spoken HTTP/2.
                "mtls | 'tls_config: {ca_file: FOLDER/ca.pem, cert_file: FOLDER/client.pem, key_file: FOLDER/client.key}\\n    enable_http2: false' | http_status: answered 401 Unauthorized"
            })
    void letsNobodyElseIn(String door, String line, String error) {
        try (Rig rig = rig(door, line)) {
            Await.until(
                    () -> "down, not " + rig.target(door),
                    () -> rig.target(door).health() == Health.DOWN);

            assertThat(rig.profile(door).lastError()).containsPattern("^" + error);
        }
    }

    private static Rig rig(String door, String line) {
        return new Rig(Rig.file(Rig.heapJob(
                door,
                ADDRESSES.getOrDefault(door, ""),
                "scrape_interval: 20s",
                "scheme: " + (door.equals("mtls") ? "https" : "http"),
                line.replace("FOLDER", folder.toString()).replace("\\n", "\n"))));
    }
}
