package io.tributary.collector.captures;

import io.tributary.collector.captures.Capture.Cause;
import io.tributary.collector.captures.Capture.Done;
import io.tributary.collector.captures.Capture.Failed;
import io.tributary.collector.captures.Capture.Running;
import io.tributary.collector.captures.Capture.Waiting;
import io.tributary.collector.config.CapturesConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins captures and remembers what becomes of them. Event loop only, but for what {@link KnownCaptures} shows. */
final class RunningCaptures {
    private static final Logger LOG = LoggerFactory.getLogger(RunningCaptures.class);

    private final CaptureMachinery machinery;
    private final CaptureTargets targets;
    private final KnownCaptures known;
    private final CaptureMetrics metrics;
    private final CaptureLine line;
    private final HoldOffs holdOffs = new HoldOffs();

    RunningCaptures(
            CaptureMachinery machinery,
            CaptureTargets targets,
            CapturesConfig limits,
            KnownCaptures known,
            CaptureMetrics metrics) {
        this.machinery = machinery;
        this.targets = targets;
        this.known = known;
        this.metrics = metrics;
        this.line = new CaptureLine(limits);
        metrics.watch(line::running, line::waiting);
    }

    void become(CapturesConfig limits) {
        line.become(limits);
    }

    void stop() {
        line.all().forEach(Taking::cancel);
    }

    /** How many more may be begun. */
    int room() {
        return line.room();
    }

    /** To the millisecond, as times are stored. */
    Instant now() {
        return machinery.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    boolean isHeldOff(Cause alert, CaptureSource source, Instant asked, Duration holdOff) {
        CaptureTargets.Scraped from = source.from();
        return holdOffs.holdsOff(
                alert.fingerprint(), from.job().name(), from.target().labels(), source.type(), asked, holdOff);
    }

    /** What was captured before a restart. */
    void remember(Capture capture) {
        known.put(capture);
        holdOffs.add(capture);
    }

    /** One capture more, for which there is {@link #room}. */
    Capture begin(CaptureSource source, String reason, @Nullable Cause alert, Instant asked) {
        Capture capture = new Capture(
                CaptureId.next(asked),
                source.type(),
                source.seconds(),
                source.from().job().name(),
                source.from().target().labels(),
                reason,
                alert,
                asked,
                new Waiting());
        known.put(capture);
        holdOffs.add(capture);
        Taking taking = new Taking(capture, source, machinery, targets, this::changed);
        line.add(taking);
        return taking.capture();
    }

    private void changed(Taking taking) {
        Capture capture = taking.capture();
        known.put(capture);
        switch (capture.progress()) {
            case Waiting(), Running(var _) -> {}
            case Done done -> {
                metrics.done(capture.type());
                LOG.info(
                        "captured {} of {}, {} bytes: {}",
                        capture.type(),
                        capture.labels(),
                        done.bytes(),
                        capture.reason());
                line.ended(taking);
            }
            case Failed failed -> {
                metrics.failed(capture.type());
                holdOffs.failed(capture);
                LOG.warn("{} of {} could not be captured: {}", capture.type(), capture.labels(), failed.error());
                line.ended(taking);
            }
        }
    }
}
