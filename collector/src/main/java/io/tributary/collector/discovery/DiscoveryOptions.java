package io.tributary.collector.discovery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Bounds of every discovery, and where it finds what the machine says about itself.
 *
 * @param pause the least time between two updates of one discovery; the first comes at once
 * @param filePoll how often it is looked whether a file has changed
 * @param maxBytes of one answer or file
 * @param requestTimeout for one request that is not a watch, from the connect to the last byte
 * @param queryTimeout for one query of a name server
 * @param firstRetry after the first failure of a Kubernetes API server; doubled with each that follows
 * @param lastRetry what it is doubled up to
 * @param resolvConf name servers and search list
 * @param serviceAccount the folder where a pod finds {@code token}, {@code ca.crt} and {@code namespace}
 * @param environment of the process: where a pod finds its API server
 */
public record DiscoveryOptions(
        String userAgent,
        Duration pause,
        Duration filePoll,
        int maxBytes,
        Duration requestTimeout,
        Duration queryTimeout,
        Duration firstRetry,
        Duration lastRetry,
        Path resolvConf,
        Path serviceAccount,
        Map<String, String> environment) {
    public static final DiscoveryOptions DEFAULT = new DiscoveryOptions(
            "Tributary",
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            64 << 20,
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Path.of("/etc/resolv.conf"),
            Path.of("/var/run/secrets/kubernetes.io/serviceaccount"),
            System.getenv());

    public DiscoveryOptions {
        environment = Map.copyOf(environment);
    }
}
