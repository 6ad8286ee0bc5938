package io.tributary.api;

import io.tributary.api.scrapes.ScrapesSource;
import io.tributary.storage.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Scrapes of a day as a test wants them; none where it says nothing. */
final class ScriptedScrapes implements ScrapesSource {
    /** What it is asked for. */
    record Asked(Set<String> services, TimeRange range, long stepMillis) {}

    volatile @Nullable Instant since = TestServer.NOW.minus(Duration.ofDays(3));
    volatile long uncounted;
    volatile List<Service> all = List.of();
    volatile @Nullable Asked asked;

    @Override
    public Duration kept() {
        return Duration.ofHours(25);
    }

    @Override
    public Duration grain() {
        return Duration.ofMinutes(5);
    }

    @Override
    public @Nullable Instant since() {
        return since;
    }

    @Override
    public long uncounted() {
        return uncounted;
    }

    @Override
    public List<Service> counts(Set<String> services, TimeRange range, long stepMillis) {
        asked = new Asked(services, range, stepMillis);
        return all;
    }
}
