package io.tributary.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.collector.captures.CaptureAnswer;
import io.tributary.collector.captures.CaptureRequest;
import io.tributary.profile.testing.TestData;
import io.tributary.storage.selector.Selector;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What timed profiles may take of a process, and what is left for the others. */
class OverheadTest {
    private static final byte[] HEAP = TestData.bytes("shop/v1/heap.4.pb.gz");
    private static final byte[] CPU = TestData.bytes("prometheus/profile.1.pb.gz");
    private static final Pattern SECONDS = Pattern.compile("seconds=([0-9]+)");

    /** As Go does it: a timed profile takes its seconds. */
    private static Loopback goProcess() {
        return new Loopback((head, _, out) -> {
            Matcher timed = SECONDS.matcher(head);
            if (timed.find()) {
                LockSupport.parkNanos(
                        Duration.ofSeconds(Integer.parseInt(timed.group(1))).toNanos());
            }
            answer(head, out);
        });
    }

    private static void answer(String head, OutputStream out) throws IOException {
        Loopback.ok(out, head.contains("/profile") ? CPU : HEAP);
    }

    private static double skipped(Rig rig, String job, String reason) {
        return rig.counter("tributary_scrapes_skipped", "job", job, "type", "cpu", "reason", reason);
    }

    /** A job that declares a budget which one profile a day keeps, and another for the same process that says nothing of one. */
    private static String beside(String job, String interval, Loopback shop) {
        return """
                scrape_configs:
                  - job_name: declared
                    scrape_interval: 1d
                    overhead_budget: 0.1%%
                    static_configs: [{targets: ["%1$s"]}]
                    profiling_config: {pprof_config: &timed {cpu: {seconds: 1}, heap: {enabled: false}, goroutine: {enabled: false}}}
                  - job_name: %2$s
                    scrape_interval: %3$s
                    static_configs: [{targets: ["%1$s"]}]
                    profiling_config: {pprof_config: *timed}
                """.formatted(shop.address(), job, interval);
    }

    @Test
    void withoutABudgetItIsWhatIsPlanned() throws Exception {
        try (Loopback shop = goProcess();
                Rig rig = new Rig("""
                        scrape_configs:
                          - job_name: shop
                            scrape_interval: 5s
                            static_configs: [{targets: ["%s"]}]
                            profiling_config: {pprof_config: {cpu: {seconds: 1}, heap: {delta: true, seconds: 1, scrape_interval: 10s}}}
                        """.formatted(shop.address()))) {
            assertThat(rig.target("shop").overheadBudget()).isEqualTo(0.3, within(1e-9));
            Await.until("profiled", () -> rig.target("shop").overheadShare() > 0);
            Await.until(
                    "counted", () -> rig.counter("tributary_overhead_seconds", "job", "shop", "type", "cpu") >= 0.9);
            assertThat(skipped(rig, "shop", "overhead_budget")).isZero();
        }
    }

    @Test
    void targetsOfOneProcessShareTheSmallestBudget() throws Exception {
        try (Loopback shop = new Loopback((head, _, out) -> answer(head, out));
                Rig rig = new Rig("""
                        scrape_configs:
                          - job_name: a
                            overhead_budget: 50%%
                            static_configs: [{targets: ["%1$s"]}]
                          - job_name: b
                            overhead_budget: 20%%
                            static_configs: [{targets: ["%1$s"]}]
                          - job_name: c
                            scrape_interval: 1s
                            static_configs: [{targets: ["%1$s"]}]
                          - job_name: d
                            static_configs: [{targets: ["127.0.0.1:1"]}]
                            profiling_config: {pprof_config: {cpu: {enabled: false}}}
                        """.formatted(shop.address()))) {
            assertThat(rig.collector.targets())
                    .extracting(TargetStatus::overheadBudget)
                    .containsExactly(0.2, 0.2, 0.2, 0.0);
        }
    }

    @Test
    void aTargetThatAnswersAtOnceIsNotCountedForLonger() throws Exception {
        try (Loopback shop = new Loopback((head, _, out) -> answer(head, out));
                Rig rig = new Rig("""
                        scrape_configs:
                          - job_name: shop
                            scrape_interval: 1s
                            static_configs: [{targets: ["%s"]}]
                            profiling_config: {pprof_config: {cpu: {seconds: 1}}}
                        """.formatted(shop.address()))) {
            Await.until("three", () -> rig.counter("tributary_profiles_stored", "job", "shop", "type", "cpu") >= 3);

            assertThat(rig.counter("tributary_overhead_seconds", "job", "shop", "type", "cpu"))
                    .isLessThan(3);
        }
    }

    @Test
    void scheduledProfilesAreLeftOutWhereTwoJobsWantMoreThanOneDeclared() throws Exception {
        try (Loopback shop = goProcess();
                Rig rig = new Rig(beside("greedy", "1s", shop))) {
            Await.until("skipped", () -> skipped(rig, "greedy", "overhead_budget") >= 2);

            // Four seconds are there at first: twice one of each.
            assertThat(rig.counter("tributary_scrapes", "job", "greedy", "type", "cpu"))
                    .isBetween(1.0, 5.0);
            assertThat(rig.target("greedy").profiles().getFirst().health()).isEqualTo(Health.UP);
            assertThat(rig.gauge("tributary_overhead_overdrawn_processes")).isZero();
        }
    }

    @Test
    void whatACaptureTakesIsLeftOutOfTheSchedule() throws Exception {
        try (Loopback shop = goProcess();
                Rig rig = new Rig(beside("regular", "5s", shop))) {
            CaptureRequest request = new CaptureRequest(Selector.parse("{job=\"declared\"}"), "cpu", 6, "a look");
            assertThat(Await.done(rig.collector.captures().ask(request))).isInstanceOf(CaptureAnswer.Begun.class);

            Await.until("overdrawn", () -> rig.gauge("tributary_overhead_overdrawn_processes") == 1);
            Await.until("left out", () -> skipped(rig, "regular", "overhead_budget") >= 1);
            assertThat(rig.target("declared").overheadShare())
                    .isGreaterThan(rig.target("declared").overheadBudget());
        }
    }

    @Test
    void alwaysOnStarvesNobodyAndIsNotLate() throws Exception {
        try (Loopback shop = goProcess();
                Rig rig = new Rig("""
                        scrape_configs:
                          - job_name: shop
                            scrape_interval: 2s
                            overhead_budget: 100%%
                            static_configs: [{targets: ["%s"]}]
                            profiling_config: {pprof_config: {cpu: {seconds: 2}, mutex: , block: }}
                        """.formatted(shop.address()))) {
            for (String type : new String[] {"cpu", "heap", "goroutine", "mutex", "block"}) {
                Await.until(type, () -> rig.counter("tributary_profiles_stored", "job", "shop", "type", type) >= 4);
            }

            assertThat(skipped(rig, "shop", "overhead_budget")).isZero();
            // A second is left for the others of every two, so it is over when it is due again.
            assertThat(skipped(rig, "shop", "overlap")).isZero();
            assertThat(shop.requests).anyMatch(request -> request.contains("/profile?seconds=1 "));
        }
    }

    @Test
    void aProfileThatFillsItsSecondFollowsTheOneBeforeAtOnce() throws Exception {
        try (Loopback shop = goProcess();
                Rig rig = new Rig("""
                        scrape_configs:
                          - job_name: shop
                            scrape_interval: 1s
                            static_configs: [{targets: ["%s"]}]
                            profiling_config: {pprof_config: {cpu: {seconds: 1}, heap: {enabled: false}}}
                        """.formatted(shop.address()))) {
            Await.until("eight", () -> rig.counter("tributary_profiles_stored", "job", "shop", "type", "cpu") >= 8);

            // Left to the next instant each time, every second one would be left out.
            assertThat(skipped(rig, "shop", "overlap")).isLessThan(4);
            assertThat(rig.counter("tributary_profiles_stored", "job", "shop", "type", "goroutine"))
                    .isPositive();
        }
    }
}
