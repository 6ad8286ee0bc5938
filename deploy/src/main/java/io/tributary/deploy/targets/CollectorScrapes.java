package io.tributary.deploy.targets;

import io.tributary.api.scrapes.ScrapesSource;
import io.tributary.collector.Collector;
import io.tributary.collector.history.ScrapeCounts;
import io.tributary.collector.history.ScrapeHistory;
import io.tributary.storage.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a collector's scrapes ended, as the API shows it. The API listens before the collector is there; until then there were none. */
public final class CollectorScrapes implements ScrapesSource {
    private volatile @Nullable ScrapeHistory history;

    /** From now on these are shown. */
    public void show(Collector collector) {
        history = collector.scrapes();
    }

    @Override
    public Duration kept() {
        return ScrapeHistory.KEPT;
    }

    @Override
    public Duration grain() {
        return ScrapeHistory.SLOT;
    }

    @Override
    public @Nullable Instant since() {
        ScrapeHistory known = history;
        return known == null ? null : known.since();
    }

    @Override
    public long uncounted() {
        ScrapeHistory known = history;
        return known == null ? 0 : known.uncounted();
    }

    @Override
    public List<Service> counts(Set<String> services, TimeRange range, long stepMillis) {
        ScrapeHistory known = history;
        if (known == null) {
            return List.of();
        }
        Instant from = Instant.ofEpochMilli(range.fromMillis());
        return known.counts(services, from, Instant.ofEpochMilli(range.toMillis()), stepMillis).stream()
                .map(CollectorScrapes::service)
                .toList();
    }

    private static Service service(ScrapeCounts counts) {
        return new Service(
                counts.service(),
                counts.steps().stream().map(CollectorScrapes::step).toList());
    }

    private static Step step(ScrapeCounts.Step step) {
        Map<String, Integer> failures = step.failures().entrySet().stream()
                .collect(Collectors.toMap(one -> one.getKey().label(), Map.Entry::getValue));
        return new Step(step.fromMillis(), step.scrapes(), failures);
    }
}
