package io.tributary.profile.report;

import io.tributary.profile.Profile;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * What a report shows, in the words of {@code go tool pprof}'s flags.
 *
 * @param granularity what one row is, {@code -granularity}
 * @param column the value column, {@code -sample_index}
 * @param order by which value functions are sorted
 * @param mean whether values are divided by those of the first column, {@code -mean}
 * @param nodeCount the most functions shown, 0 for all of them
 * @param nodeFraction functions with a smaller share of the sum of all samples are left out
 * @param edgeFraction calls with a smaller share are left out
 * @param activeFilters lines such as {@code focus=main}, named in the header
 * @param zone of the time in the header
 */
public record ReportOptions(
        Granularity granularity,
        int column,
        Order order,
        boolean mean,
        int nodeCount,
        double nodeFraction,
        double edgeFraction,
        List<String> activeFilters,
        ZoneId zone) {
    /** What {@code -top} shows unasked: every function that is not negligible. */
    public static final int ALL_NODES = 0;

    /** What {@code -tree} shows unasked. */
    public static final int TREE_NODES = 80;

    private static final double NODE_FRACTION = 0.005;
    private static final double EDGE_FRACTION = 0.001;

    /** By what functions are sorted, the largest first; then by name. */
    public enum Order {
        /** By the value of the function itself. */
        FLAT,
        /** By the value of the function and all it called, {@code -cum}. */
        CUM
    }

    public ReportOptions {
        activeFilters = List.copyOf(activeFilters);
        if (column < 0 || nodeCount < 0 || !(nodeFraction >= 0) || !(edgeFraction >= 0)) {
            throw new IllegalArgumentException("column " + column + ", node count " + nodeCount + ", fractions "
                    + nodeFraction + " and " + edgeFraction + ": none may be negative");
        }
    }

    /**
     * What the tool does without flags; times in UTC.
     *
     * @throws IllegalArgumentException if the profile has no sample types
     */
    public static ReportOptions defaults(Profile profile) {
        return new ReportOptions(
                Granularity.FUNCTIONS,
                SampleValues.defaultColumn(profile),
                Order.FLAT,
                false,
                ALL_NODES,
                NODE_FRACTION,
                EDGE_FRACTION,
                List.of(),
                ZoneOffset.UTC);
    }

    public ReportOptions withGranularity(Granularity chosen) {
        return new ReportOptions(
                chosen, column, order, mean, nodeCount, nodeFraction, edgeFraction, activeFilters, zone);
    }

    public ReportOptions withColumn(int chosen) {
        return new ReportOptions(
                granularity, chosen, order, mean, nodeCount, nodeFraction, edgeFraction, activeFilters, zone);
    }

    public ReportOptions withOrder(Order chosen) {
        return new ReportOptions(
                granularity, column, chosen, mean, nodeCount, nodeFraction, edgeFraction, activeFilters, zone);
    }

    public ReportOptions withMean(boolean chosen) {
        return new ReportOptions(
                granularity, column, order, chosen, nodeCount, nodeFraction, edgeFraction, activeFilters, zone);
    }

    public ReportOptions withNodeCount(int most) {
        return new ReportOptions(
                granularity, column, order, mean, most, nodeFraction, edgeFraction, activeFilters, zone);
    }

    public ReportOptions withFractions(double nodes, double edges) {
        return new ReportOptions(granularity, column, order, mean, nodeCount, nodes, edges, activeFilters, zone);
    }

    public ReportOptions withActiveFilters(List<String> lines) {
        return new ReportOptions(granularity, column, order, mean, nodeCount, nodeFraction, edgeFraction, lines, zone);
    }

    public ReportOptions withZone(ZoneId chosen) {
        return new ReportOptions(
                granularity, column, order, mean, nodeCount, nodeFraction, edgeFraction, activeFilters, chosen);
    }
}
