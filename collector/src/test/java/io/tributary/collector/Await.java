package io.tributary.collector;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what other threads bring about, futures among it. */
final class Await {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private Await() {}

    /** What a future gives; a failure is a {@link java.util.concurrent.CompletionException}. */
    static <T> T done(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    static void until(String what, BooleanSupplier condition) {
        io.tributary.profile.testing.Await.until(what, condition);
    }

    /** @param what is asked when it did not come about */
    static void until(Supplier<String> what, BooleanSupplier condition) {
        io.tributary.profile.testing.Await.until(what, condition);
    }
}
