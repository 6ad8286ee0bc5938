package io.tributary.profile.merge;

import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.dictionary.CommonDictionary;
import io.tributary.profile.dictionary.Dictionary;
import io.tributary.profile.dictionary.DictionaryFullException;
import io.tributary.profile.dictionary.InternedProfile;
import io.tributary.profile.dictionary.MappingUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Merges whole profiles into one, as {@code go tool pprof -symbolize=none -proto a b c} does: by the keys of {@link
 * Dictionary}, the header by {@link HeaderMerger}. Values wrap at 64 bits; samples that sum to zero in every column are
 * dropped; what no sample uses is left out, but for the first profile's first mapping.
 *
 * <p>Frames named by {@code drop_frames} are kept: pprof hides them where a profile is shown, which works on the merge as
 * well.
 */
public final class ProfileMerger {
    private ProfileMerger() {}

    /**
     * The merge.
     *
     * @param profiles at least one; where facts differ, for instance load addresses, the first profile's count
     * @throws IncompatibleHeadersException when the profiles cannot be added up
     */
    public static Profile merge(List<Profile> profiles) throws IncompatibleHeadersException {
        MergedHeader merged = mergedHeader(profiles);
        Dictionary dictionary = Dictionary.forMerging();
        VectorAccumulator sum = sumOf(merged);
        for (int i = 0; i < profiles.size(); i++) {
            Profile profile = merged.plans().get(i).apply(profiles.get(i), merged.header());
            sum.add(dictionary.intern(profile).vector());
        }
        return dictionary.view().toMergedProfile(merged.header(), sum.toVector(), List.of());
    }

    /**
     * The merge of profiles that are merges themselves, of parts of what is merged: the mappings come in the order in which the
     * parts have them, as if all had been merged at once. Where profiles are merged, pprof takes them in the order in which samples
     * use them.
     *
     * @param mostRows locations and labels in all samples together
     * @throws SumOverflowException when a value is beyond 64 bits: here they do not wrap
     * @throws DictionaryFullException when the merge has more rows
     */
    public static Profile mergeParts(List<MergeInput> parts, long mostRows)
            throws IncompatibleHeadersException, SumOverflowException {
        return mergeParts(parts, new PartNumbers.OfOneMerge(Dictionary.forMerging()), mostRows)
                .orElseThrow();
    }

    /**
     * {@link #mergeParts(List, long)} over a dictionary that is kept for the next merge of such parts. It says the same, and costs less
     * where the parts' stacks were met before.
     */
    public static Profile mergeParts(List<MergeInput> parts, CommonDictionary common, long mostRows)
            throws IncompatibleHeadersException, SumOverflowException {
        Optional<Profile> merged = parts.stream().allMatch(MergeInput.OfDictionary.class::isInstance)
                ? mergeParts(parts, new PartNumbers.Kept(common.merge()), mostRows)
                : Optional.empty();
        return merged.isPresent() ? merged.get() : mergeParts(parts, mostRows);
    }

    /** Empty where the numbers cannot say what is to be said. */
    private static Optional<Profile> mergeParts(List<MergeInput> parts, PartNumbers numbers, long mostRows)
            throws IncompatibleHeadersException, SumOverflowException {
        MergedHeader merged =
                HeaderMerger.merge(parts.stream().map(MergeInput::header).toList());
        List<ValueType> sampleTypes = merged.header().sampleTypes();
        List<MappingUse> mappings = new ArrayList<>();
        VectorAccumulator sum = sumOf(merged);
        for (int i = 0; i < parts.size(); i++) {
            ColumnPlan plan = merged.plans().get(i);
            check(plan, parts.get(i).values(), sampleTypes);
            Optional<InternedProfile> interned = numbers.take(parts.get(i), plan, merged.header());
            if (interned.isEmpty()) {
                return Optional.empty();
            }
            sum.add(interned.get().vector());
            mappings.addAll(interned.get().mappings());
        }
        if (sum.overflowedColumn() >= 0) {
            throw new SumOverflowException(sampleTypes.get(sum.overflowedColumn()));
        }
        return Optional.of(numbers.toProfile(merged.header(), sum.toVector(), mappings, mostRows));
    }

    private static void check(ColumnPlan plan, long[] values, List<ValueType> sampleTypes) throws SumOverflowException {
        int tooLarge = plan.overflowedColumn(values);
        if (tooLarge >= 0) {
            throw new SumOverflowException(sampleTypes.get(tooLarge));
        }
    }

    private static MergedHeader mergedHeader(List<Profile> profiles) throws IncompatibleHeadersException {
        return HeaderMerger.merge(profiles.stream().map(Profile::header).toList());
    }

    private static VectorAccumulator sumOf(MergedHeader merged) {
        return new VectorAccumulator(merged.header().sampleTypes().size(), 0);
    }
}
