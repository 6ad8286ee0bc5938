package io.tributary.api.pgo.feedback;

import io.tributary.profile.pgo.CallEdges;
import io.tributary.profile.pgo.MissingMass;
import io.tributary.storage.Labels;
import io.tributary.storage.TimeRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Works out the figures of feedback. */
final class FigureReader {
    private static final int A_DAY = 24;

    /** What only the whole sum can tell. */
    record OfSum(double idle, List<Share> builds, Figures.Programs programs) {}

    private final PgoProfiles profiles;
    private final List<InstanceUse> instances;
    private final double[] shares;

    FigureReader(PgoProfiles profiles, List<InstanceUse> instances, Caps caps) {
        this.profiles = profiles;
        this.instances = instances;
        this.shares = caps.shares();
    }

    Figures read(
            CallEdges edges, CallEdges counts, MissingMass missing, OfSum ofSum, Optional<Figures.Release> release) {
        return new Figures(
                profiles.range(),
                profiles.count(),
                instances.size(),
                edges.size(),
                edges.hot(),
                missing,
                new Figures.StartLines(counts.hasStartLines(), counts.shareWithoutStartLine()),
                load(ofSum.idle),
                dominance(),
                byLabel(Labels.VERSION),
                ofSum.builds,
                ofSum.programs,
                byLabel(GoVersion.LABEL),
                release,
                hours(missing.samples()));
    }

    private Figures.Load load(double idle) {
        double cpu = instances.stream().mapToDouble(InstanceUse::cpuSeconds).sum();
        double time = instances.stream().mapToDouble(InstanceUse::seconds).sum();
        return new Figures.Load(idle, time > 0 ? cpu / time : 0, time > 0);
    }

    private Figures.Dominance dominance() {
        Share largest = new Share("", 0);
        double squares = 0;
        for (int i = 0; i < shares.length; i++) {
            squares += shares[i] * shares[i];
            if (shares[i] > largest.share()) {
                largest = new Share(instances.get(i).labels().toString(), shares[i]);
            }
        }
        return new Figures.Dominance(largest, squares > 0 ? 1 / squares : 0);
    }

    private List<Share> byLabel(String label) {
        Map<String, Double> byValue = new TreeMap<>();
        for (int i = 0; i < shares.length; i++) {
            String value = instances.get(i).labels().getOrEmpty(label);
            if (!value.isEmpty()) {
                byValue.merge(value, shares[i], Double::sum);
            }
        }
        return Share.largestFirst(byValue);
    }

    private Figures.Hours hours(double samples) {
        long[] covered = instances.stream()
                .flatMapToLong(instance -> instance.hours().stream()
                        .mapToLong(hour -> Math.floorDiv(hour.fromMillis(), PgoProfiles.HOUR_MILLIS)))
                .distinct()
                .sorted()
                .toArray();
        TimeRange range = profiles.range();
        long all = Math.floorDiv(range.toMillis() - 1, PgoProfiles.HOUR_MILLIS)
                - Math.floorDiv(range.fromMillis(), PgoProfiles.HOUR_MILLIS)
                + 1;
        long stretch = covered.length == 0 ? 1 : covered[covered.length - 1] - covered[0] + 1;
        int ofDay = (int)
                LongStream.of(covered).map(hour -> hour % A_DAY).distinct().count();
        return new Figures.Hours(covered.length, (int) Math.min(Integer.MAX_VALUE, all), ofDay, samples / stretch);
    }
}
