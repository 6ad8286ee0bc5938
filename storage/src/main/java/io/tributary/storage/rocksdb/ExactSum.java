package io.tributary.storage.rocksdb;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** A sum of whole numbers that may grow beyond 64 bits. For one thread. */
final class ExactSum {
    /** More digits than tell the quotient of two such sums from the middle between two doubles. */
    private static final MathContext DIGITS = new MathContext(60);

    /** What a double holds of every whole number up to it. */
    private static final long MOST_EXACT = 1L << 53;

    private BigInteger beyond = BigInteger.ZERO;
    private long sum;

    void add(long value) {
        long before = sum;
        sum += value;
        if (((before ^ sum) & (value ^ sum)) < 0) {
            beyond = beyond.add(BigInteger.valueOf(before)).add(BigInteger.valueOf(value));
            sum = 0;
        }
    }

    private BigInteger value() {
        return beyond.add(BigInteger.valueOf(sum));
    }

    private boolean isSmall() {
        return beyond.signum() == 0 && Math.abs(sum) <= MOST_EXACT && sum != Long.MIN_VALUE;
    }

    /**
     * A sum and a mean together, rounded once.
     *
     * @param divisor by what the other sum is divided, positive
     */
    double plusMean(ExactSum other, int divisor) {
        if (isSmall() && other.isSmall()) {
            if (other.sum == 0) {
                return sum;
            }
            if (sum == 0) {
                // Both are exact, so the quotient is rounded once.
                return (double) other.sum / divisor;
            }
        }
        BigInteger by = BigInteger.valueOf(divisor);
        return new BigDecimal(value().multiply(by).add(other.value()))
                .divide(new BigDecimal(by), DIGITS)
                .doubleValue();
    }
}
