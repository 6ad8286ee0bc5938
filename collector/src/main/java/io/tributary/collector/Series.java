package io.tributary.collector;

import io.tributary.collector.config.HttpClientConfig;
import io.tributary.collector.config.JobConfig;
import io.tributary.collector.fetch.FetchRequest;
import io.tributary.collector.targets.Scrape;
import io.tributary.collector.targets.Target;
import io.tributary.storage.Labels;
import java.time.Duration;
import java.util.Map;

/**
 * One profile type of one target: what is fetched again and again.
 *
 * @param labels of the target
 * @param http how the job speaks to targets
 */
record Series(String job, Labels labels, Scrape scrape, HttpClientConfig http) {
    /** The type of metrics; no profile type has a colon. */
    private static final String METRICS = "metrics:go_goroutines";

    static Series of(JobConfig job, Target target, Scrape scrape) {
        return new Series(job.name(), target.labels(), scrape, job.http());
    }

    /** The target's own metrics: no profile, only its goroutines are counted. */
    static Series ofMetrics(JobConfig job, Target target, String path) {
        Scrape like = target.scrapes().getFirst();
        return of(
                job,
                target,
                new Scrape(METRICS, like.scheme(), like.address(), path, Map.of(), 0, job.interval(), job.timeout()));
    }

    boolean isMetrics() {
        return type().equals(METRICS);
    }

    /** Whether its profile tells how many goroutines there are: of a difference only how many more. */
    boolean isGoroutines() {
        return type().equals("goroutine") && seconds() == 0;
    }

    String type() {
        return scrape.type();
    }

    Duration interval() {
        return scrape.interval();
    }

    /** 0 for a profile that is there at once. */
    int seconds() {
        return scrape.seconds();
    }

    /**
     * For how long a profile that begins now is taken: as long as planned, or as many whole seconds as are left until the next one is due, at
     * least one. So a timed profile that fills its interval, or begins late, is over when its successor begins, and leaves others a moment.
     */
    int seconds(Duration untilNext) {
        return Math.min(seconds(), Math.clamp(untilNext.toSeconds(), 1, Integer.MAX_VALUE));
    }

    FetchRequest request() {
        return request(seconds());
    }

    FetchRequest request(int seconds) {
        return FetchRequest.of(scrape, http, seconds);
    }

    /** Of what tells it from others; the rest of it is long, and asked for once a series on the event loop when a plan comes. */
    @Override
    public int hashCode() {
        return 31 * labels.hashCode() + type().hashCode();
    }
}
