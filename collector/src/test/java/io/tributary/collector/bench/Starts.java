package io.tributary.collector.bench;

import io.tributary.collector.schedule.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * The requests that came in beside those that the phases promise, in a stretch of time and for the healthy targets alone.
 *
 * @param lateMillis of each that was promised and came
 * @param lost promised, and nothing came until the next one was due; what a newcomer leaves out after its first is not promised
 * @param aSecond requests in each whole second
 */
record Starts(double[] lateMillis, int lost, double[] aSecond) {
    private record Key(int target, String type) {}

    /**
     * @param from in ms since 1970
     * @param to where it ends
     * @param counted targets that were there all the time
     */
    static Starts of(Fleet fleet, List<Fleet.Asked> asked, IntPredicate counted, long from, long to) {
        Map<Key, List<Long>> times = new HashMap<>();
        double[] aSecond = new double[(int) ((to - from) / 1_000)];
        for (Fleet.Asked each : asked) {
            times.computeIfAbsent(new Key(each.target(), each.type()), _ -> new ArrayList<>())
                    .add(each.millis());
            int second = (int) Math.floorDiv(each.millis() - from, 1_000L);
            if (second >= 0 && second < aSecond.length && !fleet.isHostile(each.target())) {
                aSecond[second]++;
            }
        }
        List<Long> late = new ArrayList<>();
        int[] lost = {0};
        for (int target = 0; target < fleet.size(); target++) {
            if (fleet.isHostile(target) || !counted.test(target)) {
                continue;
            }
            int number = target;
            Fleet.INTERVALS.forEach((type, interval) -> {
                Phase phase = fleet.phase(number, type);
                List<Long> own = times.getOrDefault(new Key(number, type), List.of());
                if (own.isEmpty()) {
                    lost[0]++;
                    return;
                }
                long regular =
                        phase.second(Instant.ofEpochMilli(own.getFirst())).toEpochMilli();
                for (long due = from + Math.floorMod(phase.offsetMillis() - from, interval.toMillis());
                        due < to;
                        due += interval.toMillis()) {
                    if (due < regular) {
                        continue;
                    }
                    long planned = due;
                    long came = own.stream()
                            .filter(time -> time >= planned && time < planned + interval.toMillis())
                            .findFirst()
                            .orElse(-1L);
                    if (came < 0) {
                        lost[0]++;
                    } else {
                        late.add(came - planned);
                    }
                }
            });
        }
        return new Starts(late.stream().mapToDouble(Long::doubleValue).toArray(), lost[0], aSecond);
    }
}
