package io.tributary.storage.rocksdb;

import io.tributary.storage.traces.TraceFolder;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets go of what is too old, or too much: a day's profiles once its roll-ups are made, and a day at a time for size. Called by the
 * thread that makes roll-ups, so that none is made of what is being dropped.
 */
final class Expiry {
    private static final Logger LOG = LoggerFactory.getLogger(Expiry.class);
    private static final long INTERVAL_MILLIS = 60_000;
    /** So many days go for size before roll-ups are looked after again. */
    private static final int MOST_DAYS_AT_ONCE = 10;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Folder folder;
    private final Retention retention;
    private final Reopening running;
    private final TraceFolder traces;
    private final InstantSource clock;
    private long nextMillis;

    Expiry(Folder folder, Retention retention, Reopening running, TraceFolder traces, InstantSource clock) {
        this.folder = folder;
        this.retention = retention;
        this.running = running;
        this.traces = traces;
        this.clock = clock;
    }

    synchronized void runIfDue(BooleanSupplier isClosing) {
        if (clock.millis() >= nextMillis) {
            nextMillis = clock.millis() + INTERVAL_MILLIS;
            run(isClosing);
        }
    }

    /** Now; one at a time, so that who calls finds what another let go of gone from the disk. */
    synchronized void run(BooleanSupplier isClosing) {
        long now = clock.millis();
        int today = Level.DAY.bucketOf(now);
        int firstRaw = retention.firstRawDay(now);
        int first = Math.min(firstRaw, retention.firstRollUpDay(now));
        dropBefore(firstRaw, first);
        int firstTrace = retention.firstTraceDay(now);
        traces.dropBefore(firstTrace);
        int bySize = 0;
        while (folder.bytes() > retention.bytes() && bySize < MOST_DAYS_AT_ONCE && !isClosing.getAsBoolean()) {
            int oldestRaw = running.with(store -> store.horizon().oldestRawDay());
            int oldest = running.with(store -> store.horizon().oldestDay());
            int oldestTrace = traces.oldestDay();
            if (oldestTrace < today && oldestTrace <= Math.min(oldestRaw, oldest)) {
                traces.dropBefore(oldestTrace + 1);
                bySize++;
                continue;
            }
            boolean dropped = oldestRaw < today
                    ? dropBefore(oldestRaw + 1, first)
                    : oldest < today && dropBefore(firstRaw, oldest + 1);
            if (!dropped) {
                return;
            }
            bySize++;
            running.with(store -> {
                store.engine().compact();
                return true;
            });
        }
    }

    /** Says whether anything went; what did not is tried the next time. */
    private boolean dropBefore(int rawDay, int day) {
        boolean hasRaw = running.with(store -> store.horizon().oldestRawDay() < rawDay);
        boolean hasAny = running.with(store -> store.horizon().oldestDay() < day);
        if (!hasRaw && !hasAny) {
            return false;
        }
        int firstRaw = Math.max(rawDay, day);
        // While nobody is at a put: none that was not refused can come after the roll-up that is to stand for it.
        if (!running.alone(PATIENCE, store -> store.horizon().refuseBefore(firstRaw))) {
            return false;
        }
        if (hasRaw) {
            running.with(store -> {
                store.rollUps().findPending();
                store.horizon().daysWithProfilesBefore(rawDay).stream()
                        .filter(series -> series.bucket() >= day)
                        .forEach(store.rollUps()::buildForGood);
                return true;
            });
        }
        // Files go from under who reads them, so it waits for a moment when nobody does.
        return running.alone(PATIENCE, store -> {
            store.horizon().dropRaw(firstRaw);
            if (hasAny) {
                store.horizon().dropAll(day);
            }
            LOG.info(
                    "{}: profiles from before {} are kept as roll-ups, of days before {} nothing is kept",
                    folder.path(),
                    LocalDate.ofEpochDay(store.horizon().firstRawDay()),
                    LocalDate.ofEpochDay(day));
        });
    }
}
