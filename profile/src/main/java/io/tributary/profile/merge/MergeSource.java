package io.tributary.profile.merge;

import io.tributary.profile.Header;
import io.tributary.profile.LocationTable;
import io.tributary.profile.MappingTable;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.dictionary.DictionaryView;
import io.tributary.profile.dictionary.InternedProfile;
import io.tributary.profile.dictionary.MappingUse;
import io.tributary.profile.dictionary.SparseVector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One source of a {@link StreamingMerge}, as little of it as will do. A plain one is its vector over the merge's
 * dictionary. Not plain are those of which the tool's answer may depend on more: values that may cancel, since what only
 * they use is forgotten, load addresses too; mappings with the same key; locations that it cannot tell apart. Of those the
 * profile is kept.
 *
 * @param header the profile's
 * @param vector its stacks and values, a stack as often as it has samples: each is scaled by itself
 * @param mappings the mappings its samples name
 * @param whole the profile, or null when it is plain
 */
record MergeSource(
        Header header,
        SparseVector vector,
        List<MappingUse> mappings,
        @Nullable Profile whole) {
    /** So many profiles add up before a sum of values below it wraps around: 65,536. */
    private static final long LARGE = 1L << 47;

    /**
     * A source, whose profile is kept where the vector may not be enough.
     *
     * @param showsMain whether its first mapping is the first of later ones with the same key, used or not
     */
    static MergeSource of(Profile profile, InternedProfile interned, boolean showsMain) {
        List<MappingUse> mappings = interned.mappings();
        boolean plain = mappings.stream().map(MappingUse::mapping).distinct().count() == mappings.size()
                && !(showsMain && hidesMain(profile.mappings(), mappings))
                && !usesNoMapping(profile, interned)
                && !hasInnerColumns(profile.locations())
                && hasPlainValues(interned.vector().values());
        return new MergeSource(profile.header(), interned.vector(), mappings, plain ? null : profile);
    }

    /** Whether it has mappings and names none: without them it would be a profile that has none. */
    private static boolean usesNoMapping(Profile profile, InternedProfile interned) {
        return interned.mappings().isEmpty()
                && interned.vector().size() > 0
                && profile.mappings().size() > 0;
    }

    private static boolean hidesMain(MappingTable all, List<MappingUse> used) {
        return used.isEmpty()
                || used.getFirst().start() != all.start()[0]
                || used.getFirst().limit() != all.limit()[0]
                || used.getFirst().fileOffset() != all.fileOffset()[0];
    }

    private static boolean hasInnerColumns(LocationTable locations) {
        for (int row = 0; row < locations.size(); row++) {
            for (int line = locations.lineOffset()[row]; line < locations.lineOffset()[row + 1] - 1; line++) {
                if (locations.column()[line] != 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether no value is negative or very large. */
    private static boolean hasPlainValues(long[] values) {
        long bits = 0;
        for (long value : values) {
            bits |= value;
        }
        return bits >= 0 && bits < LARGE;
    }

    boolean isPlain() {
        return whole == null;
    }

    /** How much it holds, counted in values of 64 bits. */
    long heldValues() {
        return whole == null
                ? vector.values().length
                : whole.samples().values().length
                        + whole.samples().location().length / 2
                        + whole.locations().size() * 4L;
    }

    /** What is merged: the profile, or one of which a merge is the same. */
    Profile toProfile(DictionaryView dictionary) {
        return whole == null ? dictionary.toProfile(header, vector, mappings) : whole;
    }

    /**
     * Puts the sum of all sources with the same sample types in the place of the first of them, and nothing for the others,
     * plain ones and others apart. The headers stay. Gives the values that are still held.
     */
    static long addUp(List<MergeSource> sources) throws IncompatibleHeadersException {
        Map<Kind, List<Integer>> kinds = new LinkedHashMap<>();
        for (int i = 0; i < sources.size(); i++) {
            MergeSource source = sources.get(i);
            Kind kind = new Kind(source.header.sampleTypes(), source.isPlain());
            if (kind.canBeAddedUp()) {
                kinds.computeIfAbsent(kind, _ -> new ArrayList<>()).add(i);
            }
        }
        for (Map.Entry<Kind, List<Integer>> rows : kinds.entrySet()) {
            List<MergeSource> same = rows.getValue().stream().map(sources::get).toList();
            MergeSource together = rows.getKey().plain ? sum(same) : merge(same);
            for (int row : rows.getValue()) {
                SparseVector nothing =
                        new SparseVector(rows.getKey().sampleTypes.size(), new int[0], new long[0]);
                sources.set(row, new MergeSource(sources.get(row).header, nothing, List.of(), null));
            }
            sources.set(rows.getValue().getFirst(), together);
        }
        return sources.stream().mapToLong(MergeSource::heldValues).sum();
    }

    private record Kind(List<ValueType> sampleTypes, boolean plain) {
        /** A merge may drop a type that is named twice, and then its columns are no longer the header's. */
        boolean canBeAddedUp() {
            return !sampleTypes.isEmpty()
                    && sampleTypes.stream().map(ValueType::type).distinct().count() == sampleTypes.size();
        }
    }

    private static MergeSource sum(List<MergeSource> same) {
        MergeSource first = same.getFirst();
        VectorAccumulator sum = new VectorAccumulator(first.header.sampleTypes().size(), 0);
        Map<Integer, MappingUse> mappings = new HashMap<>();
        List<MappingUse> inOrder = new ArrayList<>();
        for (MergeSource source : same) {
            sum.add(source.vector);
            for (MappingUse use : source.mappings) {
                if (mappings.putIfAbsent(use.mapping(), use) == null) {
                    inOrder.add(use);
                }
            }
        }
        return new MergeSource(first.header, sum.toVector(), inOrder, null);
    }

    private static MergeSource merge(List<MergeSource> same) throws IncompatibleHeadersException {
        MergeSource first = same.getFirst();
        List<Profile> wholes = new ArrayList<>();
        for (MergeSource source : same) {
            if (source.whole != null) {
                wholes.add(source.whole);
            }
        }
        Profile merged = ProfileMerger.merge(wholes);
        return new MergeSource(first.header, first.vector, first.mappings, merged.with(first.header, merged.samples()));
    }
}
