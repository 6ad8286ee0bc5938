package io.tributary.deploy.testing;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition of another process, which can only be asked again. */
public final class Await {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private Await() {}

    /**
     * Asks until there is an answer.
     *
     * @param what is waited for, for the failure
     * @param context what to show when it never came
     */
    public static <T> T until(String what, Duration deadline, Supplier<String> context, Supplier<Optional<T>> ask) {
        long end = System.nanoTime() + deadline.toNanos();
        while (true) {
            Optional<T> answer = ask.get();
            if (answer.isPresent()) {
                return answer.get();
            }
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("no " + what + " within " + deadline + ":\n" + context.get());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /**
     * Asks until something holds.
     *
     * @param process what it printed is shown when that never came
     */
    public static void that(String what, Duration deadline, Child process, BooleanSupplier holds) {
        until(what, deadline, process::output, () -> holds.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }
}
