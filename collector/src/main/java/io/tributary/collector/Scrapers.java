package io.tributary.collector;

import io.tributary.collector.captures.CaptureTargets;
import io.tributary.collector.config.Address;
import io.tributary.collector.schedule.OverheadAccount;
import io.tributary.collector.schedule.Phase;
import io.tributary.collector.schedule.Turns;
import io.tributary.collector.targets.DiscoveredLabels;
import io.tributary.collector.targets.DroppedTarget;
import io.tributary.collector.targets.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scrapers that run. From one plan to the next, a series that is in both (the same labels, type, request, interval and
 * timeout) keeps its scraper, and with it its schedule, its history and the fetch under way. Event loop only, but for what it shows.
 */
final class Scrapers implements CaptureTargets {
    private static final Logger LOG = LoggerFactory.getLogger(Scrapers.class);

    /** A target, its process' account and the scrapers of its profile types, in order of type. */
    private record Running(Target target, OverheadAccount overhead, List<Scraper> scrapers) {
        TargetStatus status(Instant now) {
            return new TargetStatus(
                    target.job(),
                    target.labels(),
                    DiscoveredLabels.shown(target.discoveredLabels()),
                    target.rotation().turns(),
                    overhead.budget(),
                    overhead.share(now),
                    scrapers.stream().map(Scraper::status).toList());
        }
    }

    private final Machinery machinery;
    private final Map<Address, Turns> turns = new HashMap<>();
    private final Overheads overheads;
    private Map<Series, Scraper> running = new HashMap<>();
    private boolean started;
    private volatile List<Running> targets = List.of();
    private List<Scraped> scraped = List.of();
    private volatile List<DroppedTarget> dropped = List.of();

    Scrapers(Machinery machinery) {
        this.machinery = machinery;
        this.overheads = new Overheads(machinery.clock());
    }

    void become(Plan plan) {
        Map<Series, Scraper> next = new HashMap<>();
        List<Scraper> fresh = new ArrayList<>();
        List<Running> all = new ArrayList<>();
        overheads.become(plan);
        for (Plan.Planned planned : plan.targets()) {
            List<Scraper> scrapers = new ArrayList<>();
            for (Series series : planned.series()) {
                Scraper scraper = running.remove(series);
                if (scraper == null) {
                    Address address = series.scrape().address();
                    scraper = new Scraper(
                            series,
                            Phases.of(planned.target(), series),
                            planned.target().rotation(),
                            machinery,
                            turns(address),
                            overheads.of(address));
                    fresh.add(scraper);
                } else {
                    scraper.become(planned.target().rotation());
                }
                next.put(series, scraper);
                scrapers.add(scraper);
            }
            all.add(new Running(planned.target(), overheads.of(process(planned)), List.copyOf(scrapers)));
        }
        running.values().forEach(Scraper::stop);
        running = next;
        warnOfInvalid(plan.dropped());
        targets = List.copyOf(all);
        scraped = plan.targets().stream()
                .map(planned -> new Scraped(planned.job(), planned.target()))
                .toList();
        dropped = plan.dropped();
        forgetTurns();
        if (started) {
            start(fresh);
        }
    }

    void start() {
        started = true;
        start(running.values());
    }

    private static void start(Collection<Scraper> fresh) {
        Duration round = Phase.firstRound(fresh.size());
        fresh.forEach(scraper -> scraper.start(round));
    }

    void stop() {
        running.values().forEach(Scraper::stop);
    }

    @Override
    public List<Scraped> scraped() {
        return scraped;
    }

    @Override
    public Turns turns(Address address) {
        return turns.computeIfAbsent(address, _ -> new Turns());
    }

    @Override
    public void charge(Address address, double seconds) {
        overheads.charge(address, seconds);
    }

    /** How it goes, sorted by job and labels. Any thread. */
    List<TargetStatus> statuses() {
        Instant now = machinery.clock().instant();
        return targets.stream().map(target -> target.status(now)).toList();
    }

    /** The goroutines of each job's targets, as far as they were counted. Any thread. */
    Map<String, Long> goroutines() {
        Map<String, Long> sums = new TreeMap<>();
        for (Running target : targets) {
            for (Scraper scraper : target.scrapers()) {
                if (scraper.goroutines() >= 0) {
                    sums.merge(target.target().job(), scraper.goroutines(), Long::sum);
                }
            }
        }
        return sums;
    }

    /** Processes of which captures took more than their budget. Any thread. */
    int overdrawn() {
        Instant now = machinery.clock().instant();
        return (int) targets.stream()
                .map(Running::overhead)
                .distinct()
                .filter(account -> account.isOverdrawn(now))
                .count();
    }

    /** Any thread. */
    List<DroppedTarget> dropped() {
        return dropped;
    }

    /** Where a target's timed profiles are taken, or all where it has none: rules may send types to different ones. */
    private static Address process(Plan.Planned planned) {
        return planned.series().stream()
                .max(Comparator.comparingInt(Series::seconds))
                .orElseThrow()
                .scrape()
                .address();
    }

    /** A line stays as long as somebody uses it or is still at the process: one profile at a time, whatever the file says next. */
    private void forgetTurns() {
        Set<Address> used = new HashSet<>();
        running.keySet().forEach(series -> used.add(series.scrape().address()));
        turns.entrySet()
                .removeIf(
                        line -> !used.contains(line.getKey()) && line.getValue().isIdle());
    }

    private void warnOfInvalid(List<DroppedTarget> now) {
        Set<DroppedTarget> known = new HashSet<>(dropped);
        for (DroppedTarget target : now) {
            if (target.reason() == DroppedTarget.Reason.INVALID && !known.contains(target)) {
                LOG.warn(
                        "a target of job {} is not scraped: {}; /api/v1/targets?state=dropped shows it",
                        target.job(),
                        target.detail());
            }
        }
    }
}
