package io.tributary.storage.rocksdb;

/**
 * How a store is run.
 *
 * @param writer whose partitions are written: a name that no other collector with the same data uses
 * @param dictionaryBudgetBytes memory for partitions' dictionaries; the least used beyond it are let go and loaded again
 *     when asked for
 * @param mostDictionaryBytes memory that the dictionary of one service's day may take: who sends names that never come
 *     again, a request's number in a function name for instance, is refused for the rest of the day instead of filling the
 *     memory of all
 * @param blockCacheBytes memory for blocks read from files
 * @param writeBufferBytes memory for what is not yet in a file
 * @param retention how long what is kept
 */
public record RocksStoreOptions(
        String writer,
        long dictionaryBudgetBytes,
        long mostDictionaryBytes,
        long blockCacheBytes,
        long writeBufferBytes,
        Retention retention) {
    public static final RocksStoreOptions DEFAULT =
            new RocksStoreOptions("0", 64L << 20, 32L << 20, 32L << 20, 16L << 20);

    /** The same, and nothing goes. */
    public RocksStoreOptions(
            String writer,
            long dictionaryBudgetBytes,
            long mostDictionaryBytes,
            long blockCacheBytes,
            long writeBufferBytes) {
        this(
                writer,
                dictionaryBudgetBytes,
                mostDictionaryBytes,
                blockCacheBytes,
                writeBufferBytes,
                Retention.UNLIMITED);
    }

    public RocksStoreOptions with(Retention other) {
        return new RocksStoreOptions(
                writer, dictionaryBudgetBytes, mostDictionaryBytes, blockCacheBytes, writeBufferBytes, other);
    }

    public RocksStoreOptions {
        Names.check("writer", writer);
    }
}
