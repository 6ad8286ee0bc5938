package io.tributary.profile.pgo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Weighted call edges as Go's compiler reads them: by the caller's name, the call's line in the caller (counted from the caller's start
 * line) and the callee's name. In the order of {@code go tool preprofile}: by falling weight, then caller, callee and offset. Weights are
 * positive. They are linear in the samples' values: the edges of a merge are the sum of the edges of its parts.
 *
 * <p>Negative values, which no CPU profile has, count as they stand; Go leaves out functions whose values cancel.
 */
public final class CallEdges {
    /** What the compiler weighs by: the first of a profile's sample types that is one of these. */
    public static final List<ValueType> WEIGHTS =
            List.of(new ValueType("samples", "count"), new ValueType("cpu", "nanoseconds"));

    /** None at all. */
    public static final CallEdges NONE =
            new CallEdges(new String[0], new long[0], new Rows(new int[0], new long[0], new int[0], new long[0]), 0);

    /** The share, in per cent, of the weight that the hot edges have: the compiler's {@code pgoinlinecdfthreshold}. */
    public static final double HOT_PERCENT = 99;

    /** Columns of as many rows as there are edges. */
    record Rows(int[] caller, long[] offset, int[] callee, long[] weight) {}

    private final String[] names;
    private final long[] startLines;
    private final Rows rows;
    private final long total;
    private final long withoutStartLine;

    /**
     * @param names those that edges use, and maybe more, sorted, a symbol's byte in each char
     * @throws ArithmeticException when the weights add up to more than 64 bits hold
     */
    CallEdges(String[] names, long[] startLines, Rows rows, long withoutStartLine) {
        this.names = names;
        this.startLines = startLines;
        this.rows = rows;
        long sum = 0;
        for (long weight : rows.weight) {
            sum = Math.addExact(sum, weight);
        }
        this.total = sum;
        this.withoutStartLine = withoutStartLine;
    }

    /** The column that the compiler weighs by; empty when it would refuse the profile. */
    public static OptionalInt weightColumn(Header header) {
        for (int column = 0; column < header.sampleTypes().size(); column++) {
            if (WEIGHTS.contains(header.sampleTypes().get(column))) {
                return OptionalInt.of(column);
            }
        }
        return OptionalInt.empty();
    }

    /**
     * The edges of a profile.
     *
     * @throws IllegalArgumentException when the profile has no {@link #weightColumn}
     * @throws ArithmeticException when the weights add up to more than 64 bits hold
     */
    public static CallEdges of(Profile profile) {
        EdgeNumbers numbers = new EdgeNumbers();
        EdgeReader reader = reader(profile, numbers);
        return numbers.withWeights(reader.weights(), reader.withoutStartLine());
    }

    /** The edges of a profile among others. Throws as {@link #of}. */
    static EdgeReader reader(Profile profile, EdgeNumbers numbers) {
        int column = weightColumn(profile.header())
                .orElseThrow(() -> new IllegalArgumentException("no sample type is one of " + WEIGHTS));
        EdgeReader reader = new EdgeReader(profile, column, numbers);
        reader.read();
        return reader;
    }

    /** Some of them, in their order. */
    CallEdges where(IntPredicate isIn) {
        int[] kept = IntStream.range(0, size()).filter(isIn).toArray();
        Rows some = new Rows(
                IntStream.of(kept).map(edge -> rows.caller[edge]).toArray(),
                IntStream.of(kept).mapToLong(edge -> rows.offset[edge]).toArray(),
                IntStream.of(kept).map(edge -> rows.callee[edge]).toArray(),
                IntStream.of(kept).mapToLong(edge -> rows.weight[edge]).toArray());
        long lacking = IntStream.of(kept)
                .filter(edge -> startLines[rows.caller[edge]] == 0)
                .mapToLong(edge -> rows.weight[edge])
                .sum();
        return new CallEdges(names, startLines, some, lacking);
    }

    public int size() {
        return rows.weight.length;
    }

    /** The sum of all weights. */
    public long total() {
        return total;
    }

    public long weight(int edge) {
        return rows.weight[edge];
    }

    /** Its caller's name. */
    public String caller(int edge) {
        return name(rows.caller[edge]);
    }

    /** Its call's line, counted from the caller's start line; may be negative. */
    public long offset(int edge) {
        return rows.offset[edge];
    }

    /** Its callee's name. */
    public String callee(int edge) {
        return name(rows.callee[edge]);
    }

    String name(int name) {
        return new String(names[name].getBytes(ISO_8859_1), UTF_8);
    }

    /** How many of the first edges are hot: the compiler inlines their callees more readily. */
    public int hot() {
        return first(HOT_PERCENT);
    }

    /** How many of the heaviest edges together have more than so many per cent of the weight; all where none do. */
    public int first(double percent) {
        long sum = 0;
        for (int edge = 0; edge < size(); edge++) {
            sum += rows.weight[edge];
            if ((double) sum / total * 100 > percent) {
                return edge + 1;
            }
        }
        return size();
    }

    /** The share of the weight, 0 to 1, of calls in functions without a start line: the compiler takes their lines for another's. */
    public double shareWithoutStartLine() {
        return total == 0 ? 0 : (double) withoutStartLine / total;
    }

    /** Whether any function has a start line; where none has, {@code go build} fails. */
    public boolean hasStartLines() {
        for (long line : startLines) {
            if (line != 0) {
                return true;
            }
        }
        return false;
    }

    String[] names() {
        return names;
    }

    /** By name, 0 where it has none; of several the largest. */
    long[] startLines() {
        return startLines;
    }

    int[] callers() {
        return rows.caller;
    }

    long[] offsets() {
        return rows.offset;
    }

    int[] callees() {
        return rows.callee;
    }

    long[] weights() {
        return rows.weight;
    }

    long withoutStartLine() {
        return withoutStartLine;
    }
}
