package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies as no well-behaved client sends them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestBodyTest {
    private static final String POST =
            "POST /api/v1/alerts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    private static final String MESSAGE = "{\"version\":\"4\",\"alerts\":[]}";

    private TestServer api;

    @BeforeAll
    void start() {
        api = server(Duration.ofSeconds(30));
    }

    private static TestServer server(Duration deadline) {
        return new TestServer(
                new HeldProfiles(),
                new NoTargets(),
                List.of(router -> router.route("/debug/x").handler(context -> context.end("mounted"))),
                ApiOptions.of("127.0.0.1", 0).withQueries(2, 4, deadline));
    }

    @AfterAll
    void stop() {
        api.close();
    }

    private Socket connect(String request) throws IOException {
        return connect(api, request);
    }

    private static Socket connect(TestServer server, String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port);
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** What comes until the server closes. */
    private String exchange(String request) throws IOException {
        return exchange(api, request);
    }

    private static String exchange(TestServer server, String request) throws IOException {
        try (Socket socket = connect(server, request)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String chunked(String content) {
        return Integer.toHexString(content.length()) + "\r\n" + content + "\r\n";
    }

    @Test
    void takesOneInChunks() throws IOException {
        String answer = exchange(POST + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                + chunked(MESSAGE.substring(0, 10)) + chunked(MESSAGE.substring(10)) + chunked(""));

        assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("{\"alerts\":[]}");
    }

    @Test
    void refusesOneThatIsSaidToBeTooLargeAndReadsNothingOfIt() throws IOException {
        assertThat(exchange(POST + "Content-Length: 999999999\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ")
                .contains("/body-too-large", "1048576 bytes");
    }

    @Test
    void refusesOneThatTurnsOutToBeTooLargeAndClosesTheConnection() throws IOException {
        // No more than fits, so that the answer is not lost with what was not read.
        assertThat(exchange(POST + "Transfer-Encoding: chunked\r\n\r\n" + chunked("x".repeat(1024 * 1024 + 1))))
                .startsWith("HTTP/1.1 413 ")
                .contains("/body-too-large");
    }

    /** Or its system throws the answer away, and it reports a broken connection. */
    @Test
    void oneThatStillSendsCanReadTheAnswer() throws IOException {
        byte[] part = new byte[64 * 1024];
        try (Socket socket = connect(POST + "Content-Length: " + 32 * part.length + "\r\n\r\n")) {
            byte[] first = socket.getInputStream().readNBytes(12);
            for (int i = 0; i < 32; i++) {
                socket.getOutputStream().write(part);
            }
            assertThat(new String(first, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("/body-too-large");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /api/v1/captures                      | application/json         | Send less at once
            /api/v1/profiles?service=ci&type=cpu  | application/octet-stream | Take it for a shorter time
            /api/v1/pgo/shop/check                | application/octet-stream | Send a smaller file
            """)
    void saysWhatToSendInstead(String path, String type, String fix) throws IOException {
        assertThat(exchange("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
                        + "\r\nContent-Length: 999999999\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ")
                .contains("\"fix\":\"" + fix);
    }

    @Test
    void refusesACompressedOne() throws IOException {
        assertThat(exchange(POST + "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc"))
                .startsWith("HTTP/1.1 415 ")
                .contains("/unsupported-media-type", "gzip", "Content-Encoding");
    }

    @Test
    void tellsAClientThatAsksFirstToGoOn() throws IOException {
        try (Socket socket = connect(POST + "Connection: close\r\nExpect: 100-continue\r\nContent-Length: "
                + MESSAGE.length() + "\r\n\r\n")) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(in.readLine()).isEqualTo("HTTP/1.1 100 Continue");
            socket.getOutputStream().write(MESSAGE.getBytes(StandardCharsets.US_ASCII));
            assertThat(in.readLine()).isEmpty();
            assertThat(in.readLine()).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void waitsForOneNoLongerThanForAnAnswer() throws IOException {
        try (TestServer hasty = server(Duration.ofSeconds(1))) {
            assertThat(exchange(hasty, POST + "Content-Length: 100\r\n\r\n{"))
                    .startsWith("HTTP/1.1 408 ")
                    .contains("/body-too-slow", "within 1 s");
        }
    }

    @Test
    void oneThatBreaksOffIsNoMessage() throws IOException {
        try (Socket socket = connect(POST + "Content-Length: 100\r\n\r\n" + MESSAGE)) {
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .doesNotContain(" 200 ");
        }
    }

    /** Its client is there and gets to know what is wrong. */
    @ParameterizedTest
    @MethodSource("brokenChunks")
    void oneInBrokenChunksIsMalformed(String body) throws IOException {
        assertThat(exchange(POST + "Transfer-Encoding: chunked\r\n\r\n" + body))
                .startsWith("HTTP/1.1 400 ")
                .containsIgnoringCase("Connection: close")
                .contains("application/problem+json", "/malformed-request", "chunk");
    }

    private static Stream<String> brokenChunks() {
        return Stream.of(
                "zz\r\n{}\r\n",
                "ffffffffffffffff\r\n{}\r\n",
                "2;x=" + "x".repeat(20_000) + "\r\n{}\r\n",
                chunked("{}") + "0\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");
    }

    @Test
    void isRefusedWhereNoneIsTaken() throws IOException {
        for (String route : List.of("GET /api/v1/captures", "POST /-/quit", "POST /debug/x", "POST /nothing")) {
            assertThat(exchange(route + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\nabc"))
                    .as(route)
                    .startsWith("HTTP/1.1 413 ")
                    .contains("/body-too-large");
        }
    }
}
