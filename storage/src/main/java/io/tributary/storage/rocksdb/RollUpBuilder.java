package io.tributary.storage.rocksdb;

import io.tributary.profile.dictionary.DictionaryView;
import io.tributary.profile.merge.IncompatibleHeadersException;
import io.tributary.profile.merge.SumOverflowException;
import io.tributary.storage.StoreException;
import io.tributary.storage.coding.BlockSizes;
import io.tributary.storage.coding.ByteWriter;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.coding.FrontReader;
import io.tributary.storage.coding.StoredRecord;
import io.tributary.storage.rocksdb.ActivityRows.Row;
import io.tributary.storage.rocksdb.Engine.Family;
import io.tributary.storage.rocksdb.RollUp.InstanceShare;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the roll-up of one stretch of a series: of shorter roll-ups where they are right, of profiles elsewhere. A crash on
 * the way leaves none, since the row that makes it one is written last. Built anew it takes the place of the one before.
 * For one thread.
 */
final class RollUpBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(RollUpBuilder.class);

    private static final int BATCH_BYTES = 1 << 20;

    /** A shorter stretch, with its roll-up where that can stand for it. */
    private record Source(SeriesBucket series, @Nullable RollUp rollUp) {
        boolean isByInstance() {
            return rollUp != null && rollUp.isByInstance();
        }
    }

    private final Engine engine;
    private final Partitions partitions;

    RollUpBuilder(Engine engine, Partitions partitions) {
        this.engine = engine;
        this.partitions = partitions;
    }

    /** Makes it, unless it is there and right, or not worth it. */
    void build(SeriesBucket series) {
        build(series, false);
    }

    /**
     * @param forGood also where it is not worth it, and with its instances and rates: its profiles are about to go
     */
    void build(SeriesBucket series, boolean forGood) {
        try (ReadView view = new ReadView(engine)) {
            byte[] activityRow = view.get(Family.ACTIVITY, series.key());
            if (activityRow == null) {
                return;
            }
            Activity activity = ActivityRows.decode(series, activityRow);
            boolean isThere = view.get(Family.ROLLUPS, series.key()) != null;
            Optional<RollUp> right = isThere ? new RollUpRows(view).of(new Row(series, activity)) : Optional.empty();
            if (right.isPresent() && (!forGood || !right.get().isUsable() || standsForGood(right.get()))) {
                return;
            }
            if (isThere) {
                delete(series);
            }
            if (RollUpWorth.ofAll(series.level(), activity.profiles()) || (forGood && activity.profiles() > 0)) {
                new Building(view, series, activity, forGood).run();
            }
        } catch (CorruptDataException e) {
            throw new StoreException("the roll-up of " + series + " cannot be made: " + e.getMessage(), e);
        }
    }

    /** Whether nothing more could be made of its profiles. */
    private static boolean standsForGood(RollUp rollUp) throws CorruptDataException {
        return rollUp.isByInstance() && (rollUp.hasRates() || !HourlyRate.isIn(rollUp.parts()));
    }

    private void delete(SeriesBucket series) {
        try (WriteBatch batch = new WriteBatch()) {
            Engine.deleteRange(batch, engine.handle(Family.ROLLUPS), series.key(), series.behind());
            engine.write(batch);
        }
    }

    /** One roll-up under way. */
    private final class Building {
        private final ReadView view;
        private final SeriesBucket series;
        private final Activity activity;
        private final DictionaryView dictionary;
        private final FrontReader fronts = new FrontReader();
        private final boolean forGood;

        Building(ReadView view, SeriesBucket series, Activity activity, boolean forGood) {
            this.forGood = forGood;
            this.view = view;
            this.series = series;
            this.activity = activity;
            this.dictionary = partitions.view(series.partition());
        }

        void run() throws CorruptDataException {
            try (SeriesScan scan = new SeriesScan(view)) {
                List<Source> sources = sources();
                Summer all = new Summer(series.partition(), dictionary);
                ShareCount shares = new ShareCount(series.toMillis());
                TotalsCount totals = new TotalsCount();
                for (Source source : sources) {
                    RollUp rollUp = source.rollUp();
                    if (rollUp != null) {
                        shares.add(source.series(), rollUp.instances());
                        totals.add(rollUp.instances(), rollUp.decodeTotals());
                        addParts(all, rollUp.parts());
                    } else {
                        scan.each(source.series(), null, (key, keyBytes, record) -> {
                            StoredRecord front = fronts.read(record);
                            shares.add(key, front.header().durationNanos());
                            totals.add(key.instance(), front);
                            all.add(keyBytes, front, record);
                        });
                    }
                }
                if (!all.canBeSummed()) {
                    write(RollUp.unusable(activity.changes()));
                    return;
                }
                List<RollUpPart> parts = all.parts();
                InstanceShares instances = shares.result();
                boolean ofRates =
                        (forGood || RollUpWorth.ofRates(series.level(), instances.size())) && HourlyRate.isIn(parts);
                RateSummer byInstanceSums = ofRates && series.level() == Level.HOUR ? rates(scan) : null;
                boolean byInstance =
                        (forGood || RollUpWorth.ofInstances(series.level(), shares.profiles(), instances.size()))
                                && writeInstances(scan, sources, instances, byInstanceSums);
                boolean hasRates = ofRates && writeRates(scan, instances, byInstance ? byInstanceSums : null);
                byte[] each = totals.result(instances).map(RollUpTotals::encode).orElse(new byte[0]);
                write(new RollUp(activity.changes(), true, byInstance, hasRates, instances, each, parts));
            } catch (IncompatibleHeadersException | SumOverflowException e) {
                // Merges read these profiles, and say what is wrong with them.
                LOG.debug("no roll-up of {}: {}", series, e.getMessage());
                write(RollUp.unusable(activity.changes()));
            }
        }

        private List<Source> sources() {
            if (series.level() == Level.MINUTE) {
                return List.of(new Source(series, null));
            }
            RollUpRows rollUps = new RollUpRows(view);
            return ActivityRows.shorter(view, series).stream()
                    .map(row -> new Source(
                            row.series(),
                            rollUps.of(row)
                                    .filter(RollUp::isUsable)
                                    .filter(rollUp ->
                                            !rollUp.lastsBeyond(row.series().toMillis(), series.toMillis()))
                                    .orElse(null)))
                    .toList();
        }

        private RateSummer rates(SeriesScan scan) {
            return new RateSummer(view, scan, series.partition(), dictionary);
        }

        /**
         * Says false where there is nothing to be weighted by rate.
         *
         * @param byInstanceSums has all that the instances' sums give, if they are of an hour
         */
        private boolean writeRates(SeriesScan scan, InstanceShares instances, @Nullable RateSummer byInstanceSums)
                throws CorruptDataException {
            try {
                RateSummer rates = byInstanceSums;
                if (rates == null) {
                    rates = rates(scan);
                    rates.add(series, instances);
                }
                ByteWriter out = new ByteWriter(1024);
                RollUpPart.write(out, rates.parts());
                try (WriteBatch batch = new WriteBatch()) {
                    Engine.put(batch, engine.handle(Family.ROLLUPS), series.keyOfRates(), out.toByteArray());
                    engine.write(batch);
                }
                return true;
            } catch (IncompatibleHeadersException | SumOverflowException e) {
                LOG.debug("no sum by rate of {}: {}", series, e.getMessage());
                return false;
            }
        }

        /**
         * Says false, and that none of them counts, when an instance's scrapes cannot be followed.
         *
         * @param rates takes each of them, if there is one
         */
        private boolean writeInstances(
                SeriesScan scan, List<Source> sources, InstanceShares instances, @Nullable RateSummer rates)
                throws CorruptDataException, IncompatibleHeadersException {
            // Looked up once: a day has 1,440 minutes, and to seek each instance in each of them took minutes.
            List<Map<Digest, List<byte[]>>> keys = sources.stream()
                    .map(source -> source.isByInstance() ? Map.<Digest, List<byte[]>>of() : scan.keys(source.series()))
                    .toList();
            WriteBatch batch = new WriteBatch();
            try {
                for (InstanceShare share : instances) {
                    Optional<InstanceRollUp> rollUp = instance(sources, keys, share);
                    if (rollUp.isEmpty()) {
                        return false;
                    }
                    Engine.put(
                            batch,
                            engine.handle(Family.ROLLUPS),
                            series.key(share.instance()),
                            rollUp.get().encode());
                    if (rates != null) {
                        rates.addInstance(rollUp.get(), share.timedNanos());
                    }
                    if (batch.getDataSize() > BATCH_BYTES) {
                        engine.write(batch);
                        batch.clear();
                    }
                }
                engine.write(batch);
                return true;
            } finally {
                batch.close();
            }
        }

        private Optional<InstanceRollUp> instance(
                List<Source> sources, List<Map<Digest, List<byte[]>>> keys, InstanceShare share)
                throws CorruptDataException, IncompatibleHeadersException {
            Summer sum = new Summer(series.partition(), dictionary);
            CounterSummer counters = new CounterSummer(new BlockSizes(dictionary));
            RollUpRows rollUps = new RollUpRows(view);
            for (int i = 0; i < sources.size(); i++) {
                for (byte[] key : keys.get(i).getOrDefault(share.instance(), List.of())) {
                    byte[] record = view.get(Family.PROFILES, key);
                    if (record == null) {
                        throw new CorruptDataException("profile " + ProfileKey.toId(key) + " is in the index alone");
                    }
                    StoredRecord front = fronts.read(record);
                    sum.add(key, front, record);
                    counters.add(record, front);
                }
                RollUp rollUp = sources.get(i).rollUp();
                if (rollUp != null
                        && rollUp.isByInstance()
                        && rollUp.instances().has(share.instance())) {
                    InstanceRollUp shorter = rollUps.of(sources.get(i).series(), share.instance());
                    addParts(sum, shorter.parts());
                    InstanceRollUp.Counters followed = shorter.counters();
                    if (followed != null) {
                        counters.add(followed);
                    }
                }
            }
            try {
                Optional<InstanceRollUp.Counters> followed = counters.result();
                if (followed.isPresent() && !sum.hasOneShape()) {
                    return Optional.empty();
                }
                return Optional.of(new InstanceRollUp(share.profiles(), sum.parts(), followed.orElse(null)));
            } catch (SumOverflowException e) {
                LOG.debug("no roll-up of instance {} of {}: {}", share.instance(), series, e.getMessage());
                return Optional.empty();
            }
        }

        private static void addParts(Summer sum, List<RollUpPart> parts)
                throws CorruptDataException, IncompatibleHeadersException {
            for (RollUpPart part : parts) {
                sum.add(part);
            }
        }

        private void write(RollUp rollUp) {
            try (WriteBatch batch = new WriteBatch()) {
                Engine.put(batch, engine.handle(Family.ROLLUPS), series.key(), rollUp.encode(series.fromMillis()));
                engine.write(batch);
            }
        }
    }
}
