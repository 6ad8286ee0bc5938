package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.Zstd;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.testing.Await;
import io.tributary.profile.testing.TestData;
import io.tributary.profile.wire.DecodeLimits;
import io.tributary.profile.wire.PprofDecoder;
import io.tributary.profile.wire.PprofEncoder;
import io.tributary.storage.Origin;
import io.tributary.storage.PutResult;
import io.tributary.storage.StoreException;
import io.tributary.storage.rocksdb.RocksStore;
import io.tributary.storage.rocksdb.RocksStoreOptions;
import io.tributary.storage.testing.MadeUp;
import io.tributary.storage.testing.MemoryStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles that are sent. */
class UploadTest {
    private static final byte[] CPU = TestData.bytes("go-compile/profile.79.pb.gz");
    private static final String URL = "/api/v1/profiles?service=ci&type=cpu";

    private static HttpResponse<byte[]> post(TestServer api, String url, byte[] body, String... headers) {
        return api.send(
                "POST", url, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body), headers);
    }

    private static byte[] plain() {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(CPU))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Profile decoded(byte[] bytes) throws Exception {
        return PprofDecoder.decode(bytes, DecodeLimits.DEFAULT);
    }

    @Test
    void storesAProfileOnceAndGivesItBack() throws Exception {
        try (TestServer api = new TestServer(new MemoryStore())) {
            String url = URL + "&label.region=eu&label.version=v7&time=2026-03-02T11:00:00Z";
            HttpResponse<byte[]> first = post(api, url, CPU, "Content-Type", "application/octet-stream");
            assertThat(first.statusCode()).as(TestServer.text(first)).isEqualTo(201);
            String id = TestServer.json(first).get("id").asText();
            assertThat(TestServer.header(first, "Location")).isEqualTo("/api/v1/profiles/" + id);

            HttpResponse<byte[]> again = post(api, url, plain(), "Content-Type", "application/x-protobuf");
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(TestServer.json(again).get("id").asText()).isEqualTo(id);

            byte[] back = api.get("/api/v1/profiles/" + id).body();
            assertThat(PprofEncoder.encode(decoded(back), 1)).isEqualTo(PprofEncoder.encode(decoded(CPU), 1));
            JsonNode listed = TestServer.json(api.get("/api/v1/profiles?service=ci&from=now-2h"))
                    .get("profiles");
            assertThat(listed).hasSize(1);
            assertThat(listed.get(0).get("labels").toString())
                    .isEqualTo("{\"region\":\"eu\",\"service_name\":\"ci\",\"version\":\"v7\"}");
            assertThat(listed.get(0).get("time").asText()).isEqualTo("2026-03-02T11:00:00Z");
            assertThat(TestServer.text(api.get("/metrics"))).contains("tributary_uploads_stored_total 2.0");
        }
    }

    @Test
    void takesItHoweverItIsCompressedAndWithoutAContentType() throws Exception {
        try (TestServer api = new TestServer(new MemoryStore())) {
            List<String> ids = new ArrayList<>();
            for (byte[] body : List.of(CPU, plain(), Zstd.compress(plain()))) {
                HttpResponse<byte[]> answer = post(api, URL + "&time=now-1h", body);
                assertThat(answer.statusCode()).isIn(200, 201);
                ids.add(TestServer.json(answer).get("id").asText());
            }
            assertThat(ids).hasSize(3).containsOnly(ids.getFirst());
        }
    }

    @Test
    void theTimeIsThatOfTheProfileOrNow() throws Exception {
        List<Origin> origins = new ArrayList<>();
        HeldProfiles store = new HeldProfiles() {
            @Override
            public PutResult put(Origin origin, Profile profile) {
                origins.add(origin);
                return super.put(origin, profile);
            }
        };
        long begun = decoded(CPU).header().timeNanos() / 1_000_000;
        assertThat(begun).isPositive();
        // An empty profile, but for a sample type: it says no time.
        byte[] timeless = {0x0a, 0x04, 0x08, 0x01, 0x10, 0x01, 0x32, 0x00, 0x32, 0x01, 'x'};
        try (TestServer api = new TestServer(store)) {
            assertThat(post(api, URL, CPU).statusCode()).isEqualTo(201);
            assertThat(post(api, URL, timeless).statusCode()).isEqualTo(201);
        }
        assertThat(origins).extracting(Origin::timeMillis).containsExactly(begun, TestServer.NOW.toEpochMilli());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /api/v1/profiles?type=cpu                                      | 400 | missing-parameter   | service
            /api/v1/profiles?service=ci                                    | 400 | missing-parameter   | type
            /api/v1/profiles?service=ci&type=cpu&labels.region=eu          | 400 | unknown-parameter   | labels.region
            /api/v1/profiles?service=ci&type=cpu&label.a=1&label.a=2       | 400 | duplicate-parameter | label.a
            /api/v1/profiles?service=ci&type=cpu&label.=1                  | 400 | bad-parameter       | a label's name
            /api/v1/profiles?service=ci&type=cpu&label.9a=1                | 400 | bad-parameter       | label.9a
            /api/v1/profiles?service=ci&type=cpu&label.__name__=1          | 400 | bad-parameter       | not beginning with a digit or __
            /api/v1/profiles?service=ci&type=cpu&label.service_name=other  | 400 | bad-parameter       | another service
            /api/v1/profiles?service=ci&type=cpu&time=noon                 | 400 | bad-parameter       | noon
            /api/v1/profiles?service=ci&type=cpu&from=now                  | 400 | unknown-parameter   | from
            """)
    void saysWhatIsWrongWithTheQuestion(String url, int status, String type, String detail) {
        try (TestServer api = new TestServer(new HeldProfiles())) {
            TestServer.assertProblem(post(api, url, CPU), status, type, detail);
        }
    }

    @Test
    void saysWhatIsWrongWithTheBody() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
            out.write(new byte[33 << 20]);
        }
        byte[] cut = Arrays.copyOf(CPU, CPU.length / 2);
        byte[] longValue = ("label." + "x".repeat(10)).getBytes(StandardCharsets.UTF_8);
        try (TestServer api = new TestServer(new HeldProfiles())) {
            TestServer.assertProblem(post(api, URL, new byte[0]), 400, "bad-body", "empty");
            TestServer.assertProblem(post(api, URL, longValue), 422, "invalid-profile", "");
            TestServer.assertProblem(
                    post(api, URL, "<html>".getBytes(StandardCharsets.UTF_8)), 422, "invalid-profile", "");
            TestServer.assertProblem(post(api, URL, cut), 422, "invalid-profile", "ends early");
            TestServer.assertProblem(post(api, URL, bomb.toByteArray()), 413, "body-too-large", "33554432");
            TestServer.assertProblem(
                    post(api, URL, CPU, "Content-Type", "application/json"), 415, "unsupported-media-type", "json");
            TestServer.assertProblem(
                    post(api, URL, CPU, "Content-Encoding", "gzip"), 415, "unsupported-media-type", "coded with");
            TestServer.assertProblem(
                    post(api, URL + "&label.a=" + "x".repeat(1025), CPU), 400, "bad-parameter", "1024");
            assertThat(TestServer.text(api.get("/metrics")))
                    .contains("tributary_uploads_refused_total{reason=\"truncated\"} 1.0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null"})
    void takesNoneFromAPageOfAnotherServer(String origin) {
        try (TestServer api = new TestServer(new HeldProfiles())) {
            TestServer.assertProblem(post(api, URL, CPU, "Origin", origin), 403, "cross-origin", origin);
        }
    }

    @Test
    void aStoreThatCannotIsToBeAskedAgain() {
        HeldProfiles full = new HeldProfiles() {
            @Override
            public PutResult put(Origin origin, Profile profile) {
                throw new StoreException("no space left on /secret/path");
            }
        };
        try (TestServer api = new TestServer(full)) {
            HttpResponse<byte[]> answer = post(api, URL, CPU);

            TestServer.assertProblem(answer, 503, "store-failed", "could not keep it");
            assertThat(TestServer.header(answer, "Retry-After")).isEqualTo("10");
            assertThat(TestServer.text(answer)).doesNotContain("/secret/path");
        }
    }

    @Test
    void whatCanNeverBeStoredIsTheProfilesFault(@TempDir Path folder) throws Exception {
        byte[] tooLarge =
                PprofEncoder.encode(MadeUp.profile(List.of(MadeUp.CPU), 1, Long.MAX_VALUE, Long.MAX_VALUE), 1);
        List<ValueType> types = IntStream.range(0, 300)
                .mapToObj(i -> new ValueType("t" + i, "count"))
                .toList();
        byte[] tooWide = PprofEncoder.encode(MadeUp.profile(types, 1, new long[300]), 1);
        RocksStore store = RocksStore.open(folder, RocksStoreOptions.DEFAULT);
        try (TestServer api = new TestServer(store).closing(store)) {
            for (HttpResponse<byte[]> answer : List.of(post(api, URL, tooLarge), post(api, URL, tooWide))) {
                TestServer.assertProblem(answer, 422, "invalid-profile", "");
                assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
            }
            TestServer.assertProblem(post(api, URL, tooLarge), 422, "invalid-profile", "values of cpu add up");
            TestServer.assertProblem(post(api, URL, tooWide), 422, "invalid-profile", "300 sample types");
            assertThat(TestServer.text(api.get("/metrics")))
                    .contains("tributary_uploads_refused_total{reason=\"unstorable\"} 4.0");
        }
    }

    @Test
    void takesEveryTimeThatCanBeKeptAndNoOther(@TempDir Path folder) {
        RocksStore store = RocksStore.open(folder, RocksStoreOptions.DEFAULT);
        try (TestServer api = new TestServer(store).closing(store)) {
            String last = "6052-12-31T23:59:59.999Z";
            HttpResponse<byte[]> taken = post(api, URL + "&time=" + last, CPU);
            assertThat(taken.statusCode()).as(TestServer.text(taken)).isEqualTo(201);
            for (String time : List.of("6053-01-01T00:00:00Z", "9999-12-31T00:00:00Z")) {
                TestServer.assertProblem(
                        post(api, URL + "&time=" + time, CPU), 400, "bad-parameter", "between the years 1970 and 6052");
            }
            HttpResponse<byte[]> listed = api.get("/api/v1/profiles?service=ci&from=now&to=9999-12-31T00:00:00Z");
            assertThat(TestServer.json(listed).get("profiles")).hasSize(1);
            HttpResponse<byte[]> merged =
                    api.get("/api/v1/merge?service=ci&type=cpu&from=now&to=9999-12-31T00:00:00Z&format=top");
            assertThat(merged.statusCode()).as(TestServer.text(merged)).isEqualTo(200);
        }
    }

    @Test
    void moreBytesAtOnceThanThereIsRoomForAreRefusedAndTheRoomComesBack() throws Exception {
        int most = 32 << 20;
        List<Socket> halves = new ArrayList<>();
        try (TestServer api = new TestServer(new MemoryStore())) {
            byte[] almost = new byte[most - 1];
            for (int i = 0; i < 2; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port);
                halves.add(socket);
                socket.getOutputStream()
                        .write(("POST " + URL + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + most + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().write(almost);
            }
            Await.until("both are read", () -> held(api) == 2L * almost.length);
            HttpResponse<byte[]> refused = post(api, URL, CPU);
            TestServer.assertProblem(refused, 503, "overloaded", "bytes of bodies");
            assertThat(TestServer.header(refused, "Retry-After")).isEqualTo("2");

            for (Socket socket : halves) {
                socket.close();
            }
            Await.until("that they broke off is noticed", () -> held(api) == 0);
            assertThat(post(api, URL, CPU).statusCode()).isEqualTo(201);
        } finally {
            for (Socket socket : halves) {
                socket.close();
            }
        }
    }

    private static long held(TestServer api) {
        return (long) Double.parseDouble(TestServer.text(api.get("/metrics"))
                .lines()
                .filter(line -> line.startsWith("tributary_uploads_held_bytes "))
                .findFirst()
                .orElseThrow()
                .split(" ", 2)[1]);
    }
}
