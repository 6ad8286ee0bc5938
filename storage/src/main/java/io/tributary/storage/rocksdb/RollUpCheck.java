package io.tributary.storage.rocksdb;

import io.tributary.profile.dictionary.DictionaryView;
import io.tributary.profile.merge.IncompatibleHeadersException;
import io.tributary.profile.merge.SumOverflowException;
import io.tributary.storage.StoreException;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.coding.FrontReader;
import io.tributary.storage.coding.StoredRecord;
import io.tributary.storage.rocksdb.ActivityRows.Row;
import io.tributary.storage.rocksdb.Engine.Family;
import io.tributary.storage.rocksdb.RollUp.InstanceShare;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Roll-ups held against the profiles they stand for: what they cover, and the sums of all and of each instance. One that no longer says
 * what is there stands for nothing and is passed over. For one thread.
 */
final class RollUpCheck {
    /** A merge does without a roll-up that is deleted. */
    private static final String FIX =
            "delete one of its profiles, or put one more, so that it is made again, or restore a snapshot";

    private final ReadView view;
    private final Verification verification;
    private final FrontReader fronts = new FrontReader();

    RollUpCheck(ReadView view, Verification verification) {
        this.view = view;
        this.verification = verification;
    }

    /** Checks that of a stretch, if there is one. */
    void check(SeriesBucket series, DictionaryView dictionary) {
        String where = "the roll-up of " + series.type() + " of " + series.partition() + ", " + series.level()
                + " from " + Instant.ofEpochMilli(series.fromMillis());
        byte[] activity = view.get(Family.ACTIVITY, series.key());
        if (activity == null) {
            return;
        }
        try (SeriesScan scan = new SeriesScan(view)) {
            RollUpRows rows = new RollUpRows(view);
            Optional<RollUp> rollUp = rows.of(new Row(series, ActivityRows.decode(series, activity)))
                    .filter(RollUp::isUsable);
            if (rollUp.isEmpty()) {
                return;
            }
            if (!isOf(
                    scan,
                    series,
                    null,
                    dictionary,
                    rollUp.get().instances(),
                    rollUp.get().parts())) {
                verification.found(where, "is not the sum of its profiles", FIX);
            }
            if (rollUp.get().totals().length > 0
                    && !Arrays.equals(
                            rollUp.get().totals(),
                            totals(scan, series, rollUp.get().instances()))) {
                verification.found(where, "says other totals than its profiles have", FIX);
            }
            if (rollUp.get().hasRates() && !areAlike(rates(scan, series, dictionary), rows.rates(series))) {
                verification.found(where, "by rate is not the sum of its profiles", FIX);
            }
            if (rollUp.get().isByInstance()) {
                for (InstanceShare share : rollUp.get().instances()) {
                    InstanceRollUp ofInstance = rows.of(series, share.instance());
                    if (!isOf(
                            scan,
                            series,
                            share.instance(),
                            dictionary,
                            InstanceShares.of(List.of(share)),
                            ofInstance.parts())) {
                        verification.found(
                                where + ", instance " + share.instance(), "is not the sum of its profiles", FIX);
                    }
                }
            }
        } catch (StoreException e) {
            verification.found(where, EngineFailure.oneLine(String.valueOf(e.getMessage())), FIX);
        } catch (CorruptDataException | IncompatibleHeadersException | SumOverflowException e) {
            // A damaged profile has been found as such; others cannot be added up now and could be then.
            verification.found(where, "its profiles cannot be added up: " + e.getMessage(), FIX);
        }
    }

    private byte[] totals(SeriesScan scan, SeriesBucket series, InstanceShares instances)
            throws CorruptDataException, IncompatibleHeadersException {
        TotalsCount totals = new TotalsCount();
        scan.each(series, null, (key, _, record) -> totals.add(key.instance(), fronts.read(record)));
        return totals.result(instances).map(RollUpTotals::encode).orElse(new byte[0]);
    }

    private List<RollUpPart> rates(SeriesScan scan, SeriesBucket series, DictionaryView dictionary)
            throws CorruptDataException, IncompatibleHeadersException, SumOverflowException {
        RateSummer rates = new RateSummer(view, scan, series.partition(), dictionary);
        rates.addProfiles(series);
        return rates.parts();
    }

    private boolean isOf(
            SeriesScan scan,
            SeriesBucket series,
            @Nullable Digest instance,
            DictionaryView dictionary,
            InstanceShares instances,
            List<RollUpPart> parts)
            throws CorruptDataException, IncompatibleHeadersException, SumOverflowException {
        Summer sum = new Summer(series.partition(), dictionary);
        ShareCount shares = new ShareCount(series.toMillis());
        scan.each(series, instance, (key, keyBytes, record) -> {
            StoredRecord front = fronts.read(record);
            shares.add(key, front.header().durationNanos());
            sum.add(keyBytes, front, record);
        });
        return shares.result().equals(instances) && areAlike(sum.parts(), parts);
    }

    private static boolean areAlike(List<RollUpPart> a, List<RollUpPart> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            RollUpPart one = a.get(i);
            RollUpPart other = b.get(i);
            if (one.profiles() != other.profiles()
                    || !Arrays.equals(one.firstKey(), other.firstKey())
                    || !Arrays.equals(one.record(), other.record())) {
                return false;
            }
        }
        return true;
    }
}
