package io.tributary.deploy.files;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A line on the terminal that tells how far a command got, once it has taken a second; nothing where there is no terminal. Closing
 * removes it. Used by one thread.
 */
final class Progress implements AutoCloseable {
    private static final long FIRST_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long INTERVAL_NANOS = Duration.ofMillis(100).toNanos();
    private static final String START_OF_LINE = "\r\033[K";

    private final PrintWriter terminal;
    private final boolean isTerminal;
    private final String what;
    private final int total;
    private final LongSupplier nanos;
    private long nextNanos;
    private boolean shown;

    /**
     * @param isTerminal whether a person sees it
     * @param what in front of the numbers: "merging"
     * @param nanos a clock such as {@link System#nanoTime}
     */
    Progress(PrintWriter terminal, boolean isTerminal, String what, int total, LongSupplier nanos) {
        this.terminal = terminal;
        this.isTerminal = isTerminal;
        this.what = what;
        this.total = total;
        this.nanos = nanos;
        this.nextNanos = nanos.getAsLong() + FIRST_NANOS;
    }

    void done(int files) {
        if (!isTerminal) {
            return;
        }
        long now = nanos.getAsLong();
        if (now - nextNanos >= 0) {
            nextNanos = now + INTERVAL_NANOS;
            shown = true;
            terminal.print(START_OF_LINE + what + " " + files + " of " + total + " files");
            terminal.flush();
        }
    }

    @Override
    public void close() {
        if (shown) {
            terminal.print(START_OF_LINE);
            terminal.flush();
        }
    }
}
