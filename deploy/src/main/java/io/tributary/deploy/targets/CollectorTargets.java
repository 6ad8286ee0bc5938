package io.tributary.deploy.targets;

import io.tributary.api.status.TargetsSource;
import io.tributary.collector.Collector;
import io.tributary.collector.ProfileStatus;
import io.tributary.collector.TargetStatus;
import io.tributary.collector.targets.DroppedTarget;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** A collector's targets as the API shows them. The API listens before the collector is there; until then there are none. */
public final class CollectorTargets implements TargetsSource {
    private volatile Supplier<List<TargetStatus>> active = List::of;
    private volatile Supplier<List<DroppedTarget>> dropped = List::of;

    /** From now on these are shown. */
    public void show(Collector collector) {
        active = collector::targets;
        dropped = collector::droppedTargets;
    }

    @Override
    public List<Target> active() {
        return active.get().stream().map(CollectorTargets::target).toList();
    }

    @Override
    public List<Dropped> dropped() {
        return dropped.get().stream()
                .map(target -> new Dropped(
                        target.job(),
                        target.discoveredLabels(),
                        target.reason().name().toLowerCase(Locale.ROOT),
                        target.detail()))
                .toList();
    }

    private static Target target(TargetStatus status) {
        return new Target(
                status.job(),
                status.labels().values(),
                status.discoveredLabels(),
                health(status.health()),
                status.samplingIntervals(),
                status.overheadBudget(),
                status.overheadShare(),
                status.profiles().stream().map(CollectorTargets::scrape).toList());
    }

    private static Scrape scrape(ProfileStatus status) {
        return new Scrape(
                status.type(),
                status.scrapeUrl(),
                status.scrapeInterval(),
                health(status.health()),
                status.lastScrape(),
                status.lastScrapeDuration(),
                status.lastScrapeBytes(),
                status.lastError(),
                status.downSince(),
                status.nextScrape());
    }

    private static Health health(io.tributary.collector.Health health) {
        return switch (health) {
            case UP -> Health.UP;
            case DOWN -> Health.DOWN;
            case UNKNOWN -> Health.UNKNOWN;
        };
    }
}
