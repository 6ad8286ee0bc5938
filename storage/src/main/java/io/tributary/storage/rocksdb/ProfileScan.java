package io.tributary.storage.rocksdb;

import io.tributary.storage.Selection;
import io.tributary.storage.StoreException;
import io.tributary.storage.TimeRange;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.rocksdb.Engine.Family;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.rocksdb.RocksIterator;

/**
 * The selected profiles in the order of their keys. Hours in which the service has nothing cost one seek together, not one
 * each. For one thread; to be closed before its view is.
 */
final class ProfileScan implements AutoCloseable {
    /** One stored profile on the way. */
    record Entry(ProfileKey key, byte[] keyBytes, byte[] record) {}

    /** Takes a profile, or says that it is damaged or, by an exception of its own, what else is wrong. */
    interface Visitor<E extends Exception> {
        void take(Entry entry) throws CorruptDataException, E;
    }

    private final Selection selection;
    private final TimeRange range;
    private final InstanceLookup instances;
    private final RocksIterator iterator;
    private final long lastMillis;
    private final int lastHour;
    private final boolean empty;

    /**
     * @param range the part of the selection's range to scan
     * @param instances matches the selection's selectors
     */
    ProfileScan(ReadView view, Selection selection, TimeRange range, InstanceLookup instances) {
        this.selection = selection;
        this.range = range;
        this.instances = instances;
        this.iterator = view.iterator(Family.PROFILES);
        this.lastMillis = Names.clamp(range.toMillis() - 1);
        this.lastHour = SeriesHour.hourOf(lastMillis);
        this.empty = !Names.canBeKept(selection.service()) || !Names.canBeKept(selection.type());
        if (!empty) {
            iterator.seek(first(Names.clamp(range.fromMillis())));
        }
    }

    private byte[] first(long fromMillis) {
        String service = selection.service();
        String type = selection.type();
        int hour = SeriesHour.hourOf(fromMillis);
        return service == null || type == null ? prefix(hour) : ProfileKey.prefix(service, type, fromMillis);
    }

    /** Goes on behind this key instead. */
    void seekBehind(byte[] key) {
        if (!empty) {
            iterator.seek(Scans.after(key));
        }
    }

    /**
     * Gives the visitor all that come.
     *
     * @throws StoreException naming the profile, when the visitor says that it is damaged
     */
    <E extends Exception> void each(Visitor<E> visitor) throws E {
        for (Optional<Entry> next = next(); next.isPresent(); next = next()) {
            try {
                visitor.take(next.get());
            } catch (CorruptDataException e) {
                throw new StoreException(
                        "profile " + ProfileKey.toId(next.get().keyBytes()) + " is damaged: " + e.getMessage(), e);
            }
        }
    }

    /** The next one, or empty at the end. */
    Optional<Entry> next() {
        while (iterator.isValid()) {
            byte[] bytes = iterator.key();
            ProfileKey key = read(bytes);
            if (isBehind(key)) {
                return Optional.empty();
            }
            if (skipsSeries(key.series())) {
                continue;
            }
            if (!instances.isSelected(key)) {
                goToNextSelected(key);
            } else if (range.contains(key.timeMillis())) {
                Optional<Entry> entry = Optional.of(new Entry(key, bytes, iterator.value()));
                iterator.next();
                return entry;
            } else {
                iterator.next();
            }
        }
        Engine.check(iterator);
        return Optional.empty();
    }

    /** From an instance that is not selected. */
    private void goToNextSelected(ProfileKey key) {
        SeriesHour at = key.series();
        Optional<List<Digest>> few = instances.few(ServiceDay.ofHour(at.hour(), at.service()));
        if (few.isEmpty()) {
            iterator.next();
            return;
        }
        int next = -1 - Collections.binarySearch(few.get(), key.instance());
        iterator.seek(
                next < few.get().size()
                        ? ProfileKey.prefix(
                                at.service(),
                                at.type(),
                                key.timeMillis(),
                                few.get().get(next))
                        : ProfileKey.behindMinute(at.service(), at.type(), key.timeMillis()));
    }

    private boolean isBehind(ProfileKey key) {
        SeriesHour at = key.series();
        return at.hour() > lastHour
                || (at.hour() == lastHour
                        && selection.type() != null
                        && at.service().equals(selection.service())
                        && at.type().equals(selection.type())
                        && key.minute() > ProfileKey.minute(lastMillis));
    }

    /** Seeks on when this series is not asked for, and says so. */
    private boolean skipsSeries(SeriesHour at) {
        String service = selection.service();
        String type = selection.type();
        int ofService = service == null ? 0 : compare(at.service(), service);
        if (ofService != 0) {
            iterator.seek(prefix(ofService < 0 ? at.hour() : at.hour() + 1));
            return true;
        }
        if (type == null || at.type().equals(type)) {
            return false;
        }
        if (compare(at.type(), type) < 0) {
            iterator.seek(KeyBuffer.writing()
                    .putInt(at.hour())
                    .putText(at.service())
                    .putText(type)
                    .toBytes());
        } else {
            iterator.seek(service == null ? behindService(at) : prefix(at.hour() + 1));
        }
        return true;
    }

    /** The first key that no key of this hour and service comes behind: texts end in 0, so 1 in its place is larger. */
    private static byte[] behindService(SeriesHour at) {
        byte[] key = KeyBuffer.writing().putInt(at.hour()).putText(at.service()).toBytes();
        key[key.length - 1] = 1;
        return key;
    }

    /** As their bytes in keys compare. */
    private static int compare(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] prefix(int hour) {
        KeyBuffer key = KeyBuffer.writing().putInt(hour);
        String service = selection.service();
        String type = selection.type();
        if (service != null) {
            key.putText(service);
            if (type != null) {
                key.putText(type);
            }
        }
        return key.toBytes();
    }

    private static ProfileKey read(byte[] bytes) {
        try {
            return ProfileKey.read(bytes);
        } catch (IllegalArgumentException e) {
            throw new StoreException("a profile's key is damaged; restore a copy", e);
        }
    }

    @Override
    public void close() {
        iterator.close();
    }
}
