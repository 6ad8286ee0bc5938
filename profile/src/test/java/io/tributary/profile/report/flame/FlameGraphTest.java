package io.tributary.profile.report.flame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.profile.LocationTable;
import io.tributary.profile.Profile;
import io.tributary.profile.build.Line;
import io.tributary.profile.build.ProfileBuilder;
import io.tributary.profile.report.Json;
import io.tributary.profile.report.Stacks;
import io.tributary.profile.testing.RandomProfiles;
import io.tributary.profile.testing.TestData;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A flame graph holds every stack's sum, in an order that depends on the content only. */
class FlameGraphTest {
    static List<String> files() {
        return TestData.profiles();
    }

    @ParameterizedTest
    @MethodSource("files")
    void realProfilesKeepEveryStack(String file) {
        Profile profile = TestData.profile(file);
        for (int column = 0; column < profile.valueCount(); column++) {
            checkWhole(profile, column, file);
        }
    }

    @Test
    void randomProfilesKeepEveryStack() {
        for (int round = 0; round < 300; round++) {
            long seed = new Random().nextLong();
            Profile profile = RandomProfiles.next(new Random(seed));
            checkWhole(profile, round % 2, "seed " + seed);
            checkPruned(profile, round % 2, new Random(seed), "seed " + seed);
        }
    }

    private static void checkWhole(Profile profile, int column, String what) {
        FlameGraph graph = FlameGraph.of(profile, column);
        Map<List<String>, Long> sums = Stacks.sums(profile, column);
        Map<List<String>, Long> self = new HashMap<>();
        for (int node = 0; node < graph.size(); node++) {
            if (graph.self()[node] != 0) {
                self.merge(path(graph, node), graph.self()[node], Long::sum);
            }
        }
        assertThat(self).as(what).isEqualTo(sums);
        assertThat(graph.total()[0]).as(what).isEqualTo(profile.totals()[column]);
        checkShape(graph, what);
    }

    private static List<String> path(FlameGraph graph, int node) {
        List<String> path = new ArrayList<>();
        for (int at = node; at > 0; at = graph.parent()[at]) {
            path.add(graph.names().get(graph.name()[at]));
        }
        Collections.reverse(path);
        return path;
    }

    /** Depth first, siblings by name and none twice, totals the sums of their parts unless pruned. */
    private static void checkShape(FlameGraph graph, String what) {
        long[] parts = graph.self().clone();
        int[] lastChild = new int[graph.size()];
        assertThat(graph.parent()[0]).isEqualTo(-1);
        for (int node = 1; node < graph.size(); node++) {
            int parent = graph.parent()[node];
            assertThat(parent).as(what).isBetween(0, node - 1);
            assertThat(graph.level()[node]).as(what).isEqualTo(graph.level()[parent] + 1);
            assertThat(graph.level()[node]).as(what).isLessThanOrEqualTo(graph.level()[node - 1] + 1);
            if (lastChild[parent] != 0) {
                byte[] before =
                        graph.names().get(graph.name()[lastChild[parent]]).getBytes(UTF_8);
                byte[] name = graph.names().get(graph.name()[node]).getBytes(UTF_8);
                assertThat(Arrays.compareUnsigned(before, name)).as(what).isNegative();
            }
            lastChild[parent] = node;
            parts[parent] += graph.total()[node];
        }
        for (int node = 0; node < graph.size(); node++) {
            if ((graph.flags()[node] & FlameGraph.PRUNED) == 0) {
                assertThat(parts[node]).as(what).isEqualTo(graph.total()[node]);
            }
        }
    }

    /** What is left is what it was, and there is no more of it than asked. */
    private static void checkPruned(Profile profile, int column, Random random, String what) {
        FlameGraph whole = FlameGraph.of(profile, column);
        int most = random.nextInt(whole.size() + 2);
        FlameGraph pruned = FlameGraph.of(profile, column, random.nextDouble() / 4, most);
        assertThat(pruned.size() - 1).as(what).isLessThanOrEqualTo(most);
        checkShape(pruned, what);
        Map<List<String>, List<Long>> values = new HashMap<>();
        for (int node = 0; node < whole.size(); node++) {
            values.put(path(whole, node), List.of(whole.total()[node], whole.self()[node]));
        }
        for (int node = 0; node < pruned.size(); node++) {
            assertThat(List.of(pruned.total()[node], pruned.self()[node]))
                    .as(what)
                    .isEqualTo(values.get(path(pruned, node)));
        }
    }

    @Test
    void smallPartsStayInTheirParents() {
        FlameGraph graph = FlameGraph.of(Stacks.of("a;b 90", "a;c 9", "a;c;d 1"), 0, 0.05, FlameGraph.ALL_NODES);
        assertThat(graph.total()).containsExactly(100, 100, 90, 10);
        assertThat(graph.self()).containsExactly(0, 0, 90, 9);
        assertThat(graph.flags()).containsExactly(0, 0, 0, FlameGraph.PRUNED);
    }

    @Test
    void whatCancelsInADifferenceIsNotSmall() {
        FlameGraph graph = FlameGraph.of(Stacks.of("a;b 50", "a;c -50", "d 1"), 0, 0.1, FlameGraph.ALL_NODES);
        assertThat(graph.total()).containsExactly(1, 0, 50, -50);
    }

    @Test
    void inlinedCallsAreMarked() {
        ProfileBuilder builder = new ProfileBuilder(1);
        int inner = builder.function("inner", "", "", 0);
        int outer = builder.function("outer", "", "", 0);
        int both = builder.location(
                LocationTable.NO_MAPPING,
                1,
                false,
                new Line(inner, 0, 0),
                new Line(inner, 0, 0),
                new Line(outer, 0, 0));
        int called = builder.location(LocationTable.NO_MAPPING, 2, false, new Line(inner, 0, 0));
        int alone = builder.location(LocationTable.NO_MAPPING, 3, false, new Line(outer, 0, 0));
        builder.sample(new int[] {both}, new long[] {1});
        builder.sample(new int[] {called, alone}, new long[] {1});
        FlameGraph graph = FlameGraph.of(builder.build(Stacks.header()), 0);
        assertThat(graph.flags()).containsExactly(0, 0, FlameGraph.PARTLY_INLINED, FlameGraph.INLINED);
    }

    @Test
    void deepStacksAndHugeValuesAndNothingAtAll() {
        String deep = "f;g;".repeat(10_000) + "h";
        FlameGraph graph = FlameGraph.of(Stacks.of(deep + " 3", "f " + Long.MAX_VALUE, "f 1"), 0);
        assertThat(graph.size()).isEqualTo(20_002);
        assertThat(graph.level()[20_001]).isEqualTo(20_001);
        assertThat(graph.total()[0]).isEqualTo(Long.MIN_VALUE + 3);
        assertThat(FlameGraph.of(Stacks.of("a " + Long.MIN_VALUE, "b 1"), 0, 0.5, 5)
                        .total())
                .containsExactly(Long.MIN_VALUE + 1, Long.MIN_VALUE);
        assertThat(FlameGraph.of(Stacks.of(), 0).total()).containsExactly(0);
        assertThat(FlameGraph.of(Stacks.of(), 0, 1, 0).size()).isEqualTo(1);
    }

    @Test
    void jsonHasTheColumns() throws Exception {
        FlameGraph graph = FlameGraph.of(Stacks.of("ma\"in;r\\un\n 2", "ma\"in;<init> 1", " 4"), 0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        graph.writeJson(bytes);
        Map<String, Object> json = Json.object(Json.parse(bytes.toString(UTF_8)));
        assertThat(json.get("type")).isEqualTo("cpu");
        assertThat(json.get("unit")).isEqualTo("nanoseconds");
        assertThat(json.get("names")).isEqualTo(List.of("", "ma\"in", "<init>", "r\\un\n"));
        assertThat(json.get("name")).isEqualTo(List.of(0L, 1L, 2L, 3L));
        assertThat(json.get("level")).isEqualTo(List.of(0L, 1L, 2L, 2L));
        assertThat(json.get("total")).isEqualTo(List.of(7L, 3L, 1L, 2L));
        assertThat(json.get("self")).isEqualTo(List.of(4L, 0L, 1L, 2L));
        assertThat(json.get("flags")).isEqualTo(List.of(0L, 0L, 0L, 0L));
    }

    @Test
    void wrongArgumentsAreRefused() {
        Profile profile = Stacks.of("a 1");
        assertThatThrownBy(() -> FlameGraph.of(profile, 1)).hasMessageContaining("value column 1");
        assertThatThrownBy(() -> FlameGraph.of(profile, 0, 1.5, 1)).hasMessageContaining("1.5");
        assertThatThrownBy(() -> FlameGraph.of(profile, 0, Double.NaN, 1)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> FlameGraph.of(profile, 0, 0, -1)).hasMessageContaining("-1");
    }
}
