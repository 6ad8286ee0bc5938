package io.tributary.api.http;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Requests by route and code. The route is the template, so a client cannot make new time series. */
final class HttpMetrics {
    /** What nginx writes down for a client that went away before it had its answer; no such code is ever sent. */
    static final int CLIENT_GONE = 499;

    private final Counter requests;
    private final Histogram duration;

    HttpMetrics(PrometheusRegistry registry) {
        requests = Counter.builder()
                .name("tributary_http_requests_total")
                .help("HTTP requests, by route and status code; 499 where the client went away before its answer.")
                .labelNames("route", "code")
                .register(registry);
        duration = Histogram.builder()
                .name("tributary_http_request_duration_seconds")
                .help("Time from a request's headers to the end of its answer, by route.")
                .labelNames("route")
                .classicOnly()
                .classicUpperBounds(0.005, 0.025, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60)
                .register(registry);
    }

    void record(String route, int status, long nanos) {
        requests.labelValues(route, Integer.toString(status)).inc();
        duration.labelValues(route).observe(nanos / 1e9);
    }
}
