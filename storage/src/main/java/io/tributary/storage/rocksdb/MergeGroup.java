package io.tributary.storage.rocksdb;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.dictionary.DictionaryView;
import io.tributary.profile.dictionary.MappingUse;
import io.tributary.profile.dictionary.SparseVector;
import io.tributary.profile.merge.HeaderMerger;
import io.tributary.profile.merge.IncompatibleHeadersException;
import io.tributary.profile.merge.VectorAccumulator;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.coding.ProfileRecordCodec;
import io.tributary.storage.coding.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    private final DictionaryView dictionary;
    private final List<MappingUse> mappings;
    private final int columns;
    private final VectorAccumulator sum;
    private final Map<Integer, VectorAccumulator> gaugesByScrapes = new TreeMap<>();
    private final List<Header> headers = new ArrayList<>();

    /**
     * @param dictionary taken after the snapshot from which the records come, so that it has all their stacks
     * @param first the first record, whose mappings tell the load addresses of the merge
     */
    MergeGroup(DictionaryView dictionary, StoredRecord first) {
        this.dictionary = dictionary;
        this.mappings = first.mappings();
        this.columns = first.header().sampleTypes().size();
        this.sum = new VectorAccumulator(Math.max(1, columns), dictionary.size().stacks());
    }

    void addHeader(Header header) throws IncompatibleHeadersException {
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
        addWeighted(sum, record, weights);
    }

    /**
     * Adds gauges that are to be divided by a number of scrapes. Instances with the same number share a sum, which is
     * divided once: fewer roundings, and the order does not matter.
     */
    void addGauges(byte[] record, int[] weights, int scrapes) throws CorruptDataException {
        addWeighted(
                gaugesByScrapes.computeIfAbsent(
                        scrapes,
                        _ -> new VectorAccumulator(columns, dictionary.size().stacks())),
                record,
                weights);
    }

    private void addWeighted(VectorAccumulator to, byte[] record, int[] weights) throws CorruptDataException {
        SparseVector vector = ProfileRecordCodec.decodeVector(record);
        int last = vector.size() == 0 ? -1 : vector.stacks()[vector.size() - 1];
        if (last >= dictionary.size().stacks()) {
            throw new CorruptDataException("stored profile: stack " + last + " is not in its dictionary of "
                    + dictionary.size().stacks());
        }
        long[] values = vector.values();
        for (int i = 0; i < values.length; i++) {
            values[i] *= weights[i % columns];
        }
        to.add(vector);
    }

    Profile finish() throws IncompatibleHeadersException {
        gaugesByScrapes.forEach((scrapes, gauges) -> {
            SparseVector vector = gauges.toVector();
            long[] values = vector.values();
            for (int i = 0; i < values.length; i++) {
                values[i] = divide(values[i], scrapes);
            }
            sum.add(vector);
        });
        Header header = headers.size() == 1
                ? headers.getFirst()
                : HeaderMerger.merge(headers).header();
        return dictionary.toMergedProfile(
                header, columns == 0 ? new SparseVector(0, new int[0], new long[0]) : sum.toVector(), mappings);
    }

    /** Rounded to the nearest, halves up. */
    static long divide(long sum, int by) {
        long quotient = Math.floorDiv(sum, by);
        return 2 * (sum - quotient * by) >= by ? quotient + 1 : quotient;
    }
}
