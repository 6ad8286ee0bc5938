package io.tributary.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.collector.captures.Alert;
import io.tributary.collector.captures.AlertOutcome;
import io.tributary.collector.captures.Capture;
import io.tributary.collector.captures.Capture.Done;
import io.tributary.collector.captures.Capture.Failed;
import io.tributary.collector.captures.Capture.Running;
import io.tributary.collector.captures.CaptureAnswer;
import io.tributary.collector.captures.CaptureAnswer.Begun;
import io.tributary.collector.captures.CaptureAnswer.Refused;
import io.tributary.collector.captures.CaptureRequest;
import io.tributary.storage.Labels;
import io.tributary.storage.OpenTrace;
import io.tributary.storage.Selection;
import io.tributary.storage.StoredTrace;
import io.tributary.storage.TimeRange;
import io.tributary.storage.TraceId;
import io.tributary.storage.selector.Selector;
import io.tributary.storage.selector.SelectorSyntaxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A collector whose captures are asked for, and seen through. */
final class CaptureRig implements AutoCloseable {
    static final Instant SINCE = Instant.parse("2026-03-01T11:58:07.500Z");

    final Rig rig;

    CaptureRig(String... jobs) {
        this(CollectorOptions.DEFAULT, jobs);
    }

    CaptureRig(CollectorOptions options, String... jobs) {
        this(new RecordingStore(), options, Rig.file(jobs));
    }

    private CaptureRig(RecordingStore store, CollectorOptions options, String yaml) {
        rig = new Rig(yaml, store, options, InstantSource.system());
    }

    /** @param captures the section {@code captures}, in braces */
    static CaptureRig with(String captures, String... jobs) {
        return with(new RecordingStore(), captures, jobs);
    }

    static CaptureRig with(RecordingStore store, String captures, String... jobs) {
        return new CaptureRig(store, CollectorOptions.DEFAULT, "captures: " + captures + "\n" + Rig.file(jobs));
    }

    /** What begins as Go's execution traces do. */
    static byte[] trace(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        byte[] header = Loopback.ascii("go 1.26 trace\0\0\0");
        System.arraycopy(header, 0, bytes, 0, header.length);
        return bytes;
    }

    /** A target that has a trace, and this profile whatever else is asked for. */
    static Loopback serving(byte[] profile) {
        byte[] trace = trace(20_000);
        return new Loopback((head, _, out) -> Loopback.ok(out, path(head).contains("/trace") ? trace : profile));
    }

    /** A job of which nothing is scraped but {@code /own}, once, so that it has its targets. */
    static String job(String name, List<String> addresses, String... profiles) {
        return "  - job_name: " + name + "\n"
                + "    scrape_interval: 1h\n"
                + "    scrape_timeout: 10s\n"
                + "    static_configs: [{targets: ["
                + addresses.stream().map(address -> '"' + address + '"').collect(Collectors.joining(", ")) + "]}]\n"
                + "    profiling_config:\n"
                + "      pprof_config:\n"
                + Stream.concat(
                                Stream.of(
                                        "cpu: {enabled: false}",
                                        "goroutine: {enabled: false}",
                                        "heap: {enabled: false}",
                                        "own: {path: /own}"),
                                Stream.of(profiles))
                        .map(line -> "        " + line + "\n")
                        .collect(Collectors.joining());
    }

    static String job(String name, Loopback target, String... profiles) {
        return job(name, List.of(target.address()), profiles);
    }

    /** What a target was asked for, but for {@code /own}. */
    static List<String> asked(Loopback target) {
        return target.requests.stream()
                .map(CaptureRig::path)
                .filter(path -> !path.equals("/own"))
                .toList();
    }

    static String path(String head) {
        return head.substring("GET ".length(), head.indexOf(" HTTP"));
    }

    CaptureAnswer ask(String match, String type, int seconds) {
        try {
            return Await.done(rig.collector
                    .captures()
                    .ask(new CaptureRequest(Selector.parse(match), type, seconds, "slow since noon")));
        } catch (SelectorSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    Refused refused(String match, String type, int seconds) {
        CaptureAnswer answer = ask(match, type, seconds);
        assertThat(answer).isInstanceOf(Refused.class);
        return (Refused) answer;
    }

    List<Capture> begun(String match, String type, int seconds) {
        CaptureAnswer answer = ask(match, type, seconds);
        assertThat(answer).isInstanceOf(Begun.class);
        return ((Begun) answer).captures();
    }

    Capture one(String match, String type, int seconds) {
        List<Capture> begun = begun(match, type, seconds);
        assertThat(begun).hasSize(1);
        return begun.getFirst();
    }

    List<AlertOutcome> alerted(Alert... alerts) {
        return Await.done(rig.collector.captures().alerted(List.of(alerts)));
    }

    /** An alert about an instance. */
    static Alert alert(String fingerprint, String alertname, String instance, String... more) {
        Map<String, String> labels = new HashMap<>(Map.of("alertname", alertname, "instance", instance));
        for (int i = 0; i < more.length; i += 2) {
            labels.put(more[i], more[i + 1]);
        }
        return new Alert(fingerprint, true, Labels.of(labels), SINCE);
    }

    Capture now(String id) {
        return rig.collector.captures().find(id).orElseThrow();
    }

    Done done(String id) {
        Await.until(() -> now(id).toString(), () -> now(id).progress() instanceof Done);
        return (Done) now(id).progress();
    }

    /** Why it failed. */
    String failed(String id) {
        Await.until(() -> now(id).toString(), () -> now(id).progress() instanceof Failed);
        return ((Failed) now(id).progress()).error();
    }

    void running(String id) {
        Await.until(() -> now(id).toString(), () -> now(id).progress() instanceof Running);
    }

    byte[] content(TraceId id) {
        try (OpenTrace trace = rig.store.traces().open(id).orElseThrow()) {
            return trace.content().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<StoredTrace> traces() {
        return traces(rig.store);
    }

    static List<StoredTrace> traces(RecordingStore store) {
        return store.traces()
                .list(new Selection(null, null, List.of(), new TimeRange(0, Long.MAX_VALUE)), 1_000, "")
                .items();
    }

    /** The types of the profiles that were stored, but for {@code own}. */
    List<String> storedTypes() {
        return rig.store.puts.stream()
                .map(put -> put.origin().type())
                .filter(type -> !type.equals("own"))
                .toList();
    }

    @Override
    public void close() {
        rig.close();
    }
}
