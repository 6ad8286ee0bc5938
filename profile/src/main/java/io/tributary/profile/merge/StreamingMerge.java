package io.tributary.profile.merge;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.dictionary.Dictionary;
import io.tributary.profile.dictionary.SparseVector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@link ProfileMerger} for profiles that come one after the other, with the meaning of {@code go tool pprof
 * -symbolize=none -proto a b c …}: memory grows with distinct stacks and not with the number of profiles. For one thread.
 *
 * <p>Like the tool it takes sources in groups of {@value #GROUP_SIZE}, merges each group and then the groups in order.
 * Which sample types and which time a merge has depends on that where sources differ. The vectors of one group are kept
 * until it is whole, because only then is it known which units its values get.
 */
public final class StreamingMerge {
    /** google/pprof's {@code chunkSize}. */
    static final int GROUP_SIZE = 128;

    /** Values kept for one group; beyond that those with the same sample types are added up before their units are known. */
    private static final int MAX_HELD_VALUES = 4 << 20;

    private final int maxHeldValues;
    private final Dictionary dictionary = Dictionary.forMerging();
    private final List<Header> headers = new ArrayList<>(GROUP_SIZE);
    private final List<SparseVector> vectors = new ArrayList<>(GROUP_SIZE);
    private long heldValues;
    private int sources;
    private int merged;
    private @Nullable Profile only;
    private @Nullable Header header;
    private VectorAccumulator sum = new VectorAccumulator(1, 0);

    public StreamingMerge() {
        this(MAX_HELD_VALUES);
    }

    StreamingMerge(int maxHeldValues) {
        this.maxHeldValues = maxHeldValues;
    }

    /** How many profiles are in the merge. */
    public int profiles() {
        return merged;
    }

    /**
     * Adds the next source's profile.
     *
     * @throws IncompatibleHeadersException when it cannot be added to those before it; the merge is of no use then
     */
    public void add(Profile profile) throws IncompatibleHeadersException {
        if (!headers.isEmpty() && !sameTypes(headers.getFirst(), profile.header())) {
            // The group would fail at its end; now it is known with which profile.
            HeaderMerger.merge(List.of(headers.getFirst(), profile.header()));
        }
        SparseVector vector = dictionary.intern(profile).vector();
        headers.add(profile.header());
        vectors.add(vector);
        heldValues += vector.values().length;
        if (heldValues > maxHeldValues) {
            addUpHeld();
        }
        only = merged == 0 ? profile : null;
        merged++;
        skip();
    }

    /** Leaves the next source out, for instance because it cannot be read. */
    public void skip() throws IncompatibleHeadersException {
        sources++;
        if (sources % GROUP_SIZE == 0) {
            endGroup();
        }
    }

    /**
     * The merge. A single profile is itself, samples of zero and unused mappings included, as the tool has it.
     *
     * @throws IncompatibleHeadersException when the profiles cannot be added up
     * @throws IllegalStateException when there is no profile
     */
    public Profile result() throws IncompatibleHeadersException {
        endGroup();
        Header mergedHeader = header;
        if (mergedHeader == null) {
            throw new IllegalStateException("no profile was added");
        }
        Profile first = only;
        if (first != null && first.header().equals(mergedHeader)) {
            return first;
        }
        return dictionary.view().toMergedProfile(mergedHeader, sum.toVector(), List.of());
    }

    private static boolean sameTypes(Header a, Header b) {
        return a.sampleTypes().equals(b.sampleTypes()) && Objects.equals(a.periodType(), b.periodType());
    }

    private void endGroup() throws IncompatibleHeadersException {
        if (headers.isEmpty()) {
            return;
        }
        MergedHeader group = HeaderMerger.merge(headers);
        Header before = header;
        if (before == null) {
            header = group.header();
            sum = addUp(
                    group, new VectorAccumulator(group.header().sampleTypes().size(), 0));
        } else {
            addGroup(before, group);
        }
        headers.clear();
        vectors.clear();
        heldValues = 0;
    }

    private void addGroup(Header before, MergedHeader group) throws IncompatibleHeadersException {
        MergedHeader both = HeaderMerger.merge(List.of(before, group.header()));
        ColumnPlan ofBefore = both.plans().get(0);
        ColumnPlan ofGroup = both.plans().get(1);
        if (ofBefore.isIdentity() && ofGroup.isIdentity()) {
            addUp(group, sum);
        } else {
            int groupColumns = group.header().sampleTypes().size();
            VectorAccumulator groupSum = addUp(group, new VectorAccumulator(groupColumns, 0));
            VectorAccumulator next =
                    new VectorAccumulator(both.header().sampleTypes().size(), 0);
            next.add(ofBefore.apply(sum.toVector()));
            next.add(ofGroup.apply(groupSum.toVector()));
            sum = next;
        }
        header = both.header();
    }

    private VectorAccumulator addUp(MergedHeader group, VectorAccumulator to) {
        for (int i = 0; i < vectors.size(); i++) {
            to.add(group.plans().get(i).apply(vectors.get(i)));
        }
        return to;
    }

    /** Puts the sum of all vectors with the same sample types in the place of the first of them, and nothing for the others. */
    private void addUpHeld() {
        Map<List<ValueType>, Integer> firsts = new HashMap<>();
        Map<List<ValueType>, VectorAccumulator> sums = new HashMap<>();
        heldValues = 0;
        for (int i = 0; i < vectors.size(); i++) {
            List<ValueType> types = headers.get(i).sampleTypes();
            if (types.isEmpty()) {
                continue;
            }
            firsts.putIfAbsent(types, i);
            sums.computeIfAbsent(types, t -> new VectorAccumulator(t.size(), 0)).add(vectors.get(i));
            vectors.set(i, new SparseVector(types.size(), new int[0], new long[0]));
        }
        sums.forEach((types, total) -> {
            SparseVector vector = total.toVector();
            vectors.set(firsts.getOrDefault(types, 0), vector);
            heldValues += vector.values().length;
        });
    }
}
