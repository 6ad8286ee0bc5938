package io.tributary.storage.rocksdb;

import io.tributary.storage.Temporality;
import io.tributary.storage.coding.StoredRecord;
import java.util.List;

/**
 * A scrape of cumulative counters.
 *
 * @param record as it is stored
 * @param totals the sum of each column
 * @param kinds what the columns are
 */
record CounterScrape(byte[] record, List<Long> totals, ColumnKinds kinds) {
    static CounterScrape of(byte[] record, StoredRecord front) {
        return new CounterScrape(record, front.totals(), ColumnKinds.of(front.header()));
    }

    /** Whether the process began anew since the scrape before: a counter that is smaller has begun again from zero. */
    boolean isRestartAfter(CounterScrape before) {
        if (!before.kinds.equals(kinds)) {
            return true;
        }
        for (int c = 0; c < totals.size(); c++) {
            if (kinds.is(c, Temporality.CUMULATIVE) && totals.get(c) < before.totals.get(c)) {
                return true;
            }
        }
        return false;
    }
}
