package io.tributary.profile.report.stacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.build.ProfileBuilder;
import io.tributary.profile.report.Json;
import io.tributary.profile.report.Stacks;
import io.tributary.profile.testing.TestData;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of speedscope's published schema, and that the stacks in the file are the profile's. */
class SpeedscopeTest {
    private static final Set<String> UNITS =
            Set.of("bytes", "microseconds", "milliseconds", "nanoseconds", "none", "seconds");

    static List<String> files() {
        return TestData.profiles();
    }

    @ParameterizedTest
    @MethodSource("files")
    void realProfiles(String file) throws Exception {
        Profile profile = TestData.profile(file);
        check(profile, json(profile));
    }

    private static Map<String, Object> json(Profile profile) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Speedscope.write(profile, "a name", bytes);
        return Json.object(Json.parse(bytes.toString(UTF_8)));
    }

    private static void check(Profile profile, Map<String, Object> json) {
        assertThat(json.keySet())
                .isSubsetOf("$schema", "exporter", "name", "activeProfileIndex", "shared", "profiles")
                .contains("$schema", "shared", "profiles");
        assertThat(json.get("$schema")).isEqualTo("https://www.speedscope.app/file-format-schema.json");
        assertThat(json.get("name")).isEqualTo("a name");
        List<String> names = frames(Json.object(json.get("shared")));
        List<Object> profiles = Json.array(json.get("profiles"));
        assertThat(profiles).hasSize(profile.valueCount());
        assertThat((Long) json.get("activeProfileIndex")).isBetween(0L, profiles.size() - 1L);
        for (int column = 0; column < profiles.size(); column++) {
            checkColumn(profile, column, names, Json.object(profiles.get(column)));
        }
    }

    private static List<String> frames(Map<String, Object> shared) {
        assertThat(shared).containsOnlyKeys("frames");
        List<String> names = new ArrayList<>();
        for (Object element : Json.array(shared.get("frames"))) {
            Map<String, Object> frame = Json.object(element);
            assertThat(frame.keySet()).isSubsetOf("name", "file", "line", "col").contains("name");
            assertThat(frame.getOrDefault("file", "")).isInstanceOf(String.class);
            assertThat((Long) frame.getOrDefault("line", 1L)).isPositive();
            names.add((String) frame.get("name"));
        }
        return names;
    }

    private static void checkColumn(Profile profile, int column, List<String> names, Map<String, Object> sampled) {
        assertThat(sampled).containsOnlyKeys("type", "name", "unit", "samples", "weights", "startValue", "endValue");
        ValueType type = profile.header().sampleTypes().get(column);
        assertThat(sampled.get("type")).isEqualTo("sampled");
        assertThat(sampled.get("name")).isEqualTo(type.type());
        assertThat(UNITS).contains((String) sampled.get("unit"));
        List<Object> samples = Json.array(sampled.get("samples"));
        List<Object> weights = Json.array(sampled.get("weights"));
        assertThat(weights).hasSameSizeAs(samples);
        Map<List<String>, Long> sums = new HashMap<>();
        long sum = 0;
        for (int i = 0; i < samples.size(); i++) {
            List<String> stack = Json.array(samples.get(i)).stream()
                    .map(frame -> names.get(Math.toIntExact((Long) frame)))
                    .toList();
            long weight = (Long) weights.get(i);
            assertThat(weight).isPositive();
            sums.merge(stack, weight, Long::sum);
            sum += weight;
        }
        assertThat(sums).isEqualTo(Stacks.sums(profile, column));
        assertThat(sampled.get("startValue")).isEqualTo(0L);
        assertThat(sampled.get("endValue")).isEqualTo(sum);
    }

    @Test
    void theDefaultColumnIsShownFirst() throws Exception {
        assertThat(json(TestData.profile("shop/v1/cpu.a1.pb.gz")).get("activeProfileIndex"))
                .isEqualTo(1L);
        assertThat(json(TestData.profile("shop/v1/heap.4.pb.gz")).get("activeProfileIndex"))
                .isEqualTo(3L);
    }

    @Test
    void hugeTotalsDoNotTurnNegative() throws Exception {
        Map<String, Object> json = json(Stacks.of("a " + Long.MAX_VALUE, "b 1", "c 2"));
        assertThat(Json.object(Json.array(json.get("profiles")).getFirst()).get("endValue"))
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void unusualUnitsAndDeepStacksAndNoSamples() throws Exception {
        ProfileBuilder builder = new ProfileBuilder(1);
        builder.sample(Stacks.leafFirst(builder, List.of(("f;\"\t" + "g;".repeat(10_000)).split(";"))), new long[] {1});
        Profile profile = builder.build(Stacks.header(new ValueType("loops", "widgets")));
        check(profile, json(profile));
        check(Stacks.of(), json(Stacks.of()));
    }

    @Test
    void whatSpeedscopeCannotShowIsRefusedBeforeAnythingIsWritten() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThatThrownBy(() -> Speedscope.write(Stacks.of("a 2", "b -1"), "n", bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("negative values");
        assertThatThrownBy(() ->
                        Speedscope.write(new ProfileBuilder(0).build(Stacks.header(new ValueType[0])), "n", bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no sample types");
        assertThat(bytes.size()).isZero();
    }
}
