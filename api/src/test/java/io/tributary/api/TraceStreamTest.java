package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.api.traces.TraceDownloads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Traces on their way to clients that are slow, go away, or are many; and such as end badly. */
class TraceStreamTest {
    /** More than any socket buffers hold. */
    private static final long LARGE = 256L << 20;

    private static final String PATH = "/api/v1/traces/t1";

    /** As many bytes as are wanted, counted; closed as often as it is opened. */
    private static final class Endless extends InputStream {
        final AtomicLong read = new AtomicLong();
        final AtomicInteger closed = new AtomicInteger();

        @Override
        public int read() {
            read.incrementAndGet();
            return 0;
        }

        @Override
        public int read(byte[] to, int offset, int length) {
            read.addAndGet(length);
            return length;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    /** Fails after some bytes. */
    private static InputStream damagedAfter(int bytes) {
        return new InputStream() {
            private int left = bytes;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                if (left == 0) {
                    throw new IOException("trace t1 is damaged");
                }
                int n = Math.min(left, length);
                left -= n;
                return n;
            }
        };
    }

    @Test
    void arrivesWhole() {
        byte[] content = new byte[5_000_001];
        new Random(7).nextBytes(content);
        try (TestServer api = new TestServer(Traces.of(content.length, new ByteArrayInputStream(content)))) {
            assertThat(api.get(PATH).body()).isEqualTo(content);
        }
    }

    @Test
    void anEmptyOneArrivesToo() {
        try (TestServer api = new TestServer(Traces.of(0, new ByteArrayInputStream(new byte[0])))) {
            HttpResponse<byte[]> answer = api.get(PATH);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(TestServer.header(answer, "Content-Length")).isEqualTo("0");
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void isReadNoFasterThanTheClientTakesItAndClosedWhenItGoes() throws IOException {
        Endless content = new Endless();
        try (TestServer api = new TestServer(Traces.of(LARGE, content))) {
            try (Socket client = ask(api)) {
                readHead(client);
                long before;
                int same = 0;
                do {
                    before = content.read.get();
                    assertThat(api.get("/-/healthy").statusCode()).isEqualTo(200);
                    same = content.read.get() == before ? same + 1 : 0;
                } while (same < 50);
                assertThat(content.read.get()).isLessThan(LARGE / 4);
                assertThat(content.closed).hasValue(0);

                // It goes on once the client does.
                client.getInputStream().readNBytes(32 << 20);
                assertThat(content.read.get()).isGreaterThan(before);
            }
            await("closed", () -> content.closed.get() == 1);
            await(
                    "counted",
                    () -> TestServer.text(api.get("/metrics"))
                            .contains(
                                    "tributary_http_requests_total{code=\"499\",route=\"/api/v1/traces/{id}\"} 1.0\n"));
            assertThat(content.read.get()).isLessThan(LARGE / 2);
        }
    }

    @Test
    void ofTooManyAtOnceTheLastIsToldToComeAgain() throws IOException {
        Endless content = new Endless();
        List<Socket> clients = new ArrayList<>();
        try (TestServer api = new TestServer(Traces.of(LARGE, content))) {
            for (int i = 0; i < TraceDownloads.MOST; i++) {
                Socket client = ask(api);
                clients.add(client);
                readHead(client);
            }

            HttpResponse<byte[]> refused = api.get(PATH);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(TestServer.header(refused, "Retry-After")).isEqualTo("5");
            assertThat(api.get("/api/v1/services").statusCode()).isEqualTo(200);

            clients.getFirst().close();
            await("a place", () -> api.send("HEAD", PATH).statusCode() == 200);
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
        assertThat(content.closed.get()).isGreaterThanOrEqualTo(TraceDownloads.MOST);
    }

    @Test
    void whatIsDamagedInTheMiddleDoesNotEndAsIfItWereWhole() {
        try (TestServer api = new TestServer(Traces.of(1_000_000, damagedAfter(300_000)))) {
            assertThatThrownBy(() -> api.get(PATH)).hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void whatIsDamagedFromTheBeginningIsAnError() {
        try (TestServer api = new TestServer(Traces.of(1_000_000, damagedAfter(0)))) {
            HttpResponse<byte[]> answer = api.get(PATH);

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(TestServer.header(answer, "ETag")).isEmpty();
            assertThat(TestServer.json(answer).get("type").asText()).endsWith("/internal");
        }
    }

    private static Socket ask(TestServer api) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), api.port);
        client.setSoTimeout(20_000);
        client.getOutputStream()
                .write(("GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    private static void readHead(Socket client) throws IOException {
        byte[] head = client.getInputStream().readNBytes(15);
        assertThat(new String(head, StandardCharsets.US_ASCII))
                .as(Arrays.toString(head))
                .isEqualTo("HTTP/1.1 200 OK");
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
