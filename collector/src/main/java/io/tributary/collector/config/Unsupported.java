package io.tributary.collector.config;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keys that other tools know and that say who is profiled or how: refused by name, so that nobody takes a silence for consent. */
final class Unsupported {
    private static final String NOT_YET = "is not supported by this version";

    static final Map<String, String> IN_FILE = notYet("scrape_config_files", "runtime");

    static final Map<String, String> IN_JOB = with(
            notYet(
                    "consul_sd_configs",
                    "docker_sd_configs",
                    "dockerswarm_sd_configs",
                    "ec2_sd_configs",
                    "azure_sd_configs",
                    "gce_sd_configs",
                    "hetzner_sd_configs",
                    "digitalocean_sd_configs",
                    "eureka_sd_configs",
                    "linode_sd_configs",
                    "marathon_sd_configs",
                    "nerve_sd_configs",
                    "nomad_sd_configs",
                    "openstack_sd_configs",
                    "puppetdb_sd_configs",
                    "scaleway_sd_configs",
                    "serverset_sd_configs",
                    "triton_sd_configs",
                    "uyuni_sd_configs",
                    "ionos_sd_configs",
                    "kuma_sd_configs",
                    "lightsail_sd_configs",
                    "ovhcloud_sd_configs",
                    "stackit_sd_configs",
                    "vultr_sd_configs",
                    "target_limit",
                    "normalized_addresses"),
            Map.of(
                    "bearer_token", "is not supported: use authorization.credentials",
                    "bearer_token_file", "is not supported: use authorization.credentials_file"));

    /** Of Prometheus' HTTP client configuration, where a server is asked for targets. */
    static final Map<String, String> IN_DISCOVERY_CLIENT = with(
            notYet("proxy_url", "no_proxy", "proxy_from_environment", "proxy_connect_header"),
            Map.of(
                    "bearer_token", "is not supported: use authorization.credentials",
                    "bearer_token_file", "is not supported: use authorization.credentials_file",
                    "enable_http2", "is not supported: HTTP/1.1 is spoken; remove it"));

    static final Map<String, String> IN_KUBERNETES_SD = notYet("attach_metadata");

    private Unsupported() {}

    private static Map<String, String> notYet(String... keys) {
        return Stream.of(keys).collect(Collectors.toMap(key -> key, _ -> NOT_YET));
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> others) {
        return Stream.of(some, others)
                .flatMap(map -> map.entrySet().stream())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
