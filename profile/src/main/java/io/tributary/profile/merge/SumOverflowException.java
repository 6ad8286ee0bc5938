package io.tributary.profile.merge;

import io.tributary.profile.ValueType;

/** A sum that is beyond 64 bits, where it must not wrap as pprof's sums do. */
public final class SumOverflowException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String sampleType;

    public SumOverflowException(ValueType sampleType) {
        super("the sum of " + sampleType.type() + " is beyond 64 bits");
        this.sampleType = sampleType.type();
    }

    /** Of what the sum is, for instance {@code alloc_space}. */
    public String sampleType() {
        return sampleType;
    }
}
