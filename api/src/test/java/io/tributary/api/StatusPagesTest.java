package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.api.status.TargetsSource;
import io.tributary.storage.ServiceSummary;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatusPagesTest {
    private static final long LAST = TestServer.NOW.minusSeconds(42).toEpochMilli();
    private TestServer api;

    @BeforeAll
    void start() {
        ServiceSummary shop = new ServiceSummary(
                "shop",
                List.of("cpu", "heap"),
                2,
                List.of("v1", "v2"),
                TestServer.NOW.minusSeconds(3600).toEpochMilli(),
                LAST,
                7,
                12_345);
        api = new TestServer(
                new ScriptedStore(() -> List.of(shop)),
                targets(),
                List.of(router -> router.get("/debug/pprof/heap").handler(context -> context.end("mounted"))),
                ApiOptions.of("127.0.0.1", 0));
    }

    @AfterAll
    void stop() {
        api.close();
    }

    private static TargetsSource targets() {
        return new TargetsSource() {
            @Override
            public List<Target> active() {
                return List.of(target());
            }

            @Override
            public List<Dropped> dropped() {
                return List.of(new Dropped(
                        "shop",
                        Map.of("job", "shop", "__address__", "10.0.0.2:6060"),
                        "relabelled",
                        "rule 1 of relabel_configs, drop, drops it"));
            }
        };
    }

    private static TargetsSource.Target target() {
        return new TargetsSource.Target(
                "shop",
                Map.of("job", "shop", "instance", "10.0.0.1:6060"),
                Map.of("job", "shop", "__address__", "10.0.0.1:6060"),
                TargetsSource.Health.DOWN,
                4,
                0.25,
                0.125,
                List.of(
                        new TargetsSource.Scrape(
                                "cpu",
                                "http://10.0.0.1:6060/debug/pprof/profile?seconds=10",
                                Duration.ofSeconds(15),
                                TargetsSource.Health.DOWN,
                                Instant.parse("2026-03-02T11:59:50Z"),
                                Duration.ofMillis(1500),
                                0,
                                "connection refused",
                                Instant.parse("2026-03-02T11:30:00Z"),
                                Instant.parse("2026-03-02T12:00:05Z")),
                        new TargetsSource.Scrape(
                                "heap",
                                "http://10.0.0.1:6060/debug/pprof/heap",
                                Duration.ofMinutes(1),
                                TargetsSource.Health.UNKNOWN,
                                null,
                                null,
                                0,
                                "",
                                null,
                                null)));
    }

    @Test
    void listsServices() {
        HttpResponse<byte[]> response = api.get("/api/v1/services");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(TestServer.header(response, "Content-Type")).isEqualTo("application/json");
        assertThat(TestServer.text(response)).isEqualTo("""
                        {"services":[{"service":"shop","types":["cpu","heap"],"instances":2,"versions":["v1","v2"],\
                        "firstSeen":"2026-03-02T11:00:00Z","lastSeen":"2026-03-02T11:59:18Z","profiles":7,"bytes":12345}]}""");
    }

    @Test
    void showsTargetsWithTheirErrors() {
        JsonNode targets = TestServer.json(api.get("/api/v1/targets")).get("activeTargets");

        assertThat(targets).hasSize(1);
        JsonNode target = targets.get(0);
        assertThat(target.get("scrapePool").asText()).isEqualTo("shop");
        assertThat(target.get("health").asText()).isEqualTo("down");
        assertThat(target.get("samplingIntervals").asInt()).isEqualTo(4);
        assertThat(target.get("overheadBudget").asDouble()).isEqualTo(0.25);
        assertThat(target.get("overheadShare").asDouble()).isEqualTo(0.125);
        assertThat(target.get("labels").toString()).isEqualTo("{\"instance\":\"10.0.0.1:6060\",\"job\":\"shop\"}");
        assertThat(target.get("discoveredLabels").toString())
                .isEqualTo("{\"__address__\":\"10.0.0.1:6060\",\"job\":\"shop\"}");
        assertThat(target.get("profiles").get(0).toString()).isEqualTo("""
                        {"type":"cpu","scrapeUrl":"http://10.0.0.1:6060/debug/pprof/profile?seconds=10","scrapeInterval":15.0,\
                        "health":"down","lastScrape":"2026-03-02T11:59:50Z","lastScrapeDuration":1.5,"lastScrapeBytes":0,\
                        "lastError":"connection refused","downSince":"2026-03-02T11:30:00Z","nextScrape":"2026-03-02T12:00:05Z"}""");
        JsonNode heap = target.get("profiles").get(1);
        assertThat(heap.get("health").asText()).isEqualTo("unknown");
        assertThat(heap.get("lastScrape").isNull()).isTrue();
        assertThat(heap.get("lastScrapeDuration").isNull()).isTrue();
        assertThat(heap.get("downSince").isNull()).isTrue();
    }

    @Test
    void showsWhoWasDroppedAndWhy() {
        assertThat(TestServer.json(api.get("/api/v1/targets"))
                        .get("droppedTargets")
                        .toString())
                .isEqualTo("""
                        [{"scrapePool":"shop","discoveredLabels":{"__address__":"10.0.0.2:6060","job":"shop"},\
                        "reason":"relabelled","detail":"rule 1 of relabel_configs, drop, drops it"}]""");
    }

    @ParameterizedTest
    @CsvSource({"active, 1, 0", "dropped, 0, 1", "any, 1, 1"})
    void showsTheTargetsOfAState(String state, int active, int dropped) {
        JsonNode answer = TestServer.json(api.get("/api/v1/targets?state=" + state));

        assertThat(answer.get("activeTargets")).hasSize(active);
        assertThat(answer.get("droppedTargets")).hasSize(dropped);
    }

    @Test
    void isReadyOnlyWhenTold() {
        assertThat(api.get("/-/healthy").statusCode()).isEqualTo(200);

        api.server.ready(false);
        HttpResponse<byte[]> starting = api.get("/-/ready");
        assertThat(starting.statusCode()).isEqualTo(503);
        assertThat(TestServer.header(starting, "Retry-After")).isEqualTo("1");

        api.server.ready(true);
        assertThat(api.get("/-/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void countsRequestsByRouteTemplateAndCode() {
        api.get("/api/v1/services");
        api.get("/api/v1/services?x=1");
        api.get("/nothing/like/this");
        api.get("/debug/pprof/heap");

        HttpResponse<byte[]> response = api.get("/metrics");
        assertThat(TestServer.header(response, "Content-Type")).startsWith("text/plain; version=0.0.4");
        assertThat(TestServer.text(response))
                .containsPattern("tributary_http_requests_total\\{code=\"200\",route=\"/api/v1/services\"} \\d")
                .containsPattern("tributary_http_requests_total\\{code=\"400\",route=\"/api/v1/services\"} \\d")
                .containsPattern("tributary_http_requests_total\\{code=\"404\",route=\"unmatched\"} \\d")
                .containsPattern("tributary_http_requests_total\\{code=\"200\",route=\"/debug/pprof/heap\"} \\d")
                .contains("tributary_http_request_duration_seconds_bucket{route=\"/api/v1/services\",le=\"0.005\"}")
                .doesNotContain("/nothing");
    }

    @Test
    void showsTheStoreInFigures() {
        assertThat(TestServer.text(api.get("/metrics")))
                .contains("tributary_store_profiles_added_total 3.0\n")
                .contains("tributary_store_profiles_duplicate_total 1.0\n")
                .contains("tributary_store_disk_bytes 4096.0\n")
                .contains("tributary_store_open_partitions 2.0\n")
                .contains("tributary_store_dictionary_bytes 1024.0\n")
                .contains("tributary_store_largest_dictionary_bytes 640.0\n")
                .contains("tributary_store_dictionary_limit_bytes 2048.0\n")
                .contains("tributary_store_bytes{kind=\"profiles\"} 3000.0\n")
                .contains("tributary_store_bytes{kind=\"log\"} 96.0\n")
                .contains("tributary_store_entries{kind=\"profiles\"} 7.0\n")
                .doesNotContain("tributary_store_entries{kind=\"log\"}")
                .contains("tributary_store_cache_bytes 512.0\n")
                .contains("tributary_store_oldest_profile_timestamp_seconds 86400.0\n")
                .doesNotContain("tributary_store_oldest_timestamp_seconds ")
                .contains("tributary_store_dictionary_hits_total 12.0\n")
                .contains("tributary_store_dictionary_misses_total 5.0\n")
                .contains("tributary_store_writes_failing 1.0\n")
                .contains("tributary_store_writes_stopped 0.0\n")
                .contains("tributary_store_write_stalls_total 4.0\n")
                .contains("tributary_store_compactions_total 6.0\n")
                .contains("tributary_store_compactions_running 1.0\n")
                .contains("tributary_store_compaction_pending_bytes 77.0\n")
                .contains("tributary_store_rollups_pending 9.0\n")
                .contains("tributary_newest_profile_age_seconds{service=\"shop\"} 42.0\n")
                .contains("tributary_queries_waiting 0.0\n")
                .contains("tributary_queries_dropped_total{reason=\"refused\"} 0.0\n");
    }

    @Test
    void showsTheStoreInFiguresToPeople() {
        HttpResponse<byte[]> response = api.get("/api/v1/status/storage");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(TestServer.text(response)).isEqualTo("""
                        {"profiles":{"added":3,"duplicate":1},\
                        "disk":{"bytes":4096,"kinds":[{"kind":"profiles","bytes":3000,"entries":7},{"kind":"log","bytes":96}],\
                        "cacheBytes":512,"oldestProfiles":"1970-01-02T00:00:00Z","oldest":null},\
                        "dictionaries":{"open":2,"bytes":1024,"largestBytes":640,"limitBytes":2048,"hits":12,"misses":5},\
                        "writes":{"failing":true,"stopped":false,"stalls":4},\
                        "compactions":{"done":6,"running":1,"pendingBytes":77},"rollUpsPending":9}""");
    }

    @Test
    void speaksOpenMetricsToWhoAccepts() {
        HttpResponse<byte[]> response =
                api.send("GET", "/metrics", "Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5");

        assertThat(TestServer.header(response, "Content-Type")).startsWith("application/openmetrics-text");
        assertThat(TestServer.text(response)).endsWith("# EOF\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/services", "/metrics", "/nothing", "/debug/pprof/heap"})
    void securesEveryAnswer(String path) {
        HttpResponse<byte[]> response = api.get(path);

        assertThat(TestServer.header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(TestServer.header(response, "Content-Security-Policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(TestServer.header(response, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(TestServer.header(response, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(TestServer.header(response, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(TestServer.header(response, "Cache-Control")).isEqualTo("no-store");
        assertThat(response.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    /** RFC 9110, section 6.6.1; Java's own form of it has days of one digit. */
    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/v1/services", "/metrics", "/nothing"})
    void saysWhenAnAnswerWasMade(String path) {
        String date = TestServer.header(api.get(path), "Date");

        assertThat(date).matches("(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT");
        assertThat(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)))
                .isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/v1/services", "/openapi.yaml", "/-/healthy"})
    void answersHeadAsGetWithoutABody(String path) {
        HttpResponse<byte[]> get = api.get(path);
        HttpResponse<byte[]> head = api.send("HEAD", path);

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(TestServer.header(head, "Content-Length")).isEqualTo(Integer.toString(get.body().length));
        assertThat(TestServer.header(head, "Content-Type")).isEqualTo(TestServer.header(get, "Content-Type"));
    }
}
