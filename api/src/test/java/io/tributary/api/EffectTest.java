package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.build.Line;
import io.tributary.profile.build.ProfileBuilder;
import io.tributary.storage.rocksdb.RocksStore;
import io.tributary.storage.rocksdb.RocksStoreOptions;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /pgo/{service}/effect} by a store that is filled as a collector does. */
class EffectTest {
    private static final ValueType SAMPLES = new ValueType("samples", "count");
    private static final ValueType CPU = new ValueType("cpu", "nanoseconds");
    private static final long PERIOD = 10_000_000;

    @TempDir
    Path folder;

    private RocksStore store;
    private TestServer api;

    @BeforeEach
    void start() {
        store = RocksStore.open(folder.resolve("data"), RocksStoreOptions.DEFAULT);
        api = new TestServer(store);
    }

    @AfterEach
    void stop() {
        api.close();
        store.close();
    }

    @Test
    void aVersionThatUsesLessIsSaidToSave() {
        for (int hour = 1; hour <= 48; hour++) {
            for (String instance : List.of("a", "b", "c")) {
                // Two versions a week apart, the old one 400 of 1,000 samples in 10 s, the new one 300.
                put(instance, "v1", Duration.ofHours(168 + hour), 400);
                put(instance, "v2", Duration.ofHours(hour), 300);
            }
        }

        JsonNode effect = TestServer.json(api.get("/api/v1/pgo/shop/effect?from_version=v1&to_version=v2"));

        assertThat(effect.get("verdict").asText()).isEqualTo("saves");
        assertThat(effect.get("pairedHours").asInt()).isEqualTo(48);
        assertThat(effect.get("instancesBefore").asInt()).isEqualTo(3);
        assertThat(effect.get("coresBefore").asDouble()).isCloseTo(0.4, within(1e-12));
        assertThat(effect.get("coresAfter").asDouble()).isCloseTo(0.3, within(1e-12));
        assertThat(effect.get("change").asDouble()).isCloseTo(-0.25, within(1e-12));
        assertThat(effect.get("detail").asText()).contains("less CPU: -25.0 %");
    }

    @Test
    void tooLittleIsSaidWithWhatIsMissing() {
        put("a", "v1", Duration.ofHours(170), 400);
        put("a", "v2", Duration.ofHours(2), 300);

        JsonNode effect = TestServer.json(api.get("/api/v1/pgo/shop/effect?from_version=v1&to_version=v2"));

        assertThat(effect.get("verdict").asText()).isEqualTo("not-enough-data");
        assertThat(effect.get("detail").asText())
                .isEqualTo(
                        "Not enough data yet. It takes 23 more hours of the week in which both versions were profiled,"
                                + " and 1 more instance of the old version, and 1 more instance of the new version.");
        assertThat(effect.get("missing")).hasSize(3);
        assertThat(effect.has("change")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            shop/effect                                | 400 | missing-parameter | from_version
            shop/effect?from_version=v1                | 400 | missing-parameter | to_version
            shop/effect?from_version=v1&to_version=v1  | 400 | bad-parameter     | to_version
            shop/effect?from_version=v1&to_version=v9  | 404 | no-profiles       | v1, v2
            shap/effect?from_version=v1&to_version=v2  | 404 | unknown-service   | shop
            """)
    void wrongQuestionsAreAnsweredWithWhatToChange(String path, int status, String type, String said) {
        put("a", "v1", Duration.ofHours(170), 400);
        put("a", "v2", Duration.ofHours(2), 300);

        HttpResponse<byte[]> answer = api.get("/api/v1/pgo/" + path);

        assertThat(answer.statusCode()).isEqualTo(status);
        JsonNode problem = TestServer.json(answer);
        assertThat(problem.get("type").asText()).endsWith("/" + type);
        assertThat(problem.get("detail").asText() + problem.get("fix").asText()).contains(said);
    }

    private void put(String instance, String version, Duration ago, long samples) {
        Instant time = TestServer.NOW.minus(ago);
        ShopStore.put(store, "shop", "cpu", instance, version, time, profile(time, samples));
    }

    private static Profile profile(Instant time, long samples) {
        ProfileBuilder builder = new ProfileBuilder(2);
        int main = builder.function("main.main", "main.main", "main.go", 1);
        int root = builder.location(-1, 0x10, false, new Line(main, 2, 0));
        builder.sample(new int[] {root}, new long[] {samples, samples * PERIOD});
        return builder.build(new Header(
                List.of(SAMPLES, CPU),
                CPU,
                PERIOD,
                time.toEpochMilli() * 1_000_000,
                10_000_000_000L,
                "",
                List.of(),
                "",
                "",
                ""));
    }
}
