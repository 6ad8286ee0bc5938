package io.tributary.storage.rocksdb;

import io.tributary.storage.StoreException;
import io.tributary.storage.coding.ByteReader;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.rocksdb.ActivityRows.Row;
import io.tributary.storage.rocksdb.Engine.Family;
import java.util.List;
import java.util.Optional;

/** Reads roll-ups; one that no longer says what is there is taken for none. For one thread. */
final class RollUpRows {
    private final ReadView view;

    RollUpRows(ReadView view) {
        this.view = view;
    }

    /** The roll-up of what this row counts, if there is one and nothing changed since. */
    Optional<RollUp> of(Row row) {
        SeriesBucket series = row.series();
        byte[] value = view.get(Family.ROLLUPS, series.key());
        if (value == null) {
            return Optional.empty();
        }
        try {
            RollUp rollUp = RollUp.decode(value, series.fromMillis());
            return rollUp.changes() == row.activity().changes() ? Optional.of(rollUp) : Optional.empty();
        } catch (CorruptDataException e) {
            throw damaged(series, e);
        }
    }

    /** What each instance of a roll-up comes to, if it says so. */
    static Optional<RollUpTotals> totals(SeriesBucket series, RollUp rollUp) {
        try {
            return rollUp.decodeTotals();
        } catch (CorruptDataException e) {
            throw damaged(series, e);
        }
    }

    /** What to throw when a roll-up, or what stands in it, cannot be read. */
    static StoreException damaged(SeriesBucket series, CorruptDataException e) {
        return new StoreException("the roll-up of " + series + " is damaged: " + e.getMessage(), e);
    }

    /** The sum by {@link HourlyRate} of a roll-up that has one. */
    List<RollUpPart> rates(SeriesBucket series) {
        byte[] value = view.get(Family.ROLLUPS, series.keyOfRates());
        if (value == null) {
            throw new StoreException("the roll-up of " + series + " lacks its sum by rate; restore a copy");
        }
        try {
            ByteReader in = new ByteReader("sum by rate", value);
            List<RollUpPart> parts = RollUpPart.read(in);
            in.expectEnd();
            return parts;
        } catch (CorruptDataException e) {
            throw new StoreException(
                    "the roll-up of " + series + " is damaged in its sum by rate: " + e.getMessage(), e);
        }
    }

    /** One instance's part of a roll-up that is by instance. */
    InstanceRollUp of(SeriesBucket series, Digest instance) {
        byte[] value = view.get(Family.ROLLUPS, series.key(instance));
        if (value == null) {
            throw new StoreException(
                    "the roll-up of " + series + " lacks its instance " + instance + "; restore a copy");
        }
        try {
            return InstanceRollUp.decode(value);
        } catch (CorruptDataException e) {
            throw new StoreException(
                    "the roll-up of instance " + instance + " of " + series + " is damaged: " + e.getMessage(), e);
        }
    }
}
