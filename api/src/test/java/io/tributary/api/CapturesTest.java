package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.api.captures.CapturesSource;
import io.tributary.api.captures.CapturesSource.Refusal;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapturesTest {
    private static final String WISH = """
            {"match": "{instance=\\"10.0.0.1:6060\\"}", "type": "cpu", "seconds": 30, "reason": "slow at noon"}""";

    private final HeldProfiles store = new HeldProfiles();
    private final TestServer api = new TestServer(store);

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void beginsOneAndSaysWhereItIs() {
        api.captures.answer = new CapturesSource.Begun(List.of(ScriptedCaptures.waiting("c1")));

        HttpResponse<byte[]> answer = api.post("/api/v1/captures", WISH);

        assertThat(answer.statusCode()).as(TestServer.text(answer)).isEqualTo(202);
        assertThat(TestServer.header(answer, "Location")).isEqualTo("/api/v1/captures/c1");
        assertThat(TestServer.text(answer)).isEqualTo("""
                        {"captures":[{"id":"c1","type":"goroutine","state":"waiting","job":"shop","service":"web",\
                        "labels":{"instance":"10.0.0.1:6060","job":"shop"},"asked":"2026-03-02T11:59:57Z"}]}""");
        assertThat(api.captures.wishes)
                .extracting(CapturesSource.Wish::toString)
                .containsExactly("Wish[match={instance=\"10.0.0.1:6060\"}, type=cpu, seconds=30, reason=slow at noon]");
    }

    @Test
    void needsNeitherSecondsNorAReason() {
        api.captures.answer =
                new CapturesSource.Begun(List.of(ScriptedCaptures.waiting("c1"), ScriptedCaptures.waiting("c2")));

        HttpResponse<byte[]> answer = api.post(
                "/api/v1/captures", "{\"match\": \"{job=\\\"shop\\\"}\", \"type\": \"heap\", \"reason\": null}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(TestServer.header(answer, "Location")).isEqualTo("/api/v1/captures");
        assertThat(TestServer.json(answer).get("captures")).hasSize(2);
        assertThat(api.captures.wishes).singleElement().satisfies(wish -> {
            assertThat(wish.seconds()).isZero();
            assertThat(wish.reason()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"30", "30.0", "3e1", "300e-1"})
    void aWholeNumberIsOneHoweverItIsWritten(String thirty) {
        api.post("/api/v1/captures", "{\"match\": \"{}\", \"type\": \"cpu\", \"seconds\": " + thirty + "}");

        assertThat(api.captures.wishes)
                .singleElement()
                .satisfies(wish -> assertThat(wish.seconds()).isEqualTo(30));
    }

    @ParameterizedTest
    @CsvSource({
        "NO_TARGET, 404, no-target, ",
        "TOO_MANY_TARGETS, 422, too-many-targets, ",
        "IMPOSSIBLE, 422, capture-impossible, ",
        "QUEUE_FULL, 429, captures-queue-full, 10",
        "STOPPING, 503, starting, 10",
    })
    void saysWhyNothingIsCaptured(Refusal refusal, int status, String type, String retryAfter) {
        api.captures.answer = new CapturesSource.Refused(refusal, "what is wrong", "what to do");

        HttpResponse<byte[]> answer = api.post("/api/v1/captures", WISH);

        JsonNode problem = TestServer.json(answer);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(TestServer.header(answer, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(problem.get("type").asText()).endsWith("/" + type);
        assertThat(problem.get("detail").asText()).isEqualTo("what is wrong");
        assertThat(problem.get("fix").asText()).isEqualTo("what to do");
        assertThat(TestServer.header(answer, "Retry-After")).isEqualTo(retryAfter == null ? "" : retryAfter);
    }

    @Test
    void aRefusalReflectsNothingHarmful() {
        api.captures.answer = new CapturesSource.Refused(Refusal.NO_TARGET, "none\u202e\n" + "x".repeat(5000), "fix");

        String answer = TestServer.text(api.post("/api/v1/captures", WISH));

        assertThat(answer).contains("none??xxx").contains("…").doesNotContain("\u202e", "\\n");
        assertThat(answer.length()).isLessThan(1500);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                           | bad-body          | is empty                            | goroutine
            ` `                                          | bad-body          | is empty                            | goroutine
            null                                         | bad-body          | is null, not an object              | goroutine
            []                                           | bad-body          | is an array, not an object          | goroutine
            "text"                                       | bad-body          | is a string, not an object          | goroutine
            7                                            | bad-body          | is "7", not an object               | goroutine
            {"match": "{}"                               | bad-body          | ends early, after 14 bytes          | goroutine
            {"match": "{}",                              | bad-body          | ends early                          | goroutine
            match=x                                      | bad-body          | line 1, column                      | goroutine
            {} {}                                        | bad-body          | there is more                       | goroutine
            {"type": "cpu", "type": "heap"}              | bad-body          | Duplicate field                     | goroutine
            {}                                           | missing-parameter | match: is needed                    | goroutine
            {"match": "{a=\\"b\\"}"}                     | missing-parameter | type: is needed                     | goroutine
            {"match": "", "type": "cpu"}                 | missing-parameter | match: is needed                    | goroutine
            {"match": "{a=b}", "type": "cpu"}            | bad-parameter     | match: "{a=b}": expected a quoted   | region
            {"match": ["{}"], "type": "cpu"}             | bad-parameter     | match: is an array, not a string    | goroutine
            {"match": "{}", "type": "a\\u0000b"}         | bad-parameter     | type: "a?b" is no name              | goroutine
            {"match": "{}", "type": {}}                  | bad-parameter     | type: is an object, not a string    | goroutine
            {"match": "{}", "type": "cpu", "seconds": -1} | bad-parameter    | seconds: "-1" is no whole number    | goroutine
            {"match": "{}", "type": "cpu", "seconds": 1.5} | bad-parameter   | seconds: "1.5" is no whole number   | goroutine
            {"match": "{}", "type": "cpu", "seconds": true} | bad-parameter  | seconds: "true" is no whole number  | goroutine
            {"match": "{}", "type": "cpu", "seconds": 1e9} | bad-parameter   | seconds: "1e9" is no whole number from 0 to 999999999 | goroutine
            {"match": "{}", "type": "cpu", "seconds": 1e-999999999} | bad-parameter | seconds: "1e-999999999"     | goroutine
            {"match": "{}", "type": "cpu", "seconds": 1e999999999} | bad-parameter | seconds: "1e999999999"       | goroutine
            {"match": "{}", "type": "cpu", "seconds": "30"} | bad-parameter  | seconds: is a string, not a whole   | goroutine
            {"match": "{}", "type": "cpu", "second": 30} | unknown-parameter | "second"                            | Do you mean seconds?
            {"match": "{}", "type": "cpu", "x": 30}      | unknown-parameter | "x"                                 | match, type, seconds, reason
            """)
    void saysWhatIsWrongWithABody(String body, String type, String detail, String fix) {
        HttpResponse<byte[]> answer = api.post("/api/v1/captures", body == null ? "" : body);

        JsonNode problem = TestServer.json(answer);
        assertThat(answer.statusCode()).as(problem.toString()).isEqualTo(400);
        assertThat(problem.get("type").asText()).endsWith("/" + type);
        assertThat(problem.get("detail").asText()).contains(detail);
        assertThat(problem.get("fix").asText()).contains(fix);
        assertThat(api.captures.wishes).isEmpty();
    }

    @Test
    void keepsReasonsInBounds() {
        HttpResponse<byte[]> answer = api.post("/api/v1/captures", WISH.replace("slow at noon", "x".repeat(1001)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestServer.json(answer).get("detail").asText()).isEqualTo("reason: is longer than 1000 characters");
    }

    @Test
    void goesNotDeeperThanItsLimit() {
        HttpResponse<byte[]> answer = api.post("/api/v1/captures", "[".repeat(30_000));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestServer.json(answer).get("detail").asText()).contains("beyond the limits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text/plain", "application/x-www-form-urlencoded", "application/jsonp"})
    void takesJsonAlone(String contentType) {
        HttpResponse<byte[]> answer = contentType.isEmpty()
                ? api.send("POST", "/api/v1/captures", BodyPublishers.ofString(WISH))
                : api.send("POST", "/api/v1/captures", BodyPublishers.ofString(WISH), "Content-Type", contentType);

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(TestServer.json(answer).get("type").asText()).endsWith("/unsupported-media-type");
        assertThat(TestServer.json(answer).get("fix").asText()).contains("application/json");
        assertThat(api.captures.wishes).isEmpty();
    }

    @Test
    void takesJsonWithACharset() {
        api.captures.answer = new CapturesSource.Begun(List.of(ScriptedCaptures.waiting("c1")));

        assertThat(api.send(
                                "POST",
                                "/api/v1/captures",
                                BodyPublishers.ofString(WISH),
                                "Content-Type",
                                "Application/JSON; charset=utf-8")
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void aPageOfAnotherServerCannotMakeABrowserAsk() {
        HttpResponse<byte[]> answer = api.send(
                "POST",
                "/api/v1/captures",
                BodyPublishers.ofString(WISH),
                "Content-Type",
                "application/json",
                "Origin",
                "http://evil.example");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(api.captures.wishes).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/captures", "/api/v1/captures/c1", "/api/v1/captures/c1/content"})
    void beforeACollectorRunsItSaysWhenToAskAgain(String path) {
        api.captures.running = false;

        HttpResponse<byte[]> answer = api.get(path);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(TestServer.header(answer, "Retry-After")).isEqualTo("1");
        assertThat(TestServer.json(answer).get("type").asText()).endsWith("/starting");
    }

    @Test
    void beforeACollectorRunsNothingIsBegun() {
        api.captures.running = false;

        HttpResponse<byte[]> answer = api.post("/api/v1/captures", WISH);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(TestServer.header(answer, "Retry-After")).isEqualTo("1");
        assertThat(api.captures.wishes).isEmpty();
    }

    @Test
    void otherMethodsAreToldBothThatThereAre() {
        HttpResponse<byte[]> answer = api.send("PUT", "/api/v1/captures");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(TestServer.header(answer, "Allow")).isEqualTo("GET, HEAD, POST");
        assertThat(api.send("POST", "/api/v1/captures/c1").statusCode()).isEqualTo(405);
    }

    @Test
    void listsTheNewestFirstInPages() {
        api.captures.all = IntStream.range(10, 17)
                .mapToObj(i -> ScriptedCaptures.waiting("c" + i))
                .toList();

        List<String> ids = new ArrayList<>();
        String next = "";
        do {
            JsonNode page =
                    TestServer.json(api.get("/api/v1/captures?limit=3" + (next.isEmpty() ? "" : "&cursor=" + next)));
            page.get("captures").forEach(capture -> ids.add(capture.get("id").asText()));
            next = page.path("next").asText("");
        } while (!next.isEmpty());

        assertThat(ids).containsExactly("c16", "c15", "c14", "c13", "c12", "c11", "c10");
    }

    @Test
    void showsOneWithAllThereIs() {
        api.captures.all = List.of(ScriptedCaptures.waiting("c0"), ScriptedCaptures.done("c1", "t1"));

        assertThat(TestServer.text(api.get("/api/v1/captures/c1"))).isEqualTo("""
                        {"id":"c1","type":"cpu","seconds":30,"state":"done","job":"shop","service":"web",\
                        "labels":{"instance":"10.0.0.1:6060","job":"shop"},"reason":"slow at noon",\
                        "alert":{"alertname":"Slow","fingerprint":"f00d","startsAt":"2026-03-02T12:00:00Z"},\
                        "asked":"2026-03-02T11:59:57Z","begun":"2026-03-02T11:59:58Z","ended":"2026-03-02T11:59:59Z",\
                        "bytes":1234,"profile":"p1","trace":"t1"}""");
    }

    @Test
    void givesWhatItBrought() throws Exception {
        String trace = Traces.put(store, Traces.origin("web", "cpu", 5), "as it came");
        api.captures.all = List.of(ScriptedCaptures.done("c1", trace), ScriptedCaptures.done("c2", "gone"));

        HttpResponse<byte[]> content = api.get("/api/v1/captures/c1/content");
        HttpResponse<byte[]> gone = api.get("/api/v1/captures/c2/content");

        assertThat(TestServer.text(content)).isEqualTo("as it came");
        assertThat(TestServer.header(content, "ETag"))
                .isEqualTo(TestServer.header(api.get("/api/v1/traces/" + trace), "ETag"));
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(TestServer.json(gone).get("type").asText()).endsWith("/unknown-trace");
    }

    @Test
    void saysWhyThereIsNothingOfIt() {
        api.captures.all = List.of(
                ScriptedCaptures.waiting("c1"), ScriptedCaptures.failed("c2", "timeout: no answer within 10 s"));

        HttpResponse<byte[]> waiting = api.get("/api/v1/captures/c1/content");
        HttpResponse<byte[]> failed = api.get("/api/v1/captures/c2/content");

        assertThat(waiting.statusCode()).isEqualTo(409);
        assertThat(TestServer.header(waiting, "Retry-After")).isEqualTo("1");
        assertThat(TestServer.json(waiting).get("detail").asText()).isEqualTo("goroutine of \"shop\" is waiting");
        assertThat(failed.statusCode()).isEqualTo(404);
        assertThat(TestServer.json(failed).get("type").asText()).endsWith("/capture-failed");
        assertThat(TestServer.json(failed).get("detail").asText()).contains("no answer within 10 s");
    }
}
