package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no well-behaved client sends, byte by byte. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RawRequestsTest {
    private TestServer api;

    @BeforeAll
    void start() {
        api = new TestServer(new ScriptedStore(List::of));
    }

    @AfterAll
    void stop() {
        api.close();
    }

    /** Sends, half-closes nothing, and reads until the server closes. */
    private String exchange(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String get(String target, String host) {
        return "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
    }

    @Test
    void refusesTooLongAUrl() throws IOException {
        String answer = exchange(get("/api/v1/merge?match=" + "a".repeat(20_000), "localhost"));

        assertThat(answer)
                .matches("(?s)HTTP/1.[01] 414 .*")
                .contains(
                        "application/problem+json", "/url-too-long", "16384 bytes", "X-Content-Type-Options: nosniff");
    }

    @Test
    void refusesTooLargeHeaders() throws IOException {
        String answer = exchange(
                "GET / HTTP/1.1\r\nHost: localhost\r\nCookie: " + "a".repeat(20_000) + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1.[01] 431 .*").contains("application/problem+json", "/headers-too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET\r\n\r\n", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n"})
    void answersWhatIsNoHttp(String bytes) throws IOException {
        assertThat(exchange(bytes)).matches("(?s)HTTP/1.[01] 400 .*").contains("/malformed-request", "\ndate: ");
    }

    @Test
    void refusesABodyAndClosesWithoutReadingIt() throws IOException {
        String answer =
                exchange("GET /-/healthy HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\nabc");

        assertThat(answer).matches("(?s)HTTP/1.[01] 413 .*").contains("/body-too-large");
    }

    @Test
    void refusesAChunkedBody() throws IOException {
        String answer = exchange(
                "GET /-/healthy HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nffffff\r\nabc");

        assertThat(answer).matches("(?s)HTTP/1.[01] 413 .*").contains("/body-too-large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LocalHost:7171", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:7171", "10.1.2.3:99"
            })
    void answersForLocalNamesAndAddresses(String host) throws IOException {
        assertThat(exchange(get("/-/healthy", host))).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example, evil.example",
        "evil.example:7171, evil.example",
        "localhost.evil.example, localhost.evil.example",
        "127.0.0.1.evil.example, 127.0.0.1.evil.example",
        "1.2.3.4.5, 1.2.3.4.5",
    })
    void refusesOtherNamesOnLoopback(String host, String shown) throws IOException {
        assertThat(exchange(get("/api/v1/services", host)))
                .startsWith("HTTP/1.1 403 ")
                .contains("application/problem+json", "/host-not-allowed", shown);
    }

    @Test
    void refusesTwoHosts() throws IOException {
        assertThat(exchange("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .matches("(?s)HTTP/1.[01] 400 .*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: 127.0.0.1:1@evil.example\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n"
            })
    void refusesAHostThatIsMissingOrNone(String request) throws IOException {
        assertThat(exchange(request))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json", "/malformed-request", "Host header");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "nopath", "/%", "/%zz", "/%\uFF11\uFF11", "/api/v1/profiles/%f", "/a%4"})
    void refusesATargetThatIsNoPath(String target) throws IOException {
        assertThat(exchange(get(target, "localhost")))
                .startsWith("HTTP/1.1 400 ")
                .contains(
                        "application/problem+json", "/malformed-request", "\"fix\"", "X-Content-Type-Options: nosniff");
    }

    @Test
    void answersAnOldClientWithoutAHost() throws IOException {
        assertThat(exchange("GET /-/healthy HTTP/1.0\r\n\r\n")).contains(" 200 OK");
    }

    @Test
    void namesABrokenPercentEncoding() throws IOException {
        assertThat(exchange(get("/api/v1/merge?service=shop&type=%zz", "localhost")))
                .startsWith("HTTP/1.1 400 ")
                .contains("/malformed-request", "percent sign", "%25");
    }
}
