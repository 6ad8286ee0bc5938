package io.tributary.api.pgo.feedback;

import io.tributary.api.pgo.feedback.Report.HeldOut;
import io.tributary.profile.pgo.CallEdges;
import io.tributary.profile.pgo.EdgeComparison;
import io.tributary.profile.pgo.EdgeSum;
import io.tributary.profile.pgo.Noise;
import io.tributary.storage.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Makes reports. What chance alone does is found by drawing from blocks, the profiles of one instance in one hour: at most {@link
 * #MOST_BLOCKS} of them, chosen by a fixed seed.
 */
public final class Reporter {
    static final int MOST_BLOCKS = 200;
    private static final long SEED = 1;

    private record Block(Labels instance, long fromMillis) {}

    private record Drawn(long fromMillis, CallEdges edges) {}

    private Reporter() {}

    /**
     * A report; asks for the blocks.
     *
     * @param change what it is other than, where there is something
     */
    public static Report report(
            String service,
            Map<String, String> parameters,
            PgoProfiles profiles,
            Feedback feedback,
            Optional<Report.Change> change) {
        List<Block> all = blocks(feedback.blocks());
        List<Drawn> drawn = new ArrayList<>();
        for (Block block : choose(all)) {
            CallEdges edges = profiles.hour(block.instance, block.fromMillis);
            if (edges.size() > 0) {
                drawn.add(new Drawn(block.fromMillis, edges));
            }
        }
        Optional<Noise> noise = drawn.size() < 2
                ? Optional.empty()
                : Optional.of(Noise.of(drawn.stream().map(Drawn::edges).toList(), all.size(), SEED));
        return Report.of(service, parameters, feedback, heldOut(drawn), noise, change);
    }

    /** In an order that does not depend on that of the instances. */
    private static List<Block> blocks(List<InstanceUse> instances) {
        List<InstanceUse> sorted = new ArrayList<>(instances);
        sorted.sort(Comparator.comparing(instance -> instance.labels().toString()));
        List<Block> blocks = new ArrayList<>();
        for (InstanceUse instance : sorted) {
            instance.hours().forEach(hour -> blocks.add(new Block(instance.labels(), hour.fromMillis())));
        }
        blocks.sort(Comparator.comparingLong(Block::fromMillis));
        return blocks;
    }

    private static List<Block> choose(List<Block> all) {
        List<Block> left = new ArrayList<>(all);
        SplittableRandom random = new SplittableRandom(SEED);
        List<Block> chosen = new ArrayList<>();
        while (chosen.size() < MOST_BLOCKS && !left.isEmpty()) {
            int at = random.nextInt(left.size());
            chosen.add(left.get(at));
            left.set(at, left.getLast());
            left.removeLast();
        }
        return chosen;
    }

    private static Optional<HeldOut> heldOut(List<Drawn> drawn) {
        CallEdges odd = ofParity(drawn, 1);
        CallEdges even = ofParity(drawn, 0);
        if (odd.size() == 0 || even.size() == 0) {
            return Optional.empty();
        }
        EdgeComparison comparison = EdgeComparison.of(odd, even);
        return Optional.of(new HeldOut(comparison.hotJaccard(), comparison.overlap(), drawn.size()));
    }

    private static CallEdges ofParity(List<Drawn> drawn, int parity) {
        EdgeSum sum = new EdgeSum();
        for (Drawn each : drawn) {
            if (Math.floorMod(Math.floorDiv(each.fromMillis, PgoProfiles.HOUR_MILLIS), 2) == parity) {
                sum.add(each.edges, 1);
            }
        }
        return sum.sum();
    }
}
