package io.tributary.storage.coding;

import io.tributary.profile.merge.VectorAccumulator;

/** Adds the vectors of stored profiles to a sum without building them. For one thread. */
public final class VectorAdder {
    private final VectorAccumulator sum;
    private final int stackLimit;
    private final VectorReader vector;
    private final long[] factors;

    /** @param sizes of the dictionary that the stacks are of: each of its stacks is known, and no other may come */
    public VectorAdder(VectorAccumulator sum, BlockSizes sizes) {
        this(sum, sizes.stacks(), sizes);
    }

    VectorAdder(VectorAccumulator sum, int stackLimit, BlockSizes sizes) {
        this.sum = sum;
        this.stackLimit = stackLimit;
        this.vector = new VectorReader(sizes);
        this.factors = new long[sum.columns()];
    }

    /**
     * Adds a stored profile's vector; the front part is not looked at.
     *
     * @throws CorruptDataException when the bytes are not a stored profile, or its vector has another width than the
     *     sum. The sum is then as it was.
     */
    public void add(byte[] record) throws CorruptDataException {
        add(ProfileRecordCodec.vectorOf(record));
    }

    void add(ByteReader in) throws CorruptDataException {
        vector.read(in);
        in.expectEnd();
        int n = vector.size();
        if (n == 0) {
            return;
        }
        if (vector.columns() != sum.columns()) {
            throw in.corrupt(vector.columns() + " columns where " + sum.columns() + " are added up");
        }
        int[] stacks = vector.stacks();
        in.checked(stacks[n - 1], "last stack", stackLimit);
        if (!vector.areMultiplesOfFirst(factors) || !sum.addMultiples(stacks, n, vector.first(), factors)) {
            sum.add(stacks, n, vector.values());
        }
    }
}
