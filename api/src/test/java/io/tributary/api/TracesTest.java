package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.storage.StoreException;
import io.tributary.storage.TraceStore;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TracesTest {
    /** Of "first". */
    private static final String SHA = "a7937b64b8caa58f03721bb6bacf5c78cb235febe0e70b1b84cd99541461a08e";

    private static final String TAG = '"' + SHA + '"';

    private TestServer api;
    private String first;

    @BeforeAll
    void start() throws IOException {
        HeldProfiles store = new HeldProfiles();
        ShopStore.fill(store);
        first = Traces.put(store, Traces.origin("shop", "trace", 50), "first");
        Traces.put(store, Traces.origin("shop", "goroutine", 40), "second");
        Traces.put(store, Traces.origin("cart", "flight_recorder", 30), "third");
        Traces.put(store, Traces.origin("shop", "trace", 200), "long ago");
        Traces.put(store, Traces.origin("old", "trace", 2000), "a service of traces alone");
        api = new TestServer(store);
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void listsWhatIsStored() {
        HttpResponse<byte[]> answer = api.get("/api/v1/traces?service=shop&type=trace");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(TestServer.text(answer)).isEqualTo("""
                        {"traces":[{"id":"%s","service":"shop","type":"trace",\
                        "labels":{"age":"50m","instance":"10.0.0.1:6060","job":"shop"},"time":"2026-03-02T11:10:00Z",\
                        "duration":5.0,"bytes":5,"sha256":"%s","annotations":{"reason":"slow"}}]}""".formatted(first, SHA));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ``                                        | 50m 40m 30m
            service=shop                              | 50m 40m
            service=cart                              | 30m
            type=trace                                | 50m
            type=trace&from=now-1d                    | 200m 50m
            to=now-35m                                | 50m 40m
            match=%7Bage%3D~%22.0m%22,job%3D%22shop%22%7D | 50m 40m
            match=%7Bage%3D%2250m%22%7D&match=%7Bage%3D%2230m%22%7D | 50m 30m
            service=shop&type=heap                    | ``
            service=old                               | ``
            """, quoteCharacter = '`')
    void listsWhatIsAskedFor(String question, String ages) {
        JsonNode traces = TestServer.json(api.get("/api/v1/traces?" + (question == null ? "" : question)))
                .get("traces");

        List<String> listed = new ArrayList<>();
        traces.forEach(trace -> listed.add(trace.at("/labels/age").asText()));
        assertThat(String.join(" ", listed)).isEqualTo(ages == null ? "" : ages);
    }

    @Test
    void listsInPages() {
        List<String> ages = new ArrayList<>();
        String next = "";
        do {
            JsonNode page =
                    TestServer.json(api.get("/api/v1/traces?limit=1" + (next.isEmpty() ? "" : "&cursor=" + next)));
            page.get("traces").forEach(trace -> ages.add(trace.at("/labels/age").asText()));
            next = page.path("next").asText("");
        } while (!next.isEmpty());

        assertThat(ages).containsExactly("50m", "40m", "30m");
    }

    @Test
    void givesOneAsItCame() {
        HttpResponse<byte[]> answer = api.get("/api/v1/traces/" + first);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(TestServer.text(answer)).isEqualTo("first");
        assertThat(TestServer.header(answer, "Content-Type")).isEqualTo("application/octet-stream");
        assertThat(TestServer.header(answer, "Content-Length")).isEqualTo("5");
        assertThat(TestServer.header(answer, "Content-Disposition"))
                .isEqualTo("attachment; filename=\"shop.trace.10_0_0_1_6060.20260302T111000Z.trace\"");
        assertThat(TestServer.header(answer, "ETag")).isEqualTo(TAG);
        assertThat(TestServer.header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void tellsAboutOneOnHead() {
        HttpResponse<byte[]> answer = api.send("HEAD", "/api/v1/traces/" + first);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(TestServer.header(answer, "Content-Length")).isEqualTo("5");
        assertThat(TestServer.header(answer, "ETag")).isEqualTo(TAG);
    }

    @ParameterizedTest
    @ValueSource(strings = {TAG, "W/" + TAG, "\"x\", " + TAG, "*"})
    void sendsNothingToWhoHasIt(String known) {
        HttpResponse<byte[]> answer = api.send("GET", "/api/v1/traces/" + first, "If-None-Match", known);

        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertThat(TestServer.header(answer, "ETag")).isEqualTo(TAG);
        assertThat(TestServer.header(answer, "Content-Type")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"cafe\"", SHA, ""})
    void sendsItToWhoHasSomethingElse(String known) {
        assertThat(api.send("GET", "/api/v1/traces/" + first, "If-None-Match", known)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void nothingOfItIsLeftBehind() {
        for (int i = 0; i < 40; i++) {
            assertThat(api.get("/api/v1/traces/" + first).statusCode()).isEqualTo(200);
            assertThat(api.send("HEAD", "/api/v1/traces/" + first).statusCode()).isEqualTo(200);
            assertThat(api.get("/api/v1/traces/none").statusCode()).isEqualTo(404);
            assertThat(api.send("GET", "/api/v1/traces/" + first, "If-None-Match", TAG)
                            .statusCode())
                    .isEqualTo(304);
        }
    }

    @Test
    void oneThatCannotBeReadIsAFaultOfTheServer() {
        HeldProfiles damaged = new HeldProfiles() {
            @Override
            public TraceStore traces() {
                throw new StoreException("trace t1 is damaged");
            }
        };
        try (TestServer server = new TestServer(damaged)) {
            HttpResponse<byte[]> answer = server.get("/api/v1/traces/t1");

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(TestServer.json(answer).get("type").asText()).endsWith("/internal");
        }
    }
}
