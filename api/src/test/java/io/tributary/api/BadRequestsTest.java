package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.profile.testing.TestData;
import io.tributary.storage.MergeMode;
import io.tributary.storage.MergeOverflowException;
import io.tributary.storage.MergeResult;
import io.tributary.storage.MergeTooLargeException;
import io.tributary.storage.Selection;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadRequestsTest {
    private TestServer api;

    @BeforeAll
    void start() {
        api = ShopStore.served();
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /nothing                                            | 404 | unknown-route     | "/nothing"            | /openapi.yaml
            /api/v1/service                                     | 404 | unknown-route     | "/api/v1/service"     | /api/v1/services
            /api/v1/services?limit=3                            | 400 | unknown-parameter | "limit"               | no parameters
            /api/v1/merge?service=shop&type=cpu&form=now-1h     | 400 | unknown-parameter | "form"                | Do you mean from?
            /api/v1/merge?service=shop&type=cpu&per=region      | 400 | unknown-parameter | "per"                 | service, type, match
            /api/v1/merge?service=shop&type=cpu&Type=cpu        | 400 | unknown-parameter | "Type"                | Do you mean type?
            /api/v1/merge?service=shop&service=x&type=cpu       | 400 | duplicate-parameter | service             | Give service once
            /api/v1/merge?type=cpu                              | 400 | missing-parameter | service               | /api/v1/services
            /api/v1/merge?service=&type=cpu                     | 400 | missing-parameter | service               | /api/v1/services
            /api/v1/merge?service=shop                          | 400 | missing-parameter | type                  | type=cpu
            /api/v1/merge                                       | 400 | missing-parameter | service               | /api/v1/services
            /api/v1/merge?service=shop&type=cpu&from=yesterday  | 400 | bad-parameter     | from: "yesterday" is no time | now-6h
            /api/v1/merge?service=shop&type=cpu&to=now-6        | 400 | bad-parameter     | to: "now-6"           | RFC
            /api/v1/merge?service=shop&type=cpu&from=2026-03-02T12:00:00+01:00 | 400 | bad-parameter | from:      | %2B
            /api/v1/merge?service=shop&type=cpu&from=1772366400000 | 400 | bad-parameter  | milliseconds          | Unix seconds
            /api/v1/merge?service=shop&type=cpu&from=now&to=now-1h | 400 | bad-parameter  | 2026-03-02T12:00:00Z, which is not before its end at 2026-03-02T11:00:00Z | Exchange from and to
            /api/v1/merge?service=shop&type=cpu&from=now        | 400 | bad-parameter     | not before its end    | from=now-1h
            /api/v1/merge?service=shop&type=cpu&merge=most      | 400 | bad-parameter     | merge: "most"         | auto, sum, mean, last, increase, rate
            /api/v1/targets?state=up                            | 400 | bad-parameter     | state: "up"           | active, dropped, any
            /api/v1/merge?service=shop&type=cpu&format=svg      | 400 | bad-parameter     | format: "svg"         | pprof, flamegraph, top, collapsed, speedscope, text
            /api/v1/merge?service=shop&type=cpu&focus=(a        | 400 | bad-parameter     | focus: focus=(a: this ( is not closed, at character 1 | --data-urlencode
            /api/v1/merge?service=shop&type=cpu&tagfocus=(      | 400 | bad-parameter     | tagfocus              | RE2
            /api/v1/merge?service=shop&type=cpu&ignore=%5C1     | 400 | bad-parameter     | ignore                | RE2
            /api/v1/merge?service=shop&type=cpu&hide=((a%7B500%7D)%7B500%7D) | 400 | bad-parameter | hide              | RE2
            /api/v1/merge?service=shop&type=cpu&max_nodes=0     | 400 | bad-parameter     | max_nodes: "0"        | negligible
            /api/v1/merge?service=shop&type=cpu&max_nodes=1000001 | 400 | bad-parameter   | max_nodes: "1000001"  | negligible
            /api/v1/merge?service=shop&type=cpu&max_nodes=many  | 400 | bad-parameter     | max_nodes: "many"     | negligible
            /api/v1/merge?service=shop&type=cpu&granularity=file | 400 | bad-parameter    | granularity: "file"   | functions, filefunctions, files, lines, addresses, packages
            /api/v1/merge?service=shop&type=cpu&sample_type=wall | 404 | unknown-sample-type | "wall"             | There is: samples, cpu
            /api/v1/merge?service=shop&type=cpu&by=instance&from=now-1m | 404 | no-profiles | no cpu profiles      | from and to
            /api/v1/diff?service=shop                           | 400 | missing-parameter | type                  | type=cpu
            /api/v1/diff?service=shop&type=cpu&format=speedscope | 400 | bad-parameter    | format: "speedscope"  | There is: pprof, flamegraph, top, collapsed, text
            /api/v1/diff?service=shop&type=cpu&normalize=time   | 400 | bad-parameter     | normalize: "time"     | none, rate, share
            /api/v1/diff?service=shop&type=cpu&base.service=    | 400 | missing-parameter | base.service          | same service
            /api/v1/diff?service=shop&type=cpu&base.match=%7B   | 400 | bad-parameter     | base.match            | base.match={
            /api/v1/diff?service=shop&type=cpu&base.to=now-2h   | 400 | bad-parameter     | base.from: the base's range | both base.from and base.to
            /api/v1/diff?service=shop&type=cpu&base.from=then   | 400 | bad-parameter     | base.from: "then"     | now-6h
            /api/v1/diff?service=shop&type=cpu&base.form=now-2h | 400 | unknown-parameter | "base.form"           | Do you mean base.from?
            /api/v1/diff?service=shop&type=cpu&base.service=shpo | 404 | unknown-service  | "shpo"                | shop
            /api/v1/diff?service=shop&type=cpu&base.service=java | 422 | incompatible-profiles | sample type      | Narrow
            /api/v1/merge?service=shpo&type=cpu                 | 404 | unknown-service   | "shpo"                | shop
            /api/v1/merge?service=shop&type=mutex               | 404 | unknown-type      | "mutex"               | cpu, heap
            /api/v1/merge?service=shop&type=cpu&from=now-5m     | 404 | no-profiles       | newest profile of the service, of any type and instance, is at 2026-03-02T11:40:00Z | from and to
            /api/v1/merge?service=shop&type=cpu&match=%7Bversion%3D%7D | 400 | bad-parameter | at character 10 | region=~
            /api/v1/profiles?match=%7Bversion%3D~%22(%22%7D     | 400 | bad-parameter     | this ( is not closed | data-urlencode
            /api/v1/pgo/shop/default.pgo?match=                 | 400 | bad-parameter     | match: ""             | selector
            /api/v1/series?service=shop                         | 400 | missing-parameter | type                  | type=cpu
            /api/v1/series?type=cpu&service=shop&step=0s        | 400 | bad-parameter     | step: "0s"            | step=5m
            /api/v1/series?type=cpu&service=shop&step=often     | 400 | bad-parameter     | step: "often"         | step=5m
            /api/v1/series?type=cpu&service=shop&step=1m&from=now-30d | 422 | too-many-points | 43200 steps       | longer step
            /api/v1/series?type=cpu&by=a&by=b&by=c&by=d&by=e&by=f&by=g&by=h&by=i&by=j&by=k | 400 | bad-parameter | by: 11 labels | fewer labels
            /api/v1/series?type=cpu&by=a&by=a&by=a&by=a&by=a&by=a&by=a&by=a&by=a&by=a&by=a | 400 | bad-parameter | by: 11 labels | fewer labels
            /api/v1/series?type=cpu&service=shpo                | 404 | unknown-service   | "shpo"                | shop
            /api/v1/series?type=mutex&service=shop              | 404 | unknown-type      | "mutex"               | cpu, heap
            /api/v1/series?type=mutex                           | 404 | no-profiles       | no "mutex" profiles between | /api/v1/services
            /api/v1/series?type=cpu&service=shop&sample_type=wall | 404 | unknown-sample-type | "wall"             | There is: samples, cpu
            /api/v1/series?type=cpu&service=shop&sample_type=wall&sample_type=x | 404 | unknown-sample-type | "wall, x" | There is: samples, cpu
            /api/v1/series?type=cpu&steps=5m                    | 400 | unknown-parameter | "steps"               | Do you mean step?
            /api/v1/scrapes?step=0s                             | 400 | bad-parameter     | step: "0s"            | step=5m
            /api/v1/scrapes?step=often                          | 400 | bad-parameter     | step: "often"         | step=5m
            /api/v1/scrapes?from=now-26h                        | 400 | bad-parameter     | counted for 25h       | from=now-25h
            /api/v1/scrapes?from=now-1h&to=9999999999           | 400 | bad-parameter     | or is longer          | from=now-25h
            /api/v1/scrapes?from=now&to=now-1h                  | 400 | bad-parameter     | not before its end    | Exchange from and to
            /api/v1/scrapes?type=cpu                            | 400 | unknown-parameter | "type"                | service, from, to, step
            /api/v1/labels?limit=0                              | 400 | bad-parameter     | limit: "0"            | 1000
            /api/v1/labels?service=shpo                         | 404 | unknown-service   | "shpo"                | shop
            /api/v1/labels?match=%7B                            | 400 | bad-parameter     | match                 | data-urlencode
            /api/v1/labels/version/values?from=soon             | 400 | bad-parameter     | from: "soon"          | now-6h
            /api/v1/labels/version/values?service=shop&type=x   | 404 | unknown-type      | "x"                   | cpu, heap
            /api/v1/labels/version                              | 404 | unknown-route     | "/api/v1/labels/version" | /openapi.yaml
            /api/v1/profiles?limit=0                            | 400 | bad-parameter     | limit: "0"            | 1000
            /api/v1/profiles?limit=1001                         | 400 | bad-parameter     | limit: "1001"         | 1000
            /api/v1/profiles?limit=ten                          | 400 | bad-parameter     | limit: "ten"          | cursor
            /api/v1/profiles?limit=99999999999999999999         | 400 | bad-parameter     | limit                 | 1000
            /api/v1/profiles?cursor=nonsense                    | 400 | bad-parameter     | cursor: "nonsense"    | next
            /api/v1/profiles?service=nobody                     | 404 | unknown-service   | "nobody"              | shop
            /api/v1/profiles?service=shop&type=x                | 404 | unknown-type      | "x"                   | cpu, heap
            /api/v1/profiles?from=now&to=now                    | 400 | bad-parameter     | from                  | Exchange
            /api/v1/profiles/unknown                            | 404 | unknown-profile   | "unknown"             | /api/v1/profiles
            /api/v1/profiles/a.b%20c                            | 404 | unknown-profile   | "a.b c"               | /api/v1/profiles
            /api/v1/traces?form=now-1h                          | 400 | unknown-parameter | "form"                | Do you mean from?
            /api/v1/traces?service=a&service=b                  | 400 | duplicate-parameter | service             | Give service once
            /api/v1/traces?from=soon                            | 400 | bad-parameter     | from: "soon"          | now-6h
            /api/v1/traces?match=%7B                            | 400 | bad-parameter     | match                 | data-urlencode
            /api/v1/traces?limit=0                              | 400 | bad-parameter     | limit: "0"            | 1000
            /api/v1/traces?cursor=nonsense                      | 400 | bad-parameter     | cursor: "nonsense"    | next
            /api/v1/traces?service=shpo                         | 404 | unknown-service   | "shpo"                | shop
            /api/v1/traces/unknown                              | 404 | unknown-trace     | "unknown"             | /api/v1/traces
            /api/v1/traces/a%2Fb                                | 404 | unknown-trace     | "a/b"                 | /api/v1/traces
            /api/v1/traces/unknown?format=x                     | 400 | unknown-parameter | "format"              | no parameters
            /api/v1/trace                                       | 404 | unknown-route     | "/api/v1/trace"       | /api/v1/traces
            /api/v1/captures?state=done                         | 400 | unknown-parameter | "state"               | limit, cursor
            /api/v1/captures?limit=1&limit=2                    | 400 | duplicate-parameter | limit               | Give limit once
            /api/v1/captures?limit=many                         | 400 | bad-parameter     | limit: "many"         | 1000
            /api/v1/captures?cursor=a%20b                       | 400 | bad-parameter     | cursor: "a b"         | next
            /api/v1/captures/unknown                            | 404 | unknown-capture   | "unknown"             | /api/v1/captures
            /api/v1/captures/a.b                                | 404 | unknown-capture   | "a.b"                 | /api/v1/captures
            /api/v1/captures/unknown/content                    | 404 | unknown-capture   | "unknown"             | /api/v1/captures
            /api/v1/pgo/nobody/default.pgo                      | 404 | unknown-service   | "nobody"              | shop
            /api/v1/pgo/shop/default.pgo?window=week            | 400 | bad-parameter     | window: "week"        | window=7d
            /api/v1/pgo/shop/default.pgo?weight=equal           | 400 | bad-parameter     | weight: "equal"       | rate, sum
            /api/v1/pgo/shop/default.pgo?fidelity=high          | 400 | bad-parameter     | fidelity: "high"      | edges, full
            /api/v1/pgo/shop/default.pgo?gate=open              | 400 | bad-parameter     | gate: "open"          | on, off
            /api/v1/pgo/shop/default.pgo?max_share=0            | 400 | bad-parameter     | max_share: "0"        | max_share=0.2
            /api/v1/pgo/shop/default.pgo?max_share=0.04         | 400 | bad-parameter     | from 0.05 to 1        | max_share=0.2
            /api/v1/pgo/shop/default.pgo?max_share=1.5          | 400 | bad-parameter     | max_share: "1.5"      | max_share=0.2
            /api/v1/pgo/shop/default.pgo?max_share=NaN          | 400 | bad-parameter     | max_share: "NaN"      | max_share=0.2
            /api/v1/pgo/shop/default.pgo                        | 422 | pgo-not-good-enough | wait:               | gate=off
            /api/v1/pgo/shop/report?format=html                 | 400 | bad-parameter     | format: "html"        | json, text
            /api/v1/pgo/shop/report?gate=off                    | 400 | unknown-parameter | "gate"                | window, at
            /api/v1/pgo/nobody/report                           | 404 | unknown-service   | "nobody"              | shop
            /api/v1/pgo/idle/report                             | 422 | pgo-no-samples    | no samples            | under load
            /api/v1/pgo/nobody/releases                         | 404 | unknown-service   | "nobody"              | shop
            /api/v1/pgo/shop/releases?cursor=x                  | 400 | bad-parameter     | cursor: "x"           | next
            /api/v1/pgo/shop/releases/abc                       | 404 | unknown-release   | "abc"                 | releases
            /api/v1/pgo/shop/default.pgo?window=0s              | 400 | bad-parameter     | window: "0s"          | window=7d
            /api/v1/pgo/shop/default.pgo?at=noon                | 400 | bad-parameter     | at: "noon"            | now-1d/d
            /api/v1/pgo/shop/default.pgo?at=0                   | 400 | bad-parameter     | at: the window ends   | time
            /api/v1/pgo/shop/default.pgo?at=now-1d              | 404 | no-profiles       | no cpu profiles of "shop" | from and to
            /api/v1/pgo/idle/default.pgo                        | 422 | pgo-no-samples    | no samples            | under load
            /api/v1/pgo/zero/default.pgo                        | 422 | pgo-no-samples    | value zero            | window
            /api/v1/pgo/stripped/default.pgo                    | 422 | pgo-no-start-lines | start line           | Go 1.20 or newer
            /api/v1/pgo/java/default.pgo                        | 422 | pgo-wrong-sample-type | wall/ms           | /debug/pprof/profile
            """)
    void answersWithAProblemThatSaysWhatToChange(String request, int status, String type, String detail, String fix) {
        HttpResponse<byte[]> response = api.get(request);

        JsonNode problem = TestServer.json(response);
        assertThat(response.statusCode()).as(problem.toString()).isEqualTo(status);
        assertThat(TestServer.header(response, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(problem.get("type").asText()).isEqualTo("/openapi.yaml#/x-problem-types/" + type);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("title").asText()).isNotEmpty();
        assertThat(problem.get("detail").asText()).contains(detail);
        assertThat(problem.get("fix").asText()).contains(fix);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void refusesOtherMethods(String method) {
        HttpResponse<byte[]> response = api.send(method, "/api/v1/services");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(TestServer.header(response, "Allow")).isEqualTo("GET, HEAD");
        assertThat(TestServer.json(response).get("type").asText()).endsWith("/method-not-allowed");
    }

    @Test
    void suggestsTheNearestOfManyServices() {
        HeldProfiles many = new HeldProfiles();
        for (int i = 0; i < 40; i++) {
            ShopStore.put(
                    many,
                    "service-%02d".formatted(i),
                    "cpu",
                    "a",
                    "v1",
                    ShopStore.minutesAgo(5),
                    TestData.profile("go-compile/profile.79.pb.gz"));
        }
        try (TestServer server = new TestServer(many)) {
            JsonNode problem = TestServer.json(server.get("/api/v1/merge?type=cpu&service=service-7"));

            assertThat(problem.get("fix").asText())
                    .startsWith("The nearest of 40 are: service-07, service-17, service-27, service-37, service-")
                    .endsWith("/api/v1/services lists all.");
        }
    }

    @Test
    void saysWhatToDoWhenAMergeIsTooLarge() {
        HeldProfiles deep = new HeldProfiles() {
            @Override
            public MergeResult merge(Selection selection, MergeMode mode) {
                throw new MergeTooLargeException("more than 7 locations");
            }
        };
        ShopStore.put(
                deep,
                "shop",
                "cpu",
                "a",
                "v1",
                ShopStore.minutesAgo(5),
                TestData.profile("go-compile/profile.79.pb.gz"));
        try (TestServer server = new TestServer(deep)) {
            HttpResponse<byte[]> response = server.get("/api/v1/merge?type=cpu&service=shop");

            assertThat(response.statusCode()).isEqualTo(422);
            assertThat(TestServer.json(response).get("type").asText()).endsWith("/merge-too-large");
            assertThat(TestServer.json(response).get("detail").asText()).isEqualTo("more than 7 locations");
            assertThat(TestServer.json(response).get("fix").asText()).contains("Narrow");
        }
    }

    @Test
    void saysWhatToDoWhenValuesAddUpToMoreThan64Bits() {
        HeldProfiles large = new HeldProfiles() {
            @Override
            public MergeResult merge(Selection selection, MergeMode mode) {
                throw new MergeOverflowException(selection.service(), selection.type(), "alloc_space");
            }
        };
        try (TestServer server = new TestServer(large)) {
            HttpResponse<byte[]> response = server.get("/api/v1/merge?type=heap&service=shop&merge=rate");

            assertThat(response.statusCode()).isEqualTo(422);
            assertThat(TestServer.json(response).get("type").asText()).endsWith("/merge-overflow");
            assertThat(TestServer.json(response).get("detail").asText())
                    .contains("alloc_space", "heap profiles of shop");
            assertThat(TestServer.json(response).get("fix").asText()).contains("Narrow");
        }
    }

    @Test
    void saysWhatToDoWhenNothingIsStored() {
        try (TestServer empty = new TestServer(new HeldProfiles())) {
            assertThat(TestServer.json(empty.get("/api/v1/merge?type=cpu&service=shop"))
                            .get("fix")
                            .asText())
                    .contains("Nothing is stored yet", "/api/v1/targets");
        }
    }

    @Test
    void hidesAFaultOfItsOwnBehindAnId() {
        ScriptedStore broken = new ScriptedStore(() -> {
            throw new IllegalStateException("secret detail");
        });
        try (TestServer server = new TestServer(broken)) {
            HttpResponse<byte[]> response = server.get("/api/v1/services");

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(TestServer.json(response).get("detail").asText()).matches("error [0-9a-f]{8}; .*log.*");
            assertThat(TestServer.text(response)).doesNotContain("secret", "IllegalState", "\tat ");
        }
    }

    @Test
    void reflectsNothingHarmful() {
        String answer =
                TestServer.text(api.get("/api/v1/merge?type=cpu&service=" + "%00%0a%e2%80%ae" + "x".repeat(3000)));

        assertThat(answer).contains("???xxx").contains("…").doesNotContain("\u202e", "\\u0000", "\n");
        assertThat(answer.length()).isLessThan(600);
    }
}
