package io.tributary.collector;

import io.tributary.collector.config.JobConfig;
import io.tributary.collector.fetch.FetchRequest;
import io.tributary.collector.targets.Scrape;
import io.tributary.collector.targets.Target;
import io.tributary.storage.Labels;
import java.time.Duration;

/**
 * One profile type of one target: what is fetched again and again.
 *
 * @param labels of the target
 */
record Series(String job, Labels labels, String type, Duration interval, FetchRequest request) {
    static Series of(JobConfig job, Target target, Scrape scrape) {
        FetchRequest request = FetchRequest.of(scrape, job.http(), scrape.seconds());
        return new Series(job.name(), target.labels(), scrape.type(), scrape.interval(), request);
    }
}
