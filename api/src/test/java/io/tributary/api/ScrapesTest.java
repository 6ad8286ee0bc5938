package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.api.scrapes.ScrapesSource.Service;
import io.tributary.api.scrapes.ScrapesSource.Step;
import io.tributary.storage.TimeRange;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /api/v1/scrapes}, of a collector that a test makes up. */
class ScrapesTest {
    private final TestServer api = new TestServer(new ScriptedStore(List::of));

    @AfterEach
    void stop() {
        api.close();
    }

    private static long at(String time) {
        return Instant.parse("2026-03-02T" + time + ":00Z").toEpochMilli();
    }

    @Test
    void haveColumnsWithOneEntryAStep() {
        api.scrapes.since = Instant.parse("2026-03-02T11:37:12Z");
        api.scrapes.all = List.of(
                new Service(
                        "cart",
                        List.of(
                                new Step(at("11:40"), 4, Map.of("timeout", 1, "dns", 2)),
                                new Step(at("11:50"), 3, Map.of("dns", 3)))),
                new Service("shop", List.of(new Step(at("11:40"), 2, Map.of()))));

        HttpResponse<byte[]> answer = api.get("/api/v1/scrapes?from=now-25m&step=10m");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(TestServer.text(answer)).isEqualTo("""
                {"from":"2026-03-02T11:35:00Z","to":"2026-03-02T12:00:00Z","step":600,\
                "times":[1772451000,1772451600,1772452200],"since":"2026-03-02T11:37:12Z","uncounted":0,"services":[\
                {"service":"cart","scrapes":[null,4,3],"failures":[null,3,3],"reasons":{"dns":5,"timeout":1}},\
                {"service":"shop","scrapes":[null,2,null],"failures":[null,0,null],"reasons":{}}]}""");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 60, 5",
        "?step=1m, 60, 5",
        "?step=12m, 60, 15",
        "?from=now-25h, 1500, 10",
        "?from=now-25h&step=1m, 1500, 5",
        "?from=now-1h&to=now-30m&step=30m, 30, 30",
    })
    void areAskedForInStepsOfTheGrainTheyAreCountedIn(String query, int minutes, int stepMinutes) {
        JsonNode answer = TestServer.json(api.get("/api/v1/scrapes" + query));

        assertThat(answer.get("step").asInt()).isEqualTo(stepMinutes * 60);
        assertThat(api.scrapes.asked).isNotNull();
        TimeRange range = api.scrapes.asked.range();
        assertThat(range.toMillis() - range.fromMillis())
                .isEqualTo(Duration.ofMinutes(minutes).toMillis());
        assertThat(api.scrapes.asked.stepMillis())
                .isEqualTo(Duration.ofMinutes(stepMinutes).toMillis());
    }

    @Test
    void areOfSomeServicesWhereTheseAreNamed() {
        api.get("/api/v1/scrapes?service=shop&service=caf%C3%A9&service=shop");

        assertThat(api.scrapes.asked).isNotNull();
        assertThat(api.scrapes.asked.services()).isEqualTo(Set.of("shop", "café"));
    }

    @Test
    void ofNobodyAreNone() {
        JsonNode answer = TestServer.json(api.get("/api/v1/scrapes?service=nobody"));

        assertThat(answer.get("services")).isEmpty();
        assertThat(answer.get("times")).hasSize(12);
    }

    @Test
    void areKnownSinceTheBeginOfTheProcessOrOfWhatIsKept() {
        assertThat(TestServer.json(api.get("/api/v1/scrapes")).get("since").asText())
                .isEqualTo("2026-03-01T11:00:00Z");

        api.scrapes.since = null;
        assertThat(TestServer.json(api.get("/api/v1/scrapes")).get("since").isNull())
                .isTrue();
    }

    @Test
    void sayWhatWasNotCounted() {
        api.scrapes.uncounted = 17;

        assertThat(TestServer.json(api.get("/api/v1/scrapes")).get("uncounted").asLong())
                .isEqualTo(17);
    }
}
