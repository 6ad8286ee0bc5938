package io.tributary.storage.rocksdb;

import io.tributary.profile.Header;
import io.tributary.storage.Origin;
import io.tributary.storage.Page;
import io.tributary.storage.ProfileId;
import io.tributary.storage.Selection;
import io.tributary.storage.StoreException;
import io.tributary.storage.StoredProfile;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.coding.ProfileRecordCodec;
import io.tributary.storage.coding.StoredRecord;
import io.tributary.storage.rocksdb.ProfileScan.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists stored profiles, page by page. */
final class StoredProfiles {
    private StoredProfiles() {}

    /** The selected profiles behind a key, or from the first on. */
    static Page<StoredProfile> page(
            ReadView view, Partitions partitions, Selection selection, int limit, Optional<byte[]> behind) {
        List<StoredProfile> items = new ArrayList<>();
        InstanceLookup instances = InstanceLookup.withSamples(view, selection.anyOf(), partitions);
        try (ProfileScan scan = new ProfileScan(view, selection, selection.range(), instances)) {
            behind.ifPresent(scan::seekBehind);
            for (Optional<Entry> next = scan.next(); next.isPresent(); next = scan.next()) {
                if (items.size() == limit) {
                    return new Page<>(items, items.getLast().id().text());
                }
                items.add(describe(next.get(), instances));
            }
        }
        return new Page<>(items, null);
    }

    private static StoredProfile describe(Entry entry, InstanceLookup instances) {
        ProfileId id = ProfileKey.toId(entry.keyBytes());
        try {
            StoredRecord front = ProfileRecordCodec.decodeFront(entry.record());
            Header header = front.header();
            SeriesHour series = entry.key().series();
            return new StoredProfile(
                    id,
                    new Origin(
                            series.service(),
                            series.type(),
                            instances.labels(series.partition(), entry.key().instance()),
                            entry.key().timeMillis()),
                    header.durationNanos(),
                    front.stacks(),
                    header.sampleTypes(),
                    front.totals(),
                    entry.record().length);
        } catch (CorruptDataException e) {
            throw new StoreException("profile " + id + " is damaged: " + e.getMessage(), e);
        }
    }
}
