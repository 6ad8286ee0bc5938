package io.tributary.profile.bench;

import io.tributary.profile.dictionary.SparseVector;
import io.tributary.profile.merge.VectorAccumulator;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Adding vectors up, by the entry: of CPU profiles with two values a stack, over as many stacks as fit the cache, and as a trie of a
 * million nodes has (3.5 nodes a stack in the real captures).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MergeBenchmark {
    private static final int COLUMNS = 2;
    private static final int VECTORS = 256;
    private static final int ENTRIES = 1_024;

    @Param({"5500", "285000"})
    public int stacks;

    private SparseVector[] vectors = {};
    private VectorAccumulator sum = new VectorAccumulator(COLUMNS, 0);

    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(1);
        vectors = new SparseVector[VECTORS];
        for (int v = 0; v < VECTORS; v++) {
            int[] numbers =
                    random.ints(0, stacks).distinct().limit(ENTRIES).sorted().toArray();
            long[] values = random.longs(ENTRIES * COLUMNS, 1, 100).toArray();
            vectors[v] = new SparseVector(COLUMNS, numbers, values);
        }
        sum = new VectorAccumulator(COLUMNS, stacks);
    }

    /** The time of one entry. */
    @Benchmark
    @OperationsPerInvocation(VECTORS * ENTRIES)
    public VectorAccumulator add() {
        for (SparseVector vector : vectors) {
            sum.add(vector);
        }
        return sum;
    }
}
