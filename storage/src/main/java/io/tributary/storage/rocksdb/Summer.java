package io.tributary.storage.rocksdb;

import io.tributary.profile.Header;
import io.tributary.profile.dictionary.DictionaryView;
import io.tributary.profile.merge.IncompatibleHeadersException;
import io.tributary.profile.merge.SumOverflowException;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.coding.ProfileRecordCodec;
import io.tributary.storage.coding.StoredRecord;
import io.tributary.storage.rocksdb.HourlyRate.Counted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adds up profiles of one partition to roll-up parts: one for each kind of header, so that a merge finds in the parts what it
 * would find in the profiles. For one thread.
 */
final class Summer {
    /** What the profiles of a part have in common, and no merge may mix. */
    private record Kind(
            MergeGroup.Shape shape,
            boolean isTimed,
            String defaultSampleType,
            List<String> comments,
            String dropFrames,
            String keepFrames,
            String docUrl) {}

    private final PartitionKey partition;
    private final DictionaryView dictionary;
    private final Map<Kind, MergeGroup> groups = new HashMap<>();
    private boolean canBeSummed = true;

    Summer(PartitionKey partition, DictionaryView dictionary) {
        this.partition = partition;
        this.dictionary = dictionary;
    }

    /** Adds a profile; profiles come in the order of their keys. */
    void add(byte[] key, StoredRecord front, byte[] record) throws CorruptDataException, IncompatibleHeadersException {
        // A profile without a time changes the time of a merge by its place in it, and a merge drops a sample type that
        // a profile has twice: neither can be said of a sum.
        canBeSummed &= front.header().timeNanos() != 0
                && !front.header().sampleTypes().isEmpty()
                && HeaderRun.hasEachNameOnce(front.header().sampleTypes());
        if (canBeSummed) {
            MergeGroup group = group(key, front);
            group.addFront(key, front);
            group.add(record);
        }
    }

    /** Adds a sum. */
    void add(RollUpPart part) throws CorruptDataException, IncompatibleHeadersException {
        StoredRecord front = ProfileRecordCodec.decodeFront(part.record());
        MergeGroup group = group(part.firstKey(), front);
        group.addFront(part, front);
        group.add(part.record());
    }

    /** Adds a profile by its rate, if it is timed; profiles come in the order of their keys. */
    void addByRate(byte[] key, StoredRecord front, byte[] record, long weight)
            throws CorruptDataException, IncompatibleHeadersException {
        Optional<Counted> counted = Counted.of(front);
        if (counted.isPresent()) {
            group(key, counted.get().front()).addByRate(key, counted.get(), record, weight);
        }
    }

    /** Adds an instance's sum of an hour by its rate, if it is of timed profiles. */
    void addByRate(RollUpPart part, long weight) throws CorruptDataException, IncompatibleHeadersException {
        Optional<Counted> counted = Counted.of(ProfileRecordCodec.decodeFront(part.record()));
        if (counted.isPresent()) {
            group(part.firstKey(), counted.get().front()).addByRate(part, counted.get(), part.record(), weight);
        }
    }

    private MergeGroup group(byte[] key, StoredRecord front) {
        Header header = front.header();
        Kind kind = new Kind(
                MergeGroup.Shape.of(partition, header),
                header.durationNanos() > 0,
                header.defaultSampleType(),
                header.comments(),
                header.dropFrames(),
                header.keepFrames(),
                header.docUrl());
        return groups.computeIfAbsent(kind, _ -> new MergeGroup(dictionary, key, front));
    }

    /** Whether what was added can stand for its profiles in every merge. */
    boolean canBeSummed() {
        return canBeSummed;
    }

    /** Whether all have the same columns. */
    boolean hasOneShape() {
        return groups.keySet().stream().map(Kind::shape).distinct().count() <= 1;
    }

    /**
     * In the order of their first profiles.
     *
     * @throws SumOverflowException when one of them cannot be a sum
     */
    List<RollUpPart> parts() throws IncompatibleHeadersException, SumOverflowException {
        List<MergeGroup> inOrder = groups.values().stream()
                .sorted(Comparator.comparing(MergeGroup::firstKey, Arrays::compareUnsigned))
                .toList();
        List<RollUpPart> parts = new ArrayList<>();
        for (MergeGroup group : inOrder) {
            parts.add(group.toPart());
        }
        return parts;
    }
}
