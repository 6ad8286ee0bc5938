package io.tributary.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.collector.captures.Capture;
import io.tributary.collector.captures.Capture.Done;
import io.tributary.collector.captures.Capture.Waiting;
import io.tributary.collector.captures.CaptureAnswer;
import io.tributary.collector.captures.CaptureAnswer.Begun;
import io.tributary.collector.captures.CaptureAnswer.Refusal;
import io.tributary.collector.captures.CaptureAnswer.Refused;
import io.tributary.collector.fetch.FetchOptions;
import io.tributary.collector.ingest.IngestOptions;
import io.tributary.profile.testing.Ports;
import io.tributary.profile.testing.TestData;
import io.tributary.storage.StoredTrace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What is captured because somebody asked: by whom, what becomes of it, and what is refused. */
class CapturesTest {
    private static final byte[] HEAP = TestData.bytes("shop/v1/heap.4.pb.gz");
    private static final String ALL = "{job=\"shop\"}";

    /** Answers everything with a profile, but what is not its own job's only once the gate is open. */
    private static Loopback gated(CountDownLatch gate) {
        return new Loopback((head, _, out) -> {
            if (!CaptureRig.path(head).equals("/own")) {
                Loopback.await(gate);
            }
            Loopback.ok(out, CaptureRig.path(head).contains("/trace") ? CaptureRig.trace(100) : HEAP);
        });
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void aTypeThatIsOffIsTakenOnceAndKeptAsItCameAndAsAProfile() {
        try (Loopback shop = Loopback.serving(HEAP);
                CaptureRig rig = new CaptureRig(CaptureRig.job("shop", shop))) {
            Capture asked = rig.one(ALL, "goroutine", 0);

            Done done = rig.done(asked.id());

            assertThat(rig.content(done.trace())).isEqualTo(HEAP);
            assertThat(done.bytes()).isEqualTo(HEAP.length);
            assertThat(done.profile()).isNotNull();
            assertThat(rig.storedTypes()).containsExactly("goroutine");
            assertThat(CaptureRig.asked(shop)).containsExactly("/debug/pprof/goroutine");
            assertThat(rig.rig.collector.captures().list()).containsExactly(rig.now(asked.id()));
            StoredTrace trace = rig.traces().getFirst();
            assertThat(trace.annotations())
                    .containsEntry("capture", asked.id())
                    .containsEntry("reason", "slow since noon")
                    .containsEntry("asked", asked.asked().toString())
                    .containsEntry("profile", done.profile().text())
                    .doesNotContainKeys("alertname", "fingerprint");
            assertThat(trace.origin().instance().get("instance")).isEqualTo(shop.address());
            assertThat(rig.rig.counter("tributary_captures", "type", "goroutine", "outcome", "done"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aTraceIsKeptAsItCameAndIsNoProfile() {
        byte[] bytes = CaptureRig.trace(300_000);
        try (Loopback shop = Loopback.serving(bytes);
                CaptureRig rig =
                        new CaptureRig(CaptureRig.job("shop", shop, "flight_recorder: {enabled: false, path: /fr}"))) {
            Done trace = rig.done(rig.one(ALL, "trace", 1).id());
            Done recorder = rig.done(rig.one(ALL, "flight_recorder", 0).id());

            assertThat(rig.content(trace.trace())).isEqualTo(bytes);
            assertThat(rig.content(recorder.trace())).isEqualTo(bytes);
            assertThat(trace.profile()).isNull();
            assertThat(rig.storedTypes()).isEmpty();
            assertThat(CaptureRig.asked(shop)).containsExactly("/debug/pprof/trace?seconds=1", "/fr");
            assertThat(rig.traces()).extracting(StoredTrace::durationNanos).containsExactly(1_000_000_000L, 0L);
            assertThat(rig.traces())
                    .extracting(each -> each.origin().type())
                    .containsExactly("trace", "flight_recorder");
        }
    }

    @Test
    void aScheduledTraceGoesToTheTracesToo() {
        byte[] bytes = CaptureRig.trace(10_000);
        try (Loopback shop = Loopback.serving(bytes);
                CaptureRig rig =
                        new CaptureRig(CaptureRig.job("shop", shop, "trace: {seconds: 2}", "flight_recorder:"))) {
            Await.until("both are kept", () -> rig.traces().size() == 2);

            assertThat(rig.traces()).allSatisfy(trace -> {
                assertThat(rig.content(trace.id())).isEqualTo(bytes);
                assertThat(trace.annotations()).isEmpty();
            });
            assertThat(rig.traces())
                    .extracting(StoredTrace::durationNanos)
                    .containsExactlyInAnyOrder(0L, 2_000_000_000L);
            Await.until(
                    "they are up",
                    () -> rig.rig.target("shop").profiles().stream()
                            .filter(profile -> !profile.type().equals("own"))
                            .allMatch(profile -> profile.health() == Health.UP));
            assertThat(rig.rig.collector.captures().list()).isEmpty();
        }
    }

    /** Differences added up with what is there at a moment would mean neither. */
    @Test
    void theSecondsOfWhatIsThereAtOnceMakeADifferenceOfAnotherType() {
        try (Loopback shop = Loopback.serving(HEAP);
                CaptureRig rig = new CaptureRig(CaptureRig.job("shop", shop))) {
            Capture heap = rig.one(ALL, "heap", 1);
            rig.done(heap.id());
            Capture cpu = rig.one(ALL, "process_cpu", 0);
            rig.done(cpu.id());

            assertThat(CaptureRig.asked(shop))
                    .containsExactly("/debug/pprof/heap?seconds=1", "/debug/pprof/profile?seconds=10");
            assertThat(rig.storedTypes()).containsExactly("heap_delta", "cpu");
            assertThat(heap.type()).isEqualTo("heap");
            assertThat(cpu.type()).isEqualTo("cpu");
            assertThat(cpu.seconds()).isEqualTo(10);
        }
    }

    @Test
    void theCollectorItselfMayAsk() {
        try (Loopback shop = Loopback.serving(HEAP);
                Loopback other = Loopback.serving(HEAP);
                CaptureRig rig = new CaptureRig(CaptureRig.job("shop", List.of(shop.address(), other.address())))) {
            TargetStatus target = rig.rig.collector.targets().getFirst();

            CaptureAnswer answer = Await.done(rig.rig
                    .collector
                    .captures()
                    .ask("shop", target.labels(), "goroutine", "goroutines jumped from 10 to 900"));

            Capture capture = ((Begun) answer).captures().getFirst();
            rig.done(capture.id());
            assertThat(((Begun) answer).captures()).hasSize(1);
            assertThat(capture.labels()).isEqualTo(target.labels());
            assertThat(rig.traces().getFirst().annotations())
                    .containsEntry("reason", "goroutines jumped from 10 to 900");
        }
    }

    @Test
    void whatCannotBeCapturedIsRefusedAndSaysWhatToChange() {
        try (Loopback a = Loopback.serving(HEAP);
                Loopback b = Loopback.serving(HEAP);
                CaptureRig rig = CaptureRig.with(
                        "{max_targets: 1}",
                        CaptureRig.job("shop", List.of(a.address(), b.address())),
                        CaptureRig.job("cart", List.of("127.0.0.1:1"), "fgprof: {path: /fgprof, enabled: false}")
                                + "    relabel_configs: [{source_labels: [__name__], regex: trace, action: drop}]\n")) {
            assertThat(rig.refused("{job=\"nobody\"}", "heap", 0)).satisfies(refused -> {
                assertThat(refused.refusal()).isEqualTo(Refusal.NO_TARGET);
                assertThat(refused.detail()).contains("{job=\"nobody\"}");
                assertThat(refused.fix()).contains("/api/v1/targets");
            });
            assertThat(rig.refused(ALL, "heap", 0)).satisfies(refused -> {
                assertThat(refused.refusal()).isEqualTo(Refusal.TOO_MANY_TARGETS);
                assertThat(refused.detail()).startsWith("2 targets match");
                assertThat(refused.fix()).contains("narrow match", "max_targets");
            });
            assertThat(rig.refused(ALL, "fgprof", 0)).satisfies(refused -> {
                assertThat(refused.refusal()).isEqualTo(Refusal.NO_SUCH_TYPE);
                assertThat(refused.detail()).isEqualTo("job shop has no profile type fgprof");
                assertThat(refused.fix()).contains("goroutine", "trace", "pprof_config");
            });
            for (int seconds : List.of(-1, 3_601)) {
                assertThat(rig.refused(ALL, "cpu", seconds).refusal()).isEqualTo(Refusal.BAD_SECONDS);
            }
            assertThat(rig.refused(ALL, "flight_recorder", 5)).satisfies(refused -> {
                assertThat(refused.refusal()).isEqualTo(Refusal.BAD_SECONDS);
                assertThat(refused.fix()).isEqualTo("leave out seconds");
            });
            assertThat(rig.refused("{job=\"cart\"}", "trace", 0)).satisfies(refused -> {
                assertThat(refused.refusal()).isEqualTo(Refusal.NOT_REACHABLE);
                assertThat(refused.detail()).contains("rule 1 of relabel_configs, drop, drops it");
            });
            // Where only some of the targets' jobs have a type it is captured from those.
            assertThat(rig.begun("{}", "fgprof", 0))
                    .singleElement()
                    .satisfies(capture -> assertThat(capture.job()).isEqualTo("cart"));
            assertThat(CaptureRig.asked(a)).isEmpty();
        }
    }

    @Test
    void aProcessIsAskedForOneThingAtATimeAndForCapturesFirst() {
        CountDownLatch gate = new CountDownLatch(1);
        Loopback.Script slow = (_, _, out) -> {
            Loopback.await(gate);
            Loopback.ok(out, HEAP);
        };
        try (Loopback shop = new Loopback(slow);
                CaptureRig rig = new CaptureRig(CaptureRig.job("shop", shop, "mutex:", "block:", "allocs:"))) {
            Await.until("a scrape is under way", () -> shop.requests.size() == 1);
            Capture first = rig.one(ALL, "goroutine", 0);
            Capture second = rig.one(ALL, "heap", 0);
            Await.until(
                    "the other scrapes wait",
                    () -> rig.rig.collector.targets().getFirst().profiles().stream()
                            .allMatch(profile -> isPast(profile)));

            assertThat(rig.now(first.id()).progress()).isInstanceOf(Waiting.class);
            assertThat(shop.requests).hasSize(1);
            gate.countDown();

            rig.done(first.id());
            rig.done(second.id());
            assertThat(CaptureRig.path(shop.requests.get(1))).isEqualTo("/debug/pprof/goroutine");
        }
    }

    /** Its first scrape, which comes within five seconds, has had its time: the second comes a minute after it, or later. */
    private static boolean isPast(ProfileStatus profile) {
        return profile.nextScrape() != null
                && profile.nextScrape().isAfter(Instant.now().plusSeconds(10));
    }

    @Test
    void soManyRunSoManyWaitAndMoreAreRefused() {
        CountDownLatch gate = new CountDownLatch(1);
        try (Loopback a = gated(gate);
                Loopback b = gated(gate);
                CaptureRig rig = CaptureRig.with(
                        "{max_concurrent: 1, max_queued: 1}", CaptureRig.job("shop", a), CaptureRig.job("cart", b))) {
            Capture first = rig.one(ALL, "goroutine", 0);
            rig.running(first.id());
            Capture second = rig.one("{job=\"cart\"}", "goroutine", 0);

            Refused third = rig.refused("{job=\"cart\"}", "heap", 0);

            assertThat(third.refusal()).isEqualTo(Refusal.QUEUE_FULL);
            assertThat(third.fix()).contains("ask again", "max_queued");
            assertThat(rig.now(second.id()).progress()).isInstanceOf(Waiting.class);
            assertThat(rig.rig.gauge("tributary_captures_running")).isEqualTo(1);
            assertThat(rig.rig.gauge("tributary_captures_waiting")).isEqualTo(1);
            assertThat(rig.rig.counter("tributary_captures", "type", "heap", "outcome", "refused"))
                    .isEqualTo(1);
            gate.countDown();
            rig.done(first.id());
            rig.done(second.id());
            rig.done(rig.one("{job=\"cart\"}", "heap", 0).id());
            assertThat(CaptureRig.asked(b)).containsExactly("/debug/pprof/goroutine", "/debug/pprof/heap");
            assertThat(rig.rig.gauge("tributary_captures_running")).isZero();
        }
    }

    @Test
    void aProcessThatIsBusyDoesNotTakeTheOthersPlaces() {
        CountDownLatch gate = new CountDownLatch(1);
        try (Loopback busy = gated(gate);
                Loopback idle = Loopback.serving(HEAP);
                CaptureRig rig = CaptureRig.with(
                        "{max_concurrent: 2}", CaptureRig.job("shop", busy), CaptureRig.job("cart", idle))) {
            Capture first = rig.one(ALL, "goroutine", 0);
            Capture second = rig.one(ALL, "heap", 0);

            rig.done(rig.one("{job=\"cart\"}", "goroutine", 0).id());

            assertThat(rig.now(second.id()).progress()).isInstanceOf(Waiting.class);
            gate.countDown();
            rig.done(first.id());
            rig.done(second.id());
        }
    }

    @Test
    void aTargetThatFailsSaysWhy() {
        try (Loopback shop = new Loopback((_, _, out) -> Loopback.respond(
                        out,
                        "500 Internal Server Error",
                        "text/plain",
                        Loopback.ascii("Could not enable CPU profiling: cpu profiling already in use\n")));
                Loopback noProfile = Loopback.serving(noise(5_000));
                CaptureRig rig = new CaptureRig(
                        CaptureRig.job("shop", shop),
                        CaptureRig.job("cart", noProfile),
                        CaptureRig.job("gone", List.of("127.0.0.1:" + Ports.free())))) {
            assertThat(rig.failed(rig.one(ALL, "cpu", 1).id()))
                    .startsWith("http_status: ")
                    .contains("cpu profiling already in use");
            assertThat(rig.failed(rig.one("{job=\"cart\"}", "heap", 0).id())).startsWith("wrong_format: ");
            assertThat(rig.failed(rig.one("{job=\"gone\"}", "heap", 0).id())).startsWith("connection_refused: ");
            assertThat(rig.traces()).isEmpty();
            assertThat(rig.rig.counter("tributary_captures", "type", "heap", "outcome", "failed"))
                    .isEqualTo(2);
        }
    }

    @Test
    void aTargetThatHangsIsLeftAfterItsSecondsAndTheTimeout() {
        CountDownLatch gate = new CountDownLatch(1);
        try (Loopback shop = gated(gate);
                CaptureRig rig = new CaptureRig(
                        CaptureRig.job("shop", shop).replace("scrape_timeout: 10s", "scrape_timeout: 300ms"))) {
            assertThat(rig.failed(rig.one(ALL, "trace", 1).id()))
                    .startsWith("timeout: ")
                    .contains("after 1.3 s");
        } finally {
            gate.countDown();
        }
    }

    @Test
    void aTraceThatIsTooLargeIsGivenUpAndCostsItself() {
        CollectorOptions small = new CollectorOptions(
                new FetchOptions(1_000_000, Duration.ofSeconds(5), "Tributary test"),
                IngestOptions.DEFAULT,
                128L << 20,
                Duration.ofSeconds(3));
        byte[] huge = CaptureRig.trace(10 << 20);
        try (Loopback shop = new Loopback((head, _, out) -> {
                    // Without its length, so that only the bytes themselves tell.
                    boolean isTrace = CaptureRig.path(head).contains("trace");
                    out.write(Loopback.ascii("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"));
                    out.write(isTrace ? huge : HEAP);
                });
                CaptureRig rig = new CaptureRig(small, CaptureRig.job("shop", shop))) {
            assertThat(rig.failed(rig.one(ALL, "trace", 1).id()))
                    .startsWith("too_large: ")
                    .contains("1000000 bytes");
            rig.done(rig.one(ALL, "goroutine", 0).id());
            assertThat(rig.traces()).hasSize(1);
            assertThat(rig.rig.gauge("tributary_memory_budget_used_bytes")).isZero();
        }
    }

    @Test
    void aReloadLeavesThemAloneAndBringsItsLimits() {
        CountDownLatch gate = new CountDownLatch(1);
        try (Loopback shop = gated(gate);
                Loopback other = Loopback.serving(HEAP);
                CaptureRig rig = CaptureRig.with("{max_concurrent: 1}", CaptureRig.job("shop", shop))) {
            Capture running = rig.one(ALL, "goroutine", 0);
            Capture waiting = rig.one(ALL, "heap", 0);
            rig.running(running.id());

            rig.rig.reload("captures: {max_concurrent: 2, max_queued: 1}\n" + Rig.file(CaptureRig.job("cart", other)));

            rig.done(rig.one("{job=\"cart\"}", "goroutine", 0).id());
            assertThat(rig.refused(ALL, "heap", 0).refusal()).isEqualTo(Refusal.NO_TARGET);
            gate.countDown();
            rig.done(running.id());
            rig.done(waiting.id());
            assertThat(rig.now(waiting.id()).labels().get("job")).isEqualTo("shop");
        }
    }

    @Test
    void aStopEndsThemAndNoneIsBegunAfterIt() {
        CountDownLatch gate = new CountDownLatch(1);
        try (Loopback shop = gated(gate);
                CaptureRig rig = new CaptureRig(CaptureRig.job("shop", shop))) {
            Capture running = rig.one(ALL, "goroutine", 0);
            Capture waiting = rig.one(ALL, "heap", 0);
            Await.until("it is under way", () -> CaptureRig.asked(shop).size() == 1);

            assertThat(rig.rig.collector.captures().isStopped()).isFalse();
            Await.done(rig.rig.collector.stop());

            assertThat(rig.rig.collector.captures().isStopped()).isTrue();
            assertThat(rig.failed(running.id())).startsWith("cancelled: ");
            assertThat(rig.failed(waiting.id())).startsWith("cancelled: ");
            assertThat(CaptureRig.asked(shop)).containsExactly("/debug/pprof/goroutine");
            assertThat(rig.refused(ALL, "heap", 0).refusal()).isEqualTo(Refusal.STOPPING);
        } finally {
            gate.countDown();
        }
    }

    @Test
    void executionTracesAreTakenOneAfterTheOther() {
        CountDownLatch gate = new CountDownLatch(1);
        try (Loopback slow = gated(gate);
                Loopback other = CaptureRig.serving(HEAP);
                CaptureRig rig = new CaptureRig(CaptureRig.job("slow", slow), CaptureRig.job("other", other))) {
            rig.one("{job=\"slow\"}", "trace", 1);
            Await.until("it is under way", () -> CaptureRig.asked(slow).size() == 1);

            Capture waiting = rig.one("{job=\"other\"}", "trace", 1);
            rig.done(rig.one("{job=\"other\"}", "goroutine", 0).id());

            assertThat(CaptureRig.asked(other)).containsExactly("/debug/pprof/goroutine");
            gate.countDown();
            rig.done(waiting.id());
        } finally {
            gate.countDown();
        }
    }

    @Test
    void whatIsSaidOfOneIsCutAndMadeText() {
        try (Loopback shop = Loopback.serving(HEAP);
                CaptureRig rig = new CaptureRig(CaptureRig.job("shop", shop))) {
            TargetStatus target = rig.rig.collector.targets().getFirst();
            String hostile = "\ud800\u001b[2J" + "r".repeat(100_000);

            CaptureAnswer answer =
                    Await.done(rig.rig.collector.captures().ask("shop", target.labels(), "goroutine", hostile));

            Capture capture = ((Begun) answer).captures().getFirst();
            rig.done(capture.id());
            assertThat(capture.reason()).hasSize(1_000).startsWith("\ufffd\ufffd[2Jrrr");
        }
    }
}
