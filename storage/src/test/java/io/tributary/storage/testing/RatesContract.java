package io.tributary.storage.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.testing.TestData;
import io.tributary.storage.IncompatibleProfilesException;
import io.tributary.storage.MergeMode;
import io.tributary.storage.MergeOverflowException;
import io.tributary.storage.MergeResult;
import io.tributary.storage.Origin;
import io.tributary.storage.Selection;
import io.tributary.storage.TimeRange;
import io.tributary.storage.selector.Selector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A merge in which each instance counts in each hour by its rate. */
public abstract class RatesContract extends QuestionsContract {
    private static final long SECOND = 1_000_000_000;
    private static final ValueType SAMPLES = new ValueType("samples", "count");
    private static final List<ValueType> GO = List.of(SAMPLES, MadeUp.CPU);

    private void put(String type, String instance, long time, Profile profile) {
        store.put(new Origin("shop", type, instance(instance), time), profile);
    }

    private Profile merge(long from, long to, String... selectors) throws Exception {
        List<Selector> anyOf = new ArrayList<>();
        for (String selector : selectors) {
            anyOf.add(Selector.parse(selector));
        }
        return store.merge(new Selection("shop", "cpu", anyOf, new TimeRange(from, to)), MergeMode.HOURLY_RATE)
                .profile();
    }

    @Test
    void anInstanceCountsInAnHourByItsRate() throws Exception {
        put("cpu", "a", NOON, MadeUp.profile(GO, 10 * SECOND, 5, 50, 3, 30));
        put("cpu", "a", NOON + 30 * MINUTE, MadeUp.profile(GO, 20 * SECOND, 1, 10));
        put("cpu", "a", NOON + HOUR, MadeUp.profile(GO, SECOND / 2, 2, 20));
        put("cpu", "b", NOON, MadeUp.profile(GO, 64 * SECOND, 0, 0, 0, 0, 7, 70));
        Profile all = merge(NOON, NOON + 2 * HOUR);
        assertThat(all.header().sampleTypes()).containsExactly(SAMPLES);
        assertThat(MadeUp.values(all))
                .isEqualTo(Map.of(
                        "f0", List.of(6 * 3_333_333L + 2 * 100_000_000L),
                        "f1", List.of(3 * 3_333_333L),
                        "f2", List.of(7 * 1_562_500L)));
        assertThat(MadeUp.values(
                        store.merge(all(null, "cpu"), MergeMode.HOURLY_RATE).profile()))
                .isEqualTo(MadeUp.values(all));
        // What is selected of an hour is all that counts, also of its time.
        assertThat(MadeUp.values(merge(NOON + 1, NOON + HOUR))).isEqualTo(Map.of("f0", List.of(5_000_000L)));
        assertThat(MadeUp.values(merge(NOON, NOON + HOUR, "{instance=\"b\"}")))
                .isEqualTo(Map.of("f2", List.of(7 * 1_562_500L)));
    }

    @Test
    void aWeightIsRoundedHalvesUp() throws Exception {
        put("cpu", "a", NOON, MadeUp.profile(GO, 256 * SECOND, 1, 10));
        put("cpu", "a", NOON + 1, MadeUp.profile(GO, 256 * SECOND, 1, 10));
        // 10^8 / 512 is 195,312.5.
        assertThat(MadeUp.values(merge(NOON, NOON + HOUR))).isEqualTo(Map.of("f0", List.of(2 * 195_313L)));
        put("cpu", "a", NOON + 2, MadeUp.profile(GO, 1, 1, 10));
        assertThat(MadeUp.values(merge(NOON, NOON + HOUR))).isEqualTo(Map.of("f0", List.of(3 * 195_312L)));
    }

    @Test
    void theColumnIsThatOfTheCompiler() throws Exception {
        put("cpu", "a", NOON, MadeUp.profile(List.of(MadeUp.CPU), 10 * SECOND, 5));
        Profile profile = merge(NOON, NOON + HOUR);
        assertThat(profile.header().sampleTypes()).containsExactly(MadeUp.CPU);
        assertThat(MadeUp.values(profile)).isEqualTo(Map.of("f0", List.of(50_000_000L)));
    }

    @Test
    void samplesAreChosenByTheirLabels() throws Exception {
        for (int i = 0; i < 10; i++) {
            put("cpu", "i" + i % 2, NOON + i * 5L * MINUTE, TestData.profile("shop/v1/cpu.a1.pb.gz"));
        }
        long some = 0;
        for (String selector : List.of("{handler=~\"sql.*\"}", "{handler!~\"sql.*\"}")) {
            some += merge(NOON, NOON + DAY, selector).totals()[0];
        }
        assertThat(some).isEqualTo(merge(NOON, NOON + DAY).totals()[0]).isPositive();
    }

    @Test
    void theOrderOfArrivalMakesNoDifferenceByRate() throws Exception {
        List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6, 7));
        List<byte[]> merges = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            String service = "round" + round;
            for (int i : order) {
                store.put(
                        new Origin(service, "cpu", instance("i" + i % 2), NOON + i * 25L * MINUTE),
                        TestData.profile(
                                "shop/v1/cpu." + List.of("a1", "a2", "b1", "b2").get(i % 4) + ".pb.gz"));
            }
            merges.add(bytes(store.merge(all(service, "cpu"), MergeMode.HOURLY_RATE)));
            Collections.rotate(order, 3);
        }
        assertThat(merges.get(1)).isEqualTo(merges.get(0));
        assertThat(merges.get(2)).isEqualTo(merges.get(0));
    }

    @Test
    void whatHasNoRateIsRefused() {
        put("heap", "a", NOON, TestData.profile("shop/v1/heap.4.pb.gz"));
        put("untimed", "a", NOON, MadeUp.profile(GO, 0, 5, 50));
        put("timed", "a", NOON, MadeUp.profile(List.of(MadeUp.ALLOCATED), SECOND, 5));
        for (String type : List.of("heap", "untimed", "timed")) {
            assertThatThrownBy(() -> store.merge(all("shop", type), MergeMode.HOURLY_RATE))
                    .isInstanceOf(IncompatibleProfilesException.class)
                    .hasMessageContaining("nothing to weight by rate");
        }
        MergeResult none = store.merge(all("shop", "none"), MergeMode.HOURLY_RATE);
        assertThat(none.coverage().profiles()).isZero();
    }

    @Test
    void whatIsNotTimedIsLeftOut() throws Exception {
        for (int i = 0; i < 30; i++) {
            put("cpu", "a", NOON + i * 25L * MINUTE, MadeUp.profile(GO, 10 * SECOND, i, 10L * i));
            put("cpu", "b", NOON + i * MINUTE, MadeUp.profile(GO, 20 * SECOND, 0, 0, 7, 70));
        }
        Map<String, List<Long>> timed = MadeUp.values(merge(NOON, NOON + 2 * DAY));
        Map<String, List<Long>> ofOne = MadeUp.values(merge(NOON, NOON + 2 * DAY, "{instance=\"a\"}"));
        // Of an instance and an hour that others are of, and of an instance, an hour and a day by itself.
        put("cpu", "a", NOON + 1, MadeUp.profile(GO, 0, 5, 50));
        put("cpu", "a", NOON + 2, MadeUp.profile(GO, -SECOND, 5, 50));
        put("cpu", "a", NOON + 20 * HOUR, MadeUp.profile(GO, 0, 5, 50));
        put("cpu", "untimed", NOON + 3, MadeUp.profile(GO, 0, 5, 50));
        put("cpu", "untimed", NOON + DAY + 12 * HOUR, MadeUp.profile(GO, 0, 5, 50));
        put("cpu", "scrapes", NOON + 30 * MINUTE, TestData.profile("shop/v1/heap.4.pb.gz"));
        put("cpu", "scrapes", NOON + 31 * MINUTE, MadeUp.profile(List.of(MadeUp.ALLOCATED), 0, 5));
        put("cpu", "scrapes", NOON + DAY + 13 * HOUR, TestData.profile("shop/v1/heap.4.pb.gz"));
        assertThat(MadeUp.values(merge(NOON, NOON + 2 * DAY))).isEqualTo(timed);
        assertThat(MadeUp.values(merge(NOON - DAY, NOON + 3 * DAY))).isEqualTo(timed);
        assertThat(MadeUp.values(merge(NOON, NOON + 2 * DAY, "{instance=\"a\"}")))
                .isEqualTo(ofOne);
        assertThat(MadeUp.values(merge(NOON, NOON + 2 * DAY, "{instance!=\"b\"}")))
                .isEqualTo(ofOne);
        assertThatThrownBy(() -> merge(NOON, NOON + 2 * DAY, "{instance=~\"untimed|scrapes\"}"))
                .isInstanceOf(IncompatibleProfilesException.class)
                .hasMessageContaining("nothing to weight by rate");
    }

    @Test
    void aRateBeyond64BitsIsAnError() {
        put("cpu", "a", NOON, MadeUp.profile(GO, SECOND, 1L << 40, 1));
        assertThatThrownBy(() -> store.merge(all("shop", "cpu"), MergeMode.HOURLY_RATE))
                .isInstanceOf(MergeOverflowException.class)
                .hasMessageContaining("samples");
    }
}
