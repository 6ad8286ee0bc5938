package io.tributary.api.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private final Vertx vertx = Vertx.vertx();
    private final CountDownLatch release = new CountDownLatch(1);
    private final Future<Void> never = Promise.<Void>promise().future();

    @AfterEach
    void stop() throws TimeoutException {
        release.countDown();
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    private String hold() throws InterruptedException {
        if (!release.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("never released");
        }
        return "held";
    }

    private static <T> T await(Future<T> future) throws TimeoutException {
        return future.await(20, TimeUnit.SECONDS);
    }

    @Test
    void runsOnANamedDaemonThread() throws Exception {
        WorkerPool pool = new WorkerPool(vertx, "tributary-test", 1, 1, LONG);

        assertThat(await(pool.run(() -> Thread.currentThread().getName(), never)))
                .isEqualTo("tributary-test-0");
        assertThat(await(pool.run(() -> Thread.currentThread().isDaemon(), never)))
                .isTrue();
    }

    @Test
    void refusesWhatExceedsThreadsAndQueue() throws Exception {
        WorkerPool pool = new WorkerPool(vertx, "tributary-test", 2, 3, LONG);
        Future<?>[] held = new Future<?>[5];
        for (int i = 0; i < held.length; i++) {
            held[i] = pool.run(this::hold, never);
        }

        Future<String> refused = pool.run(() -> "too many", never);

        assertThat(refused.failed()).isTrue();
        assertThat(refused.cause()).isInstanceOf(OverloadedException.class);
        assertThat(pool.refused()).isEqualTo(1);
        assertThat(pool.waiting()).isEqualTo(3);
        release.countDown();
        for (Future<?> future : held) {
            assertThat(await(future)).isEqualTo("held");
        }
    }

    @Test
    void givesUpAtTheDeadlineAndDropsWhatWaits() throws Exception {
        WorkerPool pool = new WorkerPool(vertx, "tributary-test", 1, 1, Duration.ofMillis(50));
        AtomicBoolean began = new AtomicBoolean();
        Future<String> running = pool.run(this::hold, never);
        Future<Boolean> waiting = pool.run(() -> began.getAndSet(true), never);

        assertThatThrownBy(() -> await(running)).isInstanceOf(DeadlineException.class);
        assertThatThrownBy(() -> await(waiting)).isInstanceOf(DeadlineException.class);
        assertThat(pool.late()).isEqualTo(2);
        assertThat(pool.waiting()).isZero();

        release.countDown();
        await(pool.close(LONG));
        assertThat(began).isFalse();
    }

    @Test
    void dropsWhatNobodyWaitsFor() throws Exception {
        WorkerPool pool = new WorkerPool(vertx, "tributary-test", 1, 1, LONG);
        Promise<Void> gone = Promise.promise();
        AtomicBoolean began = new AtomicBoolean();
        Future<String> running = pool.run(this::hold, never);
        Future<Boolean> waiting = pool.run(() -> began.getAndSet(true), gone.future());

        gone.complete();

        assertThatThrownBy(() -> await(waiting)).isInstanceOf(AbandonedException.class);
        assertThat(pool.waiting()).isZero();
        assertThat(pool.abandoned()).isEqualTo(1);
        release.countDown();
        assertThat(await(running)).isEqualTo("held");
        await(pool.close(LONG));
        assertThat(began).isFalse();
    }

    @Test
    void interruptsWhatCanBeStoppedOnceNobodyWaits() throws Exception {
        WorkerPool pool = new WorkerPool(vertx, "tributary-test", 1, 1, LONG);
        Promise<Void> gone = Promise.promise();
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Future<String> running = pool.runStoppable(
                () -> {
                    began.countDown();
                    try {
                        return hold();
                    } catch (InterruptedException e) {
                        stopped.countDown();
                        throw e;
                    }
                },
                gone.future());
        assertThat(began.await(20, TimeUnit.SECONDS)).isTrue();

        gone.complete();

        assertThatThrownBy(() -> await(running)).isInstanceOf(AbandonedException.class);
        assertThat(stopped.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(await(pool.run(() -> Thread.currentThread().isInterrupted(), never)))
                .isFalse();
    }

    @Test
    void leavesOtherThingsToEnd() throws Exception {
        WorkerPool pool = new WorkerPool(vertx, "tributary-test", 1, 1, LONG);
        Promise<Void> gone = Promise.promise();
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Future<String> running = pool.run(
                () -> {
                    began.countDown();
                    String held = hold();
                    ended.countDown();
                    return held;
                },
                gone.future());
        assertThat(began.await(20, TimeUnit.SECONDS)).isTrue();

        gone.complete();

        assertThatThrownBy(() -> await(running)).isInstanceOf(AbandonedException.class);
        release.countDown();
        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void passesFailuresOn() {
        WorkerPool pool = new WorkerPool(vertx, "tributary-test", 1, 1, LONG);

        assertThatThrownBy(() -> await(pool.run(
                        () -> {
                            throw new IllegalStateException("broken");
                        },
                        never)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");
    }

    @Test
    void closesOnlyWhenNoThreadIsLeft() throws Exception {
        WorkerPool pool = new WorkerPool(vertx, "tributary-test", 1, 1, LONG);
        Future<String> running = pool.run(this::hold, never);
        Future<Void> closed = pool.close(LONG);

        assertThat(closed.isComplete()).isFalse();
        release.countDown();

        await(closed);
        assertThat(await(running)).isEqualTo("held");
        assertThat(pool.running()).isZero();
        assertThat(pool.run(() -> "late", never).cause()).isInstanceOf(OverloadedException.class);
    }

    @Test
    void interruptsWhatOutlastsTheGrace() throws Exception {
        WorkerPool pool = new WorkerPool(vertx, "tributary-test", 1, 1, LONG);
        Future<String> running = pool.run(this::hold, never);

        await(pool.close(Duration.ofMillis(20)));

        assertThatThrownBy(() -> await(running)).isInstanceOf(InterruptedException.class);
    }
}
