package io.tributary.storage.rocksdb;

import io.tributary.profile.Header;
import io.tributary.profile.dictionary.InternedProfile;
import io.tributary.profile.dictionary.SparseVector;
import io.tributary.profile.merge.SumOverflowException;
import io.tributary.profile.merge.VectorAccumulator;
import io.tributary.storage.Temporality;
import io.tributary.storage.coding.BlockSizes;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.coding.ProfileRecordCodec;
import io.tributary.storage.coding.StoredRecord;
import io.tributary.storage.rocksdb.InstanceRollUp.Counters;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows one instance's cumulative counters through its scrapes. For one thread. */
final class CounterSummer {
    private final BlockSizes sizes;
    private @Nullable CounterScrape first;
    private @Nullable CounterScrape last;
    private @Nullable VectorAccumulator restarts;

    /** @param sizes of the dictionary that the scrapes' stacks are of */
    CounterSummer(BlockSizes sizes) {
        this.sizes = sizes;
    }

    /** Takes the next scrape; one without cumulative columns is passed over. */
    void add(byte[] record, StoredRecord front) throws CorruptDataException {
        CounterScrape scrape = CounterScrape.of(record, front);
        if (scrape.kinds().has(Temporality.CUMULATIVE)) {
            begin(scrape);
            last = scrape;
        }
    }

    /** Takes what follows, already followed. */
    void add(Counters counters) throws CorruptDataException {
        begin(scrape(counters.first()));
        byte[] reached = counters.restarts();
        if (reached != null) {
            addRestart(scrape(reached));
        }
        last = scrape(counters.last());
    }

    private static CounterScrape scrape(byte[] record) throws CorruptDataException {
        return CounterScrape.of(record, ProfileRecordCodec.decodeFront(record));
    }

    private void begin(CounterScrape scrape) throws CorruptDataException {
        CounterScrape before = last;
        if (before == null) {
            first = scrape;
        } else if (scrape.isRestartAfter(before)) {
            addRestart(before);
        }
    }

    private void addRestart(CounterScrape reached) throws CorruptDataException {
        SparseVector vector = ProfileRecordCodec.decodeVector(reached.record(), sizes);
        int[] signs = reached.kinds().weights(Temporality.CUMULATIVE, 1);
        VectorAccumulator sum = restarts;
        if (sum == null) {
            sum = new VectorAccumulator(signs.length, vector.size());
            restarts = sum;
        }
        sum.add(vector, signs);
    }

    /**
     * Empty when there was no cumulative column.
     *
     * @throws SumOverflowException when what was reached before restarts is beyond 64 bits
     */
    Optional<Counters> result() throws CorruptDataException, SumOverflowException {
        CounterScrape begin = first;
        CounterScrape end = last;
        if (begin == null || end == null) {
            return Optional.empty();
        }
        VectorAccumulator sum = restarts;
        if (sum == null) {
            return Optional.of(new Counters(begin.record(), end.record(), null));
        }
        StoredRecord front = ProfileRecordCodec.decodeFront(end.record());
        Header header = front.header();
        int tooLarge = sum.overflowedColumn();
        if (tooLarge >= 0) {
            throw new SumOverflowException(header.sampleTypes().get(tooLarge));
        }
        byte[] reached =
                ProfileRecordCodec.encode(header, new InternedProfile(sum.toVector(), front.mappings()), sizes);
        return Optional.of(new Counters(begin.record(), end.record(), reached));
    }
}
