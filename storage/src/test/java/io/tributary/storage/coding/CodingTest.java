package io.tributary.storage.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.dictionary.Dictionary;
import io.tributary.profile.dictionary.InternedProfile;
import io.tributary.profile.dictionary.Mark;
import io.tributary.profile.dictionary.SparseVector;
import io.tributary.profile.merge.VectorAccumulator;
import io.tributary.profile.testing.Content;
import io.tributary.profile.testing.GoPprof;
import io.tributary.profile.testing.RandomProfiles;
import io.tributary.profile.testing.RawProfile;
import io.tributary.profile.testing.TestData;
import io.tributary.profile.wire.PprofEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written comes back the same, through all three codecs as a store uses them. */
class CodingTest {
    static List<String> files() {
        return TestData.profiles();
    }

    /** A store in small: profiles through one dictionary, each with its segment. */
    private static final class Shelf {
        private final Dictionary dictionary = new Dictionary();
        private final List<byte[]> segments = new ArrayList<>();
        private final List<byte[]> records = new ArrayList<>();
        private Mark written = Mark.START;

        void put(Profile profile) {
            InternedProfile interned = dictionary.intern(profile);
            if (!SegmentCodec.isEmpty(dictionary, written)) {
                segments.add(SegmentCodec.encode(dictionary, written));
                written = dictionary.mark();
            }
            records.add(ProfileRecordCodec.encode(profile.header(), interned, new BlockSizes(dictionary.view())));
        }

        Dictionary reopened() throws CorruptDataException {
            Dictionary again = new Dictionary();
            for (byte[] segment : segments) {
                SegmentCodec.apply(again, segment);
            }
            return again;
        }
    }

    private static Profile read(Dictionary dictionary, byte[] record) throws CorruptDataException {
        StoredRecord front = ProfileRecordCodec.decodeFront(record);
        SparseVector vector = ProfileRecordCodec.decodeVector(record, new BlockSizes(dictionary.view()));
        return dictionary.view().toProfile(front.header(), vector, front.mappings());
    }

    @ParameterizedTest
    @MethodSource("files")
    void aRealProfileComesBackAsGoToolPprofSawIt(String file) throws Exception {
        GoPprof.assumeThere();
        Shelf shelf = new Shelf();
        shelf.put(TestData.profile(file));
        Profile again = read(shelf.reopened(), shelf.records.get(0));
        RawProfile expected = GoPprof.raw(TestData.path(file)).withoutZeros();
        assertThat(GoPprof.raw(PprofEncoder.encode(again, 0))).isEqualTo(expected);
    }

    @Test
    void manyProfilesShareADictionaryAndComeBack() throws Exception {
        Shelf shelf = new Shelf();
        List<Profile> profiles = files().stream().map(TestData::profile).toList();
        profiles.forEach(shelf::put);
        int segments = shelf.segments.size();
        profiles.forEach(shelf::put);
        assertThat(shelf.segments).as("nothing new in what is known").hasSize(segments);

        Dictionary reopened = shelf.reopened();
        assertThat(reopened.mark()).isEqualTo(shelf.dictionary.mark());
        long bytes = 0;
        for (int i = 0; i < shelf.records.size(); i++) {
            Profile profile = profiles.get(i % profiles.size());
            Profile again = read(reopened, shelf.records.get(i));
            assertThat(again.header()).isEqualTo(profile.header());
            assertThat(Content.of(again)).as(files().get(i % profiles.size())).isEqualTo(Content.of(profile));
            bytes += shelf.records.get(i).length;
        }
        long dictionary = shelf.segments.stream().mapToLong(s -> s.length).sum();
        System.out.printf(
                "%d records %d B, dictionary %d B in %d segments, %d B in memory, %s%n",
                shelf.records.size(), bytes, dictionary, segments, reopened.memoryBytes(), reopened.mark());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void hardProfilesComeBack(long seed) throws Exception {
        Random random = new Random(seed);
        Shelf shelf = new Shelf();
        List<Profile> profiles = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            profiles.add(RandomProfiles.next(random));
            shelf.put(profiles.get(i));
        }
        Dictionary reopened = shelf.reopened();
        for (int i = 0; i < profiles.size(); i++) {
            Profile again = read(reopened, shelf.records.get(i));
            assertThat(again.header()).isEqualTo(profiles.get(i).header());
            assertThat(Content.of(again)).as("seed %s, profile %s", seed, i).isEqualTo(Content.of(profiles.get(i)));
        }
    }

    @Test
    void aSegmentOfManyGainsIsTheSameAsManySegments() throws Exception {
        Random random = new Random(7);
        Dictionary dictionary = new Dictionary();
        for (int i = 0; i < 20; i++) {
            dictionary.intern(RandomProfiles.next(random));
        }
        Dictionary again = new Dictionary();
        SegmentCodec.apply(again, SegmentCodec.encode(dictionary, Mark.START));
        assertThat(again.mark()).isEqualTo(dictionary.mark());
        assertThat(SegmentCodec.encode(again, Mark.START)).isEqualTo(SegmentCodec.encode(dictionary, Mark.START));
    }

    @Test
    void theFrontSaysWhatTheVectorHolds() throws Exception {
        Profile profile = TestData.profile("prometheus/heap.1.pb.gz");
        Shelf shelf = new Shelf();
        shelf.put(profile);
        StoredRecord front = ProfileRecordCodec.decodeFront(shelf.records.get(0));
        SparseVector vector =
                ProfileRecordCodec.decodeVector(shelf.records.get(0), new BlockSizes(shelf.dictionary.view()));
        assertThat(front.header()).isEqualTo(profile.header());
        assertThat(front.mappings()).hasSize(profile.mappings().size());
        assertThat(front.stacks()).isEqualTo(vector.size());
        assertThat(front.totals().stream().mapToLong(Long::longValue)).containsExactly(box(profile.totals()));
    }

    private static Long[] box(long[] values) {
        Long[] boxed = new Long[values.length];
        for (int i = 0; i < values.length; i++) {
            boxed[i] = values[i];
        }
        return boxed;
    }

    @Test
    void vectorsOfEveryShapeComeBackAndAddUp() throws Exception {
        Random random = new Random(3);
        for (int columns = 1; columns <= 5; columns++) {
            VectorAccumulator direct = new VectorAccumulator(columns, 1);
            VectorAccumulator coded = new VectorAccumulator(columns, 1);
            for (int round = 0; round < 50; round++) {
                SparseVector vector = vector(random, columns);
                byte[] bytes = VectorCodec.encode(vector);
                SparseVector again = VectorCodec.decode(bytes);
                assertThat(again.columns()).isEqualTo(columns);
                assertThat(again.stacks()).isEqualTo(vector.stacks());
                assertThat(again.values()).isEqualTo(vector.values());
                direct.add(vector);
                add(bytes, coded, Integer.MAX_VALUE);
            }
            assertThat(coded.overflowedColumn()).isEqualTo(direct.overflowedColumn());
            assertThat(coded.toVector().stacks()).isEqualTo(direct.toVector().stacks());
            assertThat(coded.toVector().values()).isEqualTo(direct.toVector().values());
        }
    }

    private static void add(byte[] vector, VectorAccumulator sum, int stacks) throws CorruptDataException {
        new VectorAdder(sum, stacks, BlockSizes.NONE).add(new ByteReader("vector", vector));
    }

    /** Periods that change, and values from which a product or a sum of products is beyond 64 bits. */
    @Test
    void samplesTimesPeriodAddUpAsTheirColumnsDo() throws Exception {
        Random random = new Random(11);
        List<Long> periods = List.of(10_000_000L, 1L << 30, (1L << 31) - 1, 1L << 31, -1L, 0L);
        int overflowed = 0;
        for (int round = 0; round < 300; round++) {
            VectorAccumulator direct = new VectorAccumulator(2, 1);
            VectorAccumulator coded = new VectorAccumulator(2, 1);
            VectorAccumulator other = new VectorAccumulator(2, 1);
            for (int i = 0; i < 40; i++) {
                long period = periods.get(random.nextInt(3) == 0 ? random.nextInt(periods.size()) : round % 6);
                int n = 1 + random.nextInt(20);
                long[] values = new long[2 * n];
                for (int row = 0; row < n; row++) {
                    values[2 * row] = 1 + random.nextLong(1L << (random.nextInt(9) == 0 ? 33 : 31));
                    values[2 * row + 1] = values[2 * row] * period;
                }
                SparseVector vector = new SparseVector(2, IntStream.range(0, n).toArray(), values);
                direct.add(vector);
                add(VectorCodec.encode(vector), i % 3 == 0 ? other : coded, n);
            }
            coded.add(other);
            overflowed += direct.overflowedColumn() >= 0 ? 1 : 0;
            assertThat(coded.overflowedColumn()).isEqualTo(direct.overflowedColumn());
            assertThat(coded.toVector().values()).isEqualTo(direct.toVector().values());
        }
        assertThat(overflowed).isBetween(1, 299);
    }

    /** Small, large, negative and extreme values, and columns that are multiples of others, exactly or nearly. */
    private static SparseVector vector(Random random, int columns) {
        int n = random.nextInt(40);
        int[] stacks = new int[n];
        long[] values = new long[n * columns];
        int stack = -1;
        for (int i = 0; i < n; i++) {
            stack += 1 + random.nextInt(random.nextInt(9) == 0 ? 1000 : 2);
            stacks[i] = stack;
        }
        for (int c = 0; c < columns; c++) {
            int kind = random.nextInt(6);
            long factor = List.of(10_000_000L, -3L, 0L, Long.MAX_VALUE).get(random.nextInt(4));
            for (int i = 0; i < n; i++) {
                values[i * columns + c] = switch (kind) {
                    case 0 -> 1 + random.nextInt(100);
                    case 1 -> random.nextInt(100) - 50;
                    case 2 -> random.nextLong();
                    case 3 -> random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE;
                    case 4 -> c == 0 ? 1 : values[i * columns] * factor;
                    default -> c == 0 ? 1 : values[i * columns] * factor + (i == n - 1 ? 1 : 0);
                };
            }
        }
        return new SparseVector(columns, stacks, values);
    }

    @Test
    void nanosecondsCostNothingWhereTheyAreAMultipleOfSamples() {
        int[] stacks = {0, 1, 2, 3};
        long[] exact = {1, 10_000_000, 2, 20_000_000, 0, 0, 7, 70_000_000};
        long[] nearly = {1, 10_000_000, 2, 20_000_000, 0, 0, 7, 70_000_001};
        int exactSize = VectorCodec.encode(new SparseVector(2, stacks, exact)).length;
        int plainSize = VectorCodec.encode(new SparseVector(2, stacks, nearly)).length;
        assertThat(exactSize).isEqualTo(2 + 4 + 1 + 4 + 1 + 1 + 4);
        assertThat(plainSize).isGreaterThan(exactSize);
    }

    @Test
    void aSumOfAnotherWidthIsRefusedAndUnchanged() {
        byte[] bytes = VectorCodec.encode(new SparseVector(1, new int[] {4}, new long[] {1}));
        VectorAccumulator sum = new VectorAccumulator(2, 10);
        assertThatThrownBy(() -> add(bytes, sum, 10))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("1 columns where 2 are added up");
        VectorAccumulator narrow = new VectorAccumulator(1, 10);
        assertThatThrownBy(() -> add(bytes, narrow, 4))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("last stack is 4");
        assertThat(sum.toVector().size() + narrow.toVector().size()).isZero();
    }

    @Test
    void aHeaderWithEverythingComesBack() throws Exception {
        Header header = new Header(
                List.of(),
                null,
                Long.MIN_VALUE,
                -1,
                Long.MAX_VALUE,
                "größe",
                List.of("", "zwei\n"),
                "drop.*",
                "keep.*",
                "https://example.com/?a=b");
        var empty = new InternedProfile(new SparseVector(0, new int[0], new long[0]), List.of());
        StoredRecord front = ProfileRecordCodec.decodeFront(ProfileRecordCodec.encode(header, empty, BlockSizes.NONE));
        assertThat(front.header()).isEqualTo(header);
        assertThat(front.totals()).isEmpty();
    }
}
