package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.testing.TestData;
import io.tributary.storage.MergeMode;
import io.tributary.storage.MergeResult;
import io.tributary.storage.ProfileId;
import io.tributary.storage.Selection;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked again costs no merge. */
class AnswerCacheTest {
    private static final String MERGE = "/api/v1/merge?service=shop&type=cpu";
    private final AtomicInteger merges = new AtomicInteger();
    private final Semaphore entered = new Semaphore(0);
    private CountDownLatch release = new CountDownLatch(0);
    private HeldProfiles store;
    private TestServer api;

    @BeforeEach
    void start() {
        store = new HeldProfiles() {
            @Override
            public MergeResult merge(Selection selection, MergeMode mode) {
                merges.incrementAndGet();
                entered.release();
                try {
                    assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                return super.merge(selection, mode);
            }
        };
        ShopStore.fill(store);
        api = new TestServer(store);
    }

    @AfterEach
    void stop() {
        release.countDown();
        api.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&format=top", "&format=text", "&by=version&format=flamegraph", "&merge=sum"})
    void isMergedOnce(String parameters) {
        HttpResponse<byte[]> first = api.get(MERGE + parameters);
        int cost = merges.get();
        HttpResponse<byte[]> again = api.get(MERGE + parameters);

        assertThat(cost).isPositive();
        assertThat(merges).hasValue(cost);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body()).isNotEmpty();
        assertThat(TestServer.header(again, "ETag")).isEqualTo(TestServer.header(first, "ETag"));
        assertThat(TestServer.header(again, "Tributary-Profiles")).isEqualTo("4");
        assertThat(TestServer.text(api.get("/metrics")))
                .contains("tributary_query_cache_hits_total 1.0\n", "tributary_query_cache_misses_total 1.0\n")
                .containsPattern("tributary_query_cache_bytes [1-9]");
    }

    @Test
    void whoHasItIsToldSoWithoutAMerge() {
        String tag = TestServer.header(api.get(MERGE), "ETag");
        merges.set(0);

        HttpResponse<byte[]> response = api.send("GET", MERGE, "If-None-Match", tag);

        assertThat(tag).matches("\"[A-Za-z0-9_-]{20}\"");
        assertThat(response.statusCode()).isEqualTo(304);
        assertThat(response.body()).isEmpty();
        assertThat(TestServer.header(response, "ETag")).isEqualTo(tag);
        assertThat(merges).hasValue(0);
        assertThat(api.send("GET", MERGE, "If-None-Match", "\"other\", W/" + tag)
                        .statusCode())
                .isEqualTo(304);
        assertThat(api.send("GET", MERGE, "If-None-Match", "\"other\"").statusCode())
                .isEqualTo(200);
    }

    /** RFC 9110, section 13.1.2: a star is any answer that there is, and there has to be one. */
    @Test
    void whoHasAnyIsToldSoWhereThereIsOne() {
        assertThat(api.send("GET", "/api/v1/merge?service=nope&type=cpu", "If-None-Match", "*")
                        .statusCode())
                .isEqualTo(404);

        HttpResponse<byte[]> response = api.send("GET", MERGE, "If-None-Match", "*");
        assertThat(response.statusCode()).isEqualTo(304);
        assertThat(TestServer.header(response, "ETag")).isEqualTo(TestServer.header(api.get(MERGE), "ETag"));
    }

    @Test
    void isMadeAnewWhenThereAreMoreProfiles() {
        HttpResponse<byte[]> before = api.get(MERGE);
        ShopStore.put(
                store,
                "shop",
                "cpu",
                "d",
                "v2",
                ShopStore.minutesAgo(5),
                TestData.profile(ShopStore.CPU_FILES.getFirst()));

        HttpResponse<byte[]> after = api.send("GET", MERGE, "If-None-Match", TestServer.header(before, "ETag"));

        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(TestServer.header(after, "Tributary-Profiles")).isEqualTo("5");
        assertThat(TestServer.header(after, "ETag")).isNotEqualTo(TestServer.header(before, "ETag"));
    }

    @Test
    void whatCameInWhileItWasMadeIsGoneWhenItIsDeleted() {
        List<ProfileId> came = new ArrayList<>();
        HeldProfiles changing = new HeldProfiles() {
            @Override
            public MergeResult merge(Selection selection, MergeMode mode) {
                if (came.isEmpty()) {
                    came.add(ShopStore.put(
                            this,
                            "shop",
                            "cpu",
                            "d",
                            "v2",
                            ShopStore.minutesAgo(5),
                            TestData.profile(ShopStore.CPU_FILES.getFirst())));
                }
                return super.merge(selection, mode);
            }
        };
        ShopStore.fill(changing);
        try (TestServer server = new TestServer(changing)) {
            HttpResponse<byte[]> withIt = server.get(MERGE);
            assertThat(TestServer.header(withIt, "Tributary-Profiles")).isEqualTo("5");
            assertThat(withIt.headers().firstValue("ETag")).isEmpty();

            changing.delete(came.getFirst());

            HttpResponse<byte[]> without = server.get(MERGE);
            assertThat(TestServer.header(without, "Tributary-Profiles")).isEqualTo("4");
            assertThat(TestServer.header(without, "ETag")).isNotEmpty();
        }
    }

    @Test
    void otherQuestionsHaveOtherTags() {
        List<String> questions = List.of(
                MERGE,
                MERGE + "&format=text",
                MERGE + "&format=top",
                MERGE + "&merge=sum",
                MERGE + "&from=now-2h",
                MERGE + "&focus=a",
                MERGE + "&ignore=a",
                "/api/v1/diff?service=shop&type=cpu",
                "/api/v1/diff?service=shop&type=cpu&base.from=now-2h",
                "/api/v1/labels?service=shop&type=cpu",
                "/api/v1/labels/version/values?service=shop&type=cpu",
                "/api/v1/labels/instance/values?service=shop&type=cpu",
                "/api/v1/series?service=shop&type=cpu");

        assertThat(questions.stream().map(question -> TestServer.header(api.get(question), "ETag")))
                .doesNotHaveDuplicates()
                .allMatch(tag -> !tag.isEmpty());
    }

    @Test
    void aDifferenceCostsTwoMergesAndOneOfTheSameOne() {
        api.get("/api/v1/diff?service=shop&type=cpu&base.from=now-2h");
        assertThat(merges).hasValue(2);

        api.get("/api/v1/diff?service=shop&type=cpu");
        assertThat(merges).hasValue(3);
    }

    @Test
    void whoAskAtOnceShareOneMerge() throws Exception {
        release = new CountDownLatch(1);
        List<CompletableFuture<HttpResponse<byte[]>>> asked = new ArrayList<>();
        asked.add(api.getLater(MERGE));
        assertThat(entered.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 30; i++) {
            asked.add(api.getLater(MERGE));
        }
        awaitMetric("tributary_query_cache_hits_total 30.0\n");
        asked.getFirst().cancel(true);
        awaitMetric("tributary_http_requests_total{code=\"499\",route=\"/api/v1/merge\"} 1.0\n");
        release.countDown();

        for (CompletableFuture<HttpResponse<byte[]>> one : asked.subList(1, asked.size())) {
            assertThat(one.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
        assertThat(merges).hasValue(1);
    }

    @Test
    void whatNobodyWaitsForIsNotGoneOnWith() throws Exception {
        release = new CountDownLatch(1);
        CompletableFuture<HttpResponse<byte[]>> asked =
                api.getLater("/api/v1/diff?service=shop&type=cpu&base.from=now-2h");
        assertThat(entered.tryAcquire(20, TimeUnit.SECONDS)).isTrue();

        asked.cancel(true);
        awaitMetric("tributary_queries_dropped_total{reason=\"abandoned\"} 1.0\n");
        release.countDown();
        awaitMetric("tributary_queries_running 0.0\n");

        assertThat(merges).hasValue(1);
    }

    @Test
    void failuresAreNotKept() {
        String missing = "/api/v1/merge?service=later&type=cpu";
        assertThat(api.get(missing).statusCode()).isEqualTo(404);
        ShopStore.put(
                store,
                "later",
                "cpu",
                "a",
                "v1",
                ShopStore.minutesAgo(5),
                TestData.profile(ShopStore.CPU_FILES.getFirst()));

        assertThat(api.get(missing).statusCode()).isEqualTo(200);
    }

    private void awaitMetric(String line) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        String metrics = "";
        while (System.nanoTime() < deadline) {
            metrics = TestServer.text(api.get("/metrics"));
            if (metrics.contains(line)) {
                return;
            }
        }
        assertThat(metrics).contains(line);
    }
}
