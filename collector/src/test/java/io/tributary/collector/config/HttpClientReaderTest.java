package io.tributary.collector.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code http_client_config} as a job has it. */
class HttpClientReaderTest {
    private static final Path FOLDER = Path.of("/etc/tributary");

    private static HttpClientConfig read(Map<String, String> environment, String yaml) throws ConfigException {
        String file = "scrape_configs:\n  - job_name: a\n    static_configs: []\n"
                + yaml.lines().map(line -> "    " + line + "\n").collect(Collectors.joining());
        return TargetsFile.read("t.yaml", file, FOLDER, environment::get)
                .config()
                .jobs()
                .getFirst()
                .http();
    }

    private static Secret value(String text) {
        return new Secret.Inline(text);
    }

    private static Secret file(String name) {
        return new Secret.InFile(FOLDER.resolve(name));
    }

    @Test
    void everyKeyArrives() throws ConfigException {
        HttpClientConfig http = read(Map.of("CLIENT_SECRET", "s3cret", "TENANT", "t1"), """
                oauth2:
                  client_id: tributary
                  client_secret: ${CLIENT_SECRET}
                  scopes: [read, "profiles:read"]
                  token_url: https://login.example/oauth2/token?tenant=7
                  endpoint_params: {audience: fleet, password: "${TENANT}"}
                  tls_config: {insecure_skip_verify: true}
                  proxy_url: http://other:3128
                tls_config:
                  ca_file: ca.pem
                  cert_file: /run/cert.pem
                  key: "KEY\\nKEY"
                  server_name: shop.internal
                  min_version: TLS10
                  max_version: TLS12
                proxy_url: https://user:p%40ss@[::1]:8443/
                no_proxy: example.com
                proxy_connect_header: {proxy-authorization: [Bearer x]}
                follow_redirects: false
                enable_http2: false
                http_headers:
                  X-Scope-OrgID: {values: [a, "${TENANT}"], secrets: ["${TENANT}"], files: [org]}
                """);

        assertThat(http.credentials())
                .isEqualTo(new Credentials.OAuth2(
                        "tributary",
                        value("s3cret"),
                        List.of("read", "profiles:read"),
                        new HttpUrl(Scheme.HTTPS, new Address("login.example", 443), "/oauth2/token?tenant=7"),
                        Map.of("audience", value("fleet"), "password", value("t1")),
                        new TlsConfig(null, null, null, "", true, TlsVersion.TLS12, TlsVersion.TLS13),
                        new ProxyConfig(proxy("other", 3128), proxy("other", 3128), List.of(), null)));
        assertThat(http.tls())
                .isEqualTo(new TlsConfig(
                        file("ca.pem"),
                        new Secret.InFile(Path.of("/run/cert.pem")),
                        value("KEY\nKEY"),
                        "shop.internal",
                        false,
                        TlsVersion.TLS12,
                        TlsVersion.TLS12));
        ProxyServer server = new ProxyServer(
                ProxyServer.Kind.HTTPS,
                new Address("::1", 8443),
                new ProxyServer.User("user", new Secret.Inline("p@ss")));
        assertThat(http.proxy())
                .isEqualTo(new ProxyConfig(
                        server,
                        server,
                        List.of(new NoProxy.ThisMachine(), new NoProxy.Domain("example.com", true, 0)),
                        value("Bearer x")));
        assertThat(http.http2()).isFalse();
        assertThat(http.headers())
                .containsExactly(new HeaderConfig(
                        "X-Scope-OrgID", List.of(value("a"), value("${TENANT}"), value("t1"), file("org"))));
        assertThat(http.toString()).doesNotContain("s3cret", "p@ss", "tenant=7", "KEY", "t1", "Bearer");
    }

    private static ProxyServer proxy(String host, int port) {
        return new ProxyServer(ProxyServer.Kind.HTTP, new Address(host, port), null);
    }

    @Test
    void aJobThatSaysNothingHasTheDefaults() throws ConfigException {
        assertThat(read(Map.of(), "")).isEqualTo(HttpClientConfig.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$X", "${X", "a${X}", "${X}b", "${1}", "$${X}"})
    void onlyAWholeValueIsAVariable(String written) throws ConfigException {
        assertThat(read(Map.of("X", "wrong"), "authorization: {credentials: '" + written + "'}")
                        .credentials())
                .isEqualTo(new Credentials.Token("Bearer", value(written)));
    }

    @Test
    void aVariableOfTwoLinesIsRefusedUnseen() {
        ConfigException e = catchThrowableOfType(
                ConfigException.class,
                () -> read(Map.of("X", "s3cret\nb"), "basic_auth: {username: a, password: '${X}'}"));

        assertThat(e).hasMessage("t.yaml:4:41: password must not contain control characters");
    }

    @Test
    void theEnvironmentSaysWhichProxy() throws ConfigException {
        Map<String, String> environment = Map.of(
                "HTTP_PROXY", "plain:3128", "https_proxy", "socks5://s:1081", "NO_PROXY", "10.0.0.0/8,.internal");

        ProxyConfig proxy = read(environment, "proxy_from_environment: true").proxy();

        assertThat(proxy.to(Scheme.HTTP, new Address("a", 80))).isEqualTo(proxy("plain", 3128));
        assertThat(proxy.to(Scheme.HTTPS, new Address("a", 443)))
                .isEqualTo(new ProxyServer(ProxyServer.Kind.SOCKS5, new Address("s", 1081), null));
        assertThat(proxy.to(Scheme.HTTP, new Address("10.1.2.3", 80))).isNull();
        assertThat(proxy.to(Scheme.HTTP, new Address("shop.internal", 80))).isNull();
        assertThat(read(Map.of(), "proxy_from_environment: true").proxy().to(Scheme.HTTP, new Address("a", 80)))
                .isNull();
        assertThat(catchThrowableOfType(
                        ConfigException.class,
                        () -> read(Map.of("HTTP_PROXY", "ftp://u:s3cret@x"), "proxy_from_environment: true")))
                .hasMessageStartingWith("t.yaml:4:29: the environment variable HTTP_PROXY must be http://HOST:PORT")
                .hasMessageNotContaining("s3cret");
    }

    /** What {@code golang.org/x/net/http/httpproxy} says of the same. */
    @ParameterizedTest
    @CsvSource({
        "'', localhost, 80, true",
        "'', 127.0.0.9, 80, true",
        "'', ::1, 80, true",
        "'', example.com, 80, false",
        "*, example.com, 80, true",
        "example.com, example.com, 80, true",
        "example.com, a.Example.com, 80, true",
        "example.com, badexample.com, 80, false",
        ".example.com, example.com, 80, false",
        ".example.com, a.example.com, 80, true",
        "*.example.com, example.com, 80, false",
        "*.example.com, a.example.com, 80, true",
        "example.com:81, example.com, 80, false",
        "example.com:81, example.com, 81, true",
        "'a, b.c', b.c, 80, true",
        "10.0.0.0/8, 10.255.0.1, 80, true",
        "10.0.0.0/8, 11.0.0.1, 80, false",
        "10.128.0.0/9, 10.127.0.1, 80, false",
        "10.0.0.0/33, 10.0.0.1, 80, false",
        "10.0.0.1, 10.0.0.1, 80, true",
        "10.0.0.1:81, 10.0.0.1, 80, false",
        "fe80::/10, fe80::1, 80, true",
        "'[fe80::1]:81', fe80::1, 81, true",
        "10.0.0.0/8, fe80::1, 80, false",
        "10.0.0.0/8, ten.example.com, 80, false",
    })
    void whoIsSpokenToDirectly(String noProxy, String host, int port, boolean direct) throws ConfigException {
        ProxyConfig proxy = new ProxyConfig(proxy("p", 80), proxy("p", 80), NoProxy.parse(noProxy), null);

        @Nullable ProxyServer to = proxy.to(Scheme.HTTP, new Address(host, port));

        assertThat(to == null).isEqualTo(direct);
    }

    /** As in Prometheus: who names a proxy and no exceptions means all. */
    @Test
    void aProxyUrlAloneIsForThisMachineToo() throws ConfigException {
        ProxyConfig proxy =
                read(Map.of("P", "http://u:s3cret@p"), "proxy_url: ${P}").proxy();

        assertThat(proxy.to(Scheme.HTTP, new Address("127.0.0.1", 80)))
                .isEqualTo(new ProxyServer(
                        ProxyServer.Kind.HTTP,
                        new Address("p", 80),
                        new ProxyServer.User("u", new Secret.Inline("s3cret"))));
    }
}
