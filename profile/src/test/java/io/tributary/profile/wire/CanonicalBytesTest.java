package io.tributary.profile.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.StringTable;
import io.tributary.profile.ValueType;
import io.tributary.profile.build.Label;
import io.tributary.profile.build.Line;
import io.tributary.profile.build.ProfileBuilder;
import io.tributary.profile.testing.RandomProfiles;
import io.tributary.profile.testing.TestData;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalBytesTest {
    private static final Header HEADER = new Header(
            List.of(new ValueType("samples", "count")),
            null,
            0,
            1,
            2,
            "",
            List.of("one", "two"),
            "drop",
            "keep",
            "doc");

    @ParameterizedTest
    @ValueSource(strings = {"shop/v1/cpu.a1.pb.gz", "pyroscope/heap.2.pb.gz", "go-compile/profile.5.pb.gz"})
    void theOrderOfRowsIsNotSeen(String file) {
        Profile profile = TestData.profile(file);
        byte[] expected = PprofEncoder.encode(profile, PprofEncoder.NO_GZIP);
        for (int seed = 0; seed < 5; seed++) {
            Profile shuffled = new ShuffledRows(new Random(seed)).of(profile);
            assertThat(PprofEncoder.encode(shuffled, PprofEncoder.NO_GZIP))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    @Test
    void theOrderOfRowsIsNotSeenInRandomProfiles() throws Exception {
        for (int i = 0; i < 500; i++) {
            long seed = new Random().nextLong();
            Random random = new Random(seed);
            Profile profile = RandomProfiles.everyField(random, true);
            byte[] expected = PprofEncoder.encode(profile, PprofEncoder.NO_GZIP);
            assertThat(PprofEncoder.encode(new ShuffledRows(random).of(profile), PprofEncoder.NO_GZIP))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
            Profile again = PprofDecoder.decode(expected, DecodeLimits.DEFAULT);
            assertThat(again.header()).as("seed %d", seed).isEqualTo(profile.header());
            assertThat(again.totals()).as("seed %d", seed).isEqualTo(profile.totals());
        }
    }

    /** As Java's profilers write them, and as programs do that have code at both ends of memory. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1L << 61})
    void norWithoutAddressesOrWithOnesFarApart(long step) {
        ProfileBuilder builder = new ProfileBuilder(1);
        Random random = new Random(5);
        int[] locations = new int[3_000];
        for (int i = 0; i < locations.length; i++) {
            int function =
                    builder.function("com.example.Service" + i % 700 + ".call", "", "Service" + i % 300 + ".java", 0);
            locations[i] = builder.location(-1, i % 8 * step, i % 5 == 0, new Line(function, i % 11, 0));
        }
        for (int i = 0; i < 2_000; i++) {
            int[] stack = random.ints(1 + random.nextInt(40), 0, i % 3 == 0 ? 4 : locations.length)
                    .map(at -> locations[at])
                    .toArray();
            builder.sample(stack, new long[] {1 + i});
        }
        Profile profile = builder.build(HEADER);
        byte[] expected = PprofEncoder.encode(profile, PprofEncoder.NO_GZIP);
        for (int seed = 0; seed < 5; seed++) {
            assertThat(PprofEncoder.encode(new ShuffledRows(new Random(seed)).of(profile), PprofEncoder.NO_GZIP))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    @Test
    void equalSamplesAreAddedUpAndZeroOnesKept() throws Exception {
        ProfileBuilder builder = new ProfileBuilder(1);
        int function = builder.function("main.main", "main.main", "main.go", 3);
        int first = builder.location(-1, 0, false, new Line(function, 4, 0));
        int second = builder.location(-1, 0, true, new Line(function, 4, 7));
        assertThat(builder.location(-1, 0, false, new Line(function, 4, 0))).isEqualTo(first);
        builder.sample(new int[] {first, second}, new long[] {2}, Label.of("a", "x"), Label.of("b", 7, "bytes"))
                .sample(new int[] {second}, new long[] {0})
                .sample(new int[] {first, second}, new long[] {3}, Label.of("b", 7, "bytes"), Label.of("a", "x"))
                .sample(new int[] {}, new long[] {11});
        Profile read = PprofDecoder.decode(PprofEncoder.encode(builder.build(HEADER), 6), DecodeLimits.DEFAULT);
        assertThat(read.header()).isEqualTo(HEADER);
        assertThat(read.samples().values()).containsExactlyInAnyOrder(5, 0, 11);
        assertThat(read.samples().labelKey()).hasSize(2);
        assertThat(read.locations().column()).containsExactlyInAnyOrder(0, 7);
        assertThat(read.locations().folded()).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void stringsOfInvalidUtf8PassThrough() throws Exception {
        ProfileBuilder builder = new ProfileBuilder(1);
        int function = builder.function("????", "", "", 0);
        Profile built = builder.sample(
                        new int[] {builder.location(-1, 1, false, new Line(function, 1, 0))}, new long[] {1})
                .build(HEADER);
        byte[] odd = {(byte) 0xff, (byte) 0xc0, 0x20, (byte) 0x80};
        Profile profile = new Profile(
                built.header(),
                new StringTable(odd, new int[] {0, 0, 4}),
                built.mappings(),
                built.functions(),
                built.locations(),
                built.samples());
        Profile read = PprofDecoder.decode(PprofEncoder.encode(profile, 1), DecodeLimits.DEFAULT);
        int name = read.functions().name()[0];
        byte[] bytes = new byte[read.strings().length(name)];
        System.arraycopy(read.strings().bytes(), read.strings().offset(name), bytes, 0, bytes.length);
        assertThat(bytes).isEqualTo(odd);
    }
}
