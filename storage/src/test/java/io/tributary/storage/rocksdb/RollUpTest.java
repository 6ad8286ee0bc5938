package io.tributary.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.Header;
import io.tributary.profile.LocationTable;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.build.Line;
import io.tributary.profile.build.ProfileBuilder;
import io.tributary.profile.testing.TestData;
import io.tributary.profile.wire.PprofEncoder;
import io.tributary.storage.Labels;
import io.tributary.storage.MergeMode;
import io.tributary.storage.MergeResult;
import io.tributary.storage.Origin;
import io.tributary.storage.Selection;
import io.tributary.storage.TimeRange;
import io.tributary.storage.rocksdb.MergePlan.Raw;
import io.tributary.storage.rocksdb.MergePlan.Summed;
import io.tributary.storage.selector.Selector;
import io.tributary.storage.selector.SelectorSyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is summed up beforehand, and whatever came after that: an answer has the bytes it has from profiles alone. */
class RollUpTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final List<MergeMode> MODES = MergeMode.named();
    private static final long MIDNIGHT = 20_500 * DAY;
    private static final List<String> CPU = TestData.profiles().stream()
            .filter(name -> name.matches("shop/v[12]/cpu.*|etcd/profile.*"))
            .toList();
    private static final List<String> HEAP = TestData.profiles().stream()
            .filter(name -> name.contains("heap-sequence/"))
            .toList();

    @TempDir
    Path folder;

    /** Never makes a roll-up: its clock stands at the beginning of time. */
    private RocksStore plain;

    private RocksStore rolled;

    @BeforeEach
    void open() {
        plain = open("plain", Instant.EPOCH);
        rolled = open("rolled", Instant.EPOCH);
    }

    private RocksStore open(String name, Instant now) {
        return RocksStore.open(folder.resolve(name), RocksStoreOptions.DEFAULT, () -> {}, InstantSource.fixed(now));
    }

    @AfterEach
    void close() {
        plain.close();
        rolled.close();
    }

    private void put(String type, String instance, long time, Profile profile) {
        Labels labels = Labels.of(Map.of("instance", instance, "zone", "z" + instance.length()));
        Origin origin = new Origin("shop", type, labels, time);
        plain.put(origin, profile);
        rolled.put(origin, profile);
    }

    private static Selection select(String type, long from, long to, String... selectors) {
        List<Selector> anyOf = new ArrayList<>();
        for (String selector : selectors) {
            try {
                anyOf.add(Selector.parse(selector));
            } catch (SelectorSyntaxException e) {
                throw new AssertionError(e);
            }
        }
        return new Selection("shop", type, anyOf, new TimeRange(from, to));
    }

    private void check(String what, Selection selection, MergeMode mode) {
        MergeResult expected = plain.merge(selection, mode);
        MergeResult actual = rolled.merge(selection, mode);
        assertThat(actual.coverage()).as(what).isEqualTo(expected.coverage());
        assertThat(actual.profile().header())
                .as(what)
                .isEqualTo(expected.profile().header());
        assertThat(PprofEncoder.encode(actual.profile(), PprofEncoder.NO_GZIP))
                .as(what)
                .isEqualTo(PprofEncoder.encode(expected.profile(), PprofEncoder.NO_GZIP));
    }

    private static boolean isSummed(RocksStore store, Selection selection, MergeMode mode) {
        return store.plan(selection, mode).stream().anyMatch(Summed.class::isInstance);
    }

    private static Header with(Header h, long time, List<String> comments) {
        return new Header(
                h.sampleTypes(),
                h.periodType(),
                h.period(),
                time,
                h.durationNanos(),
                h.defaultSampleType(),
                comments,
                h.dropFrames(),
                h.keepFrames(),
                h.docUrl());
    }

    private static Profile with(Profile p, Header header) {
        return new Profile(header, p.strings(), p.mappings(), p.functions(), p.locations(), p.samples());
    }

    @RepeatedTest(4)
    void anyQuestionHasTheSameAnswer() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int summed = 0;
        for (int phase = 0; phase < 3; phase++) {
            for (int i = 0; i < 150; i++) {
                boolean isCpu = random.nextInt(3) > 0;
                List<String> names = isCpu ? CPU : HEAP;
                long time = MIDNIGHT - 3 * HOUR + random.nextLong(6) * HOUR + random.nextLong(HOUR / 3);
                Profile profile = TestData.profile(names.get(random.nextInt(names.size())));
                // Comments differ, and now and then a profile does not say when it was taken.
                List<String> comments = random.nextInt(4) == 0 ? List.of("c" + random.nextInt(3), "d") : List.of();
                long nanos = phase == 2 && random.nextInt(150) == 0 ? 0 : time * 1_000_000;
                String instance = "i".repeat(1 + random.nextInt(4));
                put(isCpu ? "cpu" : "heap", instance, time, with(profile, with(profile.header(), nanos, comments)));
            }
            if (phase < 2 || random.nextBoolean()) {
                rolled.rollUp();
            }
            if (random.nextBoolean()) {
                rolled.close();
                rolled = open("rolled", Instant.EPOCH);
            }
            for (int question = 0; question < 25; question++) {
                long from =
                        MIDNIGHT - 4 * HOUR + random.nextLong(4) * HOUR + random.nextLong(2) * random.nextLong(HOUR);
                long to = from + 1 + random.nextLong(5) * HOUR + random.nextLong(2) * random.nextLong(HOUR);
                String[] selectors = random.nextBoolean()
                        ? new String[0]
                        : random.nextBoolean()
                                ? new String[] {"{handler=~\"sql.*\"}", "{bytes!=\"480\",instance=~\"ii?\"}"}
                                : new String[] {"{zone=~\"z[1" + random.nextInt(5) + "]\"}", "{instance=\"ii\"}"};
                Selection selection = select(random.nextBoolean() ? "cpu" : "heap", from, to, selectors);
                MergeMode mode = MODES.get(random.nextInt(MODES.size()));
                check("seed " + seed + ", phase " + phase + ", " + selection + ", " + mode, selection, mode);
                summed += isSummed(rolled, selection, mode) ? 1 : 0;
                assertThat(isSummed(plain, selection, mode)).isFalse();
            }
        }
        assertThat(summed).as("seed %d", seed).isPositive();
    }

    @Test
    void aWholeDayIsOnePiece() {
        for (int i = 0; i < 48; i++) {
            put("cpu", "i", MIDNIGHT + i * HOUR / 2, TestData.profile(CPU.get(i % CPU.size())));
        }
        rolled.rollUp();
        Selection day = select("cpu", MIDNIGHT, MIDNIGHT + DAY);
        assertThat(rolled.plan(day, MergeMode.AUTO)).singleElement().isInstanceOf(Summed.class);
        check("day", day, MergeMode.AUTO);
        Selection andAMinute = select("cpu", MIDNIGHT - MINUTE, MIDNIGHT + DAY + MINUTE);
        assertThat(rolled.plan(andAMinute, MergeMode.AUTO)).singleElement().isInstanceOf(Summed.class);
        Selection more = select("cpu", MIDNIGHT + MINUTE, MIDNIGHT + DAY);
        assertThat(levels(rolled.plan(more, MergeMode.AUTO))).hasSize(3).containsOnly(Level.SIX_HOURS);
        check("more", more, MergeMode.AUTO);
    }

    @Test
    void aLateProfileCountsAtOnceAndIsSummedUpAgain() {
        for (int i = 0; i < 20; i++) {
            put("cpu", "i", MIDNIGHT + i * MINUTE, TestData.profile(CPU.get(i % CPU.size())));
        }
        rolled.rollUp();
        Selection hour = select("cpu", MIDNIGHT, MIDNIGHT + HOUR);
        assertThat(isSummed(rolled, hour, MergeMode.AUTO)).isTrue();
        put("cpu", "late", MIDNIGHT + 30 * MINUTE, TestData.profile(CPU.getFirst()));
        assertThat(isSummed(rolled, hour, MergeMode.AUTO)).isFalse();
        check("late", hour, MergeMode.AUTO);
        rolled.rollUp();
        assertThat(isSummed(rolled, hour, MergeMode.AUTO)).isTrue();
        check("again", hour, MergeMode.AUTO);
    }

    @Test
    void aLargeFleetHasMinutes() {
        Profile profile = TestData.profile("etcd/profile.1.pb.gz");
        for (int i = 0; i < 160; i++) {
            put("cpu", "i" + i, MIDNIGHT + i * 750L, profile);
        }
        rolled.rollUp();
        Selection twoMinutes = select("cpu", MIDNIGHT - 90_000, MIDNIGHT + 2 * MINUTE);
        assertThat(rolled.plan(twoMinutes, MergeMode.AUTO)).hasSize(2).allMatch(Summed.class::isInstance);
        check("two minutes", twoMinutes, MergeMode.AUTO);
        Selection oneAndAHalf = select("cpu", MIDNIGHT, MIDNIGHT + 90_000);
        assertThat(rolled.plan(oneAndAHalf, MergeMode.AUTO))
                .hasSize(2)
                .hasExactlyElementsOfTypes(Summed.class, Raw.class);
        check("one and a half", oneAndAHalf, MergeMode.AUTO);
        check("some", select("cpu", MIDNIGHT, MIDNIGHT + 2 * MINUTE, "{instance=~\"i1.*\"}"), MergeMode.AUTO);
    }

    /** Four instances in each minute of the hour before midnight and the one after. */
    private void putTwoHours() {
        for (int minute = -60; minute < 60; minute++) {
            for (String instance : List.of("i", "ii", "iii", "iiii")) {
                put(
                        "cpu",
                        instance,
                        MIDNIGHT + minute * MINUTE + instance.length() * 1_000L,
                        TestData.profile("etcd/profile.1.pb.gz"));
            }
        }
    }

    private static List<Level> levels(List<MergePlan.Piece> plan) {
        return plan.stream()
                .filter(Summed.class::isInstance)
                .map(piece -> ((Summed) piece).series().level())
                .toList();
    }

    @Test
    void anHourInPartIsReadByTwenties() {
        putTwoHours();
        rolled.rollUp();
        Selection twenties = select("cpu", MIDNIGHT - 40 * MINUTE, MIDNIGHT + 20 * MINUTE);
        assertThat(rolled.plan(twenties, MergeMode.AUTO)).hasSize(3);
        assertThat(levels(rolled.plan(twenties, MergeMode.AUTO))).containsOnly(Level.TWENTY_MINUTES);
        check("twenties", twenties, MergeMode.AUTO);
        // It may begin and end within twenty minutes; for some of the instances it is read profile by profile.
        Selection cut = select("cpu", MIDNIGHT - 47 * MINUTE - 7, MIDNIGHT + 33 * MINUTE + 1_500);
        List<MergePlan.Piece> plan = rolled.plan(cut, MergeMode.AUTO);
        assertThat(plan).hasSize(5).first().isInstanceOf(Raw.class);
        assertThat(plan).last().isInstanceOf(Raw.class);
        assertThat(levels(plan)).hasSize(3).containsOnly(Level.TWENTY_MINUTES);
        Selection some = select("cpu", cut.range().fromMillis(), cut.range().toMillis(), "{instance=~\"ii?\"}");
        assertThat(rolled.plan(some, MergeMode.AUTO))
                .allSatisfy(piece -> assertThat(piece).isInstanceOf(Raw.class));
        for (MergeMode mode : MODES) {
            check(mode + " of some", some, mode);
            check(mode + " of all", cut, mode);
        }
    }

    @Test
    void twentyMinutesThatChangedAreReadAloneUntilTheyAreSummedUpAgain() {
        putTwoHours();
        rolled.rollUp();
        Selection twenties = select("cpu", MIDNIGHT - 40 * MINUTE, MIDNIGHT + 20 * MINUTE);
        put("cpu", "late", MIDNIGHT + 5 * MINUTE + 30_000, TestData.profile(CPU.getFirst()));
        assertThat(levels(rolled.plan(twenties, MergeMode.AUTO))).hasSize(2);
        check("late", twenties, MergeMode.AUTO);
        rolled.close();
        rolled = open("rolled", Instant.EPOCH);
        assertThat(levels(rolled.plan(twenties, MergeMode.AUTO))).hasSize(2);
        check("late, after a restart", twenties, MergeMode.AUTO);
        rolled.rollUp();
        assertThat(levels(rolled.plan(twenties, MergeMode.AUTO))).hasSize(3);
        check("late, summed up", twenties, MergeMode.AUTO);

        Selection gone = select("cpu", MIDNIGHT + 12 * MINUTE, MIDNIGHT + 13 * MINUTE, "{instance=\"ii\"}");
        assertThat(rolled.delete(gone)).isEqualTo(plain.delete(gone)).isEqualTo(1);
        assertThat(levels(rolled.plan(twenties, MergeMode.AUTO))).hasSize(2);
        check("deleted", twenties, MergeMode.AUTO);
        rolled.rollUp();
        assertThat(levels(rolled.plan(twenties, MergeMode.AUTO))).hasSize(3);
        check("deleted, summed up", twenties, MergeMode.AUTO);
        assertThat(rolled.verify().findings()).isEmpty();
    }

    @Test
    void aDayInPartIsReadBySixHours() {
        Profile profile = TestData.profile("etcd/profile.1.pb.gz");
        for (int i = 0; i < 14 * 10; i++) {
            put("cpu", "i".repeat(1 + i % 2), MIDNIGHT + 6 * MINUTE * i, profile);
        }
        rolled.rollUp();
        Selection part = select("cpu", MIDNIGHT + 5 * HOUR, MIDNIGHT + 13 * HOUR);
        for (String[] selectors : List.of(new String[0], new String[] {"{instance=\"ii\"}"})) {
            Selection each = select("cpu", MIDNIGHT + 5 * HOUR, MIDNIGHT + 13 * HOUR, selectors);
            assertThat(levels(rolled.plan(each, MergeMode.AUTO)))
                    .containsExactly(Level.HOUR, Level.SIX_HOURS, Level.HOUR);
            check("a part of the day", each, MergeMode.AUTO);
        }
        put("cpu", "i", MIDNIGHT + 7 * HOUR + 1, profile);
        assertThat(levels(rolled.plan(part, MergeMode.AUTO))).hasSize(7).containsOnly(Level.HOUR);
        check("late", part, MergeMode.AUTO);
    }

    /** What lies behind the end of the range is not covered, also where a profile began minutes before it. */
    @Test
    void profilesThatLastLongerThanAMinuteCoverTheSame() {
        Header header = TestData.profile("etcd/profile.1.pb.gz").header();
        Profile profile = TestData.profile("etcd/profile.1.pb.gz");
        for (int i = 0; i < 70 * 5; i++) {
            Header lasting = lasting(header, 30_000_000_000L + i % 4 * 40_000_000_000L);
            put(
                    "cpu",
                    "i" + i % 70,
                    MIDNIGHT + HOUR - 5 * MINUTE + i / 70 * MINUTE + i % 70 * 800L,
                    with(profile, lasting));
        }
        rolled.rollUp();
        for (long cut : List.of(0L, 1L, 20_000L, MINUTE, MINUTE + 1, 2 * MINUTE, 3 * MINUTE, 59 * MINUTE)) {
            Selection selection = select("cpu", MIDNIGHT, MIDNIGHT + HOUR - cut);
            check("to the hour's end less " + cut, selection, MergeMode.AUTO);
            Selection later = select("cpu", MIDNIGHT, MIDNIGHT + HOUR + cut);
            check("beyond the hour's end by " + cut, later, MergeMode.AUTO);
        }
    }

    private static Header lasting(Header h, long durationNanos) {
        return new Header(
                h.sampleTypes(),
                h.periodType(),
                h.period(),
                h.timeNanos(),
                durationNanos,
                h.defaultSampleType(),
                h.comments(),
                h.dropFrames(),
                h.keepFrames(),
                h.docUrl());
    }

    @Test
    void theyAreMadeByThemselvesOnceTheirTimeIsOver() {
        Profile profile = TestData.profile("etcd/profile.1.pb.gz");
        for (int i = 0; i < 10; i++) {
            put("cpu", "i", MIDNIGHT + i * MINUTE, profile);
        }
        rolled.close();
        rolled = open("rolled", Instant.ofEpochMilli(MIDNIGHT + HOUR + 30_000));
        Selection hour = select("cpu", MIDNIGHT, MIDNIGHT + HOUR);
        rolled.close();
        rolled = open("rolled", Instant.ofEpochMilli(MIDNIGHT + HOUR + 2 * MINUTE));
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!isSummed(rolled, hour, MergeMode.AUTO)) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
        check("by itself", hour, MergeMode.AUTO);
    }

    /** A counter that begins anew within an hour, between hours and between days. */
    @Test
    void restartsAreFollowedThroughRollUps() {
        Random random = new Random(7);
        for (String instance : List.of("i", "ii", "iii")) {
            long counter = 0;
            for (int i = 0; i < 120; i++) {
                counter = random.nextInt(9) == 0 ? random.nextInt(5) : counter + random.nextInt(100);
                put("heap", instance, MIDNIGHT - 2 * HOUR + i * 2L * MINUTE, scrape(counter, random.nextInt(50)));
            }
        }
        rolled.rollUp();
        int summed = 0;
        for (int question = 0; question < 60; question++) {
            long from = MIDNIGHT - 2 * HOUR + random.nextInt(4) * HOUR + random.nextInt(2) * random.nextLong(HOUR);
            Selection selection = select("heap", from, from + 1 + random.nextLong(3 * HOUR));
            for (MergeMode mode : MergeMode.named()) {
                check(mode + " of " + selection, selection, mode);
                summed += isSummed(rolled, selection, mode) ? 1 : 0;
            }
        }
        assertThat(summed).isPositive();
    }

    private static Profile scrape(long allocated, long held) {
        ProfileBuilder builder = new ProfileBuilder(2);
        int function = builder.function("f", "f", "main.go", 1);
        int location = builder.location(LocationTable.NO_MAPPING, 0, false, new Line(function, 1, 0));
        builder.sample(new int[] {location}, new long[] {allocated, held});
        List<ValueType> types =
                List.of(new ValueType("alloc_objects", "count"), new ValueType("inuse_objects", "count"));
        return builder.build(new Header(types, null, 0, 1, 0, "", List.of(), "", "", ""));
    }
}
