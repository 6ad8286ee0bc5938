package io.tributary.storage.rocksdb;

import io.tributary.profile.dictionary.DictionaryView;
import io.tributary.storage.Selection;
import io.tributary.storage.TimeRange;
import io.tributary.storage.coding.ByteWriter;
import io.tributary.storage.rocksdb.ActivityRows.Row;
import io.tributary.storage.rocksdb.ActivityRows.ServiceType;
import java.util.List;
import java.util.Optional;

/**
 * Which profiles there are in a range, as a short text: of whole buckets as activity says it, of the minutes at its ends by the
 * profiles' keys. The names of profiles add up to the same whichever buckets they are counted in, so what a range is cut into does not
 * matter. For one thread.
 */
final class Revision {
    private static final int BYTES = 12;

    private final ReadView view;
    private final Selection selection;
    private final Partitions partitions;
    private final ActivityRows activity;
    private final ByteWriter content = new ByteWriter(256);

    private Revision(ReadView view, Selection selection, Partitions partitions, ActivityRows activity) {
        this.view = view;
        this.selection = selection;
        this.partitions = partitions;
        this.activity = activity;
    }

    static String of(ReadView view, Selection selection, Partitions partitions) {
        try (ActivityRows activity = new ActivityRows(view)) {
            Revision revision = new Revision(view, selection, partitions, activity);
            for (ServiceType each : activity.names(selection.service(), selection.type(), selection.range())) {
                revision.add(each);
            }
            revision.addHorizon();
            return Digest.of(revision.content.toByteArray(), BYTES).toString();
        }
    }

    private void add(ServiceType of) {
        Sum sum = new Sum(of);
        BucketWalk.over(activity, of, Level.DAY, selection.range(), sum);
        if (sum.all.profiles() > 0) {
            content.writeString(of.service());
            content.writeString(of.type());
            content.writeVarint(sum.all.profiles());
            content.writeLong(sum.all.names());
            addLabelSets(of);
        }
    }

    /** Adds up what there is of a service's type. */
    private final class Sum implements BucketWalk.Visitor {
        private final ServiceType of;
        private Activity all = Activity.NONE;

        Sum(ServiceType of) {
            this.of = of;
        }

        @Override
        public Optional<Runnable> offer(List<Row> writers) {
            return Optional.of(() -> writers.forEach(row -> all = all.plus(row.activity())));
        }

        @Override
        public void takeProfiles(TimeRange stretch) {
            Selection any = new Selection(of.service(), of.type(), List.of(), stretch);
            InstanceLookup instances = new InstanceLookup(view.engine(), view.options(), List.of());
            try (ProfileScan scan = new ProfileScan(view, any, stretch, instances)) {
                scan.each(entry -> all = all.plus(Activity.ofOne(entry.key(), 0)));
            }
        }
    }

    /** A selector's matchers are asked of all samples that the day has, so with more of them it may select more. */
    private void addLabelSets(ServiceType of) {
        if (selection.anyOf().isEmpty()) {
            return;
        }
        for (Row day : activity.of(of.service(), of.type(), Level.DAY, selection.range())) {
            DictionaryView dictionary = partitions.view(day.series().partition());
            content.writeVarint(dictionary.size().labelSets());
        }
    }

    /** Of days whose profiles are gone only whole buckets are left, so it is told which those are. */
    private void addHorizon() {
        int firstRawDay = Horizon.readFirstRawDay(view.engine());
        long goneMillis = firstRawDay * Level.DAY.millis;
        TimeRange range = selection.range();
        if (range.fromMillis() < goneMillis) {
            content.writeVarint(firstRawDay);
            content.writeZigZag(Math.ceilDiv(range.fromMillis(), Level.MINUTE.millis));
            content.writeZigZag(Math.floorDiv(Math.min(range.toMillis(), goneMillis), Level.MINUTE.millis));
        }
    }
}
