package io.tributary.api.status;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.api.http.Answer;
import io.tributary.api.http.Endpoint;
import io.tributary.api.http.Request;
import io.tributary.api.work.WorkerPool;
import io.vertx.core.Future;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * {@code /metrics}: Prometheus' text format, or OpenMetrics for who accepts it. Some figures ask the store, so it is
 * written on a pool, and on one of its own, so that it answers while questions queue up.
 */
public final class MetricsPage {
    private static final String OPEN_METRICS = "application/openmetrics-text";

    private final PrometheusRegistry registry;
    private final WorkerPool workers;
    private final ExpositionFormats formats = ExpositionFormats.init();

    public MetricsPage(PrometheusRegistry registry, WorkerPool workers) {
        this.registry = registry;
        this.workers = workers;
    }

    public Endpoint endpoint() {
        return new Endpoint("/metrics", List.of(), this::handle);
    }

    private Future<Answer> handle(Request request) {
        ExpositionFormatWriter writer = request.accept().contains(OPEN_METRICS)
                ? formats.getOpenMetricsTextFormatWriter()
                : formats.getPrometheusTextFormatWriter();
        return workers.run(
                () -> {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream(16 * 1024);
                    writer.write(bytes, registry.scrape());
                    return Answer.ok(writer.getContentType(), bytes.toByteArray());
                },
                request.gone());
    }
}
