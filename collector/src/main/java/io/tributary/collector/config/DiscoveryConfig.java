package io.tributary.collector.config;

/** How targets of a job are found: its {@code static_configs}, or one entry of its {@code …_sd_configs}. */
public sealed interface DiscoveryConfig
        permits StaticConfig, DnsSdConfig, FileSdConfig, HttpSdConfig, KubernetesSdConfig {
    /** Prometheus' name of the mechanism: {@code static}, {@code file}, {@code http}, {@code dns}, {@code kubernetes}. A metric's label. */
    String kind();
}
