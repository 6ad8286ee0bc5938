package io.tributary.storage.rocksdb;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.dictionary.DictionaryFullException;
import io.tributary.profile.dictionary.DictionaryView;
import io.tributary.profile.dictionary.InternedProfile;
import io.tributary.profile.dictionary.LeftOutLabels;
import io.tributary.profile.dictionary.MappingUse;
import io.tributary.profile.dictionary.SparseVector;
import io.tributary.profile.merge.HeaderMerger;
import io.tributary.profile.merge.IncompatibleHeadersException;
import io.tributary.profile.merge.MergeInput;
import io.tributary.profile.merge.SumOverflowException;
import io.tributary.profile.merge.VectorAccumulator;
import io.tributary.storage.MergeTooLargeException;
import io.tributary.storage.coding.BlockSizes;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.coding.ProfileRecordCodec;
import io.tributary.storage.coding.StoredRecord;
import io.tributary.storage.coding.VectorAdder;
import io.tributary.storage.rocksdb.HourlyRate.Counted;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sum of what one partition gives to a merge, of profiles with the same columns: vectors over one dictionary, so adding one
 * costs its entries. For one thread.
 */
final class MergeGroup {
    /** What has to be the same for vectors to be added up. */
    record Shape(
            PartitionKey partition,
            List<ValueType> sampleTypes,
            @Nullable ValueType periodType) {
        static Shape of(PartitionKey partition, Header header) {
            return new Shape(partition, header.sampleTypes(), header.periodType());
        }
    }

    /** Locations and labels in a merged profile's samples, four bytes each and as many again while it is encoded. */
    static final int MOST_ROWS = 16_000_000;

    private final DictionaryView dictionary;
    private final BlockSizes sizes;
    private final int columns;
    private final VectorAccumulator sum;
    private final VectorAdder adder;
    private final HeaderRun headers = new HeaderRun();
    private final Header firstHeader;
    private @Nullable ScaledSums scaled;
    private final MappingOrder mappings = new MappingOrder();
    private final List<MappingUse> onlyMappings;
    private byte[] firstKey;
    private boolean hasTooLarge;
    private int profiles;

    /**
     * @param dictionary taken after the snapshot from which the records come, so that it has all their stacks
     * @param key of the first record
     * @param first the first record
     */
    MergeGroup(DictionaryView dictionary, byte[] key, StoredRecord first) {
        this.dictionary = dictionary;
        this.firstKey = key;
        this.firstHeader = first.header();
        this.onlyMappings = first.mappings();
        this.columns = firstHeader.sampleTypes().size();
        this.sum = new VectorAccumulator(Math.max(1, columns), dictionary.size().stacks());
        this.sizes = new BlockSizes(dictionary);
        this.adder = new VectorAdder(sum, sizes);
    }

    /**
     * Takes what a profile says beside its values. Profiles come in the order of their keys.
     */
    void addFront(byte[] key, StoredRecord front) throws IncompatibleHeadersException {
        headers.add(key, front.header());
        mappings.add(key, front.mappings());
        count(key, 1);
    }

    /** The same of a sum, in any order. */
    void addFront(RollUpPart part, StoredRecord front) throws IncompatibleHeadersException {
        headers.addMerged(part.firstKey(), front.header());
        List<MappingUse> uses = front.mappings();
        for (int i = 0; i < uses.size(); i++) {
            mappings.add(new MappingOrder.First(part.mappingPlaces().get(i), uses.get(i)));
        }
        count(part.firstKey(), part.profiles());
    }

    private void count(byte[] key, int added) {
        profiles += added;
        if (Arrays.compareUnsigned(key, firstKey) < 0) {
            firstKey = key;
        }
    }

    /** What comes next may have keys before or far behind those that came. */
    void endRun() throws IncompatibleHeadersException {
        headers.endRun();
    }

    /** Takes what another thread added up of the same shape. */
    void add(MergeGroup other) throws IncompatibleHeadersException {
        sum.add(other.sum);
        hasTooLarge |= other.hasTooLarge;
        headers.add(other.headers);
        mappings.add(other.mappings);
        count(other.firstKey, other.profiles);
    }

    byte[] firstKey() {
        return firstKey;
    }

    /** Adds every column as it is. */
    void add(byte[] record) throws CorruptDataException {
        adder.add(record);
    }

    /**
     * Adds some columns and takes off others.
     *
     * @param signs as for {@link VectorAccumulator#add(SparseVector, int[])}
     */
    void add(byte[] record, int[] signs) throws CorruptDataException {
        sum.add(checkedVector(record), signs);
    }

    /**
     * The same with values that are multiplied first.
     *
     * @param factor as for {@link ScaledSums#add}
     */
    void addScaled(byte[] record, int[] signs, long factor) throws CorruptDataException {
        SparseVector vector = checkedVector(record);
        if (scaled == null) {
            scaled = new ScaledSums(columns);
        }
        scaled.add(vector, signs, factor);
    }

    /** Adds a profile by its rate: its one column that counts, each value times a whole number. */
    void addByRate(byte[] key, Counted counted, byte[] record, long weight)
            throws CorruptDataException, IncompatibleHeadersException {
        addFront(key, counted.front());
        addTimes(record, counted.column(), weight);
    }

    /** The same of a sum. */
    void addByRate(RollUpPart part, Counted counted, byte[] record, long weight)
            throws CorruptDataException, IncompatibleHeadersException {
        addFront(part, counted.front());
        addTimes(record, counted.column(), weight);
    }

    private void addTimes(byte[] record, int column, long times) throws CorruptDataException {
        SparseVector vector = checkedVector(record);
        long[] values = new long[vector.size()];
        for (int i = 0; i < values.length; i++) {
            long value = vector.values()[i * vector.columns() + column];
            values[i] = value * times;
            hasTooLarge |= Math.multiplyHigh(value, times) != values[i] >> (Long.SIZE - 1);
        }
        sum.add(new SparseVector(1, vector.stacks(), values));
    }

    private SparseVector checkedVector(byte[] record) throws CorruptDataException {
        SparseVector vector = ProfileRecordCodec.decodeVector(record, sizes);
        int last = vector.size() == 0 ? -1 : vector.stacks()[vector.size() - 1];
        if (last >= dictionary.size().stacks()) {
            throw new CorruptDataException("stored profile: stack " + last + " is not in its dictionary of "
                    + dictionary.size().stacks());
        }
        return vector;
    }

    /** Whether it has stacks of which the dictionary leaves labels out. */
    boolean leavesLabelsOut() {
        return LeftOutLabels.areIn(dictionary)
                && (LeftOutLabels.isIn(dictionary, sum.toVector())
                        || (scaled != null && LeftOutLabels.isIn(dictionary, scaled.fractions())));
    }

    /** This group as the whole merge. */
    Profile alone() throws IncompatibleHeadersException, SumOverflowException {
        if (scaled != null) {
            sum.add(wholes(scaled));
            sum.add(Fractions.round(scaled.fractions()));
        }
        return toProfile(headers.merged(), checkedSum());
    }

    /** The sum without the fractions of what was multiplied, to be merged with those of other groups. */
    MergeInput whole() throws IncompatibleHeadersException, SumOverflowException {
        if (scaled != null) {
            sum.add(wholes(scaled));
        }
        return new MergeInput.OfDictionary(
                headers.merged(), dictionary, columns(checkedSum()), profiles == 1 ? onlyMappings : mergedMappings());
    }

    private SparseVector wholes(ScaledSums sums) throws SumOverflowException {
        check(sums.overflowedColumn());
        return sums.wholes();
    }

    private SparseVector checkedSum() throws SumOverflowException {
        check(hasTooLarge ? 0 : sum.overflowedColumn());
        return sum.toVector();
    }

    private void check(int overflowedColumn) throws SumOverflowException {
        if (overflowedColumn >= 0) {
            throw new SumOverflowException(firstHeader.sampleTypes().get(overflowedColumn));
        }
    }

    /** The sum as a record of its own, to be taken for a profile later. */
    RollUpPart toPart() throws IncompatibleHeadersException, SumOverflowException {
        List<MappingOrder.First> order = mappings.inOrder();
        byte[] record =
                ProfileRecordCodec.encode(headers.merged(), new InternedProfile(checkedSum(), uses(order)), sizes);
        return new RollUpPart(
                firstKey,
                profiles,
                order.stream().map(MappingOrder.First::place).toList(),
                record);
    }

    private List<MappingUse> mergedMappings() {
        List<MappingOrder.First> order = mappings.inOrder();
        return order.isEmpty() ? dictionary.withoutMappings() : uses(order);
    }

    private static List<MappingUse> uses(List<MappingOrder.First> order) {
        return order.stream().map(MappingOrder.First::use).toList();
    }

    /**
     * The fractions of what was multiplied, to be added up over the groups before they are rounded: the parts of a mean may lie in
     * two days. Empty when there are none.
     */
    Optional<Profile> fractions() throws IncompatibleHeadersException {
        if (scaled == null) {
            return Optional.empty();
        }
        Header h = headers.merged();
        // Durations add up, and those of these profiles are in the sum's header already.
        Header untimed = new Header(
                h.sampleTypes(),
                h.periodType(),
                h.period(),
                h.timeNanos(),
                0,
                h.defaultSampleType(),
                h.comments(),
                h.dropFrames(),
                h.keepFrames(),
                h.docUrl());
        return Optional.of(toProfile(untimed, scaled.fractions()));
    }

    private Profile toProfile(Header header, SparseVector values) throws IncompatibleHeadersException {
        SparseVector vector = columns(values);
        try {
            // One file alone is not merged by pprof: its mappings stay, used or not.
            return profiles == 1
                    ? dictionary.toProfile(header, vector, onlyMappings)
                    : dictionary.toMergedProfile(header, vector, mergedMappings(), MOST_ROWS);
        } catch (DictionaryFullException e) {
            throw new MergeTooLargeException(String.valueOf(e.getMessage()));
        }
    }

    /** The vector in the columns of the merged header. */
    private SparseVector columns(SparseVector values) throws IncompatibleHeadersException {
        SparseVector vector = columns == 0 ? new SparseVector(0, new int[0], new long[0]) : values;
        return profiles == 1
                ? vector
                // A merge keeps no sample type that a profile names twice.
                : HeaderMerger.merge(List.of(firstHeader, firstHeader))
                        .plans()
                        .getFirst()
                        .apply(vector);
    }
}
