package io.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {
    private final List<String> ended = new ArrayList<>();
    private final Parts parts = new Parts();

    private Parts.Ending ends(String name) {
        return () -> {
            ended.add(name);
            return Future.succeededFuture();
        };
    }

    @Test
    void endInTheOppositeOrderAndOnlyOnce() {
        parts.add("event loops", ends("event loops"));
        parts.add("store", ends("store"));
        parts.add("API", ends("API"));
        parts.end(Duration.ofSeconds(30));
        parts.end(Duration.ofSeconds(30));
        assertThat(ended).containsExactly("API", "store", "event loops");
    }

    @Test
    void oneThatFailsLeavesTheOthersToEnd() {
        parts.add("store", ends("store"));
        parts.add("API", () -> Future.failedFuture(new IllegalStateException("cannot end")));
        parts.add("collector", () -> {
            throw new IllegalStateException("cannot even begin to");
        });
        parts.end(Duration.ofSeconds(30));
        assertThat(ended).containsExactly("store");
    }

    @Test
    void thoseBesideEachOtherAreToldToEndBeforeEitherIsWaitedFor() {
        Promise<Void> collector = Promise.promise();
        parts.add("store", () -> {
            ended.add("store, collector " + (collector.future().isComplete() ? "before it" : "still there"));
            return Future.succeededFuture();
        });
        parts.add("API", collector::future);
        parts.addBeside("collector", () -> {
            collector.complete();
            return collector.future();
        });
        parts.end(Duration.ofSeconds(30));
        assertThat(ended).containsExactly("store, collector before it");
    }

    @Test
    void partsThatNeverEndShareOneBudget() {
        Duration budget = Duration.ofSeconds(2);
        parts.add("event loops", Promise.promise()::future);
        parts.add("store", ends("store"));
        parts.add("self-profiler", Promise.promise()::future);
        parts.add("API", Promise.promise()::future);
        parts.addBeside("collector", Promise.promise()::future);
        long begin = System.nanoTime();
        parts.end(budget);
        assertThat(ended).containsExactly("store");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(budget, budget.multipliedBy(2));
    }
}
