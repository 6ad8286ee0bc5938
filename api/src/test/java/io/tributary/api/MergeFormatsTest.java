package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.profile.Profile;
import io.tributary.profile.merge.ProfileMerger;
import io.tributary.profile.testing.TestData;
import io.tributary.storage.Labels;
import io.tributary.storage.Origin;
import io.tributary.storage.rocksdb.RocksStore;
import io.tributary.storage.testing.MadeUp;
import io.tributary.storage.testing.MemoryStore;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A merge in every format, held against {@code go tool pprof} on the same URL, and against the profiles' own sums. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MergeFormatsTest {
    private static final String SHOP = "/api/v1/merge?service=shop&type=";
    private static final int CPU_NANOS = 1;

    private RocksStore store;
    private TestServer api;
    private Profile merged;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        store = ShopStore.open(data);
        api = new TestServer(store).closing(store);
        merged = ProfileMerger.merge(
                ShopStore.CPU_FILES.stream().map(TestData::profile).toList());
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cpu  |                                           |
            cpu  | &max_nodes=7                              | -nodecount=7
            cpu  | &sample_type=samples                      | -sample_index=samples
            cpu  | &granularity=lines                        | -lines
            cpu  | &focus=runtime.mallocgc                   | -focus=runtime.mallocgc
            cpu  | &focus=json&ignore=reflect                | -focus=json -ignore=reflect
            cpu  | &hide=%5Eruntime%5C.                      | -hide=^runtime\\.
            cpu  | &show=%5Eruntime%5C.                      | -show=^runtime\\.
            cpu  | &show_from=ServeHTTP                      | -show_from=ServeHTTP
            cpu  | &prune_from=mallocgc                      | -prune_from=mallocgc
            cpu  | &tagfocus=handler                         | -tagfocus=handler
            heap |                                           |
            heap | &sample_type=alloc_objects                | -sample_index=alloc_objects
            heap | &tagfocus=bytes%3D32b:512b                | -tagfocus=bytes=32b:512b
            """)
    void textIsWhatTheToolPrints(String type, String view, String flags, @TempDir Path folder) {
        GoTools.required();
        List<String> command = new ArrayList<>(List.of("pprof", "-symbolize=none", "-top"));
        if (flags != null) {
            command.addAll(Arrays.asList(flags.split(" ")));
        }
        command.add(api.uri(SHOP + type).toString());
        String expected = GoTools.text(folder, command.toArray(String[]::new));

        HttpResponse<byte[]> response = ok(SHOP + type + (view == null ? "" : view) + "&format=text");

        assertThat(TestServer.text(response)).isEqualTo(expected);
        assertThat(TestServer.header(response, "Content-Type")).isEqualTo("text/plain; charset=utf-8");
    }

    @Test
    void topHasTheToolsValuesAsNumbers(@TempDir Path folder) {
        GoTools.required();
        String table = GoTools.text(
                folder,
                "pprof",
                "-symbolize=none",
                "-top",
                "-unit=nanoseconds",
                api.uri(SHOP + "cpu").toString());
        List<String> expected = table.lines()
                .filter(line -> line.matches(" *\\d+(ns)? .*"))
                .map(line -> line.strip().split(" +", 6))
                .map(row -> row[0].replace("ns", "")
                        + ' '
                        + row[3].replace("ns", "")
                        + ' '
                        + row[5].replaceAll(" \\((partial-)?inline\\)$", ""))
                .toList();

        JsonNode top = TestServer.json(ok(SHOP + "cpu&format=top"));

        assertThat(StreamSupport.stream(top.get("rows").spliterator(), false)
                        .map(row -> row.get("flat").asText()
                                + ' '
                                + row.get("cum").asText()
                                + ' '
                                + row.get("function").asText()))
                .isNotEmpty()
                .containsExactlyElementsOf(expected);
        assertThat(top.get("type").asText()).isEqualTo("cpu");
        assertThat(top.get("unit").asText()).isEqualTo("nanoseconds");
        assertThat(top.get("total").asLong()).isEqualTo(merged.totals()[CPU_NANOS]);
        JsonNode malloc = StreamSupport.stream(top.get("rows").spliterator(), false)
                .filter(row -> row.get("function").asText().equals("runtime.mallocgc"))
                .findFirst()
                .orElseThrow();
        assertThat(malloc.get("file").asText()).endsWith("runtime/malloc.go");
        assertThat(malloc.get("line").asInt()).isPositive();
    }

    @Test
    void aFlameGraphAddsUp() {
        JsonNode graph = TestServer.json(ok(SHOP + "cpu&format=flamegraph"));

        assertThat(graph.get("unit").asText()).isEqualTo("nanoseconds");
        assertThat(graph.get("total").get(0).asLong()).isEqualTo(merged.totals()[CPU_NANOS]);
        assertThat(sum(graph.get("self"))).isEqualTo(merged.totals()[CPU_NANOS]);
        assertThat(graph.get("level").size())
                .isEqualTo(graph.get("name").size())
                .isEqualTo(graph.get("total").size())
                .isGreaterThan(100);
    }

    @Test
    void aSmallerFlameGraphKeepsItsTotal() {
        JsonNode graph = TestServer.json(ok(SHOP + "cpu&format=flamegraph&sample_type=samples&max_nodes=20"));

        assertThat(graph.get("name").size()).isBetween(2, 21);
        assertThat(graph.get("total").get(0).asLong()).isEqualTo(merged.totals()[0]);
        assertThat(sum(graph.get("self"))).isLessThan(merged.totals()[0]);
    }

    private static long sum(JsonNode numbers) {
        return StreamSupport.stream(numbers.spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .sum();
    }

    @Test
    void collapsedStacksAddUp() {
        String text = TestServer.text(ok(SHOP + "cpu&format=collapsed"));

        assertThat(text.lines()).allMatch(line -> line.matches(".+ \\d+"));
        assertThat(text.lines().mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1))))
                .isNotEmpty()
                .satisfies(values -> assertThat(
                                values.stream().mapToLong(Long::longValue).sum())
                        .isEqualTo(merged.totals()[CPU_NANOS]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&by=instance"})
    void speedscopeOfNegativeValuesIsAnotherFormatsMatter(String by) {
        MemoryStore difference = new MemoryStore();
        difference.put(
                new Origin(
                        "shop",
                        "cpu",
                        Labels.of(Map.of(Labels.INSTANCE, "a")),
                        ShopStore.minutesAgo(10).toEpochMilli()),
                MadeUp.profile(List.of(MadeUp.CPU), 1_000_000_000, 5, -3));
        try (TestServer server = new TestServer(difference)) {
            String url = SHOP + "cpu" + by + "&format=";
            HttpResponse<byte[]> refused = server.get(url + "speedscope");
            TestServer.assertProblem(refused, 422, "negative-values", "negative values");
            assertThat(TestServer.json(refused).get("fix").asText()).contains("flamegraph");
            for (String format : List.of("pprof", "flamegraph", "top", "collapsed", "text")) {
                assertThat(server.get(url + format).statusCode()).as(format).isEqualTo(200);
            }
        }
    }

    @Test
    void speedscopeHasEverySampleType() {
        JsonNode file = TestServer.json(ok(SHOP + "cpu&format=speedscope&sample_type=samples"));

        assertThat(file.get("$schema").asText()).isEqualTo("https://www.speedscope.app/file-format-schema.json");
        assertThat(file.get("activeProfileIndex").asInt()).isZero();
        int frames = file.get("shared").get("frames").size();
        for (int column = 0; column < 2; column++) {
            JsonNode profile = file.get("profiles").get(column);
            assertThat(profile.get("type").asText()).isEqualTo("sampled");
            assertThat(profile.get("samples").size())
                    .isEqualTo(profile.get("weights").size());
            assertThat(profile.get("endValue").asLong()).isEqualTo(merged.totals()[column]);
            assertThat(sum(profile.get("weights"))).isEqualTo(merged.totals()[column]);
            profile.get("samples")
                    .forEach(stack ->
                            stack.forEach(frame -> assertThat(frame.asInt()).isBetween(0, frames - 1)));
        }
    }

    @Test
    void aPprofShowsTheSampleTypeThatWasAskedFor(@TempDir Path folder) {
        GoTools.required();

        assertThat(GoTools.text(
                        folder,
                        "pprof",
                        "-top",
                        api.uri(SHOP + "heap&sample_type=alloc_objects").toString()))
                .contains("Type: alloc_objects");
    }

    @Test
    void aPprofIsFilteredAsTheToolDoesIt(@TempDir Path folder) {
        GoTools.required();
        String expected = GoTools.text(
                folder, "pprof", "-traces", "-focus=json", api.uri(SHOP + "cpu").toString());

        String filtered = GoTools.text(
                folder, "pprof", "-traces", api.uri(SHOP + "cpu&focus=json").toString());

        assertThat(stacks(filtered)).hasSizeGreaterThan(1000).isEqualTo(stacks(expected));
    }

    /** Without the header, whose total is of what is left. */
    private static List<String> stacks(String traces) {
        return traces.lines().dropWhile(line -> !line.startsWith("---")).toList();
    }

    @Test
    void namesFiltersThatMatchNothing() {
        HttpResponse<byte[]> response = ok(SHOP + "cpu&format=top&focus=nowhere%5C.atall&ignore=reflect");

        assertThat(TestServer.header(response, "Tributary-Unmatched-Filters")).isEqualTo("focus");
        assertThat(TestServer.json(response).get("rows")).isEmpty();
        assertThat(TestServer.header(ok(SHOP + "cpu&format=top&focus=runtime"), "Tributary-Unmatched-Filters"))
                .isEmpty();
    }

    @Test
    void everyFormatSaysWhatItIsMadeOf() {
        for (String format : List.of("pprof", "flamegraph", "top", "collapsed", "speedscope", "text")) {
            HttpResponse<byte[]> response = ok(SHOP + "cpu&format=" + format);

            assertThat(TestServer.header(response, "Tributary-Profiles")).isEqualTo("4");
            assertThat(TestServer.header(response, "Tributary-Instances")).isEqualTo("3");
            assertThat(TestServer.header(response, "Tributary-Coverage")).matches("0\\.\\d{4}");
            assertThat(TestServer.header(response, "Tributary-Query-Time")).matches("\\d+\\.\\d{6}");
            assertThat(TestServer.header(response, "Content-Disposition")).contains("filename=\"shop.cpu.20260302T");
        }
    }

    @Test
    void groupsOfALabelAddUpToAll() {
        JsonNode answer = TestServer.json(ok(SHOP + "cpu&by=version&format=flamegraph"));

        assertThat(answer.get("by").asText()).isEqualTo("version");
        assertThat(answer.get("groups")).hasSize(2);
        long sum = 0;
        for (JsonNode group : answer.get("groups")) {
            String only = SHOP + "cpu&format=flamegraph&match="
                    + TestServer.encode("{version=\"" + group.get("value").asText() + "\"}");
            assertThat(group.get("flamegraph")).isEqualTo(TestServer.json(ok(only)));
            sum += group.get("flamegraph").get("total").get(0).asLong();
        }
        assertThat(sum).isEqualTo(merged.totals()[CPU_NANOS]);
        assertThat(answer.get("groups").get(0).get("value").asText()).isEqualTo("v1");
        assertThat(answer.get("groups").get(0).get("profiles").asInt()).isEqualTo(3);
        assertThat(answer.get("groups").get(0).get("instances").asInt()).isEqualTo(2);
    }

    @Test
    void groupsCanBeOfALabelThatSamplesHave() {
        JsonNode answer = TestServer.json(ok(SHOP + "cpu&by=handler&format=top"));

        assertThat(answer.get("groups").size()).isGreaterThan(1);
        assertThat(answer.get("groups").get(0).get("value").asText()).isEmpty();
        assertThat(StreamSupport.stream(answer.get("groups").spliterator(), false)
                        .mapToLong(group -> group.get("top").get("total").asLong())
                        .sum())
                .isEqualTo(merged.totals()[CPU_NANOS]);
    }

    @Test
    void groupsInAPprofAreALabelThatTheToolKnows(@TempDir Path folder) {
        GoTools.required();
        String v1 = TestServer.encode("{version=\"v1\"}");
        String expected = GoTools.text(
                folder,
                "pprof",
                "-symbolize=none",
                "-top",
                "-nodefraction=0",
                api.uri(SHOP + "cpu&match=" + v1).toString());

        String focused = GoTools.text(
                folder,
                "pprof",
                "-symbolize=none",
                "-top",
                "-nodefraction=0",
                "-tagfocus=version=v1",
                api.uri(SHOP + "cpu&by=version").toString());

        assertThat(flat(focused)).isNotEmpty().isEqualTo(flat(expected));
    }

    /** Function and its own value: shares refer to all samples. */
    private static List<String> flat(String table) {
        return table.lines()
                .dropWhile(line -> !line.contains("flat%"))
                .skip(1)
                .map(line -> line.strip().split(" +", 6))
                .map(row -> row[0] + ' ' + row[5])
                .toList();
    }

    @Test
    void groupsInTextAreSaidToBe() {
        assertThat(TestServer.text(ok(SHOP + "cpu&by=version&format=collapsed")).lines())
                .isNotEmpty()
                .allMatch(line -> line.startsWith("version=v1;") || line.startsWith("version=v2;"));
        assertThat(TestServer.text(ok(SHOP + "cpu&by=version&format=text")).lines())
                .contains("version=\"v1\"", "version=\"v2\"");
    }

    @Test
    void groupsOfALabelThatNobodyHasAreOne() {
        JsonNode answer = TestServer.json(ok(SHOP + "cpu&by=colour&format=top"));

        assertThat(answer.get("groups")).hasSize(1);
        assertThat(answer.get("groups").get(0).get("value").asText()).isEmpty();
        assertThat(TestServer.json(ok(SHOP + "cpu&by=service_name&format=top"))
                        .get("groups")
                        .get(0)
                        .get("value")
                        .asText())
                .isEqualTo("shop");
    }

    @Test
    void refusesMoreGroupsThanItMergesAtOnce() {
        for (int i = 0; i < 51; i++) {
            ShopStore.put(
                    store,
                    "many",
                    "cpu",
                    "instance-" + i,
                    "v1",
                    ShopStore.minutesAgo(5),
                    TestData.profile(ShopStore.CPU_FILES.getFirst()));
        }

        HttpResponse<byte[]> response = api.get("/api/v1/merge?service=many&type=cpu&by=instance&format=top");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(TestServer.json(response).get("type").asText()).endsWith("/too-many-groups");
        assertThat(TestServer.json(response).get("detail").asText()).contains("51 values", "at most 50");
    }
}
