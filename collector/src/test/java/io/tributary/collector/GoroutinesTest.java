package io.tributary.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.collector.captures.Capture;
import io.tributary.profile.testing.TestData;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Goroutines are counted in every interval, and captured when there are unusually many. */
class GoroutinesTest {
    private static final byte[] GOROUTINE = TestData.bytes("etcd/goroutine.1.pb.gz");

    private final AtomicInteger goroutines = new AtomicInteger(200);
    private final AtomicInteger counted = new AtomicInteger();
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final InstantSource clock = () -> InstantSource.system().instant().plus(ahead.get());

    /** Whenever its metrics are asked for, a minute passes. */
    private Loopback target() {
        return new Loopback((head, _, out) -> {
            if (head.startsWith("GET /metrics ")) {
                ahead.updateAndGet(before -> before.plusMinutes(1));
                counted.incrementAndGet();
                Loopback.respond(
                        out,
                        "200 OK",
                        "text/plain; version=0.0.4",
                        Loopback.ascii("# TYPE go_goroutines gauge\ngo_goroutines " + goroutines + "\n"));
            } else {
                Loopback.ok(out, GOROUTINE);
            }
        });
    }

    private Rig rig(String address, String interval) {
        return new Rig("""
                captures: {hold_off: 10m}
                scrape_configs:
                  - job_name: shop
                    scrape_interval: %s
                    metrics_path: /metrics
                    static_configs: [{targets: ["%s"]}]
                    profiling_config: {pprof_config: {cpu: {enabled: false}, heap: {scrape_interval: 7d}}}
                """.formatted(interval, address), new RecordingStore(), CollectorOptions.DEFAULT, clock);
    }

    private static long captures(Loopback target) {
        return target.requests.stream()
                .filter(head -> head.startsWith("GET /debug/pprof/goroutine "))
                .count();
    }

    @Test
    void aJumpOfTheTargetsOwnMetricIsCapturedOncePerHoldOff() throws Exception {
        try (Loopback shop = target();
                Rig rig = rig(shop.address(), "500ms")) {
            Await.until("a history", () -> counted.get() >= 15);
            assertThat(captures(shop)).isZero();
            assertThat(rig.gauge("tributary_target_goroutines", "job", "shop")).isEqualTo(200);
            assertThat(rig.target("shop").profiles())
                    .extracting(ProfileStatus::type)
                    .containsExactly("heap", "metrics:go_goroutines");

            goroutines.set(7_000);
            Await.until("captured", () -> captures(shop) == 1);
            int then = counted.get();
            goroutines.set(30_000);
            Await.until("some minutes more", () -> counted.get() >= then + 5);
            assertThat(captures(shop)).isEqualTo(1);
            Capture capture = rig.collector.captures().list().getFirst();
            assertThat(capture.reason()).startsWith("goroutines jumped to 7000: its median is 200, ");
            assertThat(capture.type()).isEqualTo("goroutine");

            goroutines.set(200);
            Await.until("the hold-off is over", () -> counted.get() >= then + 12);
            goroutines.set(200_000);
            Await.until("again after the hold-off", () -> captures(shop) == 2);
            assertThat(rig.counter("tributary_goroutine_jumps", "job", "shop")).isEqualTo(2);
            assertThat(rig.store.puts).noneMatch(put -> put.origin().type().startsWith("metrics"));
        }
    }

    @Test
    void metricsThatAreNoneAreSaid() throws Exception {
        try (Loopback shop = Loopback.serving(Loopback.ascii("<html>log in</html>"));
                Rig rig = rig(shop.address(), "10s")) {
            Await.until("down", () -> rig.target("shop").health() == Health.DOWN);
            Await.until("said", () -> rig.target("shop").profiles().getLast().health() == Health.DOWN);

            assertThat(rig.target("shop").profiles().getLast().lastError())
                    .isEqualTo("wrong_format: the metrics have no go_goroutines: metrics_path must be where a Go"
                            + " process serves its own");
        }
    }

    @Test
    void withoutMetricsTheProfilesTotalIsTheNumber() throws Exception {
        try (Loopback shop = Loopback.serving(GOROUTINE);
                Rig rig = new Rig("""
                        scrape_configs:
                          - job_name: shop
                            scrape_interval: 1s
                            static_configs: [{targets: ["%s"]}]
                            profiling_config: {pprof_config: {cpu: {enabled: false}, heap: {enabled: false}}}
                        """.formatted(shop.address()))) {
            Await.until("counted", () -> rig.gauge("tributary_target_goroutines", "job", "shop") > 0);

            long[] values = TestData.profile("etcd/goroutine.1.pb.gz").samples().values();
            assertThat(rig.gauge("tributary_target_goroutines", "job", "shop"))
                    .isEqualTo((double) Arrays.stream(values).sum());
        }
    }
}
