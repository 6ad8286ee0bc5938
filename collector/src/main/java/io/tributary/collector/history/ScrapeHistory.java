package io.tributary.collector.history;

import io.tributary.collector.fetch.FailureReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many scrapes each service had in the last {@link #KEPT}, and how many of them failed for which reason, in slots of five minutes.
 * A scrape counts where it began, as its profile would. What is counted is what tells of a target: what ended with a profile stored or
 * with an error that makes the target {@link io.tributary.collector.Health#DOWN}. What was not begun because another one had the time, or
 * was cancelled because the target left, is neither.
 *
 * <p>A service without a scrape in all that time makes room for others, of which there are at most {@value #MOST_SERVICES} at once; what is
 * scraped of more is not counted but as {@link #uncounted}.
 */
public final class ScrapeHistory {
    /** The grain of the counts; slots begin at multiples of it since 1970. */
    public static final Duration SLOT = Duration.ofMinutes(5);
    /** How far it reaches back: a day, and an hour to compare with the same one of the day before. */
    public static final Duration KEPT = Duration.ofHours(25);

    public static final int MOST_SERVICES = 1000;

    /** Beside whole ones the time that is kept has a part of one at either end. */
    static final int SLOTS = (int) KEPT.dividedBy(SLOT) + 1;

    private static final Logger LOG = LoggerFactory.getLogger(ScrapeHistory.class);

    private final Instant since;
    private final Map<String, ServiceHistory> services = new ConcurrentHashMap<>();
    private final LongAdder uncounted = new LongAdder();
    private int swept;

    /** @param since from when on it is told of every scrape */
    public ScrapeHistory(Instant since) {
        this.since = since;
    }

    /**
     * Counts a scrape. One thread at a time.
     *
     * @param begin when it began
     * @param failure why it gave nothing, or null where it gave something
     */
    public void ended(String service, Instant begin, @Nullable FailureReason failure) {
        int number = number(begin.toEpochMilli());
        ServiceHistory history = services.get(service);
        if (history == null) {
            history = newcomer(service, number);
        }
        if (history == null) {
            uncounted.increment();
        } else {
            history.ended(number, failure);
        }
    }

    /** From when on scrapes were counted. Any thread, as all below. */
    public Instant since() {
        return since;
    }

    /** How many scrapes were not counted since then, because there are too many services. */
    public long uncounted() {
        return uncounted.sum();
    }

    /**
     * What was counted in a time, of slots that are only partly in it too.
     *
     * @param named which services; all where it names none
     * @param stepMillis of which length steps are: a multiple of {@link #SLOT}
     * @return by name; who had no scrape in that time is left out
     */
    public List<ScrapeCounts> counts(Set<String> named, Instant from, Instant to, long stepMillis) {
        int first = number(from.toEpochMilli());
        int last = number(to.toEpochMilli() - 1);
        return services.entrySet().stream()
                .filter(one -> named.isEmpty() || named.contains(one.getKey()))
                .map(one -> new ScrapeCounts(one.getKey(), one.getValue().steps(first, last, stepMillis)))
                .filter(counts -> !counts.steps().isEmpty())
                .sorted(Comparator.comparing(ScrapeCounts::service))
                .toList();
    }

    private @Nullable ServiceHistory newcomer(String service, int number) {
        if (swept != number) {
            swept = number;
            services.values().removeIf(one -> one.last() <= number - SLOTS);
        }
        if (services.size() >= MOST_SERVICES) {
            if (uncounted.sum() == 0) {
                LOG.warn("there are more than {} services: /api/v1/scrapes lacks the others' scrapes", MOST_SERVICES);
            }
            return null;
        }
        ServiceHistory history = new ServiceHistory();
        services.put(service, history);
        return history;
    }

    private static int number(long millis) {
        return Math.toIntExact(Math.floorDiv(millis, SLOT.toMillis()));
    }
}
