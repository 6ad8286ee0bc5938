package io.tributary.collector.config;

import java.time.Duration;
import java.util.List;

/**
 * {@code captures}: what alerts bring about, and how much at once.
 *
 * @param holdOff an alert that is sent again within this captures nothing again on the same target
 * @param maxConcurrent captures that run at once
 * @param maxQueued captures that wait; more are refused
 * @param maxTargets that one alert or one request is for
 * @param alerts in the file's order; all that fit an alert apply
 */
public record CapturesConfig(
        Duration holdOff, int maxConcurrent, int maxQueued, int maxTargets, List<CaptureRule> alerts) {
    public static final CapturesConfig DEFAULT = new CapturesConfig(Duration.ofHours(1), 8, 256, 5, List.of());

    public CapturesConfig {
        alerts = List.copyOf(alerts);
    }
}
