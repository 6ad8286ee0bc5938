package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.profile.Profile;
import io.tributary.storage.rocksdb.RocksStore;
import io.tributary.storage.rocksdb.RocksStoreOptions;
import io.tributary.storage.testing.MadeUp;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pods of ten minutes, one after the other for two hours: one core is used at any time, in whatever steps it is asked for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShortLivedSeriesTest {
    private static final int PODS = 12;
    private static final int MINUTES = 10;
    private static final long TEN_SECONDS = 10_000_000_000L;

    private TestServer api;

    @BeforeAll
    void start(@TempDir Path data) {
        // Ten seconds of each minute.
        Profile oneCore = MadeUp.profile(List.of(MadeUp.CPU), TEN_SECONDS, TEN_SECONDS);
        RocksStore store = RocksStore.open(data, RocksStoreOptions.DEFAULT);
        for (int minute = 0; minute < PODS * MINUTES; minute++) {
            String pod = "pod-" + minute / MINUTES;
            ShopStore.put(store, "shop", "cpu", pod, "v1", ShopStore.minutesAgo(300 - minute), oneCore);
        }
        store.rollUp();
        api = new TestServer(store).closing(store);
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource({
        "now-6h, 1m, 0.01",
        "now-6h, 5m, 0.06",
        "now-6h, 20m, 0.01",
        "now-6h, 1h, 0.01",
        "now-7d, 1h, 0.01",
        "now-7d, 6h, 0.01",
        "now-30d, 1d, 0.01",
    })
    void theAreaUnderTheCurveIsWhatWasUsed(String from, String step, double tolerance) {
        JsonNode answer =
                TestServer.json(api.get("/api/v1/series?service=shop&type=cpu&from=" + from + "&step=" + step));

        double coreSeconds = 0;
        for (int n = 0; n < answer.get("times").size(); n++) {
            coreSeconds += answer.get("series").get(0).get("values").get(n).asDouble() * seconds(answer, n);
        }
        assertThat(coreSeconds / (PODS * MINUTES * 60)).isCloseTo(1, within(tolerance));
    }

    /** How much of a step is in the range. */
    private static long seconds(JsonNode answer, int step) {
        long begin = answer.get("times").get(step).asLong();
        long from = Instant.parse(answer.get("from").asText()).getEpochSecond();
        long to = Instant.parse(answer.get("to").asText()).getEpochSecond();
        return Math.min(begin + answer.get("step").asLong(), to) - Math.max(begin, from);
    }
}
