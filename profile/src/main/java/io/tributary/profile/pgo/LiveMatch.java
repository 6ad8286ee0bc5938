package io.tributary.profile.pgo;

/**
 * How much of an older profile a newer version still does: the share of the weight of the older one's heaviest edges, half of its
 * weight, on edges that the newer one was seen to take. Only half: further down, sampling alone loses as much as a release does.
 *
 * @param match the share, 0 to 1
 * @param expected what it would be expected to be, had nothing changed, by the number of the newer one's samples alone: the control
 */
public record LiveMatch(double match, double expected) {
    private static final double PERCENT = 50;

    /**
     * Of plain sums.
     *
     * @param newer edges of the newer version, by no other weight than counts
     * @param unit a sample's weight in them: 1 for counts, the period for nanoseconds
     */
    public static LiveMatch of(CallEdges older, CallEdges newer, long unit) {
        double sightings = (double) newer.total() / unit;
        EdgeNumbers numbers = new EdgeNumbers();
        int[] numbersOlder = numbers.numbersOf(older);
        int known = numbers.edges();
        boolean[] isSeen = new boolean[known];
        for (int edge : numbers.numbersOf(newer)) {
            if (edge < known) {
                isSeen[edge] = true;
            }
        }
        double weight = 0;
        double seen = 0;
        double expected = 0;
        int first = older.first(PERCENT);
        for (int i = 0; i < first; i++) {
            double its = older.weight(i);
            weight += its;
            seen += isSeen[numbersOlder[i]] ? its : 0;
            expected += its * -Math.expm1(-sightings * its / older.total());
        }
        return weight == 0 ? new LiveMatch(1, 1) : new LiveMatch(seen / weight, expected / weight);
    }

    /** The share that is gone and that too few samples do not explain. */
    public double lost() {
        return Math.max(0, expected - match);
    }
}
