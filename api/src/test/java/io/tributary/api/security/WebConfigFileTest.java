package io.tributary.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.api.http.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Web configurations against those of the exporter-toolkit's own tests, and our own section. */
class WebConfigFileTest {
    private static final Path TOOLKIT = Path.of("src/test/resources/io/tributary/api/security/exporter-toolkit");
    private static final String HASH = "$2y$10$2UXri9cIDdgeKjBo4Rlpx.U3ZLDV8X1IxKmsfOvhcM5oXQt/mLmXq";
    private static final String SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    @TempDir
    Path folder;

    private Path write(String text) throws Exception {
        return Files.writeString(folder.resolve("web.yml"), text);
    }

    private LoadedWebConfig read(String text) throws Exception {
        return WebConfigFile.read(write(text));
    }

    private static List<Path> ofToolkit() throws Exception {
        try (Stream<Path> files = Files.list(TOOLKIT)) {
            return files.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
        }
    }

    static Stream<Path> refusedByTheToolkit() throws Exception {
        return ofToolkit().stream().filter(WebConfigFileTest::isRefused);
    }

    private static boolean isRefused(Path file) {
        return file.toString().matches(".*(\\.bad\\.|_junk).*")
                // It is clients that this one refuses.
                && !file.endsWith("web_config_auth_client_san.bad.yaml")
                // Go has the authorities of the machine then; no test of the toolkit's reads it.
                && !file.endsWith("web_config_auth_clientCAs_missing.bad.yml");
    }

    static Stream<Path> takenByTheToolkit() throws Exception {
        return ofToolkit().stream()
                .filter(file -> !isRefused(file))
                // With a burst of 0 it answers every request 429.
                .filter(file -> !file.endsWith("web_config_rate_limiter_one_second.yaml"));
    }

    @ParameterizedTest
    @MethodSource("refusedByTheToolkit")
    void refusesWhatTheToolkitRefuses(Path file) {
        assertThatThrownBy(() -> WebConfigFile.read(file))
                .isInstanceOfSatisfying(
                        WebConfigException.class,
                        e -> assertThat(e.problems()).isNotEmpty().allMatch(problem -> problem.startsWith(file + ":")));
    }

    @ParameterizedTest
    @MethodSource("takenByTheToolkit")
    void takesWhatTheToolkitTakes(Path file) throws Exception {
        WebConfig config = WebConfigFile.read(file).config();

        assertThat(config.tls() != null).isEqualTo(Files.readString(file).contains("tls_server_config"));
    }

    @Test
    void thereAreFilesOfBothKinds() throws Exception {
        assertThat(refusedByTheToolkit()).hasSize(20);
        assertThat(takenByTheToolkit()).hasSize(20);
    }

    static Stream<Arguments> problems() {
        return Stream.of(
                Arguments.of("tls_server_confg: {}\n", "1:1", "did you mean \"tls_server_config\"?"),
                Arguments.of("http_server_config: {http: false}\n", "1:22", "did you mean \"http2\"?"),
                Arguments.of("http_server_config: {http2: maybe}\n", "1:29", "true or false"),
                Arguments.of("tls_server_config: []\n", "1:20", "must be a mapping"),
                Arguments.of("tls_server_config: {client_auth_type: Maybe}\n", "1:39", "RequireAndVerifyClientCert"),
                Arguments.of("tls_server_config: {max_version: TLS11}\n", "1:34", "older ones are not spoken"),
                Arguments.of("tls_server_config: {min_version: TLS13, max_version: TLS12}\n", "1:54", "not be older"),
                Arguments.of("basic_auth_users: {alice: secret}\n", "1:27", "hashed with bcrypt"),
                Arguments.of("basic_auth_users: {'a:b': '" + HASH + "'}\n", "1:20", "colon"),
                Arguments.of("basic_auth_users: {a: '" + HASH + "', a: '" + HASH + "'}\n", "1:87", "given twice"),
                Arguments.of("tributary: {roles: {bob: read}}\n", "1:21", "no user \"bob\""),
                Arguments.of(users("roles: {alice: all}"), "2:28", "read, ingest or admin, not \"all\""),
                Arguments.of(users("roles: {alice: []}"), "2:28", "a role is missing"),
                Arguments.of(
                        "basic_auth_users: {alice: '" + HASH + "', bob: '" + HASH
                                + "'}\ntributary: {roles: {bob: read}}\n",
                        "2:20",
                        "what \"alice\" may do"),
                Arguments.of(users("rolles: {}"), "2:13", "did you mean \"roles\"?"),
                Arguments.of(tokens("{name: ci, role: ingest}"), "1:29", "token_file or sha256"),
                Arguments.of(tokens("{name: ci, role: ingest, sha256: abc}"), "1:62", "64 hexadecimal"),
                Arguments.of(tokens("{sha256: " + SHA256 + ", role: read}"), "1:29", "needs a name"),
                Arguments.of(tokens("{name: a, sha256: " + SHA256 + "}"), "1:29", "a role is missing"),
                Arguments.of(tokens("{name: a, token_file: gone, role: read}"), "1:51", "there is no such file"),
                Arguments.of(
                        tokens("{name: a, sha256: " + SHA256 + ", role: read}, {name: b, sha256: " + SHA256
                                + ", role: read}"),
                        "1:",
                        "another bearer token is the same"),
                Arguments.of("rate_limit: {interval: 1s}\n", "1:13", "at least 1"),
                Arguments.of("rate_limit: {interval: often, burst: 1}\n", "1:24", "duration like"),
                Arguments.of("rate_limit: {interval: 24h1ns, burst: 1}\n", "1:24", "at most 24h"),
                Arguments.of("rate_limit: {interval: 9999999h, burst: 1}\n", "1:24", "at most 24h"),
                Arguments.of(
                        "rate_limit: {interval: " + "999999999h".repeat(100) + ", burst: 1}\n", "1:24", "at most 24h"),
                Arguments.of("rate_limit: {interval: 1s, burst: -1}\n", "1:35", "whole number"),
                Arguments.of("a: [\n", "2:1", "not YAML"),
                Arguments.of("http_server_config: {headers: {X-Frame-Options: allow}}\n", "1:49", "deny, sameorigin"));
    }

    private static String users(String ours) {
        return "basic_auth_users: {alice: '" + HASH + "'}\ntributary: {" + ours + "}\n";
    }

    private static String tokens(String list) {
        return "tributary: {bearer_tokens: [" + list + "]}\n";
    }

    @ParameterizedTest
    @MethodSource("problems")
    void namesThePlaceAndWhatToDo(String text, String place, String said) throws Exception {
        Path file = write(text);

        assertThatThrownBy(() -> WebConfigFile.read(file))
                .isInstanceOfSatisfying(
                        WebConfigException.class,
                        e -> assertThat(e.problems())
                                .anySatisfy(problem -> assertThat(problem)
                                        .startsWith(file + ":" + place)
                                        .contains(said)));
    }

    @Test
    void saysEachThingOnce() throws Exception {
        Path file = write("tls_server_config: {cert_file: [x], key_file: [x], client_ca_file: [x]}\n");

        assertThatThrownBy(() -> WebConfigFile.read(file))
                .isInstanceOfSatisfying(
                        WebConfigException.class,
                        e -> assertThat(e.problems()).hasSizeGreaterThan(2).doesNotHaveDuplicates());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "basic_auth_users: {alice: hunter2}\n",
                "basic_auth_users: {alice: !hunter2 x}\n",
                "basic_auth_users: {alice: *hunter2}\n",
                "basic_auth_users: {alice: {hunter2: x}}\n",
                "basic_auth_users: {alice:hunter2}\n",
                "tls_server_config: {key: hunter2, cert: hunter2}\n",
                "tls_server_config: {cert_file: a, key:hunter2}\n",
                "tributary: {bearer_tokens: [{name: a, role: read, token:hunter2}]}\n",
                "tributary: {bearer_tokens: [{name: a, role: read, sha256: hunter2}]}\n",
                "tributary: {bearer_tokens: [{name: a, role: read, token_file: token}]}\n",
            })
    void noProblemShowsASecret(String text) throws Exception {
        Files.writeString(folder.resolve("token"), "hunter2");
        Path file = write(text);

        assertThatThrownBy(() -> WebConfigFile.read(file))
                .hasMessageContaining("web.yml")
                .satisfies(e -> assertThat(e.toString()).doesNotContain("hunter2"));
    }

    @Test
    void withoutAFileThereIsNoConfiguration() {
        Path gone = folder.resolve("gone.yml");

        assertThatThrownBy(() -> WebConfigFile.read(gone)).hasMessageContaining(gone + ": there is no such file");
    }

    @Test
    void everybodyMayDoEverythingUnlessRolesSayOtherwise() throws Exception {
        assertThat(read("basic_auth_users: {alice: '" + HASH + "'}\n").config().users())
                .singleElement()
                .satisfies(user -> assertThat(user.caller().roles()).containsExactly(Role.ADMIN));
        assertThat(read(users("roles: {alice: [read, ingest]}")).config().users())
                .singleElement()
                .satisfies(user -> assertThat(user.caller().roles()).isEqualTo(Set.of(Role.READ, Role.INGEST)));
    }

    @Test
    void readsARateLimitAsGoDoes() throws Exception {
        assertThat(read("rate_limit: {interval: 1m0.5s, burst: 3}\n").config().rateLimit())
                .isEqualTo(new RateLimit(Duration.ofMillis(60_500), 3));
        assertThat(read("rate_limit: {interval: 1000000, burst: 1}\n").config().rateLimit())
                .isEqualTo(new RateLimit(Duration.ofMillis(1), 1));
        assertThat(read("rate_limit: {interval: 24h, burst: 1000000}\n")
                        .config()
                        .rateLimit())
                .isEqualTo(new RateLimit(Duration.ofDays(1), 1_000_000));
    }

    @Test
    void saysWhatProvesNothing() throws Exception {
        String pair = "cert_file: %s, key_file: %s"
                .formatted(
                        TOOLKIT.resolve("server.crt").toAbsolutePath(),
                        TOOLKIT.resolve("server.key").toAbsolutePath());

        assertThat(read("tls_server_config: {" + pair + ", client_auth_type: RequireAnyClientCert}\n")
                        .notes())
                .singleElement()
                .satisfies(note -> assertThat(note).contains("proves nothing"));
        assertThat(read("tls_server_config: {" + pair + ", min_version: TLS10}\n")
                        .notes())
                .singleElement()
                .satisfies(note -> assertThat(note).contains("TLS12 is the oldest"));
    }

    @Test
    void takesKeysAsOpenSslWritesThem() throws Exception {
        for (String kind : List.of("rsa", "ec", "sec1", "pkcs1", "ed25519")) {
            Path made = folder.resolve(kind);
            Files.createDirectories(made);
            OpenSsl.selfSigned(kind, made);

            WebConfig config = read("tls_server_config: {cert_file: %s/cert.pem, key_file: %s/key.pem}\n"
                            .formatted(kind, kind))
                    .config();

            assertThat(config.tls()).as(kind).isNotNull();
        }
    }

    @Test
    void refusesTheKeyOfAnotherCertificateAndOneWithAPassword() throws Exception {
        for (String kind : List.of("rsa", "ec", "encrypted")) {
            Path made = folder.resolve(kind);
            Files.createDirectories(made);
            OpenSsl.selfSigned(kind, made);
        }

        assertThatThrownBy(() -> read("tls_server_config: {cert_file: rsa/cert.pem, key_file: ec/key.pem}\n"))
                .hasMessageContaining("not the key of the first certificate");
        assertThatThrownBy(
                        () -> read("tls_server_config: {cert_file: encrypted/cert.pem, key_file: encrypted/key.pem}\n"))
                .hasMessageContaining("has a password");
        assertThatThrownBy(() -> read("tls_server_config: {cert_file: rsa/key.pem, key_file: rsa/key.pem}\n"))
                .hasMessageContaining("no certificate in PEM");
    }

    @Test
    void noticesWhatChangesInAnyOfItsFiles() throws Exception {
        Files.writeString(folder.resolve("token"), "0123456789abcdef\n");
        LoadedWebConfig loaded = read(tokens("{name: a, role: read, token_file: token}"));
        assertThat(loaded.sources().haveChanged()).isFalse();

        Files.writeString(folder.resolve("token"), "0123456789abcdeF\n");
        assertThat(loaded.sources().haveChanged()).isTrue();

        Files.writeString(folder.resolve("token"), "0123456789abcdef\n");
        assertThat(loaded.sources().haveChanged()).isFalse();
        Files.delete(folder.resolve("token"));
        assertThat(loaded.sources().haveChanged()).isTrue();
    }
}
