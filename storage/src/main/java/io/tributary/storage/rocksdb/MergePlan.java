package io.tributary.storage.rocksdb;

import io.tributary.storage.MergeMode;
import io.tributary.storage.Selection;
import io.tributary.storage.StoppedException;
import io.tributary.storage.TimeRange;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.coding.ProfileRecordCodec;
import io.tributary.storage.rocksdb.ActivityRows.Row;
import io.tributary.storage.rocksdb.RollUp.InstanceShare;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a merge is made of: the longest whole buckets, and profiles for what is left, in order of time. Each moment of the
 * range is in exactly one piece, but for moments in which there is nothing.
 */
final class MergePlan {
    /** A part of the range. */
    sealed interface Piece {}

    /** To be read profile by profile. */
    record Raw(TimeRange range) implements Piece {}

    /** All profiles of a stretch of a series, or those of some instances. */
    record Summed(SeriesBucket series, RollUp rollUp, InstanceShares selected, boolean byInstance) implements Piece {}

    /** What is known of a bucket without its profiles. */
    private sealed interface Known {}

    private record Sums(List<Summed> summed) implements Known {}

    /** The times of the oldest and the newest selected profile. */
    private record Extent(long firstMillis, long lastMillis) implements Known {}

    private record Nothing() implements Known {}

    /** A stretch is cut into so many: each has a seek of its own. */
    private static final int MOST_CUTS = 16;

    private static final List<Level> LONGEST_FIRST =
            Arrays.asList(Level.values()).reversed();

    /** By rate nothing shorter is of use: what counts is told by all that is selected of an hour. */
    private static final List<Level> DOWN_TO_HOURS = LONGEST_FIRST.subList(0, LONGEST_FIRST.indexOf(Level.HOUR) + 1);

    private final Selection selection;
    private final MergeMode mode;
    private final InstanceLookup instances;
    private final RollUpRows rollUps;
    private final ActivityRows activity;
    /** Of days before it there may be roll-ups alone, which have no profile to answer as the last one. */
    private final int firstRawDay;

    private final List<Piece> pieces = new ArrayList<>();

    /**
     * Who of a stretch is selected.
     *
     * @param places among its instances
     * @param samples which of their samples are
     */
    private record Choice(int[] places, Set<SampleFilter> samples) {}

    /** Of most stretches it is the same instances that gave something, so who of them is selected is asked once. */
    private @Nullable PartitionKey lastPartition;

    private InstanceShares lastShares = InstanceShares.NONE;
    private Choice lastChoice = new Choice(new int[0], Set.of());

    private MergePlan(
            ReadView view, ActivityRows activity, Selection selection, MergeMode mode, InstanceLookup instances) {
        this.selection = selection;
        this.mode = mode;
        this.instances = instances;
        this.activity = activity;
        this.rollUps = new RollUpRows(view);
        this.firstRawDay = Horizon.readFirstRawDay(view.engine());
    }

    /** Roll-ups are used where the selection names a service and a type: others are asked for rarely and in no order. */
    static List<Piece> of(ReadView view, Selection selection, MergeMode mode, InstanceLookup instances) {
        String service = selection.service();
        String type = selection.type();
        if (service == null || type == null || !Names.canBeKept(service) || !Names.canBeKept(type)) {
            return List.of(new Raw(selection.range()));
        }
        try (ActivityRows activity = new ActivityRows(view)) {
            MergePlan plan = new MergePlan(view, activity, selection, mode, instances);
            plan.add(service, type, mode == MergeMode.HOURLY_RATE ? DOWN_TO_HOURS : LONGEST_FIRST, selection.range());
            return plan.pieces;
        }
    }

    /** The same plan with long stretches of profiles cut up, for threads to take turns; by rate none is, lest an hour be. */
    static List<Piece> split(List<Piece> plan, MergeMode mode) {
        if (mode == MergeMode.HOURLY_RATE) {
            return plan;
        }
        List<Piece> pieces = new ArrayList<>();
        for (Piece piece : plan) {
            if (!(piece instanceof Raw(TimeRange range))) {
                pieces.add(piece);
                continue;
            }
            // Of other times there is nothing.
            long from = Math.max(range.fromMillis(), 0);
            long end = Math.min(range.toMillis(), Names.clamp(Long.MAX_VALUE) + 1);
            long minute = Level.MINUTE.millis;
            long step = Math.max(1, Math.ceilDiv(Math.ceilDiv(end - from, MOST_CUTS), minute)) * minute;
            while (from < end) {
                long to = Math.min(end, (Math.floorDiv(from, step) + 1) * step);
                pieces.add(new Raw(new TimeRange(from, to)));
                from = to;
            }
        }
        return pieces;
    }

    private void add(String service, String type, List<Level> levels, TimeRange range) {
        for (List<Row> writers : activity.buckets(service, type, levels.getFirst(), range)) {
            SeriesBucket bucket = writers.getFirst().series();
            TimeRange part = bucket.within(range);
            Known known = bucket.isWithin(range) ? known(writers) : new Nothing();
            switch (known) {
                case Sums(List<Summed> summed) -> pieces.addAll(summed);
                case Extent(long first, long last) -> {
                    if (bucket.level().compareTo(Level.HOUR) > 0) {
                        // An hour in part would have no use for its roll-up.
                        long hour = Level.HOUR.millis;
                        add(
                                service,
                                type,
                                levels.subList(1, levels.size()),
                                new TimeRange(
                                        Math.floorDiv(first, hour) * hour, Math.floorDiv(last + hour, hour) * hour));
                    } else {
                        // Where an hour is not by instance, what is shorter is not either.
                        addRaw(new TimeRange(first, last + 1));
                    }
                }
                case Nothing() -> {
                    if (levels.size() == 1) {
                        addRaw(part);
                    } else {
                        add(service, type, levels.subList(1, levels.size()), part);
                    }
                }
            }
        }
    }

    private void addRaw(TimeRange range) {
        if (mode != MergeMode.HOURLY_RATE
                && !pieces.isEmpty()
                && pieces.getLast() instanceof Raw before
                && before.range().toMillis() == range.fromMillis()) {
            pieces.removeLast();
            pieces.add(new Raw(new TimeRange(before.range().fromMillis(), range.toMillis())));
        } else {
            pieces.add(new Raw(range));
        }
    }

    /** What the roll-ups of all writers say: nothing, unless each is right. */
    private Known known(List<Row> writers) {
        StoppedException.check();
        List<Summed> all = new ArrayList<>();
        boolean areSums = true;
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        Set<Digest> met = new HashSet<>();
        for (Row row : writers) {
            long end = row.series().toMillis();
            Optional<RollUp> rollUp = rollUps.of(row)
                    .filter(RollUp::isUsable)
                    .filter(each -> !each.lastsBeyond(end, selection.range().toMillis()));
            boolean hasLast = mode != MergeMode.LAST || row.series().partition().day() >= firstRawDay;
            if (rollUp.isEmpty() || !hasLast || needsProfiles(row.series(), rollUp.get())) {
                return new Nothing();
            }
            if (mode == MergeMode.HOURLY_RATE && writers.size() > 1) {
                // An instance counts by all that it has in an hour.
                for (InstanceShare share : rollUp.get().instances()) {
                    if (!met.add(share.instance())) {
                        return new Nothing();
                    }
                }
            }
            List<ColumnKinds> kinds = kinds(row.series(), rollUp.get());
            // Scrapes of an instance that goes from one writer to another follow each other in both.
            if (kinds.stream().anyMatch(each -> MergeValues.follows(mode, each))
                    && (writers.size() > 1 || !kinds.stream().allMatch(ColumnKinds::areFollowed))) {
                return new Nothing();
            }
            InstanceShares selected =
                    selected(row.series().partition(), rollUp.get().instances());
            // Of the last profiles a roll-up knows the time, whatever else it has.
            boolean byInstance = mode != MergeMode.LAST
                    && (selected.size() < rollUp.get().instances().size()
                            || !haveSamplesAlike(
                                    row.series().partition(), rollUp.get().instances())
                            || (mode == MergeMode.HOURLY_RATE && !rollUp.get().hasRates())
                            || !kinds.stream().allMatch(each -> MergeValues.onlyAdds(mode, each)));
            boolean hasInstances = rollUp.get().isByInstance()
                    && (mode != MergeMode.HOURLY_RATE || row.series().level() == Level.HOUR);
            areSums &= !byInstance || hasInstances || selected.size() == 0;
            for (int i = 0; i < selected.size(); i++) {
                first = Math.min(first, selected.firstMillis(i));
                last = Math.max(last, selected.lastMillis(i));
            }
            all.add(new Summed(row.series(), rollUp.get(), selected, byInstance));
        }
        return areSums ? new Sums(all) : new Extent(first, last);
    }

    private InstanceShares selected(PartitionKey partition, InstanceShares shares) {
        if (selection.anyOf().isEmpty()) {
            return shares;
        }
        int[] places = choice(partition, shares).places();
        return places.length == shares.size() ? shares : shares.only(places);
    }

    private Choice choice(PartitionKey partition, InstanceShares shares) {
        if (!partition.equals(lastPartition) || !shares.haveInstancesOf(lastShares)) {
            int[] places = IntStream.range(0, shares.size())
                    .filter(i -> instances.isSelected(partition, shares.instance(i)))
                    .toArray();
            Set<SampleFilter> samples = new HashSet<>();
            for (int place : places) {
                samples.add(instances.samples(partition, shares.instance(place)));
            }
            lastPartition = partition;
            lastShares = shares;
            lastChoice = new Choice(places, samples);
        }
        return lastChoice;
    }

    /** Whether it leaves out labels that are asked for, and its profiles are there to tell. */
    private boolean needsProfiles(SeriesBucket series, RollUp rollUp) {
        PartitionKey partition = series.partition();
        if (selection.anyOf().isEmpty() || mode == MergeMode.LAST || partition.day() < firstRawDay) {
            return false;
        }
        try {
            for (SampleFilter samples : choice(partition, rollUp.instances()).samples()) {
                for (RollUpPart part : rollUp.parts()) {
                    if (samples.needsProfilesOf(part.record())) {
                        return true;
                    }
                }
            }
            return false;
        } catch (CorruptDataException e) {
            throw RollUpRows.damaged(series, e);
        }
    }

    private boolean haveSamplesAlike(PartitionKey partition, InstanceShares shares) {
        return selection.anyOf().isEmpty()
                || choice(partition, shares).samples().size() <= 1;
    }

    private static List<ColumnKinds> kinds(SeriesBucket series, RollUp rollUp) {
        try {
            List<ColumnKinds> kinds = new ArrayList<>();
            for (RollUpPart part : rollUp.parts()) {
                kinds.add(ColumnKinds.of(
                        ProfileRecordCodec.decodeFront(part.record()).header()));
            }
            return kinds;
        } catch (CorruptDataException e) {
            throw RollUpRows.damaged(series, e);
        }
    }
}
