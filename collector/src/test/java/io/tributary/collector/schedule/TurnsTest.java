package io.tributary.collector.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns turns = new Turns();
    private final List<String> begun = new ArrayList<>();
    private final List<Promise<Void>> running = new ArrayList<>();

    private Runnable take(String type) {
        return turns.take(type, () -> {
            begun.add(type);
            Promise<Void> end = Promise.promise();
            running.add(end);
            return end.future();
        });
    }

    private void end() {
        running.removeFirst().complete();
    }

    @Test
    void oneAtATimeAndCpuFirstOfThoseWhoWait() {
        assertThat(turns.isIdle()).isTrue();
        take("threadcreate");
        take("heap");
        take("goroutine");
        take("cpu");
        assertThat(begun).containsExactly("threadcreate");

        end();
        end();
        end();
        assertThat(begun).containsExactly("threadcreate", "cpu", "goroutine", "heap");
        assertThat(turns.isIdle()).isFalse();
        end();
        assertThat(turns.isIdle()).isTrue();
    }

    @Test
    void whoLeavesIsNotCalledAndDisturbsNobody() {
        take("cpu");
        Runnable leave = take("heap");
        take("mutex");

        leave.run();
        leave.run();
        end();

        assertThat(begun).containsExactly("cpu", "mutex");
    }

    @Test
    void whatIsAlwaysOnLetsEveryOtherGoOnce() {
        take("cpu");
        for (int round = 0; round < 10; round++) {
            take("heap");
            take("goroutine");
            take("cpu");
            end();
            end();
            end();
        }

        assertThat(begun.subList(0, 7)).containsExactly("cpu", "goroutine", "heap", "cpu", "goroutine", "heap", "cpu");
        assertThat(begun).hasSize(31).filteredOn("heap"::equals).hasSize(10);
    }

    @Test
    void whoComesAgainWaitsForWhoCameMeanwhile() {
        take("cpu");
        take("heap");
        end();
        take("cpu");
        take("mutex");
        end();

        assertThat(begun).containsExactly("cpu", "heap", "mutex");
    }

    @Test
    void whoCameFirstGoesFirstOfTheSameType() {
        List<Integer> order = new ArrayList<>();
        take("cpu");
        for (int i = 0; i < 5; i++) {
            int number = i;
            turns.take("heap", () -> {
                order.add(number);
                return Future.succeededFuture();
            });
        }
        end();

        assertThat(order).containsExactly(0, 1, 2, 3, 4);
    }
}
