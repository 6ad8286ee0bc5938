package io.tributary.storage.rocksdb;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.dictionary.DictionaryFullException;
import io.tributary.profile.dictionary.DictionaryView;
import io.tributary.profile.dictionary.MappingUse;
import io.tributary.profile.dictionary.SparseVector;
import io.tributary.profile.merge.HeaderMerger;
import io.tributary.profile.merge.IncompatibleHeadersException;
import io.tributary.profile.merge.VectorAccumulator;
import io.tributary.storage.MergeTooLargeException;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.coding.ProfileRecordCodec;
import io.tributary.storage.coding.StoredRecord;
import java.util.ArrayList;
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

    private static final int HEADERS_AT_ONCE = 256;

    /** Locations and labels in a merged profile's samples, four bytes each and as many again while it is encoded. */
    static final int MOST_ROWS = 16_000_000;

    private final DictionaryView dictionary;
    private final List<MappingUse> mappings;
    private final int columns;
    private final VectorAccumulator sum;
    private @Nullable VectorAccumulator fractions;
    private final List<Header> headers = new ArrayList<>();
    private final Header firstHeader;
    private int profiles;

    /**
     * @param dictionary taken after the snapshot from which the records come, so that it has all their stacks
     * @param first the first record, whose mappings tell the load addresses of the merge
     */
    MergeGroup(DictionaryView dictionary, StoredRecord first) {
        this.dictionary = dictionary;
        this.mappings = first.mappings();
        this.firstHeader = first.header();
        this.columns = firstHeader.sampleTypes().size();
        this.sum = new VectorAccumulator(Math.max(1, columns), dictionary.size().stacks());
    }

    void addHeader(Header header) throws IncompatibleHeadersException {
        profiles++;
        headers.add(header);
        if (headers.size() == HEADERS_AT_ONCE) {
            Header merged = HeaderMerger.merge(headers).header();
            headers.clear();
            headers.add(merged);
        }
    }

    /** Adds every column as it is. */
    void add(byte[] record) throws CorruptDataException {
        ProfileRecordCodec.addVectorTo(record, sum, dictionary.size().stacks());
    }

    /** Adds each column times its weight; a column of weight 0 is left out. */
    void add(byte[] record, int[] weights) throws CorruptDataException {
        SparseVector vector = checkedVector(record);
        long[] values = vector.values();
        for (int i = 0; i < values.length; i++) {
            values[i] *= weights[i % columns];
        }
        sum.add(vector);
    }

    /**
     * Adds each gauge divided by its instance's number of scrapes: the whole part to the sum, the rest to the fractions.
     * What is rounded is only the last bit of a fraction, upwards, so that halves stay halves; the order does not matter.
     *
     * @param weights 1 for the gauges, 0 for other columns
     */
    void addGauges(byte[] record, int[] weights, int scrapes) throws CorruptDataException {
        SparseVector vector = checkedVector(record);
        long[] whole = vector.values();
        long[] rest = new long[whole.length];
        for (int i = 0; i < whole.length; i++) {
            long value = whole[i] * weights[i % columns];
            // Most of a heap profile's stacks hold nothing any more, and a division costs more than all the rest.
            if (value == 0) {
                whole[i] = 0;
                continue;
            }
            whole[i] = Math.floorDiv(value, scrapes);
            rest[i] = Math.ceilDiv(Math.floorMod(value, (long) scrapes) << Fractions.BITS, scrapes);
        }
        sum.add(vector);
        if (fractions == null) {
            fractions = new VectorAccumulator(columns, dictionary.size().stacks());
        }
        fractions.add(new SparseVector(vector.columns(), vector.stacks(), rest));
    }

    private SparseVector checkedVector(byte[] record) throws CorruptDataException {
        SparseVector vector = ProfileRecordCodec.decodeVector(record);
        int last = vector.size() == 0 ? -1 : vector.stacks()[vector.size() - 1];
        if (last >= dictionary.size().stacks()) {
            throw new CorruptDataException("stored profile: stack " + last + " is not in its dictionary of "
                    + dictionary.size().stacks());
        }
        return vector;
    }

    /** This group as the whole merge. */
    Profile alone() throws IncompatibleHeadersException {
        if (fractions != null) {
            sum.add(Fractions.round(fractions.toVector()));
            fractions = null;
        }
        return whole();
    }

    /** The sum without the fractions of its gauges. */
    Profile whole() throws IncompatibleHeadersException {
        return toProfile(mergedHeader(), sum);
    }

    /**
     * The fractions of the gauges, to be added up over the groups before they are rounded: the parts of a mean may lie in two
     * days. Empty when there are none.
     */
    Optional<Profile> fractions() throws IncompatibleHeadersException {
        if (fractions == null) {
            return Optional.empty();
        }
        Header h = mergedHeader();
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
        return Optional.of(toProfile(untimed, fractions));
    }

    private Header mergedHeader() throws IncompatibleHeadersException {
        return headers.size() == 1
                ? headers.getFirst()
                : HeaderMerger.merge(headers).header();
    }

    private Profile toProfile(Header header, VectorAccumulator values) throws IncompatibleHeadersException {
        SparseVector vector = columns == 0 ? new SparseVector(0, new int[0], new long[0]) : values.toVector();
        if (profiles > 1) {
            // A merge keeps no sample type that a profile names twice.
            vector = HeaderMerger.merge(List.of(firstHeader, firstHeader))
                    .plans()
                    .getFirst()
                    .apply(vector);
        }
        try {
            return dictionary.toMergedProfile(header, vector, mappings, MOST_ROWS);
        } catch (DictionaryFullException e) {
            throw new MergeTooLargeException(String.valueOf(e.getMessage()));
        }
    }
}
