package io.tributary.profile.merge;

import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.dictionary.Dictionary;
import io.tributary.profile.dictionary.DictionaryFullException;
import io.tributary.profile.dictionary.InternedProfile;
import io.tributary.profile.dictionary.MappingUse;
import io.tributary.profile.dictionary.SparseVector;
import java.util.ArrayList;
import java.util.List;

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
        MergedHeader merged =
                HeaderMerger.merge(parts.stream().map(MergeInput::header).toList());
        List<ValueType> sampleTypes = merged.header().sampleTypes();
        Dictionary dictionary = Dictionary.forMerging();
        List<MappingUse> mappings = new ArrayList<>();
        VectorAccumulator sum = sumOf(merged);
        for (int i = 0; i < parts.size(); i++) {
            ColumnPlan plan = merged.plans().get(i);
            InternedProfile interned = switch (parts.get(i)) {
                case MergeInput.OfProfile(Profile profile) -> {
                    check(plan, profile.samples().values(), sampleTypes);
                    yield dictionary.intern(plan.apply(profile, merged.header()));
                }
                case MergeInput.OfDictionary(var _, var view, SparseVector vector, var uses) -> {
                    check(plan, vector.values(), sampleTypes);
                    yield dictionary.adopt(view, plan.apply(vector), uses);
                }
            };
            sum.add(interned.vector());
            mappings.addAll(interned.mappings());
        }
        if (sum.overflowedColumn() >= 0) {
            throw new SumOverflowException(sampleTypes.get(sum.overflowedColumn()));
        }
        return dictionary.view().toMergedProfile(merged.header(), sum.toVector(), mappings, mostRows);
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
