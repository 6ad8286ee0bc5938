package io.tributary.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.testing.TestData;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Targets that speak HTTP/2 (RFC 9113), frame by frame. */
class HostileHttp2Test {
    private static final byte[] HEAP = TestData.bytes("shop/v1/heap.4.pb.gz");
    private static final TestCertificates.Pair PAIR = TestCertificates.selfSigned(List.of("127.0.0.1"));
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int CONTINUATION = 9;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;

    /** {@code :status: 200} of HPACK's static table. */
    private static final byte[] OK = {(byte) 0x88};

    /** Answers the request on one stream. */
    interface Script {
        void answer(Frames frames, int stream) throws IOException;
    }

    /** Writes frames. */
    record Frames(OutputStream out) {
        void write(int type, int flags, int stream, byte... payload) throws IOException {
            ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
            frame.putInt(payload.length << 8 | type)
                    .put((byte) flags)
                    .putInt(stream)
                    .put(payload);
            out.write(frame.array());
            out.flush();
        }
    }

    private static Loopback serving(Script script) {
        return new Loopback(0, PAIR.serverSockets(null, List.of("h2")), (head, socket, out) -> {
            assertThat(((SSLSocket) socket).getApplicationProtocol()).isEqualTo("h2");
            DataInputStream in = new DataInputStream(socket.getInputStream());
            // The rest of the client's preface; its beginning looked like the head of a request.
            in.readNBytes(6);
            Frames frames = new Frames(out);
            frames.write(SETTINGS, 0, 0);
            while (true) {
                int lengthAndType = in.readInt();
                in.readByte();
                int stream = in.readInt();
                in.readNBytes(lengthAndType >>> 8);
                if ((lengthAndType & 0xff) == HEADERS) {
                    script.answer(frames, stream);
                    Loopback.untilHungUp(socket);
                    return;
                }
            }
        });
    }

    private static Rig rig(Loopback target, Loopback good, String... lines) {
        return new Rig(Rig.file(
                Rig.heapJob(
                        "shop",
                        target.address(),
                        Stream.concat(
                                        Stream.of(
                                                "scheme: https",
                                                "tls_config: {insecure_skip_verify: true}",
                                                "scrape_interval: 5s"),
                                        Stream.of(lines))
                                .toArray(String[]::new)),
                Rig.heapJob("good", good.address(), "scrape_interval: 1s")));
    }

    record Case(String title, Script script, String line, String error) {
        Case(String title, Script script, String error) {
            this(title, script, "scrape_timeout: 5s", error);
        }

        @Override
        public String toString() {
            return title;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(
                        "a stream that is reset before the answer",
                        (frames, stream) -> frames.write(RST_STREAM, 0, stream, (byte) 0, (byte) 0, (byte) 0, (byte) 8),
                        "unreachable: the target closed the connection while waiting for the answer"),
                new Case(
                        "a stream that is reset in the middle",
                        (frames, stream) -> {
                            frames.write(HEADERS, END_HEADERS, stream, OK);
                            frames.write(DATA, 0, stream, Arrays.copyOf(HEAP, 10_000));
                            frames.write(RST_STREAM, 0, stream, (byte) 0, (byte) 0, (byte) 0, (byte) 2);
                        },
                        "truncated: the target closed the connection in the middle"),
                new Case(
                        "a farewell",
                        (frames, _) -> frames.write(GOAWAY, 0, 0, new byte[8]),
                        "unreachable: the target closed the connection while waiting for the answer"),
                new Case(
                        "resets of streams that nobody opened",
                        (frames, stream) -> {
                            for (int i = 0; i < 100_000; i++) {
                                frames.write(RST_STREAM, 0, stream + 2 * i, (byte) 0, (byte) 0, (byte) 0, (byte) 8);
                            }
                        },
                        "unreachable: the target closed the connection while waiting for the answer"),
                new Case(
                        "pings without end",
                        (frames, _) -> {
                            while (true) {
                                frames.write(PING, 0, 0, new byte[8]);
                            }
                        },
                        "too_large: more than 1000 settings and pings beside the answer"),
                new Case(
                        "settings without end",
                        (frames, _) -> {
                            while (true) {
                                frames.write(SETTINGS, 0, 0);
                            }
                        },
                        "too_large: more than 1000 settings and pings beside the answer"),
                new Case(
                        "headers without end",
                        (frames, stream) -> {
                            // A literal field without a name's end: its value goes on in every continuation.
                            frames.write(HEADERS, 0, stream, OK);
                            while (true) {
                                frames.write(CONTINUATION, 0, stream, new byte[16_000]);
                            }
                        },
                        "wrong_format: the answer is no HTTP: Header size exceeded"),
                new Case(
                        "garbage instead of frames",
                        (frames, _) -> frames.out().write(new byte[1_000]),
                        "wrong_format: the answer is no HTTP: Frame of type 0"),
                new Case(
                        "never answers",
                        (_, _) -> {},
                        "scrape_timeout: 2s",
                        "timeout: not done after 2.0 s: timed out while waiting for the answer"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void failsAloneWithItsReason(Case hostile) {
        try (Loopback good = Loopback.serving(HEAP);
                Loopback bad = serving(hostile.script());
                Rig rig = rig(bad, good, hostile.line())) {
            Await.until(
                    () -> "down, not " + rig.target("shop"),
                    () -> rig.target("shop").health() == Health.DOWN);
            assertThat(rig.profile("shop").lastError()).startsWith(hostile.error());
            long before = rig.store.countOf("good");
            Await.until("the good one goes on", () -> rig.store.countOf("good") >= before + 2);
            assertThat(rig.store.countOf("shop")).isZero();
            rig.assertUndisturbed("good");
            rig.awaitNothingInFlight();
        }
    }

    @Test
    void anAnswerIsTaken() {
        try (Loopback good = Loopback.serving(HEAP);
                Loopback shop = serving((frames, stream) -> {
                    frames.write(HEADERS, END_HEADERS, stream, OK);
                    for (int at = 0; at < HEAP.length; at += 16_000) {
                        ByteArrayOutputStream piece = new ByteArrayOutputStream();
                        piece.write(HEAP, at, Math.min(16_000, HEAP.length - at));
                        frames.write(DATA, at + 16_000 >= HEAP.length ? END_STREAM : 0, stream, piece.toByteArray());
                    }
                });
                Rig rig =
                        rig(shop, good, "http_headers: {X-Tenant: {values: [a]}}", "authorization: {credentials: b}")) {
            Await.until(
                    () -> "up, not " + rig.target("shop"),
                    () -> rig.target("shop").health() == Health.UP);
        }
    }

    @Test
    void itIsNotOfferedWhereItIsSwitchedOff() {
        try (Loopback good = Loopback.serving(HEAP);
                Loopback shop =
                        new Loopback(0, PAIR.serverSockets(null, List.of("h2", "http/1.1")), (head, socket, out) -> {
                            assertThat(((SSLSocket) socket).getApplicationProtocol())
                                    .isNotEqualTo("h2");
                            Loopback.ok(out, HEAP);
                        });
                Rig rig = rig(shop, good, "enable_http2: false")) {
            Await.until(
                    () -> "up, not " + rig.target("shop"),
                    () -> rig.target("shop").health() == Health.UP);
        }
    }
}
