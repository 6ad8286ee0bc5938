package io.tributary.collector.targets;

import io.tributary.collector.config.Address;
import io.tributary.collector.config.Scheme;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How one profile type of a target is fetched, again and again.
 *
 * @param type the name in the store: {@code cpu}, {@code heap}, …
 * @param params of the query, without {@code seconds}
 * @param seconds for how long the target is to collect; 0 for a profile that is there at once
 * @param interval from one profile to the next
 * @param timeout how long the target may take beyond the seconds
 */
public record Scrape(
        String type,
        Scheme scheme,
        Address address,
        String path,
        Map<String, List<String>> params,
        int seconds,
        Duration interval,
        Duration timeout) {
    public Scrape {
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    }
}
