package io.tributary.collector.config;

import io.tributary.collector.relabel.RelabelConfig;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One entry of {@code scrape_configs}, with everything that was left out filled in.
 *
 * @param interval from one profile of a type to the next, where the type has none of its own
 * @param timeout how long a target may take beyond the seconds that a timed profile lasts
 * @param params query parameters of every request, in the file's order
 * @param http how every target is spoken to
 * @param schedule how much its targets are asked
 * @param profiles what is taken, sorted by type
 * @param onDemand what is not taken again and again but can be captured, sorted by type
 * @param discovery where its targets come from
 * @param relabel what is done with their labels, in this order
 */
public record JobConfig(
        String name,
        Duration interval,
        Duration timeout,
        Scheme scheme,
        Map<String, List<String>> params,
        HttpClientConfig http,
        ScheduleConfig schedule,
        List<ProfileConfig> profiles,
        List<ProfileConfig> onDemand,
        List<DiscoveryConfig> discovery,
        List<RelabelConfig> relabel) {
    public JobConfig {
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        profiles = List.copyOf(profiles);
        onDemand = List.copyOf(onDemand);
        discovery = List.copyOf(discovery);
        relabel = List.copyOf(relabel);
    }
}
