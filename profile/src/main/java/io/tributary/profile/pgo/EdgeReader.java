package io.tributary.profile.pgo;

import io.tributary.profile.FunctionTable;
import io.tributary.profile.LocationTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.StringTable;
import io.tributary.profile.column.IntColumn;
import io.tributary.profile.column.LongColumn;
import io.tributary.profile.report.PairTable;
import java.util.Arrays;

/**
 * Reads call edges out of a profile. Only the two leaf-most locations of a sample count. Every step from a frame in them to the next
 * one, inlined frames from the outermost in, is an edge; once in a sample, and not from a frame to itself.
 */
final class EdgeReader {
    private static final int NO_LOCATION = -1;
    private static final int NOT_YET = -1;
    private static final byte[] NAMELESS = {};

    private final Profile profile;
    private final int column;
    private final EdgeNumbers numbers;
    private final EdgeNodes nodes = new EdgeNodes();
    private final int[] nameOfFunction;
    /** By line, and behind them by location without lines. */
    private final int[] nodeOfLine;

    /** From one node to another. */
    private final PairTable steps = new PairTable();

    private final IntColumn edgeOfStep = new IntColumn();
    /** The number of the pair of locations that a step was last counted for: once for each. */
    private final IntColumn lastOfStep = new IntColumn();
    /** By the edge's number. */
    private final LongColumn weights = new LongColumn();

    private long withoutStartLine;

    /** @param numbers takes the edges in; may know others */
    EdgeReader(Profile profile, int column, EdgeNumbers numbers) {
        this.profile = profile;
        this.column = column;
        this.numbers = numbers;
        nameOfFunction = new int[profile.functions().size()];
        Arrays.fill(nameOfFunction, NOT_YET);
        LocationTable locations = profile.locations();
        nodeOfLine = new int[locations.line().length + locations.size()];
        Arrays.fill(nodeOfLine, NOT_YET);
    }

    /** Once. */
    void read() {
        PairTable pairs = new PairTable();
        LongColumn sums = new LongColumn();
        SampleTable samples = profile.samples();
        int columns = profile.valueCount();
        for (int sample = 0; sample < samples.size(); sample++) {
            long value = samples.values()[sample * columns + column];
            int from = samples.stackOffset()[sample];
            int depth = samples.stackOffset()[sample + 1] - from;
            if (value != 0 && depth > 0) {
                int caller = depth > 1 ? samples.location()[from + 1] : NO_LOCATION;
                int pair = pairs.number(caller, samples.location()[from]);
                if (pair == sums.size()) {
                    sums.add(0);
                }
                sums.set(pair, Math.addExact(sums.get(pair), value));
            }
        }
        // So that stacks with the same end are walked once.
        for (int pair = 0; pair < pairs.size(); pair++) {
            addPair(pair, pairs, sums.get(pair));
        }
    }

    /** By the edge's number; beyond its length and where it is 0 the profile has no such edge. */
    long[] weights() {
        return weights.toArray();
    }

    /** The weight of calls in functions without a start line. */
    long withoutStartLine() {
        return withoutStartLine;
    }

    private void addPair(int pair, PairTable pairs, long weight) {
        int parent = NOT_YET;
        if (pairs.first(pair) != NO_LOCATION) {
            parent = addLocation(pair, pairs.first(pair), parent, weight);
        }
        addLocation(pair, pairs.second(pair), parent, weight);
    }

    /** @return the innermost frame */
    private int addLocation(int pair, int location, int outer, long weight) {
        LocationTable locations = profile.locations();
        int first = locations.lineOffset()[location];
        int behind = locations.lineOffset()[location + 1];
        if (first == behind) {
            int node = namelessNode(location);
            step(pair, outer, node, weight);
            return node;
        }
        int parent = outer;
        for (int line = behind - 1; line >= first; line--) {
            int node = node(location, line);
            step(pair, parent, node, weight);
            parent = node;
        }
        return parent;
    }

    private void step(int pair, int parent, int node, long weight) {
        if (parent == NOT_YET || parent == node) {
            return;
        }
        int step = steps.number(parent, node);
        if (step == edgeOfStep.size()) {
            edgeOfStep.add(edge(parent, node));
            lastOfStep.add(pair);
        } else if (lastOfStep.get(step) == pair) {
            return;
        }
        lastOfStep.set(step, pair);
        int edge = edgeOfStep.get(step);
        weights.set(edge, Math.addExact(weights.get(edge), weight));
        if (nodes.startLine(parent) == 0) {
            withoutStartLine = Math.addExact(withoutStartLine, weight);
        }
    }

    private int edge(int parent, int node) {
        long offset = nodes.line(parent) - nodes.startLine(parent);
        int edge = numbers.edge(nodes.name(parent), offset, nodes.name(node));
        while (weights.size() <= edge) {
            weights.add(0);
        }
        return edge;
    }

    private int node(int location, int line) {
        int known = nodeOfLine[line];
        if (known == NOT_YET) {
            LocationTable locations = profile.locations();
            int function = locations.lineFunction()[line];
            known = nodes.number(
                    name(function),
                    profile.functions().startLine()[function],
                    locations.line()[line],
                    locations.address()[location]);
            nodeOfLine[line] = known;
        }
        return known;
    }

    private int namelessNode(int location) {
        LocationTable locations = profile.locations();
        int at = locations.line().length + location;
        if (nodeOfLine[at] == NOT_YET) {
            nodeOfLine[at] =
                    nodes.number(numbers.name(NAMELESS, 0, 0), 0, 0, locations.address()[location]);
        }
        return nodeOfLine[at];
    }

    private int name(int function) {
        if (nameOfFunction[function] == NOT_YET) {
            FunctionTable functions = profile.functions();
            StringTable strings = profile.strings();
            int string = functions.name()[function];
            int from = strings.offset(string);
            int name = numbers.name(strings.bytes(), from, from + strings.length(string));
            numbers.startLine(name, functions.startLine()[function]);
            nameOfFunction[function] = name;
        }
        return nameOfFunction[function];
    }
}
