package io.tributary.storage.rocksdb;

import io.tributary.storage.rocksdb.Engine.Family;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WALRecoveryMode;

/**
 * How RocksDB is set up. To be closed after it.
 *
 * @param db for all of it
 * @param families the default one, then ours in their order
 * @param log what it says while it is open
 * @param owned what is to be closed, in the order it was made
 */
record EngineSetup(DBOptions db, List<ColumnFamilyDescriptor> families, EngineLog log, List<AutoCloseable> owned)
        implements AutoCloseable {
    private static final int BLOCK_BYTES = 64 << 10;
    private static final int DICTIONARY_LEVEL = 12;
    private static final long LOG_BYTES = 64L << 20;

    /** @param aroundDamage as for {@link Engine#open} */
    static EngineSetup of(RocksStoreOptions options, boolean create, boolean aroundDamage) {
        List<AutoCloseable> owned = new ArrayList<>();
        Cache cache = new LRUCache(options.blockCacheBytes());
        owned.add(cache);
        EngineLog log = new EngineLog();
        owned.add(log);
        DBOptions db = new DBOptions()
                .setCreateIfMissing(create)
                .setCreateMissingColumnFamilies(true)
                .setDbWriteBufferSize(options.writeBufferBytes())
                .setMaxTotalWalSize(LOG_BYTES)
                .setMaxBackgroundJobs(2)
                .setStatsDumpPeriodSec(0)
                .setParanoidChecks(!aroundDamage)
                // The usual one forgets all that stands behind a flipped bit, and says nothing.
                .setWalRecoveryMode(WALRecoveryMode.SkipAnyCorruptedRecords)
                .setLogger(log);
        ColumnFamilyOptions plain = familyOptions(cache, options, owned).setDisableAutoCompactions(aroundDamage);
        // Names and addresses of code: little of all that is kept, written once and read once a start, so it is
        // compressed harder.
        CompressionOptions hard = new CompressionOptions().setLevel(DICTIONARY_LEVEL);
        owned.add(hard);
        ColumnFamilyOptions dictionary = familyOptions(cache, options, owned)
                .setDisableAutoCompactions(aroundDamage)
                .setCompressionOptions(hard);
        List<ColumnFamilyDescriptor> families = new ArrayList<>();
        families.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, plain));
        for (Family family : Family.values()) {
            families.add(
                    new ColumnFamilyDescriptor(family.familyName(), family == Family.DICTIONARY ? dictionary : plain));
        }
        owned.add(plain);
        owned.add(dictionary);
        owned.add(db);
        return new EngineSetup(db, families, log, owned);
    }

    private static ColumnFamilyOptions familyOptions(
            Cache cache, RocksStoreOptions options, List<AutoCloseable> owned) {
        BloomFilter bloom = new BloomFilter(10);
        owned.add(bloom);
        return new ColumnFamilyOptions()
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setBlockSize(BLOCK_BYTES)
                        .setFormatVersion(5)
                        .setFilterPolicy(bloom))
                .setWriteBufferSize(options.writeBufferBytes() / 2)
                .setCompressionType(CompressionType.ZSTD_COMPRESSION);
    }

    @Override
    public void close() {
        for (AutoCloseable closeable : owned.reversed()) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException("RocksDB's objects close without failing", e);
            }
        }
    }
}
