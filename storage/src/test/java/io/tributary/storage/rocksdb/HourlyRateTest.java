package io.tributary.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.pgo.Rates;
import io.tributary.profile.testing.TestData;
import io.tributary.profile.wire.PprofEncoder;
import io.tributary.storage.Labels;
import io.tributary.storage.MergeMode;
import io.tributary.storage.MergeResult;
import io.tributary.storage.Origin;
import io.tributary.storage.Selection;
import io.tributary.storage.TimeRange;
import io.tributary.storage.rocksdb.Engine.Family;
import io.tributary.storage.rocksdb.MergePlan.Piece;
import io.tributary.storage.rocksdb.MergePlan.Raw;
import io.tributary.storage.rocksdb.MergePlan.Summed;
import io.tributary.storage.selector.Selector;
import io.tributary.storage.testing.MadeUp;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.WriteBatch;

/** Merges by rate: whatever is summed up beforehand, in whatever parts and order it came, they are what whole numbers of any size give. */
class HourlyRateTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long MIDNIGHT = 20_500 * DAY;
    private static final int INSTANCES = 36;
    private static final List<ValueType> GO = List.of(new ValueType("samples", "count"), MadeUp.CPU);

    @TempDir
    Path folder;

    private record Put(int instance, long time, long durationNanos, long[] samples) {
        Origin origin() {
            Map<String, String> labels = Map.of("instance", "i" + instance, "zone", "z" + instance % 3);
            return new Origin("shop", "cpu", Labels.of(labels), time);
        }

        Profile profile() {
            long[] values = new long[samples.length * 2];
            for (int f = 0; f < samples.length; f++) {
                values[2 * f] = samples[f];
                values[2 * f + 1] = samples[f] * 10_000_000;
            }
            return MadeUp.profile(GO, durationNanos, values);
        }
    }

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    /** Of which roll-ups are never made. */
    private RocksStore plain;

    private RocksStore rolled;

    @BeforeEach
    void open() {
        plain = open("plain", "0");
        rolled = open("rolled", "0");
    }

    private RocksStore open(String name, String writer) {
        return RocksStore.open(
                folder.resolve(name),
                new RocksStoreOptions(writer, 64 << 20, 64 << 20, 8 << 20, 8 << 20),
                () -> {},
                InstantSource.fixed(Instant.EPOCH));
    }

    @AfterEach
    void close() {
        plain.close();
        rolled.close();
    }

    private void put(List<Put> puts) {
        puts.forEach(put -> rolled.put(put.origin(), put.profile()));
        List<Put> shuffled = new ArrayList<>(puts);
        Collections.shuffle(shuffled, random);
        shuffled.forEach(put -> plain.put(put.origin(), put.profile()));
    }

    /** Hours with up to six profiles of each instance, some of which are with their sums by instance and without. */
    private List<Put> drawn(int fromHour, int toHour) {
        List<Put> puts = new ArrayList<>();
        for (int hour = fromHour; hour < toHour; hour++) {
            int each = hour % 7;
            for (int instance = 0; instance < INSTANCES; instance++) {
                for (int i = 0; i < each - random.nextInt(2); i++) {
                    puts.add(one(instance, MIDNIGHT + hour * HOUR + random.nextLong(HOUR)));
                }
            }
        }
        return puts;
    }

    private Put one(int instance, long time) {
        long[] samples = new long[8];
        for (int f = 0; f < samples.length; f++) {
            samples[f] = random.nextInt(3) * random.nextLong(2_000);
        }
        return new Put(instance, time, 1 + random.nextLong(20_000_000_000L), samples);
    }

    private static Selection select(long from, long to, String... selectors) throws Exception {
        List<Selector> anyOf = new ArrayList<>();
        for (String selector : selectors) {
            anyOf.add(Selector.parse(selector));
        }
        return new Selection("shop", "cpu", anyOf, new TimeRange(from, to));
    }

    private static Map<String, List<Long>> expected(List<Put> puts, TimeRange range, Predicate<Put> isSelected) {
        List<Put> selected = puts.stream()
                .filter(put -> range.contains(put.time) && isSelected.test(put))
                .toList();
        Map<List<Long>, BigInteger> nanos = new HashMap<>();
        for (Put put : selected) {
            nanos.merge(hourOf(put), BigInteger.valueOf(put.durationNanos), BigInteger::add);
        }
        BigInteger worth = BigInteger.TEN.pow(17);
        Map<String, BigInteger> sums = new TreeMap<>();
        for (Put put : selected) {
            BigInteger timed = nanos.getOrDefault(hourOf(put), BigInteger.ZERO).max(BigInteger.TEN.pow(9));
            BigInteger weight = worth.shiftLeft(1).add(timed).divide(timed.shiftLeft(1));
            for (int f = 0; f < put.samples.length; f++) {
                sums.merge("f" + f, weight.multiply(BigInteger.valueOf(put.samples[f])), BigInteger::add);
            }
        }
        Map<String, List<Long>> expected = new TreeMap<>();
        sums.forEach((function, sum) -> {
            if (sum.signum() != 0) {
                expected.put(function, List.of(sum.longValueExact()));
            }
        });
        return expected;
    }

    private static List<Long> hourOf(Put put) {
        return List.of((long) put.instance, Math.floorDiv(put.time, HOUR));
    }

    private void check(String what, List<Put> puts, Selection selection, Predicate<Put> isSelected) {
        MergeResult expected = plain.merge(selection, MergeMode.HOURLY_RATE);
        MergeResult actual = rolled.merge(selection, MergeMode.HOURLY_RATE);
        String as = "seed " + seed + ", " + what + ": " + selection;
        assertThat(MadeUp.values(actual.profile())).as(as).isEqualTo(expected(puts, selection.range(), isSelected));
        assertThat(actual.coverage()).as(as).isEqualTo(expected.coverage());
        assertThat(PprofEncoder.encode(actual.profile(), PprofEncoder.NO_GZIP))
                .as(as)
                .isEqualTo(PprofEncoder.encode(expected.profile(), PprofEncoder.NO_GZIP));
    }

    private void askAnything(String what, List<Put> puts) throws Exception {
        check(what, puts, select(MIDNIGHT, MIDNIGHT + 2 * DAY), _ -> true);
        for (int question = 0; question < 12; question++) {
            long from = MIDNIGHT + random.nextInt(26) * HOUR + random.nextInt(2) * random.nextLong(HOUR);
            long to = from + 1 + random.nextInt(30) * HOUR + random.nextInt(2) * random.nextLong(HOUR);
            boolean isSome = random.nextInt(3) == 0;
            check(
                    what,
                    puts,
                    isSome ? select(from, to, "{zone=\"z1\"}") : select(from, to),
                    put -> !isSome || put.instance % 3 == 1);
        }
    }

    private List<Level> levels(Selection selection) {
        List<Level> levels = new ArrayList<>();
        for (Piece piece : rolled.plan(selection, MergeMode.HOURLY_RATE)) {
            if (piece instanceof Summed summed) {
                levels.add(summed.series().level());
            }
        }
        return levels;
    }

    @Test
    void lateDeletedAndReopened() throws Exception {
        List<Put> puts = drawn(0, 30);
        put(puts);
        askAnything("not summed up", puts);
        rolled.rollUp();
        askAnything("summed up", puts);
        assertThat(levels(select(MIDNIGHT, MIDNIGHT + 2 * DAY))).contains(Level.DAY);
        List<Put> late =
                List.of(one(3, MIDNIGHT + 3 * HOUR + 1), one(77, MIDNIGHT + 20 * HOUR), one(2, MIDNIGHT + 31 * HOUR));
        put(late);
        puts.addAll(late);
        askAnything("late", puts);
        rolled.close();
        rolled = open("rolled", "0");
        askAnything("reopened", puts);
        rolled.rollUp();
        askAnything("summed up again", puts);
        Selection gone = select(MIDNIGHT + 7 * HOUR, MIDNIGHT + 8 * HOUR, "{zone=\"z2\"}");
        assertThat(rolled.delete(gone)).isEqualTo(plain.delete(gone));
        puts.removeIf(put -> gone.range().contains(put.time) && put.instance % 3 == 2);
        askAnything("deleted", puts);
        rolled.rollUp();
        askAnything("deleted and summed up", puts);
        assertThat(rolled.verify().findings()).isEmpty();
    }

    @Test
    void twoWritersWithInstancesInCommon() throws Exception {
        List<Put> puts = drawn(0, 12);
        List<Put> ofOther = drawn(12, 26);
        // In one hour an instance has profiles of both, in the others each has its own.
        ofOther.add(one(5, MIDNIGHT + 4 * HOUR + 7));
        put(puts);
        rolled.rollUp();
        rolled.close();
        rolled = open("rolled", "1");
        put(ofOther);
        puts.addAll(ofOther);
        askAnything("two writers", puts);
        rolled.rollUp();
        askAnything("two writers, summed up", puts);
        // The day has instances of both, the second six hours have not.
        assertThat(levels(select(MIDNIGHT, MIDNIGHT + DAY))).contains(Level.SIX_HOURS, Level.HOUR);
        assertThat(rolled.plan(select(MIDNIGHT + 4 * HOUR, MIDNIGHT + 5 * HOUR), MergeMode.HOURLY_RATE))
                .allMatch(Raw.class::isInstance);
        assertThat(rolled.verify().findings()).isEmpty();
    }

    @Test
    void ofFewInstancesItIsPutTogetherOfTheirHours() throws Exception {
        List<Put> puts = drawn(0, 30);
        puts.removeIf(put -> put.instance > 9);
        put(puts);
        rolled.rollUp();
        askAnything("few", puts);
        assertThat(levels(select(MIDNIGHT, MIDNIGHT + DAY))).doesNotContain(Level.DAY, Level.SIX_HOURS);
    }

    /** Of few instances a day has that sum all the same once its profiles are to go. */
    @Test
    void whenProfilesAreGoneWholeDaysAreLeft() throws Exception {
        List<Put> puts = drawn(0, 10);
        puts.removeIf(put -> put.instance > 4);
        put(puts);
        rolled.rollUp();
        rolled.close();
        Retention shortly =
                new Retention(Duration.ofDays(1), Duration.ofDays(400), Duration.ofDays(400), Long.MAX_VALUE);
        InstantSource later = InstantSource.fixed(Instant.ofEpochMilli(MIDNIGHT + 9 * DAY));
        rolled = RocksStore.open(folder.resolve("rolled"), RocksStoreOptions.DEFAULT.with(shortly), () -> {}, later);
        rolled.retain();
        Selection day = select(MIDNIGHT, MIDNIGHT + DAY);
        assertThat(rolled.profiles(day, 1, "").items()).isEmpty();
        check("profiles are gone", puts, day, _ -> true);
    }

    @Test
    void ofOneProfileItIsWhatItsFileGives() throws Exception {
        Profile real = TestData.profile("shop/v1/cpu.a1.pb.gz");
        List<Profile> profiles = List.of(
                MadeUp.profile(GO, 30_000_000_000L, 1, 10_000_000, 2, 20_000_000, 999_999, 7), real, timed(real, 7));
        for (int hour = 0; hour < profiles.size(); hour++) {
            Profile profile = profiles.get(hour);
            long time = MIDNIGHT + hour * HOUR;
            rolled.put(new Origin("shop", "cpu", Labels.of(Map.of("instance", "i")), time), profile);
            Profile merged = rolled.merge(select(time, time + HOUR), MergeMode.HOURLY_RATE)
                    .profile();
            assertThat(PprofEncoder.encode(merged, PprofEncoder.NO_GZIP))
                    .isEqualTo(PprofEncoder.encode(Rates.of(profile, 0), PprofEncoder.NO_GZIP));
        }
    }

    private static Profile timed(Profile profile, long durationNanos) {
        Header h = profile.header();
        return profile.with(
                new Header(
                        h.sampleTypes(),
                        h.periodType(),
                        h.period(),
                        h.timeNanos(),
                        durationNanos,
                        h.defaultSampleType(),
                        h.comments(),
                        h.dropFrames(),
                        h.keepFrames(),
                        h.docUrl()),
                profile.samples());
    }

    @Test
    void aSumByRateThatIsAnothersIsFound() throws Exception {
        List<Put> puts = new ArrayList<>();
        for (int i = 0; i < 4 * INSTANCES; i++) {
            puts.add(one(i % INSTANCES, MIDNIGHT + i * 20_000L));
        }
        put(puts);
        rolled.rollUp();
        assertThat(rolled.verify().findings()).isEmpty();
        rolled.close();
        SeriesBucket hour = new SeriesBucket(Level.HOUR, Level.HOUR.bucketOf(MIDNIGHT), "shop", "cpu", "0");
        try (Engine engine =
                        Engine.open(Folder.existing(folder.resolve("rolled")), RocksStoreOptions.DEFAULT, () -> {});
                WriteBatch batch = new WriteBatch()) {
            byte[] plainSum = engine.get(Family.ROLLUPS, hour.keyOfRates());
            assertThat(plainSum).isNotNull();
            batch.put(
                    engine.handle(Family.ROLLUPS),
                    new SeriesBucket(Level.DAY, Level.DAY.bucketOf(MIDNIGHT), "shop", "cpu", "0").keyOfRates(),
                    new byte[] {0});
            engine.write(batch);
        }
        rolled = open("rolled", "0");
        assertThat(rolled.verify().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.where()).contains("DAY");
            assertThat(finding.what()).isEqualTo("by rate is not the sum of its profiles");
        });
    }
}
