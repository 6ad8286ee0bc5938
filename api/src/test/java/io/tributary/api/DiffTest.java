package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.profile.Profile;
import io.tributary.profile.merge.ProfileMerger;
import io.tributary.profile.testing.TestData;
import io.tributary.storage.rocksdb.RocksStore;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Differences, held against what {@code go tool pprof -diff_base} makes of the two merges' URLs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiffTest {
    private static final String V1 = TestServer.encode("{version=\"v1\"}");
    private static final String V2 = TestServer.encode("{version=\"v2\"}");
    private static final String MERGE = "/api/v1/merge?service=shop&type=cpu&match=";
    private static final String DIFF = "/api/v1/diff?service=shop&type=cpu&match=" + V2 + "&base.match=" + V1;

    private RocksStore store;
    private TestServer api;

    @BeforeAll
    void start(@TempDir Path data) {
        store = ShopStore.open(data);
        api = new TestServer(store).closing(store);
    }

    @AfterAll
    void stop() {
        api.close();
    }

    private HttpResponse<byte[]> ok(String pathAndQuery) {
        HttpResponse<byte[]> response = api.get(pathAndQuery);
        assertThat(response.statusCode()).as(TestServer.text(response)).isEqualTo(200);
        return response;
    }

    private String tool(Path folder, String... flags) {
        String[] command = new String[flags.length + 4];
        command[0] = "pprof";
        command[1] = "-symbolize=none";
        System.arraycopy(flags, 0, command, 2, flags.length);
        command[flags.length + 2] = "-diff_base=" + api.uri(MERGE + V1);
        command[flags.length + 3] = api.uri(MERGE + V2).toString();
        return GoTools.text(folder, command);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                              |
            &normalize=share  | -normalize
            &max_nodes=12     | -nodecount=12
            &focus=json       | -focus=json
            """)
    void textIsWhatTheToolPrints(String parameters, String flag, @TempDir Path folder) {
        GoTools.required();
        String expected = flag == null ? tool(folder, "-top") : tool(folder, "-top", flag);

        assertThat(TestServer.text(ok(DIFF + "&format=text" + (parameters == null ? "" : parameters))))
                .isEqualTo(expected)
                .contains("-");
    }

    @Test
    void aPprofIsReadAsTheToolsOwn(@TempDir Path folder) {
        GoTools.required();

        assertThat(GoTools.text(
                        folder,
                        "pprof",
                        "-symbolize=none",
                        "-top",
                        api.uri(DIFF).toString()))
                .isEqualTo(tool(folder, "-top"));
    }

    @Test
    void aFlameGraphSumsUpToTheDifference() throws Exception {
        Profile v1 = merged(0, 3);
        Profile v2 = merged(3, 4);

        JsonNode graph = TestServer.json(ok(DIFF + "&format=flamegraph"));

        assertThat(graph.get("total").get(0).asLong()).isEqualTo(v2.totals()[1] - v1.totals()[1]);
        assertThat(TestServer.json(ok(DIFF + "&format=top")).get("total").asLong())
                .isEqualTo(v1.totals()[1]);
    }

    private static Profile merged(int from, int to) throws Exception {
        return ProfileMerger.merge(ShopStore.CPU_FILES.subList(from, to).stream()
                .map(TestData::profile)
                .toList());
    }

    @Test
    void aRateIsThatOfOneInstance() throws Exception {
        Profile v1 = merged(0, 3);
        Profile v2 = merged(3, 4);
        double ratio = (double) v2.header().durationNanos() / v1.header().durationNanos();

        JsonNode graph = TestServer.json(ok(DIFF + "&format=flamegraph&normalize=rate"));

        assertThat((double) graph.get("total").get(0).asLong())
                .isCloseTo(v2.totals()[1] - v1.totals()[1] * ratio, within(2e6));
    }

    @Test
    void gaugesGoByInstances() {
        for (String instance : List.of("a", "b")) {
            ShopStore.put(
                    store,
                    "grown",
                    "heap",
                    instance,
                    "v2",
                    ShopStore.minutesAgo(30),
                    TestData.profile("shop/v1/heap.4.pb.gz"));
        }
        long one = TestServer.json(ok("/api/v1/merge?service=shop&type=heap&format=flamegraph"))
                .get("total")
                .get(0)
                .asLong();
        String grown = "/api/v1/diff?service=grown&type=heap&base.service=shop&format=flamegraph";

        assertThat(TestServer.json(ok(grown)).get("total").get(0).asLong()).isEqualTo(one);
        assertThat(TestServer.json(ok(grown + "&normalize=rate"))
                        .get("total")
                        .get(0)
                        .asLong())
                .isZero();
    }

    @Test
    void saysWhatBothSidesAreMadeOf() {
        HttpResponse<byte[]> response = ok(DIFF);

        assertThat(TestServer.header(response, "Tributary-Profiles")).isEqualTo("1");
        assertThat(TestServer.header(response, "Tributary-Base-Profiles")).isEqualTo("3");
        assertThat(TestServer.header(response, "Tributary-Base-Instances")).isEqualTo("2");
        assertThat(TestServer.header(response, "Tributary-Base-Coverage")).matches("0\\.\\d{4}");
        assertThat(TestServer.header(response, "Tributary-Query-Time")).isNotEmpty();
    }

    @Test
    void whatIsLikeItselfHasNoDifference() {
        JsonNode top = TestServer.json(ok("/api/v1/diff?service=shop&type=cpu&format=top"));

        assertThat(top.get("rows")).allMatch(row -> row.get("flat").asLong() == 0);
    }

    @Test
    void saysWhichSideHasNothing() {
        HttpResponse<byte[]> response = api.get("/api/v1/diff?service=shop&type=cpu&base.from=now-3h&base.to=now-2h");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(TestServer.json(response).get("detail").asText())
                .contains("between 2026-03-02T09:00:00Z and 2026-03-02T10:00:00Z");
    }
}
