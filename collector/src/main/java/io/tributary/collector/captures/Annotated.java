package io.tributary.collector.captures;

import io.tributary.collector.captures.Capture.Cause;
import io.tributary.collector.captures.Capture.Done;
import io.tributary.collector.ingest.Keeping;
import io.tributary.storage.ProfileId;
import io.tributary.storage.StoredTrace;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Captures as annotations of what they became, by which they are found again after a restart. */
final class Annotated {
    static final String CAPTURE = "capture";
    private static final String TYPE = "type";
    private static final String JOB = "job";
    private static final String REASON = "reason";
    private static final String ASKED = "asked";
    private static final String ENDED = "ended";
    private static final String ALERTNAME = "alertname";
    private static final String FINGERPRINT = "fingerprint";
    private static final String STARTS_AT = "starts_at";
    private static final long NANOS = 1_000_000_000L;

    private Annotated() {}

    /** @param ended when its last byte had come */
    static Map<String, String> of(Capture capture, Instant ended) {
        Map<String, String> all = new TreeMap<>();
        all.put(CAPTURE, capture.id());
        all.put(TYPE, capture.type());
        all.put(JOB, capture.job());
        all.put(REASON, capture.reason());
        all.put(ASKED, capture.asked().toString());
        all.put(ENDED, ended.toString());
        Cause alert = capture.alert();
        if (alert != null) {
            all.put(ALERTNAME, alert.alertname());
            all.put(FINGERPRINT, alert.fingerprint());
            if (alert.startsAt() != null) {
                all.put(STARTS_AT, alert.startsAt().toString());
            }
        }
        return all;
    }

    /** The capture that a trace came of; empty where it came of none. */
    static Optional<Capture> read(StoredTrace trace) {
        Map<String, String> all = trace.annotations();
        String id = all.get(CAPTURE);
        Instant asked = instant(all.get(ASKED));
        if (id == null || asked == null) {
            return Optional.empty();
        }
        Instant begun = Instant.ofEpochMilli(trace.origin().timeMillis());
        Instant ended = instant(all.get(ENDED));
        String fingerprint = all.get(FINGERPRINT);
        String profile = all.get(Keeping.PROFILE);
        return Optional.of(new Capture(
                id,
                all.getOrDefault(TYPE, trace.origin().type()),
                (int) (trace.durationNanos() / NANOS),
                all.getOrDefault(JOB, ""),
                trace.origin().instance(),
                all.getOrDefault(REASON, ""),
                fingerprint == null
                        ? null
                        : new Cause(all.getOrDefault(ALERTNAME, ""), fingerprint, instant(all.get(STARTS_AT))),
                asked,
                new Done(
                        begun,
                        ended == null ? begun : ended,
                        trace.bytes(),
                        trace.id(),
                        profile == null ? null : new ProfileId(profile))));
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException _) {
            return null;
        }
    }
}
