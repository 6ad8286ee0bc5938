package io.tributary.profile.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.testing.Content;
import io.tributary.profile.testing.GoPprof;
import io.tributary.profile.testing.RandomProfiles;
import io.tributary.profile.testing.TestData;
import io.tributary.profile.wire.DecodeLimits;
import io.tributary.profile.wire.PprofDecoder;
import io.tributary.profile.wire.PprofEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamingMergeTest {
    private static final ValueType CPU = new ValueType("cpu", "nanoseconds");

    /** Types in other units, in another order, more of them; with and without a time. */
    private static Header header(Random random) {
        List<ValueType> types = new ArrayList<>(List.of(new ValueType("samples", "count")));
        types.add(random.nextInt(50) == 0 ? new ValueType("cpu", "microseconds") : CPU);
        if (random.nextInt(100) > 0) {
            types.add(new ValueType("extra", "count"));
        }
        if (random.nextInt(20) == 0) {
            types.add(types.removeFirst());
        }
        long time = random.nextInt(20) == 0 ? 0 : (1 + random.nextInt(1_000)) * 1_000_000_000L;
        return new Header(types, CPU, random.nextInt(100), time, 1_000_000_000, "cpu", List.of(), "", "", "");
    }

    /** The time of a merge, its sample types and which zeros it drops depend on the groups in which the tool merges. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aLongListMergesAsGoToolPprofMergesIt(long seed, @TempDir Path folder) throws Exception {
        GoPprof.assumeThere();
        Random random = new Random(seed);
        StreamingMerge merge = new StreamingMerge();
        List<Path> files = new ArrayList<>();
        int sources = StreamingMerge.GROUP_SIZE * 2 + random.nextInt(40);
        for (int i = 0; i < sources; i++) {
            Path file = folder.resolve(i + ".pb");
            files.add(file);
            if (random.nextInt(30) == 0) {
                Files.write(file, "no profile".getBytes(StandardCharsets.UTF_8));
                merge.skip();
                continue;
            }
            Profile profile = RandomProfiles.next(random, header(random));
            if (seed % 2 == 0) {
                // Nothing cancels: vectors are added up, unless types differ.
                Arrays.setAll(
                        profile.samples().values(),
                        v -> Math.abs(profile.samples().values()[v]));
            }
            byte[] bytes = PprofEncoder.encode(profile, 0);
            Files.write(file, bytes);
            merge.add(PprofDecoder.decode(bytes, DecodeLimits.DEFAULT));
        }

        byte[] merged = PprofEncoder.encode(merge.result(), 1);

        assertThat(Content.whole(PprofDecoder.decode(merged, DecodeLimits.DEFAULT)))
                .isEqualTo(Content.whole(PprofDecoder.decode(toolsMerge(files, folder), DecodeLimits.DEFAULT)));
    }

    private static byte[] toolsMerge(List<Path> files, Path folder) throws IOException {
        Path output = folder.resolve("merged.pb.gz");
        List<String> arguments = new ArrayList<>(List.of("-proto", "-output=" + output));
        files.forEach(file -> arguments.add(file.toString()));
        GoPprof.Outcome outcome = GoPprof.pprof(arguments);
        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        return Files.readAllBytes(output);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop/v1/heap.4.pb.gz", "prometheus/mutex.1.pb.gz", "shop/v1/cpu.a1.pb.gz"})
    void oneProfileIsItself(String name) throws Exception {
        Profile profile = TestData.profile(name);
        StreamingMerge merge = new StreamingMerge();
        merge.skip();
        merge.add(profile);
        assertThat(merge.result()).isSameAs(profile);
    }

    @Test
    void whatIsTooMuchToHoldIsAddedUpBeforeItsGroupEnds() throws Exception {
        Profile heap = TestData.profile("shop/heap-sequence/heap.04.pb.gz");
        StreamingMerge merge = new StreamingMerge(heap.samples().values().length);
        for (int i = 0; i < 5; i++) {
            merge.add(heap);
        }
        Profile merged = merge.result();

        assertThat(merge.profiles()).isEqualTo(5);
        assertThat(merged.totals())
                .isEqualTo(ProfileMerger.merge(List.of(heap, heap, heap, heap, heap))
                        .totals());
    }

    @Test
    void aProfileThatDoesNotFitIsRefusedAtOnce() throws Exception {
        StreamingMerge merge = new StreamingMerge();
        merge.add(TestData.profile("shop/v1/cpu.a1.pb.gz"));

        assertThatThrownBy(() -> merge.add(TestData.profile("shop/v1/goroutine.6.pb.gz")))
                .isInstanceOf(IncompatibleHeadersException.class)
                .hasMessageContaining("goroutine");
    }

    @Test
    void nothingHasNoMerge() throws Exception {
        StreamingMerge merge = new StreamingMerge();
        merge.skip();
        assertThatThrownBy(merge::result).isInstanceOf(IllegalStateException.class);
    }
}
