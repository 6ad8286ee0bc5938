package io.tributary.collector.config;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keys that other tools know and that say who is profiled or how: refused by name, so that nobody takes a silence for consent. */
final class Unsupported {
    private static final String NOT_YET = "is not supported by this version";

    static final Map<String, String> IN_FILE = notYet("scrape_config_files");

    static final Map<String, String> IN_GLOBAL = notYet("target_limit");

    /** Ways to find targets that Prometheus has. */
    static final Map<String, String> DISCOVERIES = Stream.of(
                    "azure",
                    "consul",
                    "digitalocean",
                    "docker",
                    "dockerswarm",
                    "ec2",
                    "eureka",
                    "gce",
                    "hetzner",
                    "ionos",
                    "kuma",
                    "lightsail",
                    "linode",
                    "marathon",
                    "nerve",
                    "nomad",
                    "openstack",
                    "ovhcloud",
                    "puppetdb",
                    "scaleway",
                    "serverset",
                    "stackit",
                    "triton",
                    "uyuni",
                    "vultr")
            .collect(Collectors.toUnmodifiableMap(
                    system -> system + "_sd_configs",
                    _ -> NOT_YET + ": file_sd_configs and http_sd_configs take targets from any system"));

    static final Map<String, String> IN_JOB = with(
            notYet("target_limit", "normalized_addresses"),
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
