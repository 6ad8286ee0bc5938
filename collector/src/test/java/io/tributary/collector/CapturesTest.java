package io.tributary.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.collector.captures.Capture;
import io.tributary.collector.captures.Capture.Done;
import io.tributary.collector.captures.Capture.Failed;
import io.tributary.collector.captures.CaptureAnswer;
import io.tributary.collector.captures.CaptureAnswer.Begun;
import io.tributary.collector.captures.CaptureAnswer.Refused;
import io.tributary.collector.captures.CaptureRequest;
import io.tributary.profile.testing.TestData;
import io.tributary.storage.OpenTrace;
import io.tributary.storage.TraceId;
import io.tributary.storage.selector.Selector;
import io.tributary.storage.selector.SelectorSyntaxException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is captured because somebody asked. */
class CapturesTest {
    private static final byte[] HEAP = TestData.bytes("shop/v1/heap.4.pb.gz");

    /** A job that scrapes nothing while a test lasts. */
    static String job(String name, String address, String... lines) {
        return "  - job_name: " + name + "\n"
                + "    scrape_interval: 1h\n"
                + String.join(
                        "",
                        List.of(lines).stream()
                                .map(line -> "    " + line + "\n")
                                .toList())
                + "    static_configs: [{targets: [\"" + address + "\"]}]\n"
                + "    profiling_config: {pprof_config: {cpu: {enabled: false}, goroutine: {enabled: false},"
                + " heap: {enabled: false}, sleeping: {path: /sleeping}, own: {path: /own, enabled: false}}}\n";
    }

    /** Answers what a target serves; what is scheduled is never more than started. */
    static Loopback target(byte[] body) {
        return new Loopback((_, _, out) -> Loopback.ok(out, body));
    }

    static CaptureAnswer ask(Rig rig, String match, String type, int seconds) {
        try {
            return Await.done(
                    rig.collector.captures().ask(new CaptureRequest(Selector.parse(match), type, seconds, "why not")));
        } catch (SelectorSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    static Refused refused(Rig rig, String match, String type, int seconds) {
        return (Refused) ask(rig, match, type, seconds);
    }

    static Capture begun(Rig rig, String match, String type, int seconds) {
        return ((Begun) ask(rig, match, type, seconds)).captures().getFirst();
    }

    static Capture now(Rig rig, Capture capture) {
        return rig.collector.captures().find(capture.id()).orElseThrow();
    }

    static Done done(Rig rig, Capture capture) {
        Await.until(() -> now(rig, capture).toString(), () -> now(rig, capture).progress() instanceof Done);
        return (Done) now(rig, capture).progress();
    }

    static String failed(Rig rig, Capture capture) {
        Await.until(() -> now(rig, capture).toString(), () -> now(rig, capture).progress() instanceof Failed);
        return ((Failed) now(rig, capture).progress()).error();
    }

    static byte[] content(Rig rig, TraceId id) throws IOException {
        try (OpenTrace trace = rig.store.traces().open(id).orElseThrow()) {
            return trace.content().readAllBytes();
        }
    }

    static List<String> requests(Loopback target) {
        return target.requests.stream()
                .map(head -> head.substring(4, head.indexOf(" HTTP")))
                .filter(path -> !path.equals("/sleeping"))
                .toList();
    }

    @Test
    void aTypeThatIsOffIsTakenOnceAndKeptAsItCame() throws IOException {
        try (Loopback shop = target(HEAP);
                Rig rig = new Rig(Rig.file(job("shop", shop.address())))) {
            Capture asked = begun(rig, "{job=\"shop\"}", "goroutine", 0);

            Done done = done(rig, asked);

            assertThat(content(rig, done.trace())).isEqualTo(HEAP);
            assertThat(done.bytes()).isEqualTo(HEAP.length);
            assertThat(done.profile()).isNotNull();
            assertThat(rig.store.puts)
                    .filteredOn(put -> put.origin().type().equals("goroutine"))
                    .singleElement()
                    .satisfies(put -> assertThat(put.origin().service()).isEqualTo("shop"));
            assertThat(requests(shop)).containsExactly("/debug/pprof/goroutine");
            assertThat(rig.collector.captures().list()).containsExactly(now(rig, asked));
            assertThat(asked.reason()).isEqualTo("why not");
            assertThat(rig.counter("tributary_captures", "type", "goroutine", "outcome", "done"))
                    .isEqualTo(1);
        }
    }
}
