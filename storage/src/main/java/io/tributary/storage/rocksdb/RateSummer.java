package io.tributary.storage.rocksdb;

import io.tributary.profile.dictionary.DictionaryView;
import io.tributary.profile.merge.IncompatibleHeadersException;
import io.tributary.profile.merge.SumOverflowException;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.coding.FrontReader;
import io.tributary.storage.rocksdb.ActivityRows.Row;
import io.tributary.storage.rocksdb.RollUp.InstanceShare;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what one writer's series gives to a merge by {@link HourlyRate}: of an hour each instance's sum times its weight, of what is longer
 * the hours. For one thread.
 */
final class RateSummer {
    private final ReadView view;
    private final RollUpRows rollUps;
    private final SeriesScan scan;
    private final Summer sum;
    private final FrontReader fronts = new FrontReader();
    private @Nullable IncompatibleHeadersException unfit;

    RateSummer(ReadView view, SeriesScan scan, PartitionKey partition, DictionaryView dictionary) {
        this.view = view;
        this.rollUps = new RollUpRows(view);
        this.scan = scan;
        this.sum = new Summer(partition, dictionary);
    }

    /** Adds what one instance gave in an hour; what does not fit is said in the end. */
    void addInstance(InstanceRollUp ofHour, long timedNanos) throws CorruptDataException {
        try {
            for (RollUpPart part : ofHour.parts()) {
                sum.addByRate(part, HourlyRate.weight(timedNanos));
            }
        } catch (IncompatibleHeadersException e) {
            unfit = e;
        }
    }

    /** Adds whole hours by their profiles alone. */
    void addProfiles(SeriesBucket series) throws CorruptDataException, IncompatibleHeadersException {
        int perHour = Math.toIntExact(series.level().millis / Level.HOUR.millis);
        for (int i = 0; i < perHour; i++) {
            addHour(new SeriesBucket(
                    Level.HOUR, series.bucket() * perHour + i, series.service(), series.type(), series.writer()));
        }
    }

    private void addHour(SeriesBucket hour) throws CorruptDataException, IncompatibleHeadersException {
        ShareCount shares = new ShareCount(hour.toMillis());
        scan.each(
                hour,
                null,
                (key, _, record) -> shares.add(key, fronts.read(record).header().durationNanos()));
        addHour(hour, shares.result());
    }

    private void addHour(SeriesBucket hour, InstanceShares instances)
            throws CorruptDataException, IncompatibleHeadersException {
        scan.each(
                hour,
                null,
                (key, keyBytes, record) -> sum.addByRate(
                        keyBytes,
                        fronts.read(record),
                        record,
                        HourlyRate.weight(instances.timedNanos(key.instance()))));
    }

    /**
     * Adds an hour by its profiles, and what is longer by what is summed up of shorter ones.
     *
     * @param instances what each gave to it
     */
    void add(SeriesBucket series, InstanceShares instances) throws CorruptDataException, IncompatibleHeadersException {
        if (series.level() == Level.HOUR) {
            addHour(series, instances);
        } else {
            addShorter(series);
        }
    }

    /** Adds a bucket that is longer than an hour, by what is summed up of shorter ones where there is something. */
    private void addShorter(SeriesBucket series) throws CorruptDataException, IncompatibleHeadersException {
        for (Row row : ActivityRows.shorter(view, series)) {
            add(row);
        }
    }

    private void add(Row row) throws CorruptDataException, IncompatibleHeadersException {
        SeriesBucket series = row.series();
        Optional<RollUp> rollUp = rollUps.of(row).filter(RollUp::isUsable);
        if (rollUp.isPresent() && rollUp.get().hasRates()) {
            for (RollUpPart part : rollUps.rates(series)) {
                sum.add(part);
            }
        } else if (series.level() != Level.HOUR) {
            addShorter(series);
        } else if (rollUp.isPresent() && rollUp.get().isByInstance()) {
            for (InstanceShare share : rollUp.get().instances()) {
                addInstance(rollUps.of(series, share.instance()), share.timedNanos());
            }
        } else if (rollUp.isPresent()) {
            addHour(series, rollUp.get().instances());
        } else {
            addHour(series);
        }
    }

    /**
     * The sums in the order of their first profiles.
     *
     * @throws IncompatibleHeadersException when something was added that has no rate
     * @throws SumOverflowException when a sum is beyond 64 bits
     */
    List<RollUpPart> parts() throws IncompatibleHeadersException, SumOverflowException {
        IncompatibleHeadersException e = unfit;
        if (e != null) {
            throw e;
        }
        return sum.parts();
    }
}
