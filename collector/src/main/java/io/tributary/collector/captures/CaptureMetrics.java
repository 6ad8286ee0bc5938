package io.tributary.collector.captures;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;
import java.util.function.IntSupplier;

/** Captures in figures. Labels are types of the targets file and closed sets. Any thread. */
final class CaptureMetrics {
    private final PrometheusRegistry registry;
    private final Counter captures;
    private final Counter alerts;

    CaptureMetrics(PrometheusRegistry registry) {
        this.registry = registry;
        captures = Counter.builder()
                .name("tributary_captures_total")
                .help("Captures ended, by outcome: done, failed, refused (as many wait as may).")
                .labelNames("type", "outcome")
                .register(registry);
        alerts = Counter.builder()
                .name("tributary_alerts_received_total")
                .help("Alerts received, by what became of them.")
                .labelNames("outcome")
                .register(registry);
    }

    void watch(IntSupplier running, IntSupplier waiting) {
        gauge("tributary_captures_running", "Captures that are being taken, or have the next turn.", running);
        gauge("tributary_captures_waiting", "Captures that wait for a free place.", waiting);
    }

    void done(String type) {
        captures.labelValues(type, "done").inc();
    }

    void failed(String type) {
        captures.labelValues(type, "failed").inc();
    }

    void refused(String type) {
        captures.labelValues(type, "refused").inc();
    }

    void received(AlertOutcome.Outcome outcome) {
        alerts.labelValues(outcome.name().toLowerCase(Locale.ROOT)).inc();
    }

    private void gauge(String name, String help, IntSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsInt()))
                .register(registry);
    }
}
