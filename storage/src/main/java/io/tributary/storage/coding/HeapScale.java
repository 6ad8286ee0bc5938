package io.tributary.storage.coding;

import java.util.Arrays;

/**
 * How Go scales a sampled heap (runtime/pprof, {@code scaleHeapSample}): of {@code count} sampled objects of {@code size} bytes each at
 * one sample for {@code rate} bytes, the profile has {@code trunc(count × f)} objects and {@code trunc(count × size × f)} bytes, with
 * {@code f = 1 / (1 - e^(-size / rate))}. Count and size are small numbers, what the profile has are large ones.
 *
 * <p>The exponential is {@link StrictMath}'s, which is the same on every machine; Go's may differ in the last bit, so whoever writes checks
 * every value. For one thread.
 */
final class HeapScale {
    private static final int CACHE_BITS = 10;
    /** Beyond it a product of count and size is not exact as a floating-point number, in Go as little as here. */
    private static final long EXACT = 1L << 53;

    private static final int MOST_COUNTS = 64;
    private static final int STEPS = 8;

    private final long rate;
    private final long[] sizes = new long[1 << CACHE_BITS];
    private final double[] factors = new double[1 << CACHE_BITS];
    private long size;

    /** @param rate bytes for one sample, more than one */
    HeapScale(long rate) {
        this.rate = rate;
        Arrays.fill(sizes, -1);
    }

    long rate() {
        return rate;
    }

    /** How many objects stand for so many sampled ones of this size. */
    long objects(long count, long ofSize) {
        return count == 0 ? 0 : (long) (count * factor(ofSize));
    }

    /** How many bytes do. */
    long bytes(long count, long ofSize) {
        return count == 0 ? 0 : (long) ((double) (count * ofSize) * factor(ofSize));
    }

    /** The count for which there are so many objects and bytes of a known size, or 0 when there is none. */
    long count(long objects, long bytes, long ofSize) {
        if (objects <= 0 || bytes <= 0 || ofSize <= 0) {
            return 0;
        }
        long near = Math.round(objects / factor(ofSize));
        for (long count = Math.max(1, near - 1); count <= near + 1; count++) {
            if (fits(objects, bytes, count, ofSize)) {
                return count;
            }
        }
        return 0;
    }

    /** The same of values that need not fit any count, as sums do not: then one that is near, or 0. */
    long nearCount(long objects, long bytes, long ofSize) {
        long count = count(objects, bytes, ofSize);
        if (count > 0 || objects <= 0) {
            return count;
        }
        long near = Math.round(objects / factor(ofSize));
        return near <= EXACT / ofSize ? near : 0;
    }

    /** The same of a size that is to be found too, which {@link #size} then tells. */
    long count(long objects, long bytes) {
        if (objects <= 0 || bytes <= 0 || bytes >= EXACT) {
            return 0;
        }
        double low = (double) bytes / (objects + 1.0);
        double high = (bytes + 1.0) / objects;
        long first = Math.max(1, (long) Math.floor(low));
        if (high - first <= 2) {
            for (long candidate = first; candidate <= high + 1; candidate++) {
                long count = count(objects, bytes, candidate);
                if (count > 0) {
                    size = candidate;
                    return count;
                }
            }
            return 0;
        }
        long least = Math.max(1, (long) Math.floor(objects / exactFactor(low)));
        long most = Math.min(least + MOST_COUNTS, (long) Math.ceil((objects + 1) / exactFactor(high)));
        for (long count = least; count <= most; count++) {
            long near = Math.round(sizeFor((double) bytes / count));
            for (long candidate = Math.max(1, near - 1); candidate <= near + 1; candidate++) {
                if (fits(objects, bytes, count, candidate)) {
                    size = candidate;
                    return count;
                }
            }
        }
        return 0;
    }

    /** What the last count that was found is a count of. */
    long size() {
        return size;
    }

    private boolean fits(long objects, long bytes, long count, long ofSize) {
        return count <= EXACT / ofSize && objects(count, ofSize) == objects && bytes(count, ofSize) == bytes;
    }

    /** The size at which one sampled object stands for so many bytes, by Newton's method. */
    private double sizeFor(double scaled) {
        double at = scaled;
        for (int step = 0; step < STEPS; step++) {
            double f = exactFactor(at);
            double slope = f - at / (double) rate * (f - 1) * f;
            at = Math.max(1, at - (at * f - scaled) / slope);
        }
        return at;
    }

    private double factor(long ofSize) {
        int slot = (int) ((ofSize * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - CACHE_BITS));
        if (sizes[slot] != ofSize) {
            sizes[slot] = ofSize;
            factors[slot] = exactFactor((double) ofSize);
        }
        return factors[slot];
    }

    private double exactFactor(double ofSize) {
        return 1 / (1 - StrictMath.exp(-ofSize / (double) rate));
    }
}
