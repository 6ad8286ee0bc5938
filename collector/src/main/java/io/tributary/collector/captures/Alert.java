package io.tributary.collector.captures;

import io.tributary.storage.Labels;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One alert of a notification.
 *
 * @param fingerprint Alertmanager's name for its label set
 * @param firing false when it is resolved
 * @param labels {@code alertname} among them
 * @param startsAt since when it fires, where it was said
 */
public record Alert(
        String fingerprint,
        boolean firing,
        Labels labels,
        @Nullable Instant startsAt) {
    static final String ALERTNAME = "alertname";

    /** What the alert is called, or the empty string. */
    public String alertname() {
        return labels.getOrEmpty(ALERTNAME);
    }
}
