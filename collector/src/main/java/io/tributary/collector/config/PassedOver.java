package io.tributary.collector.config;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keys of Prometheus' and Parca's files that are about something else than who is profiled and how. A file that has them loads as it
 * is, and a note says that they do nothing here.
 */
final class PassedOver {
    private static final String METRICS = "it is about metrics";
    private static final String PATH = "where profiles are kept is said by --storage.path";

    static final Map<String, String> IN_FILE = aboutMetrics(
            Map.of(
                    "object_storage",
                    PATH,
                    "storage",
                    PATH,
                    "debug_info",
                    "profiles are kept as targets serve them",
                    "runtime",
                    "it is about Prometheus' own process"),
            "alerting",
            "otlp",
            "remote_read",
            "remote_write",
            "rule_files",
            "tracing");

    static final Map<String, String> IN_GLOBAL = aboutMetrics(
            Map.of("external_labels", "a target's labels are said by its job"),
            "always_scrape_classic_histograms",
            "body_size_limit",
            "convert_classic_histograms_to_nhcb",
            "evaluation_interval",
            "keep_dropped_targets",
            "label_limit",
            "label_name_length_limit",
            "label_value_length_limit",
            "metric_name_escaping_scheme",
            "metric_name_validation_scheme",
            "query_log_file",
            "rule_query_offset",
            "sample_limit",
            "scrape_failure_log_file",
            "scrape_native_histograms",
            "scrape_protocols");

    static final Map<String, String> IN_JOB = aboutMetrics(
            Map.of(
                    "body_size_limit", "how large a profile may be is the same for all",
                    "enable_compression", "profiles are compressed by who makes them",
                    "honor_labels", "a profile says nothing of its target's labels",
                    "keep_dropped_targets", "all of them are shown"),
            "always_scrape_classic_histograms",
            "convert_classic_histograms_to_nhcb",
            "fallback_scrape_protocol",
            "honor_timestamps",
            "label_limit",
            "label_name_length_limit",
            "label_value_length_limit",
            "metric_name_escaping_scheme",
            "metric_name_validation_scheme",
            "metric_relabel_configs",
            "native_histogram_bucket_limit",
            "native_histogram_min_bucket_factor",
            "sample_limit",
            "scrape_failure_log_file",
            "scrape_native_histograms",
            "scrape_protocols",
            "track_timestamps_staleness");

    static final Map<String, String> IN_PROFILE = Map.of("keep_sample_type", "every sample type is kept");

    private PassedOver() {}

    private static Map<String, String> aboutMetrics(Map<String, String> others, String... keys) {
        Map<String, String> all = Stream.of(keys).collect(Collectors.toMap(Function.identity(), _ -> METRICS));
        all.putAll(others);
        return Map.copyOf(all);
    }
}
