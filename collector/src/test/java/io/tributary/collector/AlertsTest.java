package io.tributary.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.collector.captures.Alert;
import io.tributary.collector.captures.AlertOutcome;
import io.tributary.collector.captures.AlertOutcome.Outcome;
import io.tributary.collector.captures.Capture;
import io.tributary.collector.captures.Capture.Cause;
import io.tributary.profile.testing.TestData;
import io.tributary.storage.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What is captured because an alert fires. */
class AlertsTest {
    private static final byte[] HEAP = TestData.bytes("shop/v1/heap.4.pb.gz");
    private static final String RULES = """
            {hold_off: 1h, alerts: [
              {alertname: HighGoroutineCount, matchers: ['severity="warning"'],
               capture: [{type: goroutine}, {type: trace, seconds: 1}]},
              {alertname: Region, equal: [region], match: '{job="shop"}', capture: [{type: memory}]}]}""";

    private static CaptureRig rig(String... jobs) {
        return CaptureRig.with(RULES, jobs);
    }

    private static Alert high(String fingerprint, Loopback target) {
        return CaptureRig.alert(fingerprint, "HighGoroutineCount", target.address(), "severity", "warning");
    }

    private static Outcome outcome(CaptureRig rig, Alert alert) {
        return rig.alerted(alert).getFirst().outcome();
    }

    @Test
    void itsCapturesCarryIt() {
        try (Loopback shop = CaptureRig.serving(HEAP);
                Loopback other = CaptureRig.serving(HEAP);
                CaptureRig rig = rig(CaptureRig.job("shop", List.of(shop.address(), other.address())))) {
            AlertOutcome outcome = rig.alerted(high("f1", shop)).getFirst();

            assertThat(outcome.outcome()).isEqualTo(Outcome.CAPTURED);
            assertThat(outcome.fingerprint()).isEqualTo("f1");
            assertThat(outcome.alertname()).isEqualTo("HighGoroutineCount");
            assertThat(outcome.captures()).hasSize(2);
            outcome.captures().forEach(rig::done);
            assertThat(CaptureRig.asked(shop))
                    .containsExactly("/debug/pprof/goroutine", "/debug/pprof/trace?seconds=1");
            assertThat(CaptureRig.asked(other)).isEmpty();
            assertThat(rig.now(outcome.captures().getFirst()).alert())
                    .isEqualTo(new Cause("HighGoroutineCount", "f1", CaptureRig.SINCE));
            assertThat(rig.traces())
                    .hasSize(2)
                    .allSatisfy(trace -> assertThat(trace.annotations())
                            .containsEntry("alertname", "HighGoroutineCount")
                            .containsEntry("fingerprint", "f1")
                            .containsEntry("reason", "alert HighGoroutineCount"));
            assertThat(rig.rig.counter("tributary_alerts_received", "outcome", "captured"))
                    .isEqualTo(1);
        }
    }

    @Test
    void whatIsNothingToCaptureForSaysWhy() {
        try (Loopback shop = CaptureRig.serving(HEAP);
                CaptureRig rig = rig(CaptureRig.job("shop", shop))) {
            Alert firing = high("f1", shop);
            List<AlertOutcome> outcomes = rig.alerted(
                    new Alert("f0", false, firing.labels(), null),
                    CaptureRig.alert("f2", "HighGoroutineCount", shop.address(), "severity", "info"),
                    CaptureRig.alert("f3", "Unheard", shop.address()),
                    CaptureRig.alert("f4", "HighGoroutineCount", "nowhere:1", "severity", "warning"));

            assertThat(outcomes)
                    .extracting(AlertOutcome::outcome)
                    .containsExactly(Outcome.RESOLVED, Outcome.NO_RULE, Outcome.NO_RULE, Outcome.NO_TARGET);
            assertThat(outcomes.getLast().detail()).contains("equal", "instance");
            assertThat(outcomes).allSatisfy(each -> assertThat(each.captures()).isEmpty());
            assertThat(CaptureRig.asked(shop)).isEmpty();
        }
    }

    @Test
    void sentAgainItIsHeldOffAlsoAfterARestart() {
        RecordingStore store = new RecordingStore();
        try (Loopback shop = CaptureRig.serving(HEAP)) {
            List<Capture> before;
            try (CaptureRig rig = CaptureRig.with(store, RULES, CaptureRig.job("shop", shop))) {
                AlertOutcome first = rig.alerted(high("f1", shop)).getFirst();
                assertThat(outcome(rig, high("f1", shop))).isEqualTo(Outcome.HELD_OFF);
                first.captures().forEach(rig::done);
                assertThat(outcome(rig, high("f1", shop))).isEqualTo(Outcome.HELD_OFF);
                before = rig.rig.collector.captures().list();
            }
            try (CaptureRig rig = CaptureRig.with(store, RULES, CaptureRig.job("shop", shop))) {
                assertThat(outcome(rig, high("f1", shop))).isEqualTo(Outcome.HELD_OFF);
                assertThat(rig.rig.collector.captures().list())
                        .isEqualTo(before)
                        .hasSize(2);
                before.forEach(capture -> assertThat(rig.now(capture.id())).isEqualTo(capture));
                assertThat(outcome(rig, high("f2", shop))).isEqualTo(Outcome.CAPTURED);
            }
        }
    }

    @Test
    void afterTheHoldOffItIsCapturedForAgain() {
        try (Loopback shop = CaptureRig.serving(HEAP);
                CaptureRig rig = CaptureRig.with(
                        "{hold_off: 1s, alerts: [{alertname: A, capture: [{type: goroutine}]}]}",
                        CaptureRig.job("shop", shop))) {
            Alert alert = CaptureRig.alert("f1", "A", shop.address());
            assertThat(outcome(rig, alert)).isEqualTo(Outcome.CAPTURED);
            Await.until("it is held off", () -> outcome(rig, alert) == Outcome.HELD_OFF);
            Await.until("it is captured again", () -> outcome(rig, alert) == Outcome.CAPTURED);
            assertThat(rig.rig.counter("tributary_alerts_received", "outcome", "held_off"))
                    .isPositive();
        }
    }

    /** A capture of long ago is found by its id, though it is held in memory no more. */
    @Test
    void whatWasCapturedLongAgoIsFoundInTheStore() {
        RecordingStore store = new RecordingStore();
        try (Loopback shop = CaptureRig.serving(HEAP)) {
            Capture before;
            String rules = "{hold_off: 1s, alerts: [{alertname: A, capture: [{type: goroutine}]}]}";
            try (CaptureRig rig = CaptureRig.with(store, rules, CaptureRig.job("shop", shop))) {
                String id = rig.alerted(CaptureRig.alert("f1", "A", shop.address()))
                        .getFirst()
                        .captures()
                        .getFirst();
                // It counts from there where a collector begins anew.
                Instant begun = rig.done(id).begun();
                before = rig.now(id);
                Await.until("the hold-off is over", () -> begun.plusSeconds(1).isBefore(Instant.now()));
            }
            try (CaptureRig rig = CaptureRig.with(store, rules, CaptureRig.job("shop", shop))) {
                assertThat(rig.alerted()).isEmpty();
                assertThat(rig.rig.collector.captures().list()).isEmpty();
                assertThat(rig.now(before.id())).isEqualTo(before);
                assertThat(rig.rig.collector.captures().find("nothing-of-ours")).isEmpty();
                assertThat(rig.rig.collector.captures().find("0".repeat(12) + "-" + "0".repeat(16)))
                        .isEmpty();
            }
        }
    }

    @Test
    void whatFailedHoldsNothingOff() {
        AtomicBoolean works = new AtomicBoolean();
        byte[] trace = CaptureRig.trace(20_000);
        try (Loopback shop = new Loopback((head, _, out) -> {
                    if (works.get()) {
                        Loopback.ok(out, CaptureRig.path(head).contains("/trace") ? trace : HEAP);
                    } else {
                        Loopback.respond(out, "503 Service Unavailable", "text/plain", Loopback.ascii("busy"));
                    }
                });
                CaptureRig rig = rig(CaptureRig.job("shop", shop))) {
            rig.alerted(high("f1", shop)).getFirst().captures().forEach(rig::failed);
            works.set(true);

            AlertOutcome second = rig.alerted(high("f1", shop)).getFirst();

            assertThat(second.outcome()).isEqualTo(Outcome.CAPTURED);
            second.captures().forEach(rig::done);
            assertThat(outcome(rig, high("f1", shop))).isEqualTo(Outcome.HELD_OFF);
        }
    }

    @Test
    void oneAboutManyTargetsIsForSoManyOfThem() {
        try (Loopback a = CaptureRig.serving(HEAP);
                Loopback b = CaptureRig.serving(HEAP);
                Loopback c = CaptureRig.serving(HEAP);
                CaptureRig rig = CaptureRig.with(
                        RULES.replace("hold_off: 1h", "max_targets: 2"),
                        CaptureRig.job("shop", List.of(a.address(), b.address(), c.address()))
                                .replace("]}]", "], labels: {region: eu}}]"),
                        CaptureRig.job("cart", List.of("127.0.0.1:1")).replace("]}]", "], labels: {region: eu}}]"))) {
            AlertOutcome outcome = rig.alerted(
                            new Alert("f1", true, Labels.of(Map.of("alertname", "Region", "region", "eu")), null))
                    .getFirst();

            assertThat(outcome.outcome()).isEqualTo(Outcome.CAPTURED);
            assertThat(outcome.captures()).hasSize(2);
            assertThat(outcome.detail()).contains("3 targets", "2", "captures.max_targets");
            outcome.captures().forEach(rig::done);
            assertThat(outcome.captures())
                    .allSatisfy(id -> assertThat(rig.now(id).job()).isEqualTo("shop"));
            assertThat(rig.storedTypes()).containsExactly("heap", "heap");
        }
    }

    @Test
    void whatDoesNotFitAnyMoreIsSaid() {
        try (Loopback shop = CaptureRig.serving(HEAP);
                CaptureRig rig = CaptureRig.with(
                        RULES.replace("hold_off: 1h", "max_concurrent: 1, max_queued: 0"),
                        CaptureRig.job("shop", shop))) {
            AlertOutcome outcome = rig.alerted(high("f1", shop)).getFirst();

            assertThat(outcome.outcome()).isEqualTo(Outcome.CAPTURED);
            assertThat(outcome.captures()).hasSize(1);
            assertThat(outcome.detail()).contains("captures.max_queued");
            rig.done(outcome.captures().getFirst());

            AlertOutcome again = rig.alerted(high("f1", shop)).getFirst();

            assertThat(again.outcome()).isEqualTo(Outcome.CAPTURED);
            assertThat(rig.done(again.captures().getFirst())).isNotNull();
            assertThat(CaptureRig.asked(shop))
                    .containsExactly("/debug/pprof/goroutine", "/debug/pprof/trace?seconds=1");
        }
    }

    @Test
    void whatOnlyFailedIsTakenAgainAndWhatWasCapturedIsNot() {
        AtomicBoolean isLoggedIn = new AtomicBoolean();
        byte[] login = Loopback.ascii("<!DOCTYPE html><html><body>login</body></html>");
        byte[] trace = CaptureRig.trace(20_000);
        try (Loopback shop = new Loopback((head, _, out) -> Loopback.ok(
                        out, !CaptureRig.path(head).contains("/trace") ? HEAP : isLoggedIn.get() ? trace : login));
                CaptureRig rig = rig(CaptureRig.job("shop", shop))) {
            List<String> first = rig.alerted(high("f1", shop)).getFirst().captures();
            rig.done(first.getFirst());
            assertThat(rig.failed(first.getLast())).startsWith("wrong_format: this is no execution trace of Go");
            isLoggedIn.set(true);

            AlertOutcome again = rig.alerted(high("f1", shop)).getFirst();

            assertThat(again.captures()).hasSize(1);
            rig.done(again.captures().getFirst());
            assertThat(again.detail()).startsWith("held off");
            assertThat(CaptureRig.asked(shop))
                    .containsExactly(
                            "/debug/pprof/goroutine", "/debug/pprof/trace?seconds=1", "/debug/pprof/trace?seconds=1");
        }
    }

    @Test
    void afterAStopItIsRefused() {
        try (Loopback shop = CaptureRig.serving(HEAP);
                CaptureRig rig = rig(CaptureRig.job("shop", shop))) {
            Await.done(rig.rig.collector.stop());

            AlertOutcome outcome = rig.alerted(high("f1", shop)).getFirst();

            assertThat(outcome.outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(outcome.detail()).isEqualTo("the collector is stopping");
            assertThat(CaptureRig.asked(shop)).isEmpty();
        }
    }

    @Test
    void aReloadBringsItsRules() {
        try (Loopback shop = CaptureRig.serving(HEAP);
                CaptureRig rig = new CaptureRig(CaptureRig.job("shop", shop))) {
            assertThat(outcome(rig, high("f1", shop))).isEqualTo(Outcome.NO_RULE);

            rig.rig.reload("captures: " + RULES + "\n" + Rig.file(CaptureRig.job("shop", shop)));

            assertThat(outcome(rig, high("f1", shop))).isEqualTo(Outcome.CAPTURED);
        }
    }
}
