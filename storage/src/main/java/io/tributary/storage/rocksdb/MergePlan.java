package io.tributary.storage.rocksdb;

import io.tributary.storage.MergeMode;
import io.tributary.storage.Selection;
import io.tributary.storage.StoreException;
import io.tributary.storage.TimeRange;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.coding.ProfileRecordCodec;
import io.tributary.storage.rocksdb.ActivityRows.Row;
import io.tributary.storage.rocksdb.RollUp.InstanceShare;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a merge is made of: whole days and hours, and for what is left minutes and profiles, in order of time. Each
 * moment of the range is in exactly one piece, but for moments in which there is nothing.
 */
final class MergePlan {
    /** A part of the range. */
    sealed interface Piece {}

    /** To be read profile by profile. */
    record Raw(TimeRange range) implements Piece {}

    /** All profiles of a stretch of a series, or those of some instances. */
    record Summed(SeriesBucket series, RollUp rollUp, List<InstanceShare> selected, boolean byInstance)
            implements Piece {}

    private static final List<Level> LONGEST_FIRST =
            Arrays.asList(Level.values()).reversed();

    private final Selection selection;
    private final MergeMode mode;
    private final InstanceLookup instances;
    private final RollUpRows rollUps;
    private final ActivityRows activity;
    /** Of days before it there may be roll-ups alone, which have no profile to answer as the last one. */
    private final int firstRawDay;

    private final List<Piece> pieces = new ArrayList<>();

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
            plan.add(service, type, LONGEST_FIRST, selection.range());
            return plan.pieces;
        }
    }

    private void add(String service, String type, List<Level> levels, TimeRange range) {
        List<Row> rows = activity.of(service, type, levels.getFirst(), range);
        for (int from = 0; from < rows.size(); ) {
            SeriesBucket bucket = rows.get(from).series();
            int to = from;
            while (to < rows.size() && rows.get(to).series().bucket() == bucket.bucket()) {
                to++;
            }
            List<Row> writers = rows.subList(from, to);
            from = to;
            Optional<List<Summed>> summed = bucket.isWithin(range) ? summed(writers) : Optional.empty();
            if (summed.isPresent()) {
                pieces.addAll(summed.get());
                continue;
            }
            TimeRange part = new TimeRange(
                    Math.max(range.fromMillis(), bucket.fromMillis()), Math.min(range.toMillis(), bucket.toMillis()));
            if (levels.size() == 1) {
                addRaw(part);
            } else {
                add(service, type, levels.subList(1, levels.size()), part);
            }
        }
    }

    private void addRaw(TimeRange range) {
        if (!pieces.isEmpty()
                && pieces.getLast() instanceof Raw before
                && before.range().toMillis() == range.fromMillis()) {
            pieces.removeLast();
            pieces.add(new Raw(new TimeRange(before.range().fromMillis(), range.toMillis())));
        } else {
            pieces.add(new Raw(range));
        }
    }

    /** The roll-ups of all writers, if each can be used. */
    private Optional<List<Summed>> summed(List<Row> writers) {
        List<Summed> all = new ArrayList<>();
        for (Row row : writers) {
            long end = row.series().toMillis();
            Optional<RollUp> rollUp = rollUps.of(row)
                    .filter(RollUp::isUsable)
                    .filter(each -> !each.lastsBeyond(end, selection.range().toMillis()));
            boolean hasLast = mode != MergeMode.LAST || row.series().partition().day() >= firstRawDay;
            if (rollUp.isEmpty() || !hasLast) {
                return Optional.empty();
            }
            List<ColumnKinds> kinds = kinds(row.series(), rollUp.get());
            // Scrapes of an instance that goes from one writer to another follow each other in both.
            if (kinds.stream().anyMatch(each -> MergeValues.follows(mode, each))
                    && (writers.size() > 1 || !kinds.stream().allMatch(ColumnKinds::areFollowed))) {
                return Optional.empty();
            }
            List<InstanceShare> selected = selected(row.series(), rollUp.get());
            // Of the last profiles a roll-up knows the time, whatever else it has.
            boolean byInstance = mode != MergeMode.LAST
                    && (selected.size() < rollUp.get().instances().size()
                            || !haveSamplesAlike(row.series().partition(), selected)
                            || !kinds.stream().allMatch(each -> MergeValues.onlyAdds(mode, each)));
            if (byInstance && !rollUp.get().isByInstance() && !selected.isEmpty()) {
                return Optional.empty();
            }
            all.add(new Summed(row.series(), rollUp.get(), selected, byInstance));
        }
        return Optional.of(all);
    }

    private List<InstanceShare> selected(SeriesBucket series, RollUp rollUp) {
        if (selection.anyOf().isEmpty()) {
            return rollUp.instances();
        }
        PartitionKey partition = series.partition();
        return rollUp.instances().stream()
                .filter(share -> instances.isSelected(partition, share.instance()))
                .toList();
    }

    private boolean haveSamplesAlike(PartitionKey partition, List<InstanceShare> selected) {
        return selection.anyOf().isEmpty()
                || selected.stream()
                                .map(share -> instances.samples(partition, share.instance()))
                                .distinct()
                                .count()
                        <= 1;
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
            throw new StoreException("the roll-up of " + series + " is damaged: " + e.getMessage(), e);
        }
    }
}
