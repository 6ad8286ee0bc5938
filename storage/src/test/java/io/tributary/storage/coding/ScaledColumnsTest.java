package io.tributary.storage.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.profile.Profile;
import io.tributary.profile.dictionary.Dictionary;
import io.tributary.profile.dictionary.InternedProfile;
import io.tributary.profile.dictionary.SparseVector;
import io.tributary.profile.merge.VectorAccumulator;
import io.tributary.profile.testing.TestData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Heap profiles are kept as what Go scaled them from where that gives the very same values, and as they are elsewhere. */
class ScaledColumnsTest {
    private static final long GO_RATE = 524_288;

    private static byte[] encode(SparseVector vector, long rate) {
        return encode(vector, rate, BlockSizes.NONE);
    }

    private static byte[] encode(SparseVector vector, long rate, BlockSizes sizes) {
        ByteWriter out = new ByteWriter(64);
        VectorCodec.write(out, vector, rate, sizes);
        return out.toByteArray();
    }

    private static SparseVector decode(byte[] bytes, BlockSizes sizes) throws CorruptDataException {
        ByteReader in = new ByteReader("vector", bytes);
        SparseVector vector = VectorCodec.read(in, sizes);
        in.expectEnd();
        return vector;
    }

    private static void assertComesBack(SparseVector vector, long rate) throws CorruptDataException {
        assertComesBack(vector, rate, BlockSizes.NONE);
    }

    private static void assertComesBack(SparseVector vector, long rate, BlockSizes sizes) throws CorruptDataException {
        SparseVector again = decode(encode(vector, rate, sizes), sizes);
        assertThat(again.stacks()).isEqualTo(vector.stacks());
        assertThat(again.columns()).isEqualTo(vector.columns());
        assertThat(again.values()).isEqualTo(vector.values());
    }

    private static SparseVector vector(int columns, long[] values) {
        int[] stacks = new int[values.length / columns];
        Arrays.setAll(stacks, i -> i * 2);
        return new SparseVector(columns, stacks, values);
    }

    /** As runtime/pprof has it, with the exponential of whatever machine this is. */
    private static void scale(long[] values, int at, long count, long size, long rate) {
        double factor = 1 / (1 - Math.exp(-(double) size / (double) rate));
        values[at] = (long) (count * factor);
        values[at + 1] = (long) ((double) (count * size) * factor);
    }

    private static long[] scaled(Random random, int rows, long rate) {
        long[] values = new long[4 * rows];
        for (int row = 0; row < rows; row++) {
            long size = 1 + random.nextLong(1L << random.nextInt(1, 34));
            long allocated = random.nextLong(1L << random.nextInt(1, 20));
            if (allocated > 0) {
                scale(values, 4 * row, allocated, size, rate);
            }
            long held = random.nextInt(3) == 0 ? random.nextLong(allocated + 1) : 0;
            if (held > 0) {
                scale(values, 4 * row + 2, held, size, rate);
            }
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 512, 4_096, 524_288, 1L << 40})
    void whatGoScaledIsKeptSmall(long rate) throws CorruptDataException {
        for (int seed = 0; seed < 20; seed++) {
            SparseVector vector = vector(4, scaled(new Random(seed), 500, rate));
            assertComesBack(vector, rate);
            assertThat(encode(vector, rate)).hasSizeLessThan(encode(vector, 0).length);
        }
    }

    @Test
    void valuesOfAnyKindComeBack() throws CorruptDataException {
        long[] odd = {
            0, 1, -1, 2, 3, 100, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - 1, 1L << 53, (1L << 53) + 1, 524_288
        };
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            long rate = seed % 3 == 0 ? Long.MAX_VALUE : 2 + random.nextLong(1L << random.nextInt(1, 40));
            long[] values = scaled(random, 60, rate);
            for (int i = 0; i < values.length; i++) {
                if (random.nextInt(12) == 0) {
                    values[i] = random.nextBoolean() ? odd[random.nextInt(odd.length)] : random.nextLong();
                }
            }
            assertComesBack(vector(4, values), rate);
            assertComesBack(vector(2, values), rate);
            assertComesBack(vector(6, Arrays.copyOf(values, 6 * 40)), rate);
        }
    }

    private static List<InternedProfile> realScrapes(Dictionary dictionary) {
        List<String> scrapes = TestData.profiles().stream()
                .filter(name -> name.contains("/heap"))
                .toList();
        assertThat(scrapes).hasSizeGreaterThan(5);
        List<InternedProfile> interned = new ArrayList<>();
        for (String scrape : scrapes) {
            Profile profile = TestData.profile(scrape);
            assertThat(profile.header().period()).isEqualTo(GO_RATE);
            interned.add(dictionary.intern(profile));
        }
        return interned;
    }

    /** Before compression, which takes away the sizes that scrapes have in common. */
    @Test
    void realScrapesTakeFewerBytes() throws CorruptDataException {
        Dictionary dictionary = new Dictionary();
        List<InternedProfile> scrapes = realScrapes(dictionary);
        BlockSizes sizes = new BlockSizes(dictionary.view());
        long plain = 0;
        long small = 0;
        long smallest = 0;
        for (InternedProfile scrape : scrapes) {
            assertComesBack(scrape.vector(), GO_RATE);
            assertComesBack(scrape.vector(), GO_RATE, sizes);
            plain += encode(scrape.vector(), 0).length;
            small += encode(scrape.vector(), GO_RATE).length;
            smallest += encode(scrape.vector(), GO_RATE, sizes).length;
        }
        System.out.printf(
                "%d heap profiles: %d bytes as values, %d as counts and sizes, %d as counts%n",
                scrapes.size(), plain, small, smallest);
        assertThat(small).isLessThan(plain / 2);
        assertThat(smallest).isLessThan(small * 7 / 10);
    }

    /** Go cut the fraction off each scrape's values, so a sum is no count of anything. */
    @Test
    void sumsOfScrapesAreKeptAsCountsToo() throws CorruptDataException {
        Dictionary dictionary = new Dictionary();
        List<InternedProfile> scrapes = realScrapes(dictionary);
        BlockSizes sizes = new BlockSizes(dictionary.view());
        VectorAccumulator sum = new VectorAccumulator(4, 1);
        for (InternedProfile scrape : scrapes) {
            sum.add(scrape.vector());
        }
        SparseVector vector = sum.toVector();
        assertComesBack(vector, GO_RATE, sizes);
        assertThat(encode(vector, GO_RATE, sizes).length).isLessThan(encode(vector, 0).length * 3 / 4);
    }

    @Test
    void aDictionaryWithoutTheStacksTellsNoSizes() {
        Dictionary dictionary = new Dictionary();
        SparseVector vector = realScrapes(dictionary).getFirst().vector();
        byte[] bytes = encode(vector, GO_RATE, new BlockSizes(dictionary.view()));
        assertThatThrownBy(() -> decode(bytes, BlockSizes.NONE))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("last stack is");
    }

    @Test
    void damagedBytesAreDamageAndNothingElse() {
        damage(encode(vector(4, scaled(new Random(5), 50, GO_RATE)), GO_RATE), BlockSizes.NONE);
        Dictionary dictionary = new Dictionary();
        SparseVector vector = realScrapes(dictionary).getFirst().vector();
        BlockSizes sizes = new BlockSizes(dictionary.view());
        SparseVector some =
                new SparseVector(4, Arrays.copyOf(vector.stacks(), 50), Arrays.copyOf(vector.values(), 200));
        damage(encode(some, GO_RATE, sizes), sizes);
    }

    private static void damage(byte[] bytes, BlockSizes sizes) {
        Random random = new Random(6);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = Arrays.copyOf(bytes, i < bytes.length ? i : bytes.length);
            for (int flip = i < bytes.length ? 0 : 1 + random.nextInt(3); flip > 0; flip--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                assertThat(decode(damaged, sizes).columns()).isNotNegative();
            } catch (CorruptDataException e) {
                assertThat(e).hasMessageContaining("vector");
            }
        }
    }
}
