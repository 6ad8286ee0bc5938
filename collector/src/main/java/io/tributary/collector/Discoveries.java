package io.tributary.collector;

import io.tributary.collector.config.DiscoveryConfig;
import io.tributary.collector.config.DnsSdConfig;
import io.tributary.collector.config.FileSdConfig;
import io.tributary.collector.config.HttpSdConfig;
import io.tributary.collector.config.JobConfig;
import io.tributary.collector.config.KubernetesSdConfig;
import io.tributary.collector.config.StaticConfig;
import io.tributary.collector.discovery.Discovery;
import io.tributary.collector.discovery.DiscoveryMachinery;
import io.tributary.collector.discovery.StaticDiscovery;
import io.tributary.collector.discovery.dns.DnsDiscovery;
import io.tributary.collector.discovery.file.FileDiscovery;
import io.tributary.collector.discovery.http.HttpDiscovery;
import io.tributary.collector.discovery.kubernetes.KubernetesDiscovery;
import java.util.List;

/** Makes discoveries of what a targets file says. Whoever has one starts it once and closes it. */
public final class Discoveries {
    private Discoveries() {}

    /** Those of a job, in the file's order; nothing is begun yet. */
    public static List<Discovery> of(JobConfig job, DiscoveryMachinery machinery) {
        return job.discovery().stream()
                .map(config -> of(job.name(), config, machinery))
                .toList();
    }

    /**
     * The one that a configuration describes; nothing is begun yet.
     *
     * @param job its name: a metric's label
     */
    public static Discovery of(String job, DiscoveryConfig config, DiscoveryMachinery machinery) {
        return switch (config) {
            case StaticConfig targets -> new StaticDiscovery(machinery, job, targets);
            case FileSdConfig files -> new FileDiscovery(machinery, job, files);
            case HttpSdConfig http -> new HttpDiscovery(machinery, job, http);
            case DnsSdConfig dns -> new DnsDiscovery(machinery, job, dns);
            case KubernetesSdConfig kubernetes -> new KubernetesDiscovery(machinery, job, kubernetes);
        };
    }
}
