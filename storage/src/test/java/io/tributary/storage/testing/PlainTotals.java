package io.tributary.storage.testing;

import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.storage.InstanceTotals;
import io.tributary.storage.InstanceTotals.Step;
import io.tributary.storage.Origin;
import io.tributary.storage.Temporality;
import io.tributary.storage.testing.MemoryStore.Kept;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one instance used, reckoned from whole profiles in fractions of whole numbers of any size. */
final class PlainTotals {
    private static final long DAY_NANOS = 86_400_000_000_000L;

    private PlainTotals() {}

    /** Of a profile, with the part of it that is asked for. */
    private record Part(Kept kept, Profile selected) {
        Temporality kind(ValueType type) {
            return Temporality.of(type, kept.description().durationNanos());
        }

        int column(ValueType type) {
            return selected.header().sampleTypes().indexOf(type);
        }

        boolean hasCounters() {
            return selected.header().sampleTypes().stream().anyMatch(type -> kind(type) == Temporality.CUMULATIVE);
        }
    }

    /** @param kept one instance's, in the order of time */
    static InstanceTotals of(List<Kept> kept, Selecting selecting, long stepMillis) {
        List<Part> parts =
                kept.stream().map(each -> new Part(each, selecting.apply(each))).toList();
        LinkedHashSet<ValueType> types = new LinkedHashSet<>();
        parts.forEach(part -> types.addAll(part.selected.header().sampleTypes()));
        Map<Long, List<Part>> bySteps = new TreeMap<>();
        Map<Part, @Nullable Part> before = new LinkedHashMap<>();
        Part last = null;
        for (Part part : parts) {
            long time = part.kept.description().origin().timeMillis();
            bySteps.computeIfAbsent(Math.floorDiv(time, stepMillis) * stepMillis, _ -> new ArrayList<>())
                    .add(part);
            if (part.hasCounters()) {
                before.put(part, last);
                last = part;
            }
        }
        List<Step> steps = new ArrayList<>();
        bySteps.forEach((from, inStep) -> steps.add(new Step(
                from,
                inStep.size(),
                inStep.getFirst().kept.description().origin().timeMillis(),
                inStep.getLast().kept.description().origin().timeMillis(),
                inStep.stream()
                        .mapToLong(part -> Math.clamp(part.kept.description().durationNanos(), 0, DAY_NANOS))
                        .sum(),
                types.stream().map(type -> value(type, inStep, before)).toList())));
        Origin origin = kept.getFirst().description().origin();
        return new InstanceTotals(origin.service(), origin.type(), origin.instance(), List.copyOf(types), steps);
    }

    /** The samples of a profile that are asked for. */
    interface Selecting {
        Profile apply(Kept kept);
    }

    private static double value(ValueType type, List<Part> parts, Map<Part, @Nullable Part> before) {
        BigInteger sum = BigInteger.ZERO;
        BigInteger gauges = BigInteger.ZERO;
        int scrapes = 0;
        for (Part part : parts) {
            int column = part.column(type);
            if (column < 0) {
                continue;
            }
            BigInteger total = BigInteger.valueOf(part.selected.totals()[column]);
            switch (part.kind(type)) {
                case DELTA -> sum = sum.add(total);
                case GAUGE -> {
                    gauges = gauges.add(total);
                    scrapes++;
                }
                case CUMULATIVE -> {
                    Part from = before.get(part);
                    if (from != null) {
                        sum = sum.add(total);
                        if (!isRestart(from, part)) {
                            sum = sum.subtract(BigInteger.valueOf(from.selected.totals()[column]));
                        }
                    }
                }
            }
        }
        BigDecimal mean = new BigDecimal(gauges).divide(BigDecimal.valueOf(Math.max(1, scrapes)), new MathContext(100));
        return new BigDecimal(sum).add(mean).doubleValue();
    }

    private static boolean isRestart(Part before, Part after) {
        List<ValueType> types = after.selected.header().sampleTypes();
        if (!types.equals(before.selected.header().sampleTypes())) {
            return true;
        }
        for (int c = 0; c < types.size(); c++) {
            if (after.kind(types.get(c)) == Temporality.CUMULATIVE
                    && after.kept.profile().totals()[c] < before.kept.profile().totals()[c]) {
                return true;
            }
        }
        return false;
    }
}
