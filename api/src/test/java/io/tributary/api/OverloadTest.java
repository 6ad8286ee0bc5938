package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.storage.MergeMode;
import io.tributary.storage.MergeResult;
import io.tributary.storage.Selection;
import io.tributary.storage.StoppedException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OverloadTest {
    private static final ApiOptions LOOPBACK = ApiOptions.of("127.0.0.1", 0);

    @Test
    void refusesQuestionsBeyondItsBoundAndAnswersTheOthers() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Semaphore entered = new Semaphore(0);
        ScriptedStore slow = slowStore(entered, release);
        ApiOptions options = LOOPBACK.withQueries(2, 3, Duration.ofSeconds(20));
        try (TestServer api = new TestServer(slow, new NoTargets(), List.of(), options)) {
            List<CompletableFuture<HttpResponse<byte[]>>> asked = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                asked.add(api.getLater("/api/v1/services"));
            }
            CompletableFuture<?>[] all = asked.toArray(new CompletableFuture<?>[0]);
            assertThat(entered.tryAcquire(2, 20, TimeUnit.SECONDS)).isTrue();
            awaitDone(asked, 35);

            assertThat(api.get("/-/healthy").statusCode()).isEqualTo(200);
            assertThat(api.get("/api/v1/targets").statusCode()).isEqualTo(200);
            release.countDown();
            CompletableFuture.allOf(all).get(20, TimeUnit.SECONDS);

            List<HttpResponse<byte[]>> answers =
                    asked.stream().map(CompletableFuture::join).toList();
            assertThat(answers.stream().filter(answer -> answer.statusCode() == 200))
                    .hasSize(5);
            List<HttpResponse<byte[]>> refused = answers.stream()
                    .filter(answer -> answer.statusCode() == 503)
                    .toList();
            assertThat(refused).hasSize(35);
            HttpResponse<byte[]> one = refused.getFirst();
            assertThat(TestServer.header(one, "Retry-After")).matches("[1-3]");
            assertThat(TestServer.header(one, "Content-Type")).isEqualTo("application/problem+json");
            assertThat(TestServer.json(one).get("type").asText()).endsWith("/overloaded");
            assertThat(TestServer.text(api.get("/metrics")))
                    .contains("tributary_queries_dropped_total{reason=\"refused\"} 35.0\n");
        }
    }

    @Test
    void answersTooLateWithAProblem() {
        CountDownLatch release = new CountDownLatch(1);
        Semaphore entered = new Semaphore(0);
        ScriptedStore slow = slowStore(entered, release);
        ApiOptions options = LOOPBACK.withQueries(1, 1, Duration.ofMillis(100));
        try (TestServer api = new TestServer(slow, new NoTargets(), List.of(), options)) {
            HttpResponse<byte[]> response = api.get("/api/v1/services");
            release.countDown();

            assertThat(response.statusCode()).isEqualTo(504);
            assertThat(TestServer.json(response).get("type").asText()).endsWith("/too-slow");
            assertThat(TestServer.header(response, "Retry-After")).isNotEmpty();
        }
    }

    @Test
    void dropsAQuestionWhoseClientHungUp() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Semaphore entered = new Semaphore(0);
        ScriptedStore slow = slowStore(entered, release);
        ApiOptions options = LOOPBACK.withQueries(1, 1, Duration.ofSeconds(20));
        try (TestServer api = new TestServer(slow, new NoTargets(), List.of(), options)) {
            CompletableFuture<HttpResponse<byte[]>> running = api.getLater("/api/v1/services");
            assertThat(entered.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<HttpResponse<byte[]>> waiting = api.getLater("/api/v1/services");
            awaitMetric(api, "tributary_queries_waiting 1.0\n");

            waiting.cancel(true);

            awaitMetric(api, "tributary_queries_dropped_total{reason=\"abandoned\"} 1.0\n");
            awaitMetric(api, "tributary_queries_waiting 0.0\n");
            awaitMetric(api, "tributary_http_requests_total{code=\"499\",route=\"/api/v1/services\"} 1.0\n");
            release.countDown();
            assertThat(running.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void stopsAMergeWhoseClientHungUp() throws Exception {
        Semaphore merging = new Semaphore(0);
        Semaphore stopped = new Semaphore(0);
        HeldProfiles endless = new HeldProfiles() {
            @Override
            public MergeResult merge(Selection selection, MergeMode mode) {
                if (!"endless".equals(selection.service())) {
                    return super.merge(selection, mode);
                }
                merging.release();
                try {
                    while (true) {
                        StoppedException.check();
                        Thread.onSpinWait();
                    }
                } finally {
                    stopped.release();
                }
            }
        };
        ShopStore.fill(endless);
        ApiOptions options = LOOPBACK.withQueries(1, 1, Duration.ofSeconds(20));
        try (TestServer api = new TestServer(endless, new NoTargets(), List.of(), options)) {
            CompletableFuture<HttpResponse<byte[]>> running = api.getLater("/api/v1/merge?service=endless&type=cpu");
            assertThat(merging.tryAcquire(20, TimeUnit.SECONDS)).isTrue();

            running.cancel(true);

            assertThat(stopped.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            // By the one thread that there is.
            assertThat(api.get("/api/v1/merge?service=shop&type=cpu").statusCode())
                    .isEqualTo(200);
        }
    }

    /** Holds questions until it is released; the metrics' own look at the services goes through. */
    private static ScriptedStore slowStore(Semaphore entered, CountDownLatch release) {
        return new ScriptedStore(() -> {
            if (Thread.currentThread().getName().startsWith("tributary-query")) {
                entered.release();
                try {
                    assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            return List.of();
        });
    }

    private static void awaitDone(List<CompletableFuture<HttpResponse<byte[]>>> asked, int count)
            throws InterruptedException {
        Semaphore done = new Semaphore(0);
        for (CompletableFuture<HttpResponse<byte[]>> each : asked) {
            var _ = each.whenComplete((_, _) -> done.release());
        }
        assertThat(done.tryAcquire(count, 20, TimeUnit.SECONDS)).isTrue();
        // Of what was asked, not of what waits for it: that is done only after it has said so.
        assertThat(asked.stream().filter(CompletableFuture::isDone)).hasSize(count);
    }

    private static void awaitMetric(TestServer api, String line) {
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
