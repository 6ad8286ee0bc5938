package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS as a client meets it. */
class TlsTest {
    private static final byte[] NOTHING = {};

    @TempDir
    Path folder;

    private static String tls(String... more) {
        return "tls_server_config:\n  cert_file: TOOLKIT/server.crt\n  key_file: TOOLKIT/server.key\n"
                + List.of(more).stream().map(line -> "  " + line + "\n").reduce("", String::concat);
    }

    private static HttpResponse<byte[]> get(SecuredServer server, SSLContext as, String path) throws IOException {
        try (HttpClient client = SecuredServer.client(as)) {
            return server.send(client, server.request("https", "GET", path, null, NOTHING));
        }
    }

    /** A connection of its own, after its handshake. */
    private static SSLSocket connect(SecuredServer server, SSLParameters parameters) throws IOException {
        SSLSocket socket =
                (SSLSocket) TestTls.anonymous().getSocketFactory().createSocket("localhost", server.api.port);
        socket.setSoTimeout(20_000);
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static SSLParameters parameters(String... protocols) {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(protocols);
        return parameters;
    }

    /** Asks for health on a connection that goes on; gives the status line. */
    private static String ask(SSLSocket socket) throws IOException {
        socket.getOutputStream()
                .write("GET /-/healthy HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        String status = in.readLine();
        for (String line = in.readLine(); line != null && !line.equals("Tributary is healthy."); line = in.readLine()) {
            // To the end of the answer.
        }
        return status;
    }

    @Test
    void answersOverTlsAloneAndSaysSoForAYear() throws IOException {
        try (SecuredServer server = new SecuredServer(folder, tls());
                HttpClient client = SecuredServer.client(TestTls.anonymous())) {
            HttpResponse<byte[]> page = server.send(client, server.request("https", "GET", "/", null, NOTHING));

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.version()).isEqualTo(Version.HTTP_2);
            assertThat(TestServer.header(page, "Strict-Transport-Security")).isEqualTo("max-age=31536000");
            assertThat(TestServer.text(page)).startsWith("<!doctype html>");
            HttpResponse<byte[]> metrics =
                    server.send(client, server.request("https", "GET", "/metrics", null, NOTHING));
            assertThat(TestServer.text(metrics))
                    .contains("tributary_http_requests_total{code=\"200\",route=\"/\"} 1.0")
                    .doesNotContain("code=\"499\"");
            assertThatThrownBy(() -> server.send(client, server.request("http", "GET", "/", null, NOTHING)))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void speaksNoHttp2WhereItMustNot() throws IOException {
        String config = "http_server_config: {http2: false, headers: {Strict-Transport-Security: max-age=60}}\n";
        try (SecuredServer server = new SecuredServer(folder, config + tls())) {
            HttpResponse<byte[]> page = get(server, TestTls.anonymous(), "/");

            assertThat(page.version()).isEqualTo(Version.HTTP_1_1);
            assertThat(page.headers().allValues("Strict-Transport-Security")).containsExactly("max-age=60");
        }
    }

    @Test
    void refusesBodiesOverHttp2Too() throws IOException {
        byte[] large = new byte[2_000_000];
        try (SecuredServer server = new SecuredServer(folder, tls());
                HttpClient client = SecuredServer.client(TestTls.anonymous())) {
            HttpResponse<byte[]> refused = server.send(
                    client,
                    server.request("https", "POST", "/api/v1/alerts", null, large, "Content-Type", "application/json"));
            assertThat(refused.statusCode()).isEqualTo(413);
            HttpResponse<byte[]> next = server.send(client, server.request("https", "GET", "/", null, NOTHING));
            assertThat(next.version()).isEqualTo(Version.HTTP_2);
            assertThat(next.statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'min_version: TLS13', TLSv1.3, TLSv1.2",
        "'max_version: TLS12', TLSv1.2, TLSv1.3",
    })
    void speaksTheVersionsItIsToldTo(String config, String spoken, String refused) throws IOException {
        try (SecuredServer server = new SecuredServer(folder, tls(config))) {
            try (SSLSocket socket = connect(server, parameters(spoken))) {
                assertThat(socket.getSession().getProtocol()).isEqualTo(spoken);
            }
            assertThatThrownBy(() -> connect(server, parameters(refused))).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void speaksTheCipherSuitesAndCurvesItIsToldTo() throws IOException {
        String config = tls(
                "max_version: TLS12",
                "cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]",
                "curve_preferences: [CurveP384]");
        try (SecuredServer server = new SecuredServer(folder, config)) {
            SSLParameters good = parameters("TLSv1.2");
            good.setNamedGroups(new String[] {"x25519", "secp384r1"});
            try (SSLSocket socket = connect(server, good)) {
                assertThat(socket.getSession().getCipherSuite()).isEqualTo("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
            }
            SSLParameters otherCurve = parameters("TLSv1.2");
            otherCurve.setNamedGroups(new String[] {"x25519", "secp256r1"});
            assertThatThrownBy(() -> connect(server, otherCurve)).isInstanceOf(SSLHandshakeException.class);
            SSLParameters otherSuite = parameters("TLSv1.2");
            otherSuite.setCipherSuites(new String[] {"TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"});
            assertThatThrownBy(() -> connect(server, otherSuite)).isInstanceOf(SSLHandshakeException.class);
        }
    }

    /** What Go's crypto/tls does with each of its five types. A client sends no certificate of an authority that is not asked for. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            NoClientCert,               200, 200, 200
            RequestClientCert,          200, 200, 200
            RequireAnyClientCert,       0,   200, 200
            VerifyClientCertIfGiven,    403, 403, 200
            RequireAndVerifyClientCert, 0,   0,   200
            """)
    void asksClientsForCertificates(String type, int none, int unknown, int known) throws IOException {
        String authority = type.equals("NoClientCert") ? "" : "client_ca_file: TOOLKIT/client2_selfsigned.pem";
        try (SecuredServer server = new SecuredServer(folder, tls("client_auth_type: " + type, authority))) {
            assertThat(status(server, TestTls.anonymous())).as("no certificate").isEqualTo(none);
            assertThat(status(server, TestTls.as("client_selfsigned")))
                    .as("unknown")
                    .isEqualTo(unknown);
            assertThat(status(server, TestTls.as("client2_selfsigned")))
                    .as("known")
                    .isEqualTo(known);
        }
    }

    /** 0 where the handshake fails. */
    private static int status(SecuredServer server, SSLContext as) {
        try {
            return get(server, as, "/api/v1/services").statusCode();
        } catch (IOException _) {
            return 0;
        }
    }

    @ParameterizedTest
    @CsvSource({"test3, 200", "bad, 0"})
    void lookAtTheNamesOfCertificates(String name, int status) {
        String config = tls(
                "client_auth_type: RequireAndVerifyClientCert",
                "client_ca_file: TOOLKIT/client2_selfsigned.pem",
                "client_allowed_sans: [" + name + "]");
        try (SecuredServer server = new SecuredServer(folder, config)) {
            assertThat(status(server, TestTls.as("client2_selfsigned"))).isEqualTo(status);
        }
    }

    @Test
    void anotherCertificateIsShownToNewConnectionsAndOldOnesStay() throws IOException {
        String another = """
                tls_server_config:
                  cert_file: TOOLKIT/client2_selfsigned.pem
                  key_file: TOOLKIT/client2_selfsigned.key
                """;
        try (SecuredServer server = new SecuredServer(folder, tls());
                SSLSocket old = connect(server, parameters("TLSv1.3"))) {
            assertThat(shown(old.getSession())).isEqualTo(TestTls.certificate("server.crt"));
            assertThat(ask(old)).isEqualTo("HTTP/1.1 200 OK");

            server.change(another);

            assertThat(ask(old)).isEqualTo("HTTP/1.1 200 OK");
            assertThatThrownBy(() -> connect(server, parameters("TLSv1.3"))).isInstanceOf(SSLHandshakeException.class);
            server.change(tls());
            try (SSLSocket again = connect(server, parameters("TLSv1.3"))) {
                assertThat(ask(again)).isEqualTo("HTTP/1.1 200 OK");
            }
            assertThat(ask(old)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    private static Certificate shown(SSLSession session) throws IOException {
        return session.getPeerCertificates()[0];
    }

    @Test
    void tlsCannotBeSwitchedWhileItRuns() {
        try (SecuredServer server = new SecuredServer(folder, tls())) {
            assertThatThrownBy(() -> server.change("{}\n")).hasMessageContaining("cannot be switched off");
            assertThatThrownBy(() -> server.change("http_server_config: {http2: false}\n" + tls()))
                    .hasMessageContaining("http2 cannot be changed");
        }
    }
}
