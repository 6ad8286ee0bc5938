package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.api.http.ByteBudget;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is handed out stays as it is while the fleet says the same, and is kept. */
class PgoReleasesTest extends PgoFleetServer {
    @BeforeEach
    void yesterday() {
        PgoFleet.put(store, aDay(24));
    }

    private HttpResponse<byte[]> ask(String tag) {
        return api.send("GET", DEFAULT_PGO, "If-None-Match", tag);
    }

    private static String tag(HttpResponse<byte[]> response) {
        return TestServer.header(response, "ETag");
    }

    private HttpResponse<byte[]> check(byte[] profile) {
        return api.send(
                "POST",
                HOME + "check",
                HttpRequest.BodyPublishers.ofByteArray(profile),
                "Content-Type",
                "application/octet-stream");
    }

    @Test
    void theSameProfilesAreTheSameBytesWhateverTheirOrder() throws Exception {
        HttpResponse<byte[]> first = api.get(DEFAULT_PGO);
        HeldProfiles other = new HeldProfiles();
        PgoFleet.put(other, PgoFleet.shuffled(aDay(24)));
        try (TestServer elsewhere = new TestServer(other)) {
            assertThat(elsewhere.get(DEFAULT_PGO).body()).isEqualTo(first.body());
        }
        byte[] message = new GZIPInputStream(new ByteArrayInputStream(first.body())).readAllBytes();
        assertThat(tag(first))
                .isEqualTo("W/\""
                        + HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(message)) + '"');
    }

    @Test
    void aNewDayOfTheSameIsNoChange() {
        HttpResponse<byte[]> first = api.get(DEFAULT_PGO);
        assertThat(ask(tag(first)).statusCode()).isEqualTo(304);
        PgoFleet.put(store, PgoFleet.BUSY.profiles("d", V1, 24, 0));

        HttpResponse<byte[]> same = ask(tag(first));
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(tag(same)).as("curl saves it again").isEqualTo(tag(first));
        assertThat(same.body()).isEmpty();
        HttpResponse<byte[]> unasked = api.get(DEFAULT_PGO);
        assertThat(tag(unasked)).as("other bytes all the same").isNotEqualTo(tag(first));
        assertThat(ask("\"" + "0".repeat(64) + "\"").statusCode()).isEqualTo(200);
        assertThat(ask("W/\"x\", " + tag(first)).statusCode()).isEqualTo(304);
        JsonNode checked = TestServer.json(check(first.body()));
        assertThat(checked.get("verdict").asText()).isEqualTo("keep");
        assertThat(checked.get("handedOut").asText()).isEqualTo("2026-03-02T12:00:00Z");
        assertThat(checked.get("overlap").asDouble()).isGreaterThan(0.95);
    }

    @Test
    void anotherWorkloadIsOne() {
        HttpResponse<byte[]> first = api.get(DEFAULT_PGO);
        PgoFleet.put(store, PgoFleet.BUSY.withSamples(900).renamed("orders").profiles("d", V1, 24, 0));

        HttpResponse<byte[]> changed = ask(tag(first));
        assertThat(changed.statusCode()).as(TestServer.text(changed)).isEqualTo(200);
        assertThat(tag(changed)).isNotEqualTo(tag(first));
        assertThat(ask(tag(changed)).statusCode()).isEqualTo(304);

        JsonNode report = TestServer.json(api.get(REPORT));
        JsonNode change = report.get("change");
        assertThat(change.get("since").asText()).isEqualTo("release " + digest(first));
        assertThat(change.get("enteredEdges").asInt()).isPositive();
        assertThat(change.get("entered").get(0).get("callee").asText()).startsWith("orders.");
        assertThat(change.get("entered").get(0).get("before").asDouble()).isZero();
        assertThat(TestServer.text(api.get(REPORT + "?format=text")))
                .contains("## Since release " + digest(first), "orders.f0");

        JsonNode checked = TestServer.json(check(first.body()));
        assertThat(checked.get("verdict").asText()).isEqualTo("refresh");
        assertThat(checked.get("why").toString()).contains("overlap");
        assertThat(TestServer.json(check(changed.body())).get("verdict").asText())
                .isEqualTo("keep");
    }

    @Test
    void whatIsNotGoodEnoughIsNoReasonToKeepQuiet() {
        HttpResponse<byte[]> first = api.get(DEFAULT_PGO);
        PgoFleet.put(store, PgoFleet.BUSY.withSamples(9_000).profiles("d", V1, 24, 0));

        assertThat(ask(tag(first)).statusCode()).isEqualTo(422);
        assertThat(api.send("GET", DEFAULT_PGO + "?gate=off", "If-None-Match", tag(first))
                        .statusCode())
                .as("asked without the gate, it is the same")
                .isEqualTo(304);
    }

    @Test
    void whatIsAskedAboutThePastIsNoSuccessor() {
        HttpResponse<byte[]> first = api.get(DEFAULT_PGO);
        HttpResponse<byte[]> past = api.get(DEFAULT_PGO + "?gate=off&at=now-40h");

        assertThat(tag(past)).isNotEqualTo(tag(first));
        assertThat(TestServer.json(api.get(REPORT)).path("change").isMissingNode())
                .isTrue();
        JsonNode newest = TestServer.json(api.get(HOME + "releases?limit=1"))
                .get("releases")
                .get(0);
        assertThat(newest.get("digest").asText()).isEqualTo(digest(past));
        assertThat(newest.get("parameters").get("at").asText()).isEqualTo("2026-02-28T20:00:00Z");
    }

    private static String digest(HttpResponse<byte[]> response) {
        return tag(response).substring(3, 67);
    }

    @Test
    void whatWasHandedOutIsListedAndKept() {
        HttpResponse<byte[]> first = api.get(DEFAULT_PGO);
        HttpResponse<byte[]> full = api.get(DEFAULT_PGO + "?fidelity=full");
        api.get(DEFAULT_PGO);

        JsonNode page = TestServer.json(api.get(HOME + "releases?limit=1"));
        assertThat(page.get("releases")).hasSize(1);
        JsonNode newest = page.get("releases").get(0);
        assertThat(newest.get("digest").asText()).isEqualTo(digest(full));
        assertThat(newest.get("parameters").get("fidelity").asText()).isEqualTo("full");
        assertThat(newest.get("samples").asInt()).isEqualTo(72 * 300);
        assertThat(newest.get("verdict").asText()).isEqualTo("ship");
        JsonNode rest = TestServer.json(
                api.get(HOME + "releases?cursor=" + page.get("next").asText()));
        assertThat(rest.get("releases")).hasSize(1);
        assertThat(rest.get("releases").get(0).get("digest").asText()).isEqualTo(digest(first));
        assertThat(rest.has("next")).isFalse();

        HttpResponse<byte[]> kept = api.get(HOME + "releases/" + digest(first));
        assertThat(kept.body()).isEqualTo(first.body());
        assertThat(TestServer.header(kept, "ETag")).isEqualTo("\"" + digest(first) + "\"");
        assertThat(api.send("GET", HOME + "releases/" + digest(first), "If-None-Match", "\"" + digest(first) + "\"")
                        .statusCode())
                .isEqualTo(304);
        assertThat(ask(tag(full)).statusCode())
                .as("who has the whole merge and asks for the edges")
                .isEqualTo(200);
    }

    /** Safe, as RFC 9110, section 9.2.1, has it. */
    @Test
    void aHeadRequestKeepsNothing() {
        HttpResponse<byte[]> head = api.send("HEAD", DEFAULT_PGO);

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(TestServer.json(api.get(HOME + "releases")).get("releases")).isEmpty();
        assertThat(tag(api.get(DEFAULT_PGO))).isEqualTo(tag(head));
        assertThat(TestServer.json(api.get(HOME + "releases")).get("releases")).hasSize(1);
    }

    /** A field that nobody knows, which decoders skip, and which gzip makes a thousand times smaller. */
    @Test
    void aSmallBodyThatInflatesToMoreThanThereIsRoomForIsRefused() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(body)) {
            gzip.write(new GZIPInputStream(
                            new ByteArrayInputStream(api.get(DEFAULT_PGO).body()))
                    .readAllBytes());
            gzip.write(new byte[] {(byte) 0xa2, 0x06, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x10});
            gzip.write(new byte[32 << 20]);
        }
        assertThat(body.size()).isLessThan(1 << 20);

        HttpResponse<byte[]> response = check(body.toByteArray());
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(TestServer.json(response).get("detail").asText()).contains("inflates to more than 33554432 bytes");
    }

    @Test
    void moreBytesToBeCheckedThanThereIsRoomForAreRefused() {
        byte[] profile = api.get(DEFAULT_PGO).body();
        ByteBudget budget = Objects.requireNonNull(api.server.endpoints().stream()
                .filter(endpoint -> endpoint.path().endsWith("/check"))
                .findFirst()
                .orElseThrow()
                .body()
                .budget());
        long others = 0;
        for (long part = 1L << 40; part > 0; part /= 2) {
            others += budget.take(part) ? part : 0;
        }
        budget.giveBack(profile.length - 1);
        others -= profile.length - 1;

        HttpResponse<byte[]> refused = check(profile);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(TestServer.json(refused).get("type").asText()).endsWith("/overloaded");
        assertThat(TestServer.header(refused, "Retry-After")).isEqualTo("2");

        budget.giveBack(others);
        assertThat(check(profile).statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsNoProfileIsRefused() {
        for (byte[] body : new byte[][] {{}, "profile".getBytes(StandardCharsets.UTF_8), {0x1f, (byte) 0x8b, 8, 0}}) {
            HttpResponse<byte[]> response = check(body);
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(TestServer.json(response).get("type").asText()).endsWith("/bad-body");
            assertThat(TestServer.json(response).get("fix").asText()).contains("--data-binary");
        }
        HttpResponse<byte[]> json = api.post(HOME + "check", "{}");
        assertThat(json.statusCode()).isEqualTo(415);
        assertThat(TestServer.json(json).get("fix").asText()).contains("application/octet-stream");
        HttpResponse<byte[]> heap = check(io.tributary.profile.testing.TestData.bytes("shop/v1/heap.4.pb.gz"));
        assertThat(TestServer.json(heap).get("detail").asText()).contains("neither samples/count nor cpu/nanoseconds");
    }
}
