package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.profile.InvalidProfileException;
import io.tributary.profile.Profile;
import io.tributary.profile.merge.ProfileMerger;
import io.tributary.profile.testing.TestData;
import io.tributary.profile.wire.DecodeLimits;
import io.tributary.profile.wire.PprofDecoder;
import io.tributary.profile.wire.PprofEncoder;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MergeTest {
    private static final String SHOP_CPU = "/api/v1/merge?service=shop&type=cpu";
    private TestServer api;

    @BeforeAll
    void start() {
        api = ShopStore.served();
    }

    @AfterAll
    void stop() {
        api.close();
    }

    private static Profile decode(HttpResponse<byte[]> response) throws InvalidProfileException {
        assertThat(response.statusCode()).as(TestServer.text(response)).isEqualTo(200);
        return PprofDecoder.decode(response.body(), DecodeLimits.DEFAULT);
    }

    private static byte[] canonical(Profile profile) {
        return PprofEncoder.encode(profile, PprofEncoder.NO_GZIP);
    }

    private static byte[] merged(List<String> files) throws Exception {
        return canonical(
                ProfileMerger.merge(files.stream().map(TestData::profile).toList()));
    }

    @Test
    void mergesTheLastHourByDefault() throws Exception {
        HttpResponse<byte[]> response = api.get(SHOP_CPU);

        assertThat(canonical(decode(response))).isEqualTo(merged(ShopStore.CPU_FILES));
        assertThat(TestServer.header(response, "Content-Type")).isEqualTo("application/octet-stream");
        assertThat(TestServer.header(response, "Content-Disposition"))
                .isEqualTo("attachment; filename=\"shop.cpu.20260302T110000Z-20260302T120000Z.pb.gz\"");
        assertThat(TestServer.header(response, "Tributary-Profiles")).isEqualTo("4");
        assertThat(TestServer.header(response, "Tributary-Instances")).isEqualTo("3");
        assertThat(TestServer.header(response, "Tributary-Coverage")).isEqualTo("0.2500");
        assertThat(TestServer.header(response, "Tributary-Labels")).isEqualTo("incomplete");
        assertThat(TestServer.header(response, "Tributary-Query-Time")).matches("\\d+\\.\\d{6}");
    }

    @Test
    void takesARangeWithItsBeginningAndWithoutItsEnd() throws Exception {
        HttpResponse<byte[]> response = api.get(SHOP_CPU + "&from=now-40m&to=2026-03-02T11:40:00Z&merge=sum");

        assertThat(canonical(decode(response))).isEqualTo(merged(ShopStore.CPU_FILES.subList(1, 3)));
    }

    @Test
    void selectsByLabelsOfWhichOneSelectorMustMatch() throws Exception {
        String either = "&match=" + TestServer.encode("{instance=\"a\"}") + "&match="
                + TestServer.encode("{version=~\"v[2-9]\"}");

        assertThat(canonical(decode(api.get(SHOP_CPU + either))))
                .isEqualTo(merged(
                        List.of(ShopStore.CPU_FILES.get(0), ShopStore.CPU_FILES.get(1), ShopStore.CPU_FILES.get(3))));
    }

    @Test
    void saysThatNothingMatches() {
        JsonNode problem = TestServer.json(api.get(SHOP_CPU + "&match=" + TestServer.encode("{instance=\"z\"}")));

        assertThat(problem.get("status").asInt()).isEqualTo(404);
        assertThat(problem.get("detail").asText()).contains("no cpu profiles of \"shop\" that match");
        assertThat(problem.get("fix").asText()).contains("other instances with match");
    }

    @Test
    void givesTheSameBytesForTheSameQuestion() {
        byte[] first = api.get(SHOP_CPU + "&from=1772449200&to=1772452800").body();

        assertThat(api.get(SHOP_CPU + "&from=1772449200&to=1772452800").body())
                .isEqualTo(first)
                .startsWith(0x1f, 0x8b);
    }

    @Test
    void answersHeadWithTheSameHeaders() {
        HttpResponse<byte[]> head = api.send("HEAD", SHOP_CPU);

        assertThat(head.body()).isEmpty();
        assertThat(TestServer.header(head, "Content-Length"))
                .isEqualTo(Integer.toString(api.get(SHOP_CPU).body().length));
        assertThat(TestServer.header(head, "Tributary-Profiles")).isEqualTo("4");
    }

    @Test
    void listsProfilesPageByPage() {
        List<String> ids = new ArrayList<>();
        String next = "";
        int pages = 0;
        do {
            JsonNode page = TestServer.json(api.get("/api/v1/profiles?service=shop&limit=2"
                    + (next.isEmpty() ? "" : "&cursor=" + TestServer.encode(next))));
            page.get("profiles").forEach(profile -> ids.add(profile.get("id").asText()));
            next = page.path("next").asText("");
            pages++;
        } while (!next.isEmpty() && pages < 10);

        assertThat(pages).isEqualTo(3);
        assertThat(ids).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void showsWhatAStoredProfileHolds() {
        JsonNode profiles = TestServer.json(api.get("/api/v1/profiles?service=shop&type=cpu&limit=1"))
                .get("profiles");

        JsonNode first = profiles.get(0);
        Profile expected = TestData.profile(ShopStore.CPU_FILES.getFirst());
        assertThat(first.get("service").asText()).isEqualTo("shop");
        assertThat(first.get("type").asText()).isEqualTo("cpu");
        assertThat(first.get("time").asText()).isEqualTo("2026-03-02T11:10:00Z");
        assertThat(first.get("labels").toString())
                .isEqualTo("{\"instance\":\"a\",\"job\":\"shop\",\"version\":\"v1\"}");
        assertThat(first.get("duration").asDouble()).isEqualTo(expected.header().durationNanos() / 1e9);
        assertThat(first.get("values").get(1).get("type").asText()).isEqualTo("cpu");
        assertThat(first.get("values").get(1).get("unit").asText()).isEqualTo("nanoseconds");
        assertThat(first.get("values").get(1).get("total").asLong()).isEqualTo(expected.totals()[1]);
    }

    @Test
    void listsAnEmptyRangeOfAKnownService() {
        assertThat(TestServer.text(api.get("/api/v1/profiles?service=shop&from=now-2h&to=now-1h")))
                .isEqualTo("{\"profiles\":[]}");
    }

    @Test
    void givesAStoredProfileAsItWas() throws Exception {
        String id = TestServer.json(api.get("/api/v1/profiles?service=shop&type=heap"))
                .get("profiles")
                .get(0)
                .get("id")
                .asText();

        HttpResponse<byte[]> response = api.get("/api/v1/profiles/" + id);

        assertThat(canonical(decode(response))).isEqualTo(canonical(TestData.profile("shop/v1/heap.4.pb.gz")));
        assertThat(TestServer.header(response, "Content-Disposition"))
                .isEqualTo("attachment; filename=\"" + id + ".pb.gz\"");
        assertThat(TestServer.header(response, "Tributary-Profiles")).isEqualTo("1");
        assertThat(TestServer.header(response, "Tributary-Labels")).isEqualTo("complete");
    }

    @Test
    void countsMergesAndRoutesByTemplate() {
        api.get(SHOP_CPU);
        api.get("/api/v1/profiles/nonesuch");

        assertThat(TestServer.text(api.get("/metrics")))
                .containsPattern("tributary_merge_duration_seconds_count\\{mode=\"auto\"} [1-9]")
                .contains("route=\"/api/v1/profiles/{id}\"")
                .doesNotContain("nonesuch");
    }
}
