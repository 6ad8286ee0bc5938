package io.tributary.storage.rocksdb;

import io.tributary.storage.coding.ByteReader;
import io.tributary.storage.coding.ByteWriter;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.rocksdb.RollUp.InstanceShare;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.stream.IntStream;

/**
 * What each instance gave to a roll-up, in the order of their digests. Kept in columns: a question about a week of a thousand
 * instances goes over a hundred thousand of them, of which most are of the same instances as those before.
 *
 * <pre>
 * n, n × digest(16), n × profiles, n × first z from the bucket's begin, n × last - first, n × timed, n × overhang
 * </pre>
 */
final class InstanceShares implements Iterable<InstanceShare> {
    static final InstanceShares NONE =
            new InstanceShares(new byte[0], new long[0], new long[0], new long[0], new long[0], new long[0]);

    private final byte[] digests;
    private final long[] profiles;
    private final long[] firstMillis;
    private final long[] lastMillis;
    private final long[] timedNanos;
    private final long[] overhangNanos;

    private InstanceShares(
            byte[] digests,
            long[] profiles,
            long[] firstMillis,
            long[] lastMillis,
            long[] timedNanos,
            long[] overhangNanos) {
        this.digests = digests;
        this.profiles = profiles;
        this.firstMillis = firstMillis;
        this.lastMillis = lastMillis;
        this.timedNanos = timedNanos;
        this.overhangNanos = overhangNanos;
    }

    /** @param inOrder in the order of their digests */
    static InstanceShares of(Collection<InstanceShare> inOrder) {
        InstanceShares all = ofLength(inOrder.size());
        int i = 0;
        for (InstanceShare share : inOrder) {
            System.arraycopy(
                    share.instance().bytes(), 0, all.digests, i * Digest.INSTANCE_BYTES, Digest.INSTANCE_BYTES);
            all.profiles[i] = share.profiles();
            all.firstMillis[i] = share.firstMillis();
            all.lastMillis[i] = share.lastMillis();
            all.timedNanos[i] = share.timedNanos();
            all.overhangNanos[i] = share.overhangNanos();
            i++;
        }
        return all;
    }

    private static InstanceShares ofLength(int n) {
        return new InstanceShares(
                new byte[n * Digest.INSTANCE_BYTES], new long[n], new long[n], new long[n], new long[n], new long[n]);
    }

    int size() {
        return profiles.length;
    }

    Digest instance(int i) {
        return new Digest(Arrays.copyOfRange(digests, i * Digest.INSTANCE_BYTES, (i + 1) * Digest.INSTANCE_BYTES));
    }

    long profiles(int i) {
        return profiles[i];
    }

    long firstMillis(int i) {
        return firstMillis[i];
    }

    long lastMillis(int i) {
        return lastMillis[i];
    }

    long timedNanos(int i) {
        return timedNanos[i];
    }

    long overhangNanos(int i) {
        return overhangNanos[i];
    }

    InstanceShare get(int i) {
        return new InstanceShare(
                instance(i),
                Math.toIntExact(profiles[i]),
                firstMillis[i],
                lastMillis[i],
                timedNanos[i],
                overhangNanos[i]);
    }

    @Override
    public Iterator<InstanceShare> iterator() {
        return IntStream.range(0, size()).mapToObj(this::get).iterator();
    }

    /** Whether these are of the same instances as others. */
    boolean haveInstancesOf(InstanceShares others) {
        return Arrays.equals(digests, others.digests);
    }

    /** Those at these places. */
    InstanceShares only(int[] places) {
        InstanceShares some = ofLength(places.length);
        for (int i = 0; i < places.length; i++) {
            int from = places[i];
            System.arraycopy(
                    digests,
                    from * Digest.INSTANCE_BYTES,
                    some.digests,
                    i * Digest.INSTANCE_BYTES,
                    Digest.INSTANCE_BYTES);
            some.profiles[i] = profiles[from];
            some.firstMillis[i] = firstMillis[from];
            some.lastMillis[i] = lastMillis[from];
            some.timedNanos[i] = timedNanos[from];
            some.overhangNanos[i] = overhangNanos[from];
        }
        return some;
    }

    /** Whether an overhang is longer than this. */
    boolean hangOver(long nanos) {
        for (long overhang : overhangNanos) {
            if (overhang > nanos) {
                return true;
            }
        }
        return false;
    }

    /** Whether this instance is among them. */
    boolean has(Digest instance) {
        return place(instance) >= 0;
    }

    /** The sum of this instance's durations, 0 when it is not among them. */
    long timedNanos(Digest instance) {
        int place = place(instance);
        return place < 0 ? 0 : timedNanos[place];
    }

    /** Below 0 when it is not among them. */
    private int place(Digest instance) {
        int low = 0;
        int high = size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int at = middle * Digest.INSTANCE_BYTES;
            int order = Arrays.compareUnsigned(
                    digests, at, at + Digest.INSTANCE_BYTES, instance.bytes(), 0, Digest.INSTANCE_BYTES);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    void write(ByteWriter out, long bucketMillis) {
        out.writeVarint(size());
        out.writeBytes(digests, 0, digests.length);
        for (long each : profiles) {
            out.writeVarint(each);
        }
        for (long first : firstMillis) {
            out.writeZigZag(first - bucketMillis);
        }
        for (int i = 0; i < size(); i++) {
            out.writeVarint(lastMillis[i] - firstMillis[i]);
        }
        for (long timed : timedNanos) {
            out.writeVarint(timed);
        }
        for (long overhang : overhangNanos) {
            out.writeVarint(overhang);
        }
    }

    static InstanceShares read(ByteReader in, long bucketMillis) throws CorruptDataException {
        int n = in.readCount("number of instances");
        // Each is at least its digest and five numbers.
        if ((Digest.INSTANCE_BYTES + 5L) * n > in.remaining()) {
            throw in.corrupt(n + " instances where " + in.remaining() + " bytes are left");
        }
        byte[] digests = in.readBytes(n * Digest.INSTANCE_BYTES, "instances");
        long[] profiles = in.readVarints(n, "number of profiles");
        for (long each : profiles) {
            in.checked(each, "number of profiles", Integer.MAX_VALUE);
        }
        long[] first = in.readVarints(n, "first time");
        for (int i = 0; i < n; i++) {
            first[i] = bucketMillis + (first[i] >>> 1 ^ -(first[i] & 1));
        }
        long[] last = in.readVarints(n, "last time");
        for (int i = 0; i < n; i++) {
            last[i] += first[i];
        }
        return new InstanceShares(
                digests, profiles, first, last, in.readVarints(n, "timed"), in.readVarints(n, "overhang"));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InstanceShares shares
                && Arrays.equals(digests, shares.digests)
                && Arrays.equals(profiles, shares.profiles)
                && Arrays.equals(firstMillis, shares.firstMillis)
                && Arrays.equals(lastMillis, shares.lastMillis)
                && Arrays.equals(timedNanos, shares.timedNanos)
                && Arrays.equals(overhangNanos, shares.overhangNanos);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(digests);
    }

    @Override
    public String toString() {
        return size() + " instances";
    }
}
