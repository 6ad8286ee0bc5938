package io.tributary.api.pgo.feedback;

import io.tributary.api.pgo.feedback.Report.HeldOut;
import io.tributary.profile.column.LongColumn;
import io.tributary.profile.pgo.CallEdges;
import io.tributary.profile.pgo.EdgeBlocks;
import io.tributary.profile.pgo.EdgeComparison;
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
        EdgeBlocks drawn = new EdgeBlocks();
        LongColumn hours = new LongColumn();
        for (Block block : choose(all)) {
            if (profiles.hour(block.instance, block.fromMillis, drawn)) {
                hours.add(Math.floorDiv(block.fromMillis, PgoProfiles.HOUR_MILLIS));
            }
        }
        Optional<Noise> noise = drawn.size() < 2 ? Optional.empty() : Optional.of(Noise.of(drawn, all.size(), SEED));
        return Report.of(service, parameters, feedback, heldOut(drawn, hours), noise, change);
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

    private static Optional<HeldOut> heldOut(EdgeBlocks drawn, LongColumn hours) {
        CallEdges odd = drawn.sum(block -> hours.get(block) % 2 != 0);
        CallEdges even = drawn.sum(block -> hours.get(block) % 2 == 0);
        if (odd.size() == 0 || even.size() == 0) {
            return Optional.empty();
        }
        EdgeComparison comparison = EdgeComparison.of(odd, even);
        return Optional.of(new HeldOut(comparison.hotJaccard(), comparison.overlap(), drawn.size()));
    }
}
