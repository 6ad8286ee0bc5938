package io.tributary.storage.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.ValueType;
import io.tributary.profile.testing.TestData;
import io.tributary.storage.InstanceTotals;
import io.tributary.storage.InstanceTotals.Step;
import io.tributary.storage.MergeMode;
import io.tributary.storage.Origin;
import io.tributary.storage.Selection;
import io.tributary.storage.TimeRange;
import io.tributary.storage.selector.Selector;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store answers beside merges: totals over time, labels, and which profiles there are. */
public abstract class QuestionsContract extends StoreContract {
    private static final long SECOND = 1_000_000_000;
    private static final List<ValueType> HEAP = List.of(MadeUp.ALLOCATED, MadeUp.IN_USE);

    private static Selection within(
            @Nullable String service, @Nullable String type, long from, long to, String... selectors) throws Exception {
        List<Selector> anyOf = new ArrayList<>();
        for (String selector : selectors) {
            anyOf.add(Selector.parse(selector));
        }
        return new Selection(service, type, anyOf, new TimeRange(from, to));
    }

    private void put(String type, String instance, long time, Profile profile) {
        store.put(new Origin("shop", type, instance(instance), time), profile);
    }

    /** A step with one profile, which began then. */
    private static Step step(long from, long begun, long timedNanos, Double... values) {
        return step(from, 1, begun, begun, timedNanos, values);
    }

    private static Step step(long from, int profiles, long first, long last, long timedNanos, Double... values) {
        return new Step(from, profiles, first, last, timedNanos, List.of(values));
    }

    @Test
    void timedProfilesAreAddedUpByStep() throws Exception {
        put("cpu", "b", NOON + 1, MadeUp.profile(List.of(MadeUp.CPU), SECOND, 7));
        put("cpu", "a", NOON, MadeUp.profile(List.of(MadeUp.CPU), 10 * SECOND, 3, 4));
        put("cpu", "a", NOON + 59 * MINUTE, MadeUp.profile(List.of(MadeUp.CPU), 5 * SECOND, 2));
        put("cpu", "a", NOON + 2 * HOUR, MadeUp.profile(List.of(MadeUp.CPU), 5 * SECOND, 1));
        put("cpu", "a", NOON + 5 * HOUR, MadeUp.profile(List.of(MadeUp.CPU), 5 * SECOND, 100));
        assertThat(store.totals(within("shop", "cpu", NOON, NOON + 5 * HOUR), HOUR))
                .containsExactly(
                        new InstanceTotals(
                                "shop",
                                "cpu",
                                instance("a"),
                                List.of(MadeUp.CPU),
                                List.of(
                                        step(NOON, 2, NOON, NOON + 59 * MINUTE, 15 * SECOND, 9.0),
                                        step(NOON + 2 * HOUR, NOON + 2 * HOUR, 5 * SECOND, 1.0))),
                        new InstanceTotals(
                                "shop",
                                "cpu",
                                instance("b"),
                                List.of(MadeUp.CPU),
                                List.of(step(NOON, NOON + 1, SECOND, 7.0))));
        assertThat(store.totals(within("shop", "cpu", NOON, NOON + 5 * HOUR, "{instance=\"b\"}"), MINUTE))
                .extracting(InstanceTotals::instance)
                .containsExactly(instance("b"));
        assertThat(store.totals(within("shop", "cpu", NOON + 10 * HOUR, NOON + 11 * HOUR), MINUTE))
                .isEmpty();
    }

    @Test
    void countersGiveTheirIncreaseAndGaugesTheirMean() throws Exception {
        long[][] scrapes = {{100, 7}, {130, 9}, {150, 2}, {20, 1}, {25, 8}};
        for (int i = 0; i < scrapes.length; i++) {
            put("heap", "a", NOON + i * 30L * MINUTE, MadeUp.profile(HEAP, 0, scrapes[i]));
        }
        List<InstanceTotals> hours = store.totals(within("shop", "heap", NOON, NOON + DAY), HOUR);
        assertThat(hours).hasSize(1);
        assertThat(hours.getFirst().sampleTypes()).isEqualTo(HEAP);
        // The first scrape has none before it; between the third and the fourth it began anew.
        assertThat(hours.getFirst().steps())
                .containsExactly(
                        step(NOON, 2, NOON, NOON + 30 * MINUTE, 0, 30.0, 8.0),
                        step(NOON + HOUR, 2, NOON + HOUR, NOON + 90 * MINUTE, 0, 20.0 + 20.0, 1.5),
                        step(NOON + 2 * HOUR, NOON + 2 * HOUR, 0, 5.0, 8.0));
        assertThat(store.totals(within("shop", "heap", NOON + 1, NOON + DAY), DAY)
                        .getFirst()
                        .steps())
                .containsExactly(step(
                        Math.floorDiv(NOON, DAY) * DAY, 4, NOON + 30 * MINUTE, NOON + 2 * HOUR, 0, 20.0 + 25.0, 5.0));
    }

    @Test
    void stepsAreRoundedOnce() throws Exception {
        long large = (1L << 62) + 1;
        for (int i = 0; i < 3; i++) {
            put("heap", "a", NOON + i * MINUTE, MadeUp.profile(List.of(MadeUp.CPU, MadeUp.IN_USE), 0, large, 1L << i));
        }
        assertThat(store.totals(within("shop", "heap", NOON, NOON + HOUR), HOUR)
                        .getFirst()
                        .steps())
                .containsExactly(step(NOON, 3, NOON, NOON + 2 * MINUTE, 0, 3 * Math.pow(2, 62), 7.0 / 3));
    }

    @Test
    void columnsThatComeAndGo() throws Exception {
        put("heap", "a", NOON, MadeUp.profile(HEAP, 0, 10, 4));
        put("heap", "a", NOON + MINUTE, MadeUp.profile(List.of(MadeUp.IN_USE, MadeUp.CPU), 0, 6, 5));
        put("heap", "a", NOON + HOUR, MadeUp.profile(List.of(MadeUp.CPU), SECOND, 3));
        put("heap", "a", NOON + 2 * HOUR, MadeUp.profile(HEAP, 0, 11, 0));
        InstanceTotals totals =
                store.totals(within("shop", "heap", NOON, NOON + DAY), HOUR).getFirst();
        assertThat(totals.sampleTypes()).containsExactly(MadeUp.ALLOCATED, MadeUp.IN_USE, MadeUp.CPU);
        assertThat(totals.steps())
                .containsExactly(
                        step(NOON, 2, NOON, NOON + MINUTE, 0, 0.0, 5.0, 5.0),
                        step(NOON + HOUR, NOON + HOUR, SECOND, 0.0, 0.0, 3.0),
                        step(NOON + 2 * HOUR, NOON + 2 * HOUR, 0, 1.0, 0.0, 0.0));
    }

    @Test
    void totalsOfSomeSamplesAreThoseOfTheirMerge() throws Exception {
        for (int i = 0; i < 8; i++) {
            put("cpu", "a", NOON + i * MINUTE, TestData.profile("shop/v1/cpu.a1.pb.gz"));
        }
        Selection json = within("shop", "cpu", NOON, NOON + HOUR, "{handler=\"json\"}");
        long[] merged = store.merge(json, MergeMode.SUM).profile().totals();
        Step step = store.totals(json, HOUR).getFirst().steps().getFirst();
        assertThat(step.values()).containsExactly((double) merged[0], (double) merged[1]);
        assertThat(step.profiles()).isEqualTo(8);
    }

    @Test
    void totalsOfEveryServiceAndType() throws Exception {
        put("heap", "a", NOON, MadeUp.profile(HEAP, 0, 10, 4));
        put("cpu", "a", NOON, MadeUp.profile(List.of(MadeUp.CPU), SECOND, 3));
        store.put(new Origin("cart", "cpu", instance("c"), NOON), MadeUp.profile(List.of(MadeUp.CPU), SECOND, 3));
        assertThat(store.totals(within(null, null, NOON, NOON + HOUR), HOUR))
                .extracting(each -> each.service() + " " + each.type())
                .containsExactly("cart cpu", "shop cpu", "shop heap");
        assertThat(store.totals(within(null, "cpu", NOON, NOON + HOUR), HOUR)).hasSize(2);
        assertThat(store.totals(within("shop", null, NOON, NOON + HOUR), HOUR)).hasSize(2);
        assertThat(store.totals(within("no such", null, NOON, NOON + HOUR), HOUR))
                .isEmpty();
        for (long step : new long[] {0, -MINUTE, 1, MINUTE + 1}) {
            assertThatThrownBy(() -> store.totals(all("shop", "cpu"), step))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void addTo(SortedMap<String, SortedSet<String>> labels, Origin origin, Profile profile) {
        origin.instance()
                .values()
                .forEach((name, value) ->
                        labels.computeIfAbsent(name, _ -> new TreeSet<>()).add(value));
        SampleTable samples = profile.samples();
        for (int l = 0; l < samples.labelOffset()[samples.size()]; l++) {
            labels.computeIfAbsent(profile.strings().get(samples.labelKey()[l]), _ -> new TreeSet<>())
                    .add(
                            samples.isStringLabel(l)
                                    ? profile.strings().get(samples.labelString()[l])
                                    : Long.toString(samples.labelNumber()[l]));
        }
    }

    @Test
    void labelsAreThoseOfTargetsAndSamples() throws Exception {
        Profile withHandlers = TestData.profile("shop/v1/cpu.a1.pb.gz");
        Profile withSizes = TestData.profile("shop/v1/heap.4.pb.gz");
        Profile without = TestData.profile("etcd/profile.1.pb.gz");
        Origin a = new Origin("shop", "cpu", instance("a", "version", "v1"), NOON);
        Origin b = new Origin("shop", "cpu", instance("b", "version", "v2"), NOON + DAY);
        Origin c = new Origin("cart", "heap", instance("c"), NOON);
        for (int i = 0; i < 20; i++) {
            store.put(new Origin("shop", "cpu", a.instance(), NOON + i * MINUTE), withHandlers);
            store.put(new Origin("shop", "cpu", b.instance(), NOON + DAY + i * MINUTE), without);
            store.put(new Origin("cart", "heap", c.instance(), NOON + i * MINUTE), withSizes);
        }
        SortedMap<String, SortedSet<String>> ofShop = new TreeMap<>();
        addTo(ofShop, a, withHandlers);
        assertThat(ofShop.get("handler")).hasSizeGreaterThan(1);
        assertThat(store.labels(within("shop", "cpu", NOON, NOON + HOUR))).isEqualTo(ofShop);
        assertThat(store.labels(within("shop", "cpu", NOON + 5 * MINUTE, NOON + 6 * MINUTE)))
                .isEqualTo(ofShop);
        addTo(ofShop, b, without);
        assertThat(store.labels(all("shop", "cpu"))).isEqualTo(ofShop);
        SortedMap<String, SortedSet<String>> ofB = new TreeMap<>();
        addTo(ofB, b, without);
        assertThat(store.labels(within("shop", "cpu", 0, NOON + 9 * DAY, "{version=\"v2\"}")))
                .isEqualTo(ofB);
        assertThat(store.labels(within("shop", "cpu", NOON + 20 * MINUTE, NOON + DAY)))
                .isEmpty();
        assertThat(store.labels(within("shop", "heap", 0, NOON + 9 * DAY))).isEmpty();
        assertThat(store.labels(within("shop", "cpu", 0, NOON + 9 * DAY, "{handler=\"json\"}"))
                        .get("instance"))
                .containsExactly("a");
        addTo(ofShop, c, withSizes);
        assertThat(store.labels(all(null, null))).isEqualTo(ofShop);
        assertThat(ofShop.get("bytes")).isNotEmpty();
    }

    @Test
    void aRevisionChangesWithTheProfilesOfItsRange() throws Exception {
        Selection range = within("shop", "cpu", NOON - 90_500, NOON + DAY + 30_000);
        String none = store.revision(range);
        Set<String> met = new LinkedHashSet<>(List.of(none));
        Profile profile = MadeUp.profile(List.of(MadeUp.CPU), SECOND, 3);
        for (long time :
                new long[] {NOON - 90_500, NOON - MINUTE, NOON, NOON + HOUR, NOON + DAY, NOON + DAY + 29_999}) {
            put("cpu", "a", time, profile);
            assertThat(met.add(store.revision(range))).as("%d", time - NOON).isTrue();
        }
        put("cpu", "b", NOON, profile);
        assertThat(met.add(store.revision(range))).isTrue();
        put("cpu", "b", NOON, MadeUp.profile(List.of(MadeUp.CPU), SECOND, 4));
        assertThat(met.add(store.revision(range))).isTrue();
        String last = store.revision(range);
        put("cpu", "b", NOON, profile);
        put("cpu", "a", NOON - 90_501, profile);
        put("cpu", "a", NOON + DAY + 30_000, profile);
        put("heap", "a", NOON, profile);
        store.put(new Origin("cart", "cpu", instance("a"), NOON), profile);
        assertThat(store.revision(range)).isEqualTo(last).matches("[0-9A-Za-z-]{8,40}");
        assertThat(met.add(store.revision(within("shop", null, NOON - 90_500, NOON + DAY + 30_000))))
                .isTrue();
        assertThat(met.add(store.revision(within(null, "cpu", NOON - 90_500, NOON + DAY + 30_000))))
                .isTrue();
        if (isKept()) {
            reopen();
            assertThat(store.revision(range)).isEqualTo(last);
        }
    }

    @Test
    void aRevisionHoldsWhileNoProfileEntersOrLeaves() throws Exception {
        Profile profile = MadeUp.profile(List.of(MadeUp.CPU), SECOND, 3);
        long midnight = Math.floorDiv(NOON, DAY) * DAY;
        put("cpu", "a", midnight - 400, profile);
        put("cpu", "a", midnight + 400, profile);
        put("cpu", "a", midnight + 30 * HOUR, profile);
        String both = store.revision(within("shop", "cpu", midnight - 399, midnight + 30 * HOUR + 1));
        for (long from : new long[] {-300, 0, 1, 400}) {
            for (long to : new long[] {1, 60_000, HOUR, 18 * HOUR, 9 * DAY}) {
                assertThat(store.revision(within("shop", "cpu", midnight + from, midnight + 30 * HOUR + to)))
                        .as("from %d to %d", from, to)
                        .isEqualTo(both);
            }
        }
        assertThat(store.revision(within("shop", "cpu", midnight + 401, midnight + 30 * HOUR + 1)))
                .isNotEqualTo(both);
        assertThat(store.revision(within("shop", "cpu", midnight, midnight + 30 * HOUR)))
                .isNotEqualTo(both);
    }

    @Test
    void compactingChangesNothing() throws Exception {
        for (int i = 0; i < 20; i++) {
            put("cpu", "a", NOON + i * MINUTE, TestData.profile("shop/v1/cpu.a1.pb.gz"));
        }
        Selection all = all("shop", "cpu");
        byte[] merge = bytes(store.merge(all, MergeMode.SUM));
        String revision = store.revision(all);
        store.compact();
        assertThat(bytes(store.merge(all, MergeMode.SUM))).isEqualTo(merge);
        assertThat(store.revision(all)).isEqualTo(revision);
    }
}
