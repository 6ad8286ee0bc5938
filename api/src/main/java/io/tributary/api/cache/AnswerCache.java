package io.tributary.api.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.api.http.Answer;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Answers as they are sent, up to so many bytes; and those that are being made, so that nobody makes one twice at once. */
public final class AnswerCache {
    /** What an answer takes beside its body: headers, and the cache's own. */
    private static final int OVERHEAD = 1024;
    /** One that nobody wants any more is seldom asked for again: its profiles have changed. */
    private static final Duration UNUSED = Duration.ofMinutes(30);

    private final Cache<String, Answer> answers;
    private final Map<String, SharedAnswer> inMaking = new ConcurrentHashMap<>();
    private final Counter hits;
    private final Counter misses;

    /** @param mostBytes what all kept answers may take together */
    public AnswerCache(long mostBytes, PrometheusRegistry registry) {
        answers = Caffeine.newBuilder()
                .maximumWeight(mostBytes)
                .weigher(AnswerCache::weight)
                .expireAfterAccess(UNUSED)
                .executor(Runnable::run)
                .build();
        hits = Counter.builder()
                .name("tributary_query_cache_hits_total")
                .help("Questions whose answer was there already, or being made for somebody else.")
                .register(registry);
        misses = Counter.builder()
                .name("tributary_query_cache_misses_total")
                .help("Questions whose answer had to be made.")
                .register(registry);
        GaugeWithCallback.builder()
                .name("tributary_query_cache_bytes")
                .help("Size of the answers that are kept.")
                .callback(callback -> callback.call((double) bytes()))
                .register(registry);
    }

    private static int weight(String key, Answer answer) {
        return Math.toIntExact(
                Math.min(Integer.MAX_VALUE, OVERHEAD + answer.body().length()));
    }

    private long bytes() {
        answers.cleanUp();
        return answers.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
    }

    /**
     * The answer of that key. Failures are handed on and not kept, nor are answers without an entity tag: they may hold more than the key
     * says.
     *
     * @param make makes it; what it is given completes when nobody waits for it any more
     * @param gone completes when this asker does not
     */
    Future<Answer> get(String key, Function<Future<Void>, Future<Answer>> make, Future<Void> gone) {
        Answer kept = answers.getIfPresent(key);
        if (kept != null) {
            hits.inc();
            return Future.succeededFuture(kept);
        }
        SharedAnswer mine = new SharedAnswer();
        SharedAnswer others = inMaking.putIfAbsent(key, mine);
        if (others != null) {
            hits.inc();
            return others.join(gone);
        }
        misses.inc();
        Future<Answer> joined = mine.join(gone);
        make.apply(mine.abandoned()).onComplete(made -> {
            // Before it is in the making no more, so that it is found in the one place or the other.
            if (made.succeeded() && made.result().headers().containsKey("ETag")) {
                answers.put(key, made.result());
            }
            inMaking.remove(key);
            mine.complete(made);
        });
        return joined;
    }
}
