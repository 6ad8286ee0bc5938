package io.tributary.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.collector.fetch.FetchOptions;
import io.tributary.collector.ingest.IngestOptions;
import io.tributary.profile.InvalidProfileException;
import io.tributary.profile.testing.Ports;
import io.tributary.profile.testing.TestData;
import io.tributary.profile.wire.DecodeLimits;
import io.tributary.profile.wire.PprofDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a target does, it fails alone and for a reason of its own, and a healthy neighbour is profiled on. */
class HostileTargetsTest {
    private static final byte[] HEAP = TestData.bytes("shop/v1/heap.4.pb.gz");
    private static final int LARGEST = 1 << 20;

    /** 80 MB of zeros. */
    private static final byte[] BOMB = gzip(new byte[80 << 20]);

    private static final CollectorOptions OPTIONS = new CollectorOptions(
            new FetchOptions(LARGEST, Duration.ofSeconds(2), "Tributary/test"),
            IngestOptions.DEFAULT,
            16 << 20,
            Duration.ofSeconds(3));

    /**
     * @param line one more line in the job
     * @param error how {@code lastError} begins
     */
    record Case(String title, String line, Loopback.Script script, String error) {
        Case(String title, Loopback.Script script, String error) {
            this(title, "scheme: http", script, error);
        }

        @Override
        public String toString() {
            return title;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(
                        "401",
                        (_, _, out) -> Loopback.respond(out, "401 Unauthorized", "text/plain", Loopback.ascii("no\n")),
                        "http_status: answered 401 Unauthorized: no; the target wants basic_auth or authorization"),
                new Case(
                        "404",
                        (_, _, out) -> Loopback.respond(
                                out, "404 Not Found", "text/plain; charset=utf-8", Loopback.ascii("Unknown profile\n")),
                        "http_status: answered 404 Not Found: Unknown profile; is the path right"),
                new Case(
                        "500 with Go's text, control characters and more lines",
                        (_, _, out) -> Loopback.respond(
                                out,
                                "500 Internal Server Error",
                                "text/plain",
                                Loopback.ascii("Could not enable \u001b[31mCPU profiling\nsecond line")),
                        "http_status: answered 500 Internal Server Error: Could not enable  [31mCPU profiling"),
                new Case(
                        "an endless error",
                        (_, _, out) -> {
                            out.write(Loopback.ascii("HTTP/1.1 503 Busy\r\nContent-Type: text/plain\r\n\r\n"));
                            endless(out);
                        },
                        "http_status: answered 503 Busy: xxxxx"),
                new Case(
                        "HTML",
                        (_, _, out) ->
                                Loopback.respond(out, "200 OK", "text/html", Loopback.ascii("<html><body>Hi</body>")),
                        "wrong_format: answered 200 with a page of HTML, not a profile: a login page?"),
                new Case(
                        "HTML that says nothing of it",
                        (_, _, out) ->
                                Loopback.respond(out, "200 OK", "text/plain", Loopback.ascii("<html><body>Hi</body>")),
                        "wrong_format: this is HTML or XML, not a pprof"),
                new Case(
                        "no HTTP",
                        (_, _, out) -> {
                            out.write(Loopback.ascii("SSH-2.0-OpenSSH_9.2\r\n\r\n"));
                            out.flush();
                        },
                        "wrong_format: the answer is no HTTP"),
                new Case("nothing", (_, _, out) -> Loopback.ok(out, new byte[0]), "empty: the answer is empty"),
                new Case(
                        "hangs up at once",
                        (_, _, _) -> {},
                        "unreachable: the target closed the connection while waiting for the answer"),
                new Case(
                        "truncated gzip",
                        (_, _, out) -> Loopback.ok(out, Arrays.copyOf(HEAP, HEAP.length / 2)),
                        "truncated: gzip: the data ends early"),
                new Case(
                        "less than it promised",
                        (_, _, out) -> {
                            out.write(Loopback.ascii("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc"));
                            out.flush();
                        },
                        "truncated: the target closed the connection in the middle"),
                new Case(
                        "closes its half and says nothing",
                        (_, socket, _) -> {
                            socket.shutdownOutput();
                            Loopback.untilHungUp(socket);
                        },
                        "unreachable: the target closed the connection"),
                new Case(
                        "never answers",
                        "scrape_timeout: 100ms",
                        (_, socket, _) -> Loopback.untilHungUp(socket),
                        "timeout: not done after 0.1 s: timed out while waiting for the answer"),
                new Case(
                        "a slow drip beyond the deadline",
                        "scrape_timeout: 200ms",
                        (_, _, out) -> {
                            out.write(Loopback.ascii("HTTP/1.1 200 OK\r\n\r\n"));
                            drip(out);
                        },
                        "timeout: not done after 0.2 s: timed out while reading the answer, "),
                new Case(
                        "a slow drip of headers",
                        "scrape_timeout: 200ms",
                        (_, _, out) -> {
                            out.write(Loopback.ascii("HTTP/1.1 200 OK\r\nX: "));
                            drip(out);
                        },
                        "timeout: not done after 0.2 s: timed out while waiting for the answer"),
                new Case(
                        "an endless body",
                        (_, _, out) -> {
                            out.write(Loopback.ascii("HTTP/1.1 200 OK\r\n\r\n"));
                            endless(out);
                        },
                        "too_large: the answer has more than the 1048576 bytes allowed on the wire"),
                new Case(
                        "a body announced as too long",
                        (_, socket, out) -> {
                            out.write(Loopback.ascii("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"));
                            out.flush();
                            Loopback.untilHungUp(socket);
                        },
                        "too_large: the answer has more than the 1048576 bytes allowed on the wire"),
                new Case("a gzip bomb", (_, _, out) -> Loopback.ok(out, BOMB), "too_large: gzip"),
                new Case(
                        "a gzip bomb in the content coding",
                        (_, _, out) -> {
                            out.write(Loopback.ascii("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"));
                            out.write(BOMB);
                            out.flush();
                        },
                        "too_large: gzip"),
                new Case(
                        "another content coding",
                        (_, socket, out) -> {
                            out.write(Loopback.ascii("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nxxx"));
                            out.flush();
                            Loopback.untilHungUp(socket);
                        },
                        "wrong_format: the answer's Content-Encoding is br, not gzip"),
                new Case(
                        "a redirect, its secrets not shown",
                        (_, _, out) -> {
                            out.write(Loopback.ascii(
                                    "HTTP/1.1 302 Found\r\nLocation: http://u:s3cret@b/login?t=s3cret\r\n\r\n"));
                            out.flush();
                        },
                        "redirect: answered 302, a redirect to http://b/login: redirects are not followed"),
                new Case(
                        "an endless header",
                        (_, _, out) -> {
                            out.write(Loopback.ascii("HTTP/1.1 200 OK\r\nX: "));
                            endless(out);
                        },
                        "wrong_format: the answer is no HTTP"),
                new Case(
                        "an endless status line",
                        (_, _, out) -> {
                            out.write(Loopback.ascii("HTTP/1.1 200 "));
                            endless(out);
                        },
                        "wrong_format: the answer is no HTTP"),
                new Case(
                        "a line that ends with half of its end",
                        (_, _, out) -> {
                            out.write(Loopback.ascii("HTTP/1.1 200 OK\rX: y\r\n\r\n"));
                            out.flush();
                        },
                        "wrong_format: the answer is no HTTP"),
                new Case(
                        "a chunk whose length is no number",
                        (_, socket, out) -> {
                            out.write(Loopback.ascii(
                                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n"));
                            out.flush();
                            Loopback.untilHungUp(socket);
                        },
                        "wrong_format: the answer is no HTTP"),
                new Case(
                        "an error whose text never ends, drop by drop",
                        "scrape_timeout: 200ms",
                        (_, _, out) -> {
                            out.write(Loopback.ascii("HTTP/1.1 500 Oops\r\nContent-Type: text/plain\r\n\r\n"));
                            drip(out);
                        },
                        "http_status: answered 500 Oops: xx"),
                new Case(
                        "a redirect to a user whose password has an @",
                        (_, _, out) -> {
                            out.write(Loopback.ascii(
                                    "HTTP/1.1 302 Found\r\nLocation: http://u:p@s3cret@b/login\r\n\r\n"));
                            out.flush();
                        },
                        "redirect: answered 302, a redirect to what is no URL: redirects are not followed"),
                new Case(
                        "a redirect to a user whose password has a question mark",
                        (_, _, out) -> {
                            out.write(
                                    Loopback.ascii("HTTP/1.1 302 Found\r\nLocation: http://u:s3?cret@b/login\r\n\r\n"));
                            out.flush();
                        },
                        "redirect: answered 302, a redirect to what is no URL: redirects are not followed"),
                new Case(
                        "a redirect whose query holds a token",
                        (_, _, out) -> {
                            out.write(Loopback.ascii(
                                    "HTTP/1.1 302 Found\r\nLocation: /login?token=s3cret#s3cret\r\n\r\n"));
                            out.flush();
                        },
                        "redirect: answered 302, a redirect to /login: redirects are not followed"),
                new Case(
                        "a redirect to a user without a host",
                        (_, _, out) -> {
                            out.write(Loopback.ascii("HTTP/1.1 302 Found\r\nLocation: //u:s3cret@/login\r\n\r\n"));
                            out.flush();
                        },
                        "redirect: answered 302, a redirect to what is no URL: redirects are not followed"),
                new Case(
                        "a redirect to what looks like a mail address",
                        (_, _, out) -> {
                            out.write(Loopback.ascii("HTTP/1.1 302 Found\r\nLocation: u:s3cret@b\r\n\r\n"));
                            out.flush();
                        },
                        "redirect: answered 302, a redirect to what is no URL: redirects are not followed"),
                new Case(
                        "a redirect to itself",
                        (_, socket, out) -> {
                            out.write(Loopback.ascii("HTTP/1.1 308 Again\r\nLocation: http://127.0.0.1:"
                                    + socket.getLocalPort() + "/debug/pprof/heap\r\nContent-Length: 0\r\n\r\n"));
                            out.flush();
                        },
                        "redirect: answered 308, a redirect to http://127.0.0.1:"),
                new Case(
                        "headers without end",
                        (_, _, out) -> {
                            out.write(Loopback.ascii("HTTP/1.1 200 OK\r\n"));
                            repeat(out, "X-Header: some value\r\n");
                        },
                        "wrong_format: the answer is no HTTP"),
                new Case(
                        "interim answers without end",
                        (_, _, out) -> repeat(out, "HTTP/1.1 100 Continue\r\n\r\n"),
                        "too_large: more than 16 interim answers (1xx) before the answer"),
                new Case(
                        "early hints without end",
                        (_, _, out) -> repeat(out, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"),
                        "too_large: more than 16 interim answers (1xx) before the answer"),
                new Case(
                        "other interim answers",
                        (_, _, out) -> repeat(out, "HTTP/1.1 102 Processing\r\n\r\n"),
                        "http_status: answered 102 Processing"),
                new Case(
                        "a chunk's extension without end",
                        (_, _, out) -> {
                            out.write(Loopback.ascii("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;a="));
                            endless(out);
                        },
                        "wrong_format: the answer is no HTTP"),
                new Case(
                        "chunks of one byte with long extensions",
                        (_, _, out) -> {
                            out.write(Loopback.ascii("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
                            repeat(out, "1;a=" + "b".repeat(1_000) + "\r\nx\r\n");
                        },
                        "too_large: the answer comes in crumbs: "),
                new Case(
                        "trailers without end",
                        (_, _, out) -> {
                            out.write(Loopback.ascii("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"));
                            repeat(out, "X-Trailer: some value\r\n");
                        },
                        "wrong_format: the answer is no HTTP"),
                new Case(
                        "more than it promised",
                        (_, _, out) -> {
                            out.write(Loopback.ascii("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"));
                            out.write(HEAP);
                            out.flush();
                        },
                        "truncated: gzip: the data ends early"),
                new Case(
                        "two lengths",
                        (_, _, out) -> {
                            out.write(Loopback.ascii(
                                    "HTTP/1.1 200 OK\r\nContent-Length: 10\r\nContent-Length: 20\r\n\r\n"));
                            out.write(HEAP);
                            out.flush();
                        },
                        "wrong_format: the answer is no HTTP"),
                new Case("a gzip bomb in a gzip", (_, _, out) -> Loopback.ok(out, gzip(BOMB)), "wrong_format: "),
                new Case(
                        "a gzip of nothing",
                        (_, _, out) -> Loopback.ok(out, gzip(new byte[0])),
                        "empty: the profile is empty"),
                new Case(
                        "JSON",
                        (_, _, out) ->
                                Loopback.respond(out, "200 OK", "application/json", Loopback.ascii("{\"a\": 1}")),
                        "wrong_format: "),
                new Case(
                        "a profile that is cut off within",
                        (_, _, out) -> Loopback.ok(out, gzip(Arrays.copyOf(inflated(HEAP), 1_000))),
                        "truncated: "),
                new Case(
                        "garbage where TLS is expected",
                        "scheme: https",
                        (_, _, out) -> {
                            byte[] garbage = new byte[10_000];
                            new Random(1).nextBytes(garbage);
                            out.write(garbage);
                            out.flush();
                        },
                        "tls: no TLS connection"),
                new Case(
                        "a TLS handshake that is never answered",
                        "scheme: https\n    scrape_timeout: 300ms",
                        (_, socket, _) -> Loopback.untilHungUp(socket),
                        "connect_timeout: not done after 0.3 s: timed out while connecting"),
                new Case(
                        "plain text where TLS is expected",
                        "scheme: https",
                        (_, _, out) -> Loopback.ok(out, HEAP),
                        "tls: no TLS connection"),
                new Case(
                        "a password file that is not there",
                        "basic_auth: {username: u, password_file: /nowhere/password}",
                        (_, _, out) -> Loopback.ok(out, HEAP),
                        "credentials: a file with a secret cannot be used: /nowhere/password must be readable"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void failsAloneWithItsReason(Case hostile) throws Exception {
        try (Loopback good = Loopback.serving(HEAP);
                Loopback bad = new Loopback(hostile.script());
                Rig rig = rig(hostile, bad.address(), good.address())) {
            failsAlone(rig, hostile.error());
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whereNobodyListens(String address, String error) throws Exception {
        try (Loopback good = Loopback.serving(HEAP);
                Rig rig = rig(new Case(address, (_, _, _) -> {}, error), address, good.address())) {
            failsAlone(rig, error);
        }
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("127.0.0.1:" + Ports.free(), "connection_refused: connection refused: nobody listens"),
                Arguments.of("no-such-host.invalid:80", "dns: the name cannot be resolved"));
    }

    /** Whether what came before is read first is up to the network. */
    @Test
    void aConnectionThatIsResetInTheMiddle() throws Exception {
        Loopback.Script reset = (_, socket, out) -> {
            out.write(Loopback.ascii("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc"));
            out.flush();
            socket.setSoLinger(true, 0);
            socket.close();
        };
        try (Loopback good = Loopback.serving(HEAP);
                Loopback bad = new Loopback(reset);
                Rig rig = rig(new Case("reset", reset, ""), bad.address(), good.address())) {
            Await.until("down", () -> rig.target("bad").health() == Health.DOWN);

            assertThat(rig.profile("bad").lastError())
                    .matches("(truncated|unreachable): the target closed the connection (in the middle|while) .*");
            goesOn(rig);
        }
    }

    private static Rig rig(Case hostile, String bad, String good) {
        return new Rig(
                Rig.file(
                        Rig.heapJob("bad", bad, "scrape_interval: 2s", hostile.line()),
                        Rig.heapJob("good", good, "scrape_interval: 500ms")),
                new RecordingStore(),
                OPTIONS,
                InstantSource.system());
    }

    private static void failsAlone(Rig rig, String error) {
        Await.until(
                "the bad target fails, not " + rig.target("bad"),
                () -> rig.profile("bad").health() == Health.DOWN);
        ProfileStatus status = rig.profile("bad");
        assertThat(status.lastError()).startsWith(error).doesNotContain("s3cret");
        assertThat(status.lastError().chars()).noneMatch(Character::isISOControl);
        assertThat(status.lastScrape()).isNotNull();
        assertThat(rig.counter(
                        "tributary_scrape_failures",
                        "job",
                        "bad",
                        "type",
                        "heap",
                        "reason",
                        error.replaceAll(":.*", "")))
                .isPositive();

        goesOn(rig);
    }

    /** The good target's scrapes from the first on, those at the time of the bad one's among them. */
    private static void goesOn(Rig rig) {
        long before = rig.store.countOf("good");
        Await.until("the good target goes on", () -> rig.store.countOf("good") >= before + 2);
        rig.assertUndisturbed("good");
        assertThat(rig.store.countOf("bad")).isZero();
        rig.awaitNothingInFlight();
    }

    private static void drip(OutputStream out) throws IOException {
        for (int i = 0; i < 1_000; i++) {
            out.write('x');
            out.flush();
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static void endless(OutputStream out) throws IOException {
        byte[] block = new byte[8 << 10];
        Arrays.fill(block, (byte) 'x');
        // Ends when the other side hangs up: the write fails.
        while (true) {
            out.write(block);
        }
    }

    private static void repeat(OutputStream out, String text) throws IOException {
        byte[] block = Loopback.ascii(text.repeat(100));
        // Ends when the other side hangs up: the write fails.
        while (true) {
            out.write(block);
        }
    }

    private static byte[] inflated(byte[] gzip) {
        try {
            return PprofDecoder.inflate(gzip, DecodeLimits.DEFAULT);
        } catch (InvalidProfileException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
