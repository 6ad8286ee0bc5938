package io.tributary.collector;

import io.tributary.collector.config.JobConfig;
import io.tributary.collector.fetch.FetchRequest;
import io.tributary.collector.targets.Scrape;
import io.tributary.collector.targets.Target;
import io.tributary.storage.Labels;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * One profile type of one target: what is fetched again and again.
 *
 * @param labels of the target
 */
record Series(String job, Labels labels, String type, Duration interval, FetchRequest request) {
    static Series of(JobConfig job, Target target, Scrape scrape) {
        FetchRequest request = new FetchRequest(
                scrape.scheme(),
                scrape.address(),
                scrape.path() + query(scrape.params(), scrape.seconds()),
                job.http(),
                scrape.timeout().plusSeconds(scrape.seconds()));
        return new Series(job.name(), target.labels(), scrape.type(), scrape.interval(), request);
    }

    private static String query(Map<String, List<String>> params, int seconds) {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        params.forEach((name, values) -> values.forEach(value -> query.add(encode(name) + "=" + encode(value))));
        if (seconds > 0) {
            query.add("seconds=" + seconds);
        }
        return query.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
