package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.profile.Profile;
import io.tributary.profile.testing.TestData;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Series and labels over RocksDB. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeriesTest {
    private TestServer api;

    @BeforeAll
    void start(@TempDir Path data) {
        api = ShopStore.served(data);
    }

    @AfterAll
    void stop() {
        api.close();
    }

    private JsonNode ok(String pathAndQuery) {
        HttpResponse<byte[]> response = api.get(pathAndQuery);
        assertThat(response.statusCode()).as(TestServer.text(response)).isEqualTo(200);
        return TestServer.json(response);
    }

    private static double cores(int file) {
        Profile profile = TestData.profile(ShopStore.CPU_FILES.get(file));
        return (double) profile.totals()[1] / profile.header().durationNanos();
    }

    @Test
    void coresAreWhatWasUsedWhileProfiled() {
        JsonNode answer = ok("/api/v1/series?service=shop&type=cpu&step=10m&by=instance");

        assertThat(answer.get("unit").asText()).isEqualTo("cores");
        assertThat(answer.get("sampleType").asText()).isEqualTo("cpu");
        assertThat(answer.get("step").asInt()).isEqualTo(600);
        assertThat(answer.get("times").size()).isEqualTo(6);
        assertThat(answer.get("times").get(0).asLong())
                .isEqualTo(ShopStore.minutesAgo(60).getEpochSecond());
        assertThat(labels(answer, "instance")).containsExactly("a", "b", "c");
        JsonNode a = answer.get("series").get(0).get("values");
        assertThat(a.get(1).asDouble()).isCloseTo(cores(0), within(1e-9));
        assertThat(a.get(2).asDouble()).isCloseTo(cores(1), within(1e-9));
        assertThat(a.get(5).isNull()).isTrue();
        assertThat(answer.get("series").get(1).get("values").get(3).asDouble()).isCloseTo(cores(2), within(1e-9));
    }

    @Test
    void instancesOfAGroupAddUp() {
        JsonNode one = ok("/api/v1/series?service=shop&type=cpu&step=1h");
        JsonNode byVersion = ok("/api/v1/series?service=shop&type=cpu&step=1h&by=version");

        double a = (double) (TestData.profile(ShopStore.CPU_FILES.get(0)).totals()[1]
                        + TestData.profile(ShopStore.CPU_FILES.get(1)).totals()[1])
                / (TestData.profile(ShopStore.CPU_FILES.get(0)).header().durationNanos()
                        + TestData.profile(ShopStore.CPU_FILES.get(1)).header().durationNanos());
        assertThat(one.get("series").size()).isEqualTo(1);
        assertThat(one.get("series").get(0).get("instances").asInt()).isEqualTo(3);
        // Profiles of a, ten minutes apart, stand for half of the hour, and those of b and c for ten minutes each.
        assertThat(one.get("series").get(0).get("values").get(0).asDouble())
                .isCloseTo(a / 2 + cores(2) / 6 + cores(3) / 6, within(1e-9));
        assertThat(labels(byVersion, "version")).containsExactly("v1", "v2");
        assertThat(byVersion.get("series").get(0).get("values").get(0).asDouble())
                .isCloseTo(a / 2 + cores(2) / 6, within(1e-9));
    }

    private static List<String> labels(JsonNode answer, String name) {
        return StreamSupport.stream(answer.get("series").spliterator(), false)
                .map(series -> series.get("labels").get(name).asText())
                .toList();
    }

    @Test
    void gaugesAreInTheirUnit() {
        JsonNode answer = ok("/api/v1/series?type=heap&step=1m&by=service_name&by=version");

        assertThat(answer.get("unit").asText()).isEqualTo("bytes");
        assertThat(labels(answer, "service_name")).containsExactly("shop");
        long[] totals = TestData.profile("shop/v1/heap.4.pb.gz").totals();
        assertThat(answer.get("series").get(0).get("values").get(10).asLong()).isEqualTo(totals[totals.length - 1]);
        assertThat(ok("/api/v1/series?type=heap&step=10m&sample_type=inuse_objects")
                        .get("unit")
                        .asText())
                .isEqualTo("count");
    }

    @ParameterizedTest
    @CsvSource({
        "sample_type=inuse_objects&sample_type=inuse_space, inuse_objects, count",
        "sample_type=live&sample_type=alloc_space&sample_type=inuse_space, alloc_space, bytes/second",
        "sample_type=live&sample_type=, inuse_space, bytes",
        "sample_type=&sample_type=alloc_space, inuse_space, bytes",
        "sample_type=, inuse_space, bytes",
    })
    void ofSeveralSampleTypesItIsTheFirstThatThereIs(String named, String sampleType, String unit) {
        JsonNode answer = ok("/api/v1/series?type=heap&step=10m&" + named);

        assertThat(answer.get("sampleType").asText()).isEqualTo(sampleType);
        assertThat(answer.get("unit").asText()).isEqualTo(unit);
    }

    @Test
    void matchersSelectInstances() {
        assertThat(labels(
                        ok("/api/v1/series?service=shop&type=cpu&by=instance&match="
                                + TestServer.encode("{version=\"v2\"}")),
                        "instance"))
                .containsExactly("c");
    }

    @Test
    void saysWhatItIsMadeOf() {
        HttpResponse<byte[]> response = api.get("/api/v1/series?service=shop&type=cpu");

        assertThat(TestServer.header(response, "Tributary-Profiles")).isEqualTo("4");
        assertThat(TestServer.header(response, "Tributary-Instances")).isEqualTo("3");
        assertThat(TestServer.header(response, "Tributary-Coverage")).matches("0\\.\\d{4}");
        assertThat(TestServer.header(response, "Tributary-Query-Time")).isNotEmpty();
        assertThat(TestServer.header(response, "ETag")).matches("\"[A-Za-z0-9_-]+\"");
    }

    @Test
    void labelsAreThoseOfTargetsAndSamples() {
        List<String> names = texts(ok("/api/v1/labels?service=shop&type=cpu").get("labels"));

        assertThat(names).contains("instance", "job", "version").isSorted();
        assertThat(texts(ok("/api/v1/labels/version/values").get("values"))).containsExactly("v1", "v2");
        assertThat(texts(
                        ok("/api/v1/labels/instance/values?service=shop&match=" + TestServer.encode("{version=\"v1\"}"))
                                .get("values")))
                .containsExactly("a", "b");
        assertThat(texts(ok("/api/v1/labels/nothing/values").get("values"))).isEmpty();
        assertThat(texts(ok("/api/v1/labels?service=shop&from=now-3h&to=now-2h").get("labels")))
                .isEmpty();
    }

    @Test
    void labelsComePageByPage() {
        List<String> all = texts(ok("/api/v1/labels/job/values").get("values"));
        List<String> paged = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = ok("/api/v1/labels/job/values?limit=2&cursor=" + TestServer.encode(next));
            paged.addAll(texts(page.get("values")));
            next = page.path("next").asText("");
        } while (!next.isEmpty() && paged.size() < 20);

        assertThat(paged).isEqualTo(all).containsExactly("idle", "java", "shop", "stripped", "zero");
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
