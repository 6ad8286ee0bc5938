package io.tributary.profile.bench;

import io.tributary.profile.Profile;
import io.tributary.profile.merge.IncompatibleHeadersException;
import io.tributary.profile.merge.StreamingMerge;
import io.tributary.profile.testing.TestData;
import io.tributary.profile.wire.PprofEncoder;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Writing a merge of some 5,500 stacks, that of the generated profiles, with and without gzip. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EncodeMergeBenchmark {
    private static final int PROFILES = 200;

    private Profile merged = TestData.profile("prometheus/mutex.1.pb.gz");

    @Setup
    public void merge() throws IncompatibleHeadersException {
        GeneratedProfiles generated = new GeneratedProfiles(1);
        StreamingMerge merge = new StreamingMerge();
        for (int i = 0; i < PROFILES; i++) {
            merge.add(generated.profile(i));
        }
        merged = merge.result();
        System.out.println("stacks: " + merged.samples().size());
    }

    @Benchmark
    public byte[] encode() {
        return PprofEncoder.encode(merged, PprofEncoder.NO_GZIP);
    }

    @Benchmark
    public byte[] encodeAndGzip1() {
        return PprofEncoder.encode(merged, 1);
    }

    @Benchmark
    public byte[] encodeAndGzip6() {
        return PprofEncoder.encode(merged, 6);
    }
}
