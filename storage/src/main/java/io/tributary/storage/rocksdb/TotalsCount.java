package io.tributary.storage.rocksdb;

import io.tributary.storage.coding.StoredRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts what each instance of a roll-up comes to. There is nothing to say where profiles have different columns, or a total is beyond 64
 * bits: then profiles are read. For one thread.
 */
final class TotalsCount {
    private final Map<Digest, long[]> numbers = new HashMap<>();
    private @Nullable Columns columns;
    private boolean isUsable = true;

    /** Takes a profile; those of an instance come in the order of time. */
    void add(Digest instance, StoredRecord front) {
        if (!isUsable) {
            return;
        }
        Columns known = columns;
        if (known == null) {
            columns = Columns.of(front.header());
        } else if (!known.areOf(front.header())) {
            isUsable = false;
            return;
        }
        add(instance, StretchTotals.ofOne(front.totals()));
    }

    /** Takes a shorter stretch. */
    void add(InstanceShares instances, Optional<RollUpTotals> totals) {
        if (!isUsable || totals.isEmpty() || !isOf(totals.get().columns())) {
            isUsable = false;
            return;
        }
        for (int i = 0; i < instances.size(); i++) {
            add(instances.instance(i), totals.get().numbers().get(i));
        }
    }

    private boolean isOf(Columns others) {
        Columns known = columns;
        if (known == null) {
            columns = others;
        }
        return known == null || known.equals(others);
    }

    private void add(Digest instance, long[] more) {
        Columns known = columns;
        if (known == null) {
            throw new IllegalStateException("totals without columns");
        }
        try {
            numbers.merge(instance, more, (before, after) -> StretchTotals.join(known.kinds(), before, after));
        } catch (ArithmeticException _) {
            isUsable = false;
        }
    }

    /**
     * In the order of the instances.
     *
     * @param instances all of which something was taken
     */
    Optional<RollUpTotals> result(InstanceShares instances) {
        Columns known = columns;
        if (!isUsable || known == null) {
            return Optional.empty();
        }
        List<long[]> inOrder = new ArrayList<>();
        for (int i = 0; i < instances.size(); i++) {
            inOrder.add(numbers.getOrDefault(
                    instances.instance(i), new long[known.types().size() * StretchTotals.NUMBERS]));
        }
        return Optional.of(new RollUpTotals(known, inOrder));
    }
}
