package io.tributary.storage.rocksdb;

import io.tributary.storage.TimeRange;
import io.tributary.storage.rocksdb.ActivityRows.Row;
import io.tributary.storage.rocksdb.ActivityRows.ServiceType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Goes over a range of one service's type in order of time: by the longest whole buckets that will do, and by stretches of profiles where
 * none does. What holds nothing is passed over.
 */
final class BucketWalk {
    /** Who decides what will do. */
    interface Visitor {
        /**
         * How a whole bucket is taken, which is done once all before it was; empty where shorter ones are to be asked.
         *
         * @param writers what each writer has in it
         */
        Optional<Runnable> offer(List<Row> writers);

        /** Takes a stretch profile by profile. */
        void takeProfiles(TimeRange stretch);
    }

    private final ActivityRows activity;
    private final ServiceType of;
    private final Visitor visitor;
    private @Nullable TimeRange pending;

    private BucketWalk(ActivityRows activity, ServiceType of, Visitor visitor) {
        this.activity = activity;
        this.of = of;
        this.visitor = visitor;
    }

    /** @param longest no longer buckets are asked for */
    static void over(ActivityRows activity, ServiceType of, Level longest, TimeRange range, Visitor visitor) {
        BucketWalk walk = new BucketWalk(activity, of, visitor);
        List<Level> levels = Arrays.stream(Level.values())
                .filter(level -> level.compareTo(longest) <= 0)
                .toList();
        walk.go(levels.reversed(), range);
        walk.takePending();
    }

    private void go(List<Level> levels, TimeRange range) {
        for (List<Row> writers : activity.buckets(of.service(), of.type(), levels.getFirst(), range)) {
            SeriesBucket bucket = writers.getFirst().series();
            if (writers.stream().allMatch(row -> row.activity().profiles() == 0)) {
                continue;
            }
            Optional<Runnable> taking = bucket.isWithin(range) ? visitor.offer(writers) : Optional.empty();
            if (taking.isPresent()) {
                takePending();
                taking.get().run();
                continue;
            }
            TimeRange part = bucket.within(range);
            if (levels.size() > 1) {
                go(levels.subList(1, levels.size()), part);
            } else {
                // Between this and what was put off there is nothing.
                pending = pending == null ? part : new TimeRange(pending.fromMillis(), part.toMillis());
            }
        }
    }

    private void takePending() {
        TimeRange stretch = pending;
        if (stretch != null) {
            pending = null;
            visitor.takeProfiles(stretch);
        }
    }
}
