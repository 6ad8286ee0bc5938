package io.tributary.storage.rocksdb;

import io.tributary.profile.merge.IncompatibleHeadersException;
import io.tributary.storage.MergeMode;
import io.tributary.storage.Selection;
import io.tributary.storage.StoppedException;
import io.tributary.storage.StoreException;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.coding.FrontReader;
import io.tributary.storage.coding.ProfileRecordCodec;
import io.tributary.storage.coding.StoredRecord;
import io.tributary.storage.rocksdb.HourlyRate.Counted;
import io.tributary.storage.rocksdb.MergePlan.Piece;
import io.tributary.storage.rocksdb.MergePlan.Raw;
import io.tributary.storage.rocksdb.MergePlan.Summed;
import io.tributary.storage.rocksdb.ProfileScan.Entry;
import io.tributary.storage.rocksdb.RollUp.InstanceShare;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one thread adds up of a merge: takes pieces of the plan, their roll-ups and profiles one by one, and keeps a sum for each
 * partition. Nothing that is stored is parsed as a pprof. For one thread; where that is interrupted, it stops between two of them.
 */
final class MergePart {
    private final ReadView view;
    private final Selection selection;
    private final Partitions partitions;
    private final MergeMode mode;
    private final InstanceLookup instances;
    private final RollUpRows rollUps;
    private final FrontReader fronts = new FrontReader();
    private final CoverageCount coverage;
    private final Map<MergeGroup.Shape, MergeGroup> groups = new HashMap<>();
    private final MergeValues values;
    private final LastProfiles lastProfiles = new LastProfiles();
    private boolean leavesSamplesOut;

    /** @param values decides what counts how often */
    MergePart(
            ReadView view,
            Selection selection,
            Partitions partitions,
            MergeMode mode,
            InstanceLookup instances,
            MergeValues values) {
        this.view = view;
        this.selection = selection;
        this.partitions = partitions;
        this.mode = mode;
        this.instances = instances;
        this.rollUps = new RollUpRows(view);
        this.coverage = new CoverageCount(selection.range());
        this.values = values;
    }

    /** Adds a piece; who takes all of them takes them in order of time. */
    void add(Piece piece) throws IncompatibleHeadersException {
        StoppedException.check();
        switch (piece) {
            case Raw raw -> addRaw(raw);
            case Summed summed -> addSummed(summed);
        }
        for (MergeGroup group : groups.values()) {
            group.endRun();
        }
    }

    /** Takes what another part has, of other pieces of the same plan, in a merge whose profiles are only added up. */
    void add(MergePart other) throws IncompatibleHeadersException {
        coverage.add(other.coverage);
        leavesSamplesOut |= other.leavesSamplesOut;
        for (Map.Entry<MergeGroup.Shape, MergeGroup> each : other.groups.entrySet()) {
            MergeGroup mine = groups.putIfAbsent(each.getKey(), each.getValue());
            if (mine != null) {
                mine.add(each.getValue());
            }
        }
    }

    /** Adds what could not be before everything else was there. */
    void finish() throws IncompatibleHeadersException {
        try {
            addLast();
            values.finish();
        } catch (CorruptDataException e) {
            throw new StoreException("a stored profile is damaged: " + e.getMessage(), e);
        }
    }

    Collection<MergeGroup> groups() {
        return groups.values();
    }

    /** Whether there are samples without labels that they have, or none where only gone profiles could tell. */
    boolean leavesLabelsOut() {
        return leavesSamplesOut || groups.values().stream().anyMatch(MergeGroup::leavesLabelsOut);
    }

    CoverageCount coverage() {
        return coverage;
    }

    private void addRaw(Raw raw) throws IncompatibleHeadersException {
        Optional<RateWeights> weights = mode == MergeMode.HOURLY_RATE
                ? Optional.of(new RateWeights(view, selection, raw.range(), instances))
                : Optional.empty();
        try (ProfileScan scan = new ProfileScan(view, selection, raw.range(), instances)) {
            scan.each(entry -> add(entry, weights));
        }
    }

    private void addSummed(Summed summed) throws IncompatibleHeadersException {
        SeriesBucket series = summed.series();
        InstanceShares selected = summed.selected();
        coverage.add(selected, series.toMillis());
        if (mode == MergeMode.LAST) {
            for (InstanceShare share : selected) {
                lastProfiles.see(Series.of(series, share.instance()), share.lastMillis());
            }
            return;
        }
        try {
            if (summed.byInstance()) {
                for (InstanceShare share : selected) {
                    addInstance(series, share);
                }
            } else if (selected.size() > 0) {
                // All of them have the same.
                SampleFilter samples = instances.samples(series.partition(), selected.instance(0));
                for (RollUpPart part : mode == MergeMode.HOURLY_RATE
                        ? rollUps.rates(series)
                        : summed.rollUp().parts()) {
                    leavesSamplesOut |= samples.needsProfilesOf(part.record());
                    StoredRecord front = ProfileRecordCodec.decodeFront(part.record());
                    MergeGroup group = group(series.partition(), part.firstKey(), front);
                    group.addFront(part, front);
                    group.add(samples.apply(part.record(), front));
                }
            }
        } catch (CorruptDataException e) {
            throw RollUpRows.damaged(series, e);
        }
    }

    private void addInstance(SeriesBucket bucket, InstanceShare share)
            throws CorruptDataException, IncompatibleHeadersException {
        StoppedException.check();
        Digest instance = share.instance();
        InstanceRollUp rollUp = rollUps.of(bucket, instance);
        Series series = Series.of(bucket, instance);
        SampleFilter samples = instances.samples(bucket.partition(), instance);
        for (RollUpPart part : rollUp.parts()) {
            leavesSamplesOut |= samples.needsProfilesOf(part.record());
            StoredRecord front = ProfileRecordCodec.decodeFront(part.record());
            if (mode == MergeMode.HOURLY_RATE) {
                Optional<Counted> counted = Counted.of(front);
                if (counted.isPresent()) {
                    group(bucket.partition(), part.firstKey(), counted.get().front())
                            .addByRate(
                                    part,
                                    counted.get(),
                                    samples.apply(part.record(), front),
                                    HourlyRate.weight(share.timedNanos()));
                }
                continue;
            }
            MergeGroup group = group(bucket.partition(), part.firstKey(), front);
            group.addFront(part, front);
            values.add(group, series, samples.apply(part.record(), front), ColumnKinds.of(front.header()));
        }
        InstanceRollUp.Counters counters = rollUp.counters();
        if (counters != null) {
            values.follow(series, counters, record -> scrape(bucket.partition(), record, samples));
        }
    }

    /** A scrape of which the sum is in its group already, or will be. */
    private MergeValues.Scrape scrape(PartitionKey partition, byte[] record, SampleFilter samples)
            throws CorruptDataException {
        StoredRecord front = ProfileRecordCodec.decodeFront(record);
        MergeGroup group = groups.get(MergeGroup.Shape.of(partition, front.header()));
        if (group == null) {
            throw new CorruptDataException("counters of other sample types than the sums");
        }
        return scrape(group, record, front, samples);
    }

    /** A restart is told by the totals of all samples, whichever are asked for. */
    private static MergeValues.Scrape scrape(MergeGroup group, byte[] record, StoredRecord front, SampleFilter samples)
            throws CorruptDataException {
        ColumnKinds kinds = ColumnKinds.of(front.header());
        return new MergeValues.Scrape(group, new CounterScrape(samples.apply(record, front), front.totals(), kinds));
    }

    private MergeGroup group(PartitionKey partition, byte[] key, StoredRecord front) {
        return groups.computeIfAbsent(
                MergeGroup.Shape.of(partition, front.header()),
                _ -> new MergeGroup(partitions.view(partition), key, front));
    }

    /** @param weights by rate, where that is what is asked for */
    private void add(Entry entry, Optional<RateWeights> weights)
            throws CorruptDataException, IncompatibleHeadersException {
        StoppedException.check();
        StoredRecord front = fronts.read(entry.record());
        ProfileKey key = entry.key();
        coverage.add(key.instance(), key.timeMillis(), front.header().durationNanos());
        Series series = Series.of(key);
        if (mode == MergeMode.LAST) {
            lastProfiles.see(series, key.timeMillis());
            return;
        }
        SampleFilter samples = instances.samples(key.series().partition(), key.instance());
        if (weights.isPresent()) {
            Optional<Counted> counted = Counted.of(front);
            if (counted.isPresent()) {
                group(key.series().partition(), entry.keyBytes(), counted.get().front())
                        .addByRate(
                                entry.keyBytes(),
                                counted.get(),
                                samples.apply(entry.record(), front),
                                weights.get().of(key));
            }
            return;
        }
        MergeGroup group = group(key.series().partition(), entry.keyBytes(), front);
        group.addFront(entry.keyBytes(), front);
        ColumnKinds kinds = ColumnKinds.of(front.header());
        values.add(group, series, samples.apply(entry.record(), front), kinds);
        if (MergeValues.follows(mode, kinds)) {
            values.follow(series, scrape(group, entry.record(), front, samples));
        }
    }

    private void addLast() throws CorruptDataException, IncompatibleHeadersException {
        for (Entry entry : lastProfiles.read(view)) {
            StoredRecord front = fronts.read(entry.record());
            MergeGroup group = group(entry.key().series().partition(), entry.keyBytes(), front);
            group.addFront(entry.keyBytes(), front);
            SampleFilter samples = instances.samples(
                    entry.key().series().partition(), entry.key().instance());
            group.add(samples.apply(entry.record(), front));
        }
    }
}
