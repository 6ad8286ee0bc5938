package io.tributary.collector.captures;

import io.tributary.collector.captures.CaptureAnswer.Begun;
import io.tributary.collector.captures.CaptureAnswer.Refusal;
import io.tributary.collector.captures.CaptureAnswer.Refused;
import io.tributary.collector.captures.CaptureTargets.Scraped;
import io.tributary.collector.config.Defaults;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What becomes of a request: captures from all of the targets that serve the type, or none. Event loop only. */
final class Requests {
    private final RunningCaptures running;
    private final CaptureMetrics metrics;

    Requests(RunningCaptures running, CaptureMetrics metrics) {
        this.running = running;
        this.metrics = metrics;
    }

    /**
     * Begins what was asked for.
     *
     * @param meant the targets that have the labels
     */
    CaptureAnswer answer(CaptureRequest request, List<Scraped> meant, int maxTargets) {
        String type = Defaults.type(request.type());
        List<CaptureSource> sources = new ArrayList<>();
        Refused last = new Refused(
                Refusal.NO_TARGET,
                "no target that is scraped matches " + request.match(),
                "name labels that /api/v1/targets shows");
        for (Scraped target : meant) {
            switch (CaptureSource.of(target, type, request.seconds())) {
                case CaptureSource.Found(CaptureSource source) -> sources.add(source);
                case CaptureSource.Missing(Refused refused) -> last = refused;
            }
            if (last.refusal() == Refusal.BAD_SECONDS) {
                return last;
            }
        }
        if (sources.isEmpty()) {
            return last;
        }
        if (sources.size() > maxTargets) {
            return new Refused(
                    Refusal.TOO_MANY_TARGETS,
                    sources.size() + " targets match " + request.match() + ", and a request may be for " + maxTargets,
                    "narrow match, for instance to an instance, or raise captures.max_targets in the targets file");
        }
        if (sources.size() > running.room()) {
            sources.forEach(source -> metrics.refused(source.type()));
            return new Refused(
                    Refusal.QUEUE_FULL,
                    "as many captures run and wait as may, and there is room for " + running.room() + " more",
                    "ask again when some are done, or raise captures.max_queued in the targets file");
        }
        Instant asked = running.now();
        String reason = CaptureText.of(request.reason());
        return new Begun(sources.stream()
                .map(source -> running.begin(source, reason, null, asked))
                .toList());
    }
}
