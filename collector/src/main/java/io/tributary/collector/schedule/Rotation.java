package io.tributary.collector.schedule;

import io.tributary.storage.Labels;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * When a target has its turn, where only some of a job's are profiled at once: in each interval whose number, counted from the epoch,
 * leaves this remainder. Of N targets of which k are profiled in an interval each comes once in every ceil(N/k) intervals.
 *
 * @param turn from 0, below {@code turns}
 * @param turns intervals from one to the next; 1 for a target that is profiled in every one
 */
public record Rotation(int turn, int turns) {
    public static final Rotation ALWAYS = new Rotation(0, 1);

    private static final long MIX = 0x9e3779b97f4a7c15L;

    public Rotation {
        if (turn < 0 || turn >= turns) {
            throw new IllegalArgumentException("no turn " + turn + " of " + turns);
        }
    }

    /** A target that wants the first turn, from its own one on, that is not taken by others that go before. */
    private static final class Seeker {
        private final Labels labels;
        private final long rank;
        private int turn;

        Seeker(Labels labels, int turns) {
            this.labels = labels;
            this.rank = Phase.hash(labels, "") * MIX;
            this.turn = (int) Long.remainderUnsigned(rank >>> Integer.SIZE, turns);
        }
    }

    private static final Comparator<Seeker> ORDER =
            Comparator.<Seeker>comparingLong(seeker -> seeker.rank).thenComparing(seeker -> seeker.labels.toString());

    /**
     * Deals out turns, at most {@code atOnce} targets to each. It depends on nothing but the set of targets, so it is the same on every
     * machine and after a restart. While the number of turns is the same, one target more or less moves few others: each
     * wants a turn that comes from its labels, those of a lower rank go before, and who is pushed out takes the next turn. Which one that
     * gives does not depend on the order they come in (Gale and Shapley's deferred acceptance).
     *
     * @param targets duplicates count once
     * @param atOnce how many are profiled in an interval; 0 for all
     * @return empty where all are
     */
    public static Map<Labels, Rotation> of(Collection<Labels> targets, int atOnce) {
        Collection<Labels> distinct = new LinkedHashSet<>(targets);
        if (atOnce == 0 || distinct.size() <= atOnce) {
            return Map.of();
        }
        int turns = Math.ceilDiv(distinct.size(), atOnce);
        List<TreeSet<Seeker>> taken = new ArrayList<>();
        for (int turn = 0; turn < turns; turn++) {
            taken.add(new TreeSet<>(ORDER));
        }
        Deque<Seeker> seeking = new ArrayDeque<>();
        distinct.forEach(labels -> seeking.add(new Seeker(labels, turns)));
        while (!seeking.isEmpty()) {
            Seeker next = seeking.remove();
            TreeSet<Seeker> here = taken.get(next.turn);
            here.add(next);
            if (here.size() > atOnce) {
                Seeker out = here.removeLast();
                out.turn = (out.turn + 1) % turns;
                seeking.add(out);
            }
        }
        Map<Labels, Rotation> rotations = new HashMap<>();
        for (TreeSet<Seeker> turn : taken) {
            turn.forEach(seeker -> rotations.put(seeker.labels, new Rotation(seeker.turn, turns)));
        }
        return rotations;
    }
}
