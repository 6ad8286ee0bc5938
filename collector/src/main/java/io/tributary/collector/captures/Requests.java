package io.tributary.collector.captures;

import io.tributary.collector.captures.CaptureAnswer.Begun;
import io.tributary.collector.captures.CaptureAnswer.Refusal;
import io.tributary.collector.captures.CaptureAnswer.Refused;
import io.tributary.collector.captures.CaptureTargets.Scraped;
import io.tributary.collector.config.Defaults;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        Optional<Refused> bad = CaptureSource.check(type, request.seconds());
        if (bad.isPresent()) {
            return bad.get();
        }
        if (meant.isEmpty()) {
            return new Refused(
                    Refusal.NO_TARGET,
                    "no target that is scraped matches " + request.match(),
                    "name labels that /api/v1/targets shows");
        }
        List<Scraped> serving =
                meant.stream().filter(target -> CaptureSource.has(target, type)).toList();
        if (serving.isEmpty()) {
            return CaptureSource.noSuchType(meant.getFirst(), CaptureText.of(type));
        }
        if (serving.size() > maxTargets) {
            return new Refused(
                    Refusal.TOO_MANY_TARGETS,
                    serving.size() + " targets match " + request.match() + ", and a request may be for " + maxTargets,
                    "narrow match, for instance to an instance, or raise captures.max_targets in the targets file");
        }
        return begin(request, type, serving);
    }

    private CaptureAnswer begin(CaptureRequest request, String type, List<Scraped> serving) {
        List<CaptureSource> sources = new ArrayList<>();
        Optional<Refused> missing = Optional.empty();
        for (Scraped target : serving) {
            switch (CaptureSource.of(target, type, request.seconds())) {
                case CaptureSource.Found(CaptureSource source) -> sources.add(source);
                case CaptureSource.Missing(Refused refused) -> missing = Optional.of(refused);
            }
        }
        if (sources.isEmpty()) {
            return missing.orElseThrow();
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
