package io.tributary.profile.dictionary;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dictionary as it was at one moment. Immutable, for any number of threads, while the dictionary's writer goes on.
 *
 * <p>Why that is safe: a view holds the arrays the dictionary had and how many rows were in them. The writer only ever
 * writes rows beyond that size, or into a larger copy. All fields are final, so a thread that comes by a view sees every
 * row written before it was made, however it came by it.
 *
 * <p>Columns are longer than the tables they belong to; {@link #size()} says how many rows count. They are for reading
 * only.
 *
 * @param size rows of each table
 * @param strings the strings
 * @param functions the functions
 * @param mappings the mappings
 * @param locations the locations
 * @param nodes the trie: {@link #parent} in the upper half, {@link #location} in the lower one; node 0 is the root
 * @param labelSets the label sets, number 0 empty
 * @param stackLeaf each stack's leaf in the trie, 0 for a stack without frames
 * @param stackLabelSet each stack's label set
 */
public record DictionaryView(
        Mark size,
        StringColumns strings,
        FunctionColumns functions,
        MappingColumns mappings,
        LocationColumns locations,
        long[] nodes,
        LabelColumns labelSets,
        int[] stackLeaf,
        int[] stackLabelSet) {
    /**
     * The strings' bytes in one pool.
     *
     * @param bytes UTF-8, one string after the other
     * @param offsets string {@code i} is {@code [offsets[i], offsets[i + 1])}
     */
    public record StringColumns(byte[] bytes, int[] offsets) {}

    /** As {@link io.tributary.profile.FunctionTable}, with the dictionary's string numbers. */
    public record FunctionColumns(int[] name, int[] systemName, int[] filename, long[] startLine) {}

    /**
     * As {@link io.tributary.profile.MappingTable}, with the facts of the first one met.
     *
     * @param ordinal how many mappings of the same key came before it in its profile
     */
    public record MappingColumns(
            long[] start, long[] limit, long[] fileOffset, int[] filename, int[] buildId, byte[] flags, int[] ordinal) {
        /** Whether the mapping's key says nothing: pprof gives such a one to profiles that have no mapping. */
        boolean isEmpty(int mapping) {
            return Mappings.pages(start[mapping], limit[mapping]) == 0
                    && fileOffset[mapping] == 0
                    && filename[mapping] == 0
                    && buildId[mapping] == 0;
        }
    }

    /**
     * As {@link io.tributary.profile.LocationTable}.
     *
     * @param mappingAndFolded (mapping + 1) × 2, + 1 when folded
     * @param address relative to the mapping's start
     * @param column null while no line has one
     */
    public record LocationColumns(
            int[] mappingAndFolded,
            long[] address,
            int[] lineOffset,
            int[] lineFunction,
            long[] line,
            long @Nullable [] column) {
        /** The mapping's number, or -1. */
        public int mapping(int location) {
            return (mappingAndFolded[location] >> 1) - 1;
        }

        public boolean folded(int location) {
            return (mappingAndFolded[location] & 1) != 0;
        }

        /** The source column of line {@code row}. */
        public long columnOf(int row) {
            return column == null ? 0 : column[row];
        }
    }

    /** As the label columns of {@link io.tributary.profile.SampleTable}, by set instead of by sample. */
    public record LabelColumns(int[] offset, int[] key, int[] string, long[] number, int[] unit) {}

    static DictionaryView of(Tables t, Mark size) {
        return new DictionaryView(
                size,
                new StringColumns(t.strings.bytes, t.strings.offsets),
                new FunctionColumns(
                        t.functions.name, t.functions.systemName, t.functions.filename, t.functions.startLine),
                new MappingColumns(
                        t.mappings.start,
                        t.mappings.limit,
                        t.mappings.fileOffset,
                        t.mappings.filename,
                        t.mappings.buildId,
                        t.mappings.flags,
                        t.mappings.ordinal),
                new LocationColumns(
                        t.locations.mappingAndFolded,
                        t.locations.address,
                        t.locations.lineOffset,
                        t.locations.lineFunction,
                        t.locations.line,
                        t.locations.column),
                t.trie.nodes,
                new LabelColumns(
                        t.labelSets.offset, t.labelSets.key, t.labelSets.string, t.labelSets.number, t.labelSets.unit),
                t.stacks.leaf,
                t.stacks.labelSet);
    }

    /**
     * The mappings of a merge of profiles that have none: pprof reads each of them as one with an empty mapping. Empty where this
     * dictionary has not met such a profile.
     */
    public List<MappingUse> withoutMappings() {
        for (int i = 0; i < size.mappings(); i++) {
            if (mappings.isEmpty(i)) {
                return List.of(new MappingUse(i, 0, 0, 0, 0, 0, (byte) 0));
            }
        }
        return List.of();
    }

    /** The parent's number of a node other than the root. */
    public int parent(int node) {
        return Trie.parent(nodes[node]);
    }

    /** The location of a node other than the root. */
    public int location(int node) {
        return Trie.location(nodes[node]);
    }

    /**
     * A stored profile as it was: all its mappings in its own order, absolute addresses as it had them, and otherwise
     * what its stacks use. A mapping that is used but not given stands behind them with the facts of the first one met, but
     * for the empty one: where no mapping is given its locations have none.
     *
     * @throws IllegalArgumentException when the vector has other columns than the header has sample types, or names a
     *     stack that is not in this view
     */
    public Profile toProfile(Header header, SparseVector vector, List<MappingUse> mappings) {
        return new ProfileAssembler(this, mappings, true).assemble(header, vector);
    }

    /** {@link #toProfile(Header, SparseVector, List)} with the labels that the profile carries itself. */
    public Profile toProfile(Header header, InternedProfile profile) {
        OwnLabels own = profile.ownLabels();
        if (own == null) {
            return toProfile(header, profile.vector(), profile.mappings());
        }
        WholeProfile whole = new WholeProfile(this, own);
        return whole.view().toProfile(header, whole.vector(profile.vector()), profile.mappings());
    }

    /**
     * A merge as a profile: what its stacks use, and the main binary's mapping in any case, as pprof's merge does it.
     *
     * @param mappings the mappings of the profiles of the merge, for their order and load addresses, the main binary's
     *     first; others, or all when it is empty, are as the dictionary first met them
     * @throws IllegalArgumentException as for {@link #toProfile}
     */
    public Profile toMergedProfile(Header header, SparseVector vector, List<MappingUse> mappings) {
        return toMergedProfile(header, vector, mappings, Long.MAX_VALUE);
    }

    /**
     * {@link #toMergedProfile(Header, SparseVector, List)} up to a size: stacks that share their frames in the dictionary
     * have each their own in a profile.
     *
     * @param mostRows locations and labels in all samples together
     * @throws DictionaryFullException beyond it
     */
    public Profile toMergedProfile(Header header, SparseVector vector, List<MappingUse> mappings, long mostRows) {
        ProfileAssembler assembler = new ProfileAssembler(this, mappings, false, mostRows);
        Profile profile = assembler.assemble(header, vector);
        if (!assembler.mayFold()) {
            return profile;
        }
        Dictionary merging = Dictionary.forMerging();
        SparseVector merged = merging.intern(profile).vector();
        return new ProfileAssembler(merging.view(), List.of(), false).assemble(header, merged);
    }
}
