package io.tributary.deploy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What SIGTERM and SIGINT do: they stop the daemon, within a bound, and the exit code is 0. A JVM that a signal ends would
 * exit with 143 although everything was closed in order, which service managers take for a failure.
 */
final class Termination {
    /** Below the 5 s that are promised, by what a JVM needs to end. */
    static final Duration BOUND = Duration.ofMillis(4_500);

    private static final Logger LOG = LoggerFactory.getLogger(Termination.class);

    private final Runnable stop;
    private final CountDownLatch never = new CountDownLatch(1);
    private volatile boolean armed = true;

    private Termination(Runnable stop) {
        this.stop = stop;
    }

    static Termination arm(Runnable stop) {
        Termination termination = new Termination(stop);
        Runtime.getRuntime().addShutdownHook(new Thread(termination::terminate, "tributary-stop"));
        return termination;
    }

    /** From now on the JVM ends as it would without this. */
    void disarm() {
        armed = false;
    }

    /** Waits until the process ends. */
    void await() {
        try {
            never.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void terminate() {
        if (!armed) {
            return;
        }
        LOG.info("stopping");
        Thread stopping = new Thread(stop, "tributary-stopping");
        stopping.setDaemon(true);
        stopping.start();
        try {
            if (!stopping.join(BOUND)) {
                // What was acknowledged is in RocksDB's log, so nothing is lost by going now.
                LOG.warn("could not stop within {} ms; ends all the same", BOUND.toMillis());
            }
        } catch (InterruptedException _) {
            LOG.warn("interrupted while stopping; ends all the same");
        }
        Runtime.getRuntime().halt(0);
    }
}
