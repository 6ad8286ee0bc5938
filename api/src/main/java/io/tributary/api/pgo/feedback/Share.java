package io.tributary.api.pgo.feedback;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A part of the weight, 0 to 1, and whose it is. */
public record Share(String name, double share) {
    static List<Share> largestFirst(Map<String, Double> shares) {
        return shares.entrySet().stream()
                .map(share -> new Share(share.getKey(), share.getValue()))
                .sorted(Comparator.comparingDouble(Share::share).reversed().thenComparing(Share::name))
                .toList();
    }
}
