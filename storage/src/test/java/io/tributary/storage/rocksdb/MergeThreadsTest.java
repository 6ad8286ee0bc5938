package io.tributary.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that help are waited for, and failures are those of all together. */
@Timeout(60)
class MergeThreadsTest {
    private static final MergeThreads.Combiner<AtomicInteger> ADD = (sum, part) -> sum.addAndGet(part.get());

    @Test
    void allThereIsIsDoneOnce() {
        for (int processors : List.of(1, 2, 8)) {
            try (MergeThreads threads = new MergeThreads(processors)) {
                AtomicInteger left = new AtomicInteger(10_000);
                Callable<AtomicInteger> work = () -> {
                    AtomicInteger mine = new AtomicInteger();
                    for (int n = left.getAndDecrement(); n > 0; n = left.getAndDecrement()) {
                        mine.addAndGet(n);
                    }
                    return mine;
                };
                Optional<AtomicInteger> sum = threads.together(work, ADD);
                assertThat(sum.orElseThrow().get()).isEqualTo(10_000 * 10_001 / 2);
            }
        }
    }

    @Test
    void oneThatFailsFailsAll() {
        try (MergeThreads threads = new MergeThreads(2)) {
            Thread asking = Thread.currentThread();
            CountDownLatch helping = new CountDownLatch(1);
            Callable<AtomicInteger> work = () -> {
                if (Thread.currentThread() != asking) {
                    helping.countDown();
                    throw new IllegalStateException("damaged");
                }
                helping.await();
                return new AtomicInteger(1);
            };
            assertThat(threads.together(work, ADD)).isEmpty();
        }
    }

    @Test
    void helpersAreDoneAlsoWhenWhoAskedRanOutOfMemory() {
        try (MergeThreads threads = new MergeThreads(2)) {
            Thread asking = Thread.currentThread();
            CountDownLatch helping = new CountDownLatch(1);
            AtomicBoolean done = new AtomicBoolean();
            Callable<AtomicInteger> work = () -> {
                if (Thread.currentThread() == asking) {
                    helping.await();
                    throw new OutOfMemoryError("of the test");
                }
                helping.countDown();
                while (asking.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                done.set(true);
                return new AtomicInteger(1);
            };
            assertThatThrownBy(() -> threads.together(work, ADD)).isInstanceOf(OutOfMemoryError.class);
            assertThat(done).isTrue();
        }
    }
}
