package io.tributary.collector.config;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One entry of {@code scrape_configs}, with everything that was left out filled in.
 *
 * @param interval from one profile of a type to the next
 * @param timeout how long a target may take beyond the seconds that a timed profile lasts
 * @param params query parameters of every request, in the file's order
 * @param profiles what is taken, sorted by type
 */
public record JobConfig(
        String name,
        Duration interval,
        Duration timeout,
        Scheme scheme,
        Map<String, List<String>> params,
        Credentials credentials,
        List<ProfileConfig> profiles,
        List<TargetConfig> targets) {
    public JobConfig {
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        profiles = List.copyOf(profiles);
        targets = List.copyOf(targets);
    }
}
