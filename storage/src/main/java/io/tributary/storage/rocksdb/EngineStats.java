package io.tributary.storage.rocksdb;

import io.tributary.storage.StoreStats.Compactions;
import io.tributary.storage.StoreStats.Kind;
import io.tributary.storage.rocksdb.Engine.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * What RocksDB says of itself, by its properties alone: its statistics object would count on every read and write.
 *
 * @param kinds the table files of each family
 * @param cacheBytes of blocks in memory
 * @param isStopped whether writes wait for compactions
 * @param stalls how often they were made to wait or slowed down since it was opened
 * @param compactions of all families
 */
record EngineStats(List<Kind> kinds, long cacheBytes, boolean isStopped, long stalls, Compactions compactions) {
    static EngineStats read(RocksDB db, Map<Family, ColumnFamilyHandle> families) {
        try {
            List<Kind> kinds = new ArrayList<>();
            long stalls = 0;
            long done = 0;
            long pending = 0;
            for (Map.Entry<Family, ColumnFamilyHandle> each : families.entrySet()) {
                ColumnFamilyHandle family = each.getValue();
                kinds.add(new Kind(
                        each.getKey().toString(),
                        db.getLongProperty(family, "rocksdb.total-sst-files-size"),
                        OptionalLong.of(db.getLongProperty(family, "rocksdb.estimate-num-keys"))));
                pending += db.getLongProperty(family, "rocksdb.estimate-pending-compaction-bytes");
                Map<String, String> all = db.getMapProperty(family, "rocksdb.cfstats");
                stalls += number(all, "total-stops") + number(all, "total-delays");
                done += number(all, "compaction.Sum.CompCount");
            }
            return new EngineStats(
                    kinds,
                    db.getLongProperty("rocksdb.block-cache-usage"),
                    db.getLongProperty("rocksdb.is-write-stopped") != 0,
                    stalls,
                    new Compactions(
                            done, Math.toIntExact(db.getLongProperty("rocksdb.num-running-compactions")), pending));
        } catch (RocksDBException e) {
            throw EngineFailure.to("tell its figures", e);
        }
    }

    private static long number(Map<String, String> all, String name) {
        String text = all.get(name);
        if (text == null) {
            throw new IllegalStateException("RocksDB has no figure " + name + ", but " + all.keySet());
        }
        return (long) Double.parseDouble(text);
    }
}
