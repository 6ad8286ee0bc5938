package io.tributary.storage.rocksdb;

import io.tributary.profile.Header;
import io.tributary.storage.InstanceTotals;
import io.tributary.storage.MergeTooLargeException;
import io.tributary.storage.Selection;
import io.tributary.storage.StoppedException;
import io.tributary.storage.Temporality;
import io.tributary.storage.TimeRange;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.coding.FrontReader;
import io.tributary.storage.coding.ProfileRecordCodec;
import io.tributary.storage.coding.StoredRecord;
import io.tributary.storage.rocksdb.ActivityRows.Row;
import io.tributary.storage.rocksdb.ActivityRows.ServiceType;
import io.tributary.storage.rocksdb.InstanceSteps.Stretch;
import io.tributary.storage.rocksdb.ProfileScan.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What each instance of one service's type used, step by step: from the totals of roll-ups that lie in one step, from profiles' own totals
 * elsewhere, and from their samples where a selector asks for labels of theirs. For one thread.
 */
final class TotalsQuery implements BucketWalk.Visitor {
    /** A week by instance of a thousand has a third of it in hours; they take some 100 MB. */
    static final long MOST_VALUES = 1_000_000;

    private final ReadView view;
    private final Selection selection;
    private final long stepMillis;
    private final long mostValues;
    private final InstanceLookup instances;
    private final RollUpRows rollUps;
    private final FrontReader fronts = new FrontReader();
    private final Map<Digest, InstanceSteps> steps = new HashMap<>();
    private @Nullable Columns lastColumns;
    private long values;

    /** @param selection names a service and a type */
    private TotalsQuery(
            ReadView view, Selection selection, long stepMillis, long mostValues, InstanceLookup instances) {
        this.view = view;
        this.selection = selection;
        this.stepMillis = stepMillis;
        this.mostValues = mostValues;
        this.instances = instances;
        this.rollUps = new RollUpRows(view);
    }

    /** @param mostValues of an answer, over its steps and their columns; of each service and type */
    static List<InstanceTotals> of(
            ReadView view, Selection selection, Partitions partitions, long stepMillis, long mostValues) {
        if (stepMillis <= 0 || stepMillis % Level.MINUTE.millis != 0) {
            throw new IllegalArgumentException("a step of " + stepMillis + " ms; ask for whole minutes");
        }
        InstanceLookup instances = InstanceLookup.withSamples(view, selection.anyOf(), partitions);
        List<InstanceTotals> all = new ArrayList<>();
        try (ActivityRows activity = new ActivityRows(view)) {
            for (ServiceType each : activity.names(selection.service(), selection.type(), selection.range())) {
                Selection ofIt = new Selection(each.service(), each.type(), selection.anyOf(), selection.range());
                TotalsQuery query = new TotalsQuery(view, ofIt, stepMillis, mostValues, instances);
                BucketWalk.over(activity, each, longest(stepMillis), selection.range(), query);
                query.steps.values().stream()
                        .sorted(Comparator.comparing(InstanceSteps::name))
                        .forEach(steps -> all.add(steps.result(each)));
            }
        }
        return all;
    }

    private static Level longest(long stepMillis) {
        Level longest = Level.MINUTE;
        for (Level level : Level.values()) {
            longest = level.millis <= stepMillis ? level : longest;
        }
        return longest;
    }

    private record Summed(PartitionKey partition, InstanceShares shares, RollUpTotals totals) {}

    @Override
    public Optional<Runnable> offer(List<Row> writers) {
        StoppedException.check();
        SeriesBucket bucket = writers.getFirst().series();
        long step = stepOf(bucket.fromMillis());
        if (step != stepOf(bucket.toMillis() - 1)) {
            return Optional.empty();
        }
        List<Summed> all = new ArrayList<>();
        for (Row row : writers) {
            Optional<RollUp> rollUp = rollUps.of(row).filter(RollUp::isUsable);
            Optional<RollUpTotals> totals = rollUp.flatMap(each -> RollUpRows.totals(row.series(), each));
            if (totals.isEmpty()
                    || needsProfiles(row.series().partition(), rollUp.get().instances())) {
                return Optional.empty();
            }
            all.add(new Summed(row.series().partition(), rollUp.get().instances(), totals.get()));
        }
        Columns columns = all.getFirst().totals().columns();
        // Scrapes of an instance that goes from one writer to another follow each other in both.
        if (all.size() > 1
                && (columns.kinds().has(Temporality.CUMULATIVE)
                        || all.stream()
                                .anyMatch(each -> !each.totals().columns().equals(columns)))) {
            return Optional.empty();
        }
        return Optional.of(() -> all.forEach(each -> add(step, each)));
    }

    private long stepOf(long timeMillis) {
        return Math.floorDiv(timeMillis, stepMillis) * stepMillis;
    }

    /** Whether only some samples of an instance are asked for. */
    private boolean needsProfiles(PartitionKey partition, InstanceShares shares) {
        for (int i = 0; !selection.anyOf().isEmpty() && i < shares.size(); i++) {
            SampleFilter samples = instances.samples(partition, shares.instance(i));
            if (samples != SampleFilter.ALL && samples != SampleFilter.NONE) {
                return true;
            }
        }
        return false;
    }

    private void add(long step, Summed summed) {
        InstanceShares shares = summed.shares();
        for (int i = 0; i < shares.size(); i++) {
            Digest instance = shares.instance(i);
            if (instances.samples(summed.partition(), instance) == SampleFilter.ALL) {
                long[] numbers = summed.totals().numbers().get(i);
                add(
                        summed.partition(),
                        instance,
                        step,
                        new Stretch(
                                summed.totals().columns(),
                                numbers,
                                numbers,
                                shares.profiles(i),
                                shares.firstMillis(i),
                                shares.lastMillis(i),
                                shares.timedNanos(i)));
            }
        }
    }

    private void add(PartitionKey partition, Digest instance, long step, Stretch stretch) {
        values += steps.computeIfAbsent(instance, _ -> new InstanceSteps(instances.labels(partition, instance)))
                .add(step, stretch);
        if (values > mostValues) {
            throw new MergeTooLargeException("the answer has more than " + mostValues
                    + " values; ask for longer steps, a shorter range or fewer instances");
        }
    }

    @Override
    public void takeProfiles(TimeRange stretch) {
        try (ProfileScan scan = new ProfileScan(view, selection, stretch, instances)) {
            scan.each(this::add);
        }
    }

    private void add(Entry entry) throws CorruptDataException {
        StoppedException.check();
        ProfileKey key = entry.key();
        PartitionKey partition = key.series().partition();
        StoredRecord front = fronts.read(entry.record());
        SampleFilter samples = instances.samples(partition, key.instance());
        long[] all = StretchTotals.ofOne(front.totals());
        long[] selected = samples == SampleFilter.ALL
                ? all
                : StretchTotals.ofOne(ProfileRecordCodec.decodeFront(samples.apply(entry.record(), front))
                        .totals());
        add(
                partition,
                key.instance(),
                stepOf(key.timeMillis()),
                new Stretch(
                        columns(front.header()),
                        all,
                        selected,
                        1,
                        key.timeMillis(),
                        key.timeMillis(),
                        CoverageCount.timedNanos(front.header().durationNanos())));
    }

    /** Most profiles have those of the one before. */
    private Columns columns(Header header) {
        Columns columns = lastColumns;
        if (columns == null || !columns.areOf(header)) {
            columns = Columns.of(header);
            lastColumns = columns;
        }
        return columns;
    }
}
