package io.tributary.api;

import io.tributary.profile.Profile;
import io.tributary.profile.testing.TestData;
import io.tributary.storage.Labels;
import io.tributary.storage.Origin;
import io.tributary.storage.ProfileStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Puts 200 profiles a second, evenly, and knows how late it was. */
final class SteadyPuts {
    private static final long PER_SECOND = 200;

    private final ProfileStore store;
    private final List<Profile> profiles;
    private final AtomicLong latest = new AtomicLong();
    private volatile boolean ended;
    private final Thread thread = Thread.ofPlatform().unstarted(this::run);

    SteadyPuts(ProfileStore store) {
        this.store = store;
        this.profiles = ShopStore.CPU_FILES.stream().map(TestData::profile).toList();
    }

    /** Lateness before now counts no more. */
    void forget() {
        latest.set(0);
    }

    /** How long after its time the latest profile was put. */
    long latestMillis() {
        return latest.get();
    }

    void start() {
        thread.start();
    }

    void end() throws InterruptedException {
        ended = true;
        thread.join();
    }

    private void run() {
        long begin = System.nanoTime();
        for (long n = 0; !ended; n++) {
            long due = begin + n * (1_000_000_000 / PER_SECOND);
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            latest.accumulateAndGet((System.nanoTime() - due) / 1_000_000, Math::max);
            Labels labels = Labels.of(Map.of("job", "arriving", "instance", "i" + n % PER_SECOND));
            store.put(new Origin("arriving", "cpu", labels, System.currentTimeMillis()), profiles.get((int)
                    (n % profiles.size())));
        }
    }
}
