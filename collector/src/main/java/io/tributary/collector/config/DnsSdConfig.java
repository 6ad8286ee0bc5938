package io.tributary.collector.config;

import java.time.Duration;
import java.util.List;

/**
 * Targets from the name service.
 *
 * @param names what is asked for; one that does not end in a dot is completed from the search list of {@code resolv.conf}
 * @param port of every target; 0 for SRV, whose records say it
 */
public record DnsSdConfig(List<String> names, RecordType type, int port, Duration refreshInterval)
        implements DiscoveryConfig {
    /** A kind of DNS record. */
    public enum RecordType {
        A,
        AAAA,
        MX,
        NS,
        SRV
    }

    public DnsSdConfig {
        names = List.copyOf(names);
    }

    @Override
    public String kind() {
        return "dns";
    }
}
