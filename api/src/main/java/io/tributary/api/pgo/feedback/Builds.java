package io.tributary.api.pgo.feedback;

import io.tributary.profile.LocationTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which programs the samples are of: by the build id of the binary that the outermost frame is in. */
final class Builds {
    private Builds() {}

    static List<Share> of(Profile profile, int column) {
        double[] byMapping = new double[profile.mappings().size()];
        SampleTable samples = profile.samples();
        double total = 0;
        for (int sample = 0; sample < samples.size(); sample++) {
            int end = samples.stackOffset()[sample + 1];
            long value = samples.values()[sample * profile.valueCount() + column];
            total += value;
            if (end > samples.stackOffset()[sample]) {
                int mapping = profile.locations().mapping()[samples.location()[end - 1]];
                if (mapping != LocationTable.NO_MAPPING) {
                    byMapping[mapping] += value;
                }
            }
        }
        Map<String, Double> byBuild = new TreeMap<>();
        for (int mapping = 0; mapping < byMapping.length; mapping++) {
            String build = profile.strings().get(profile.mappings().buildId()[mapping]);
            if (!build.isEmpty() && byMapping[mapping] > 0) {
                byBuild.merge(build, byMapping[mapping] / total, Double::sum);
            }
        }
        return sorted(byBuild);
    }

    /** The largest first. */
    static List<Share> sorted(Map<String, Double> shares) {
        return shares.entrySet().stream()
                .map(share -> new Share(share.getKey(), share.getValue()))
                .sorted(Comparator.comparingDouble(Share::share).reversed().thenComparing(Share::name))
                .toList();
    }
}
