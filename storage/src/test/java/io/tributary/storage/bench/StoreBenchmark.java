package io.tributary.storage.bench;

import io.tributary.profile.InvalidProfileException;
import io.tributary.profile.Profile;
import io.tributary.profile.testing.TestData;
import io.tributary.profile.wire.DecodeLimits;
import io.tributary.profile.wire.PprofDecoder;
import io.tributary.storage.Labels;
import io.tributary.storage.MergeMode;
import io.tributary.storage.MergeResult;
import io.tributary.storage.Origin;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.PutResult;
import io.tributary.storage.Selection;
import io.tributary.storage.TimeRange;
import io.tributary.storage.rocksdb.RocksStore;
import io.tributary.storage.rocksdb.RocksStoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a profile costs on its way in, and a thousand of them as one on the way out. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class StoreBenchmark {
    private static final long BEGIN = 1_770_033_600_000L;
    private static final int MERGED = 1_000;
    private static final int INSTANCES = 50;

    @Param({"cpu", "heap"})
    public String type = "";

    private @Nullable Path folder;
    private @Nullable ProfileStore store;
    private List<byte[]> files = List.of();
    private List<Profile> profiles = List.of();
    private int next;

    @Setup
    public void fill() throws IOException {
        Path made = Files.createTempDirectory("tributary-bench");
        folder = made;
        ProfileStore opened = RocksStore.open(made, RocksStoreOptions.DEFAULT);
        store = opened;
        List<String> names = TestData.profiles().stream()
                .filter(name -> name.matches("shop/(v1/|heap-sequence/)" + type + "\\..*"))
                .toList();
        files = names.stream().map(TestData::bytes).toList();
        profiles = names.stream().map(TestData::profile).toList();
        for (int i = 0; i < MERGED; i++) {
            opened.put(origin("merged", i), profiles.get(i % profiles.size()));
        }
    }

    private Origin origin(String service, int i) {
        Labels instance = Labels.of(Map.of("job", service, "instance", "10.0.0." + i % INSTANCES + ":6060"));
        return new Origin(service, type, instance, BEGIN + i * 100L);
    }

    private ProfileStore store() {
        if (store == null) {
            throw new IllegalStateException("not filled");
        }
        return store;
    }

    /** From the bytes off the wire to the log: decode, intern, one batch. */
    @Benchmark
    public PutResult ingest() throws InvalidProfileException {
        int i = next++;
        return store().put(origin("put", i), PprofDecoder.decode(files.get(i % files.size()), DecodeLimits.DEFAULT));
    }

    /** The store's part of it. */
    @Benchmark
    public PutResult put() {
        int i = next++;
        return store().put(origin("put", i), profiles.get(i % profiles.size()));
    }

    @Benchmark
    public MergeResult mergeThousand() {
        return merge(MergeMode.SUM);
    }

    @Benchmark
    public MergeResult mergeThousandByTemporality() {
        return merge(MergeMode.AUTO);
    }

    private MergeResult merge(MergeMode mode) {
        return store().merge(
                        new Selection("merged", type, List.of(), new TimeRange(BEGIN, BEGIN + MERGED * 100L)), mode);
    }

    @TearDown
    public void empty() throws IOException {
        store().close();
        if (folder != null) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
