package io.tributary.storage.rocksdb;

import io.tributary.profile.FunctionTable;
import io.tributary.profile.Header;
import io.tributary.profile.LocationTable;
import io.tributary.profile.MappingTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.StringTable;
import io.tributary.profile.ValueType;
import io.tributary.profile.dictionary.CommonDictionary;
import io.tributary.profile.dictionary.DictionaryFullException;
import io.tributary.profile.merge.IncompatibleHeadersException;
import io.tributary.profile.merge.MergeInput;
import io.tributary.profile.merge.ProfileMerger;
import io.tributary.profile.merge.SumOverflowException;
import io.tributary.storage.Coverage;
import io.tributary.storage.IncompatibleProfilesException;
import io.tributary.storage.MergeMode;
import io.tributary.storage.MergeOverflowException;
import io.tributary.storage.MergeResult;
import io.tributary.storage.MergeTooLargeException;
import io.tributary.storage.Selection;
import io.tributary.storage.Totals;
import io.tributary.storage.rocksdb.MergePlan.Piece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One merge under way: has the plan's pieces added up, by one thread or by several, and in the end makes one profile of the sums:
 * only distinct stacks become frames. For one thread.
 */
final class Merge {
    /** Fewer are added before another thread has begun. */
    private static final int FEWEST_PIECES = 4;

    private static final Profile EMPTY = new Profile(
            new Header(List.of(), null, 0, 0, 0, "", List.of(), "", "", ""),
            new StringTable(new byte[0], new int[] {0, 0}),
            new MappingTable(new long[0], new long[0], new long[0], new int[0], new int[0], new byte[0]),
            new FunctionTable(new int[0], new int[0], new int[0], new long[0]),
            new LocationTable(
                    new int[0], new long[0], new boolean[0], new int[] {0}, new int[0], new long[0], new long[0]),
            new SampleTable(
                    new int[] {0},
                    new int[0],
                    new long[0],
                    new int[] {0},
                    new int[0],
                    new int[0],
                    new long[0],
                    new int[0]));

    private final ReadView view;
    private final Selection selection;
    private final Partitions partitions;
    private final MergeMode mode;
    private final InstanceLookup instances;
    private final List<Piece> plan;

    private Merge(ReadView view, Selection selection, Partitions partitions, MergeMode mode) {
        this.view = view;
        this.selection = selection;
        this.partitions = partitions;
        this.mode = mode;
        this.instances = InstanceLookup.withSamples(view, selection.anyOf(), partitions);
        this.plan = MergePlan.of(view, selection, mode, instances);
    }

    /** @param threads help where there is much to add */
    static MergeResult of(
            ReadView view, Selection selection, Partitions partitions, MergeMode mode, MergeThreads threads) {
        Merge merge = new Merge(view, selection, partitions, mode);
        try {
            Optional<MergePart> together = merge.addTogether(threads);
            return merge.finish(together.isPresent() ? together.get() : merge.addAlone());
        } catch (IncompatibleHeadersException e) {
            throw new IncompatibleProfilesException(String.valueOf(e.getMessage()));
        } catch (SumOverflowException e) {
            throw new MergeOverflowException(selection.service(), selection.type(), e.sampleType());
        }
    }

    private MergePart addAlone() throws IncompatibleHeadersException {
        MergeValues values = new MergeValues(
                mode, () -> SeriesExtent.ofAll(view, selection, instances, plan, mode == MergeMode.RATE));
        MergePart part = new MergePart(view, selection, partitions, mode, instances, values);
        for (Piece piece : plan) {
            part.add(piece);
        }
        part.finish();
        return part;
    }

    /**
     * Adds with other threads' help. Empty where there is little to add, or more to do than to add: then, and when
     * anything is wrong, it is done alone, so that an error is the same whoever was quicker.
     */
    private Optional<MergePart> addTogether(MergeThreads threads) {
        List<Piece> pieces = MergePlan.split(plan, mode);
        if (pieces.size() < FEWEST_PIECES || !MergeValues.mayOnlyAdd(mode)) {
            return Optional.empty();
        }
        AtomicInteger next = new AtomicInteger();
        return threads.together(
                () -> {
                    InstanceLookup lookup = InstanceLookup.withSamples(view, selection.anyOf(), partitions);
                    MergePart part =
                            new MergePart(view, selection, partitions, mode, lookup, MergeValues.ofAdditions(mode));
                    try {
                        for (int i = next.getAndIncrement(); i < pieces.size(); i = next.getAndIncrement()) {
                            part.add(pieces.get(i));
                        }
                    } finally {
                        // Also after a failure: nobody need go on then.
                        next.set(pieces.size());
                    }
                    return part;
                },
                MergePart::add);
    }

    private MergeResult finish(MergePart sum) throws IncompatibleHeadersException, SumOverflowException {
        List<MergeGroup> inOrder = sum.groups().stream()
                .sorted(Comparator.comparing(MergeGroup::firstKey, Arrays::compareUnsigned))
                .toList();
        Coverage coverage = sum.coverage().result();
        if (mode == MergeMode.HOURLY_RATE && inOrder.isEmpty() && coverage.profiles() > 0) {
            throw HourlyRate.nothingIsTimed();
        }
        Profile profile = switch (inOrder.size()) {
            case 0 -> EMPTY;
            case 1 -> inOrder.getFirst().alone();
            default -> together(inOrder);
        };
        Optional<ValueType> tooLarge = Totals.overflow(profile);
        if (tooLarge.isPresent()) {
            throw new SumOverflowException(tooLarge.get());
        }
        return new MergeResult(profile, coverage, sum.leavesLabelsOut());
    }

    private Profile together(List<MergeGroup> groups) throws IncompatibleHeadersException, SumOverflowException {
        List<MergeInput> parts = new ArrayList<>();
        List<Profile> fractions = new ArrayList<>();
        for (MergeGroup group : groups) {
            parts.add(group.whole());
            group.fractions().ifPresent(fractions::add);
        }
        if (!fractions.isEmpty()) {
            parts.add(new MergeInput.OfProfile(Fractions.round(ProfileMerger.merge(fractions))));
        }
        try {
            return mergeParts(parts);
        } catch (DictionaryFullException e) {
            throw new MergeTooLargeException(String.valueOf(e.getMessage()));
        }
    }

    private Profile mergeParts(List<MergeInput> parts) throws IncompatibleHeadersException, SumOverflowException {
        String service = selection.service();
        if (service == null) {
            return ProfileMerger.mergeParts(parts, MergeGroup.MOST_ROWS);
        }
        CommonDictionary common = partitions.common().take(service);
        Profile merged = ProfileMerger.mergeParts(parts, common, MergeGroup.MOST_ROWS);
        partitions.common().giveBack(service, common);
        return merged;
    }
}
