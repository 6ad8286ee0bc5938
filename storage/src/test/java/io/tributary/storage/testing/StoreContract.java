package io.tributary.storage.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.build.Line;
import io.tributary.profile.build.ProfileBuilder;
import io.tributary.profile.merge.ProfileMerger;
import io.tributary.profile.testing.Content;
import io.tributary.profile.testing.GoPprof;
import io.tributary.profile.testing.TestData;
import io.tributary.profile.wire.PprofEncoder;
import io.tributary.storage.IncompatibleProfilesException;
import io.tributary.storage.Labels;
import io.tributary.storage.MergeMode;
import io.tributary.storage.MergeOverflowException;
import io.tributary.storage.MergeResult;
import io.tributary.storage.Origin;
import io.tributary.storage.Page;
import io.tributary.storage.ProfileId;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.PutResult;
import io.tributary.storage.Selection;
import io.tributary.storage.ServiceSummary;
import io.tributary.storage.StoreException;
import io.tributary.storage.StoredProfile;
import io.tributary.storage.TimeRange;
import io.tributary.storage.UnstorableProfileException;
import io.tributary.storage.selector.Selector;
import io.tributary.storage.selector.SelectorSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link ProfileStore} keeps to. An implementation's test extends it and says how its store is opened. */
public abstract class StoreContract {
    protected static final long NOON = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    protected static final long MINUTE = 60_000;
    protected static final long HOUR = 60 * MINUTE;
    protected static final long DAY = 24 * HOUR;
    private static final List<String> CPU = TestData.profiles().stream()
            .filter(name -> name.contains("cpu") || name.matches("(prometheus|pyroscope|go-compile|etcd)/profile.*"))
            .toList();

    protected ProfileStore store = new MemoryStore();

    /** The store over the same data as before: opened for the first time, or again. */
    protected abstract ProfileStore open();

    /** Whether {@link #open()} finds again what was put before. */
    protected boolean isKept() {
        return true;
    }

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    protected static Labels instance(String name, String... more) {
        Map<String, String> labels = new java.util.HashMap<>(Map.of("job", "shop", "instance", name));
        for (int i = 0; i < more.length; i += 2) {
            labels.put(more[i], more[i + 1]);
        }
        return Labels.of(labels);
    }

    protected static Origin cpu(String instance, long time) {
        return new Origin("shop", "cpu", instance(instance), time);
    }

    protected static Selection all(@Nullable String service, @Nullable String type) {
        return new Selection(service, type, List.of(), new TimeRange(0, NOON + 400 * DAY));
    }

    protected static byte[] bytes(MergeResult merge) {
        return PprofEncoder.encode(merge.profile(), PprofEncoder.NO_GZIP);
    }

    @Test
    void anEmptyStoreAnswersEverything() {
        assertThat(store.services()).isEmpty();
        assertThat(store.profiles(all(null, null), 10, "").items()).isEmpty();
        assertThat(store.profile(new ProfileId("bm90LW9uZQ"))).isEmpty();
        assertThat(store.profile(new ProfileId("no such name!"))).isEmpty();
        MergeResult merge = store.merge(all("shop", "cpu"), MergeMode.AUTO);
        assertThat(merge.profile().samples().size()).isZero();
        assertThat(merge.coverage().profiles()).isZero();
        assertThat(merge.coverage().instances()).isZero();
        assertThat(merge.coverage().share()).isZero();
        assertThat(store.stats().profiles().added()).isZero();
    }

    @Test
    void aProfileComesBackAsItWasPut() {
        long time = NOON;
        for (String name : TestData.profiles()) {
            Profile profile = TestData.profile(name);
            PutResult put = store.put(new Origin("all", name, instance("a"), time++), profile);
            assertThat(put.added()).as(name).isTrue();
            assertThat(put.id().text()).as(name).matches("[A-Za-z0-9_-]+");
            Profile back = store.profile(put.id()).orElseThrow();
            assertThat(back.header()).as(name).isEqualTo(profile.header());
            assertThat(Content.of(back)).as(name).isEqualTo(Content.of(profile));
        }
    }

    @Test
    void theSameProfileCountsOnce() {
        Profile profile = TestData.profile("shop/v1/cpu.a1.pb.gz");
        PutResult first = store.put(cpu("a", NOON), profile);
        PutResult again = store.put(cpu("a", NOON), TestData.profile("shop/v1/cpu.a1.pb.gz"));
        assertThat(again).isEqualTo(new PutResult(first.id(), false));
        assertThat(store.put(cpu("a", NOON + 1), profile).added()).isTrue();
        assertThat(store.put(cpu("b", NOON), profile).added()).isTrue();
        assertThat(store.put(cpu("a", NOON), TestData.profile("shop/v1/cpu.a2.pb.gz"))
                        .added())
                .isTrue();
        assertThat(store.merge(all("shop", "cpu"), MergeMode.SUM).coverage().profiles())
                .isEqualTo(4);
        assertThat(store.stats().profiles().added()).isEqualTo(4);
        assertThat(store.stats().profiles().duplicate()).isEqualTo(1);
    }

    @Test
    void theSameProfilePutByManyAtOnceCountsOnce() throws Exception {
        List<Callable<PutResult>> puts =
                Collections.nCopies(16, () -> store.put(cpu("a", NOON), TestData.profile("shop/v1/cpu.a1.pb.gz")));
        assertThat(together(puts)).filteredOn(PutResult::added).hasSize(1);
        assertThat(store.profiles(all(null, null), 10, "").items()).hasSize(1);
    }

    @Test
    void manyPutAndAskAtOnce() throws Exception {
        List<Callable<PutResult>> puts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Origin origin = cpu("i" + i % 7, NOON + i * 20L * MINUTE);
            String name = CPU.get(i % CPU.size());
            puts.add(() -> {
                PutResult result = store.put(origin, TestData.profile(name));
                store.merge(all("shop", "cpu"), MergeMode.AUTO);
                return result;
            });
        }
        List<PutResult> results = together(puts);
        for (int i = 0; i < results.size(); i++) {
            assertThat(Content.of(store.profile(results.get(i).id()).orElseThrow()))
                    .isEqualTo(Content.of(TestData.profile(CPU.get(i % CPU.size()))));
        }
    }

    private static <T> List<T> together(List<Callable<T>> calls) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        }
    }

    @Test
    void aSumIsWhatGosToolGivesForTheSameFiles() {
        GoPprof.assumeThere();
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 4; round++) {
            String service = "round" + round;
            List<Path> files = new ArrayList<>();
            long time = NOON;
            int count = 2 + random.nextInt(6);
            for (int i = 0; i < count; i++) {
                String name = CPU.get(random.nextInt(CPU.size()));
                files.add(TestData.path(name));
                store.put(new Origin(service, "cpu", instance("a"), time), TestData.profile(name));
                time += random.nextInt(1, (int) (9 * HOUR));
                if (isKept() && random.nextInt(4) == 0) {
                    reopen();
                }
            }
            byte[] merged = bytes(store.merge(all(service, "cpu"), MergeMode.SUM));
            assertThat(GoPprof.raw(merged))
                    .as("seed %d, %s", seed, files)
                    .isEqualTo(GoPprof.rawMerge(files).withoutZeros());
        }
    }

    @Test
    void profilesWithoutMappingsGetNoneOfOthers(@TempDir Path folder) throws IOException {
        GoPprof.assumeThere();
        // Another type of the service, which knows a mapping first.
        store.put(cpu("a", NOON), TestData.profile("shop/v1/cpu.a1.pb.gz"));
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ProfileBuilder builder = new ProfileBuilder(1);
            int location = builder.location(-1, 0, false, new Line(builder.function("f" + i % 2, "", "x.go", 1), 1, 0));
            ValueType waiting = new ValueType("waiting", "count");
            builder.sample(new int[] {location}, new long[] {i + 1});
            Profile profile =
                    builder.build(new Header(List.of(waiting), waiting, 1, i + 1L, 0, "", List.of(), "", "", ""));
            files.add(Files.write(folder.resolve(i + ".pb"), PprofEncoder.encode(profile, PprofEncoder.NO_GZIP)));
            // Within a day, and over two.
            store.put(new Origin("shop", "waiting", instance("a"), NOON + i * 7L * HOUR), profile);
        }
        for (int n : List.of(2, 4)) {
            Selection first = new Selection("shop", "waiting", List.of(), new TimeRange(NOON, NOON + n * 7L * HOUR));
            assertThat(GoPprof.raw(bytes(store.merge(first, MergeMode.SUM))))
                    .isEqualTo(GoPprof.rawMerge(files.subList(0, n)));
        }
    }

    void reopen() {
        store.close();
        store = open();
    }

    @Test
    void theOrderOfArrivalDoesNotMatter() {
        List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5));
        List<byte[]> merges = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            String service = "round" + round;
            for (int i : order) {
                store.put(
                        new Origin(service, "cpu", instance("i" + i % 2), NOON + i * 7L * HOUR),
                        TestData.profile(CPU.get(i)));
            }
            merges.add(bytes(store.merge(all(service, "cpu"), MergeMode.SUM)));
            Collections.rotate(order, 2);
        }
        assertThat(merges.get(1)).isEqualTo(merges.get(0));
        assertThat(merges.get(2)).isEqualTo(merges.get(0));
    }

    @Test
    void whatWasPutIsThereAfterReopening() {
        if (!isKept()) {
            return;
        }
        for (int i = 0; i < 12; i++) {
            store.put(cpu("i" + i % 3, NOON + i * 5L * HOUR), TestData.profile(CPU.get(i % CPU.size())));
        }
        List<StoredProfile> listed = store.profiles(all(null, null), 100, "").items();
        byte[] merge = bytes(store.merge(all("shop", "cpu"), MergeMode.AUTO));
        List<ServiceSummary> services = store.services();
        reopen();
        assertThat(store.profiles(all(null, null), 100, "").items()).isEqualTo(listed);
        assertThat(bytes(store.merge(all("shop", "cpu"), MergeMode.AUTO))).isEqualTo(merge);
        assertThat(store.services()).isEqualTo(services);
        assertThat(store.put(cpu("i0", NOON), TestData.profile(CPU.get(0))).added())
                .isFalse();
    }

    @Test
    void selectorsChooseInstances() throws SelectorSyntaxException {
        Profile profile = TestData.profile("shop/v1/cpu.a1.pb.gz");
        store.put(new Origin("shop", "cpu", instance("a", "region", "eu-1", "version", "v1"), NOON), profile);
        store.put(new Origin("shop", "cpu", instance("b", "region", "eu-2", "version", "v2"), NOON), profile);
        store.put(new Origin("shop", "cpu", instance("c", "region", "us-1"), NOON), profile);
        Map<List<String>, Integer> expected = Map.of(
                List.of("{}"), 3,
                // A service is known by its job's name where no label says another.
                List.of("{service_name=\"shop\",region=~\"eu-.*\"}"), 2,
                List.of("{service_name!=\"shop\"}"), 0,
                List.of("{region=~\"eu-.*\"}"), 2,
                List.of("{region=~\"eu\"}"), 0,
                List.of("{version=\"\"}"), 1,
                List.of("{version!=\"v1\"}"), 2,
                List.of("{region=\"us-1\"}", "{version=\"v2\"}"), 2,
                List.of("{region=~\"eu-.*\",version!~\"v[2-9]\"}"), 1);
        for (Map.Entry<List<String>, Integer> each : expected.entrySet()) {
            List<Selector> anyOf = new ArrayList<>();
            for (String text : each.getKey()) {
                anyOf.add(Selector.parse(text));
            }
            Selection selection = new Selection("shop", "cpu", anyOf, new TimeRange(NOON, NOON + 1));
            assertThat(store.merge(selection, MergeMode.SUM).coverage().instances())
                    .as("%s", each.getKey())
                    .isEqualTo(each.getValue());
            assertThat(store.profiles(selection, 10, "").items()).hasSize(each.getValue());
        }
    }

    @Test
    void aRangeIsFromInclusiveToExclusive() {
        for (long time : new long[] {NOON - 1, NOON, NOON + HOUR - 1, NOON + HOUR, NOON + 3 * DAY}) {
            store.put(cpu("a", time), TestData.profile("etcd/profile.1.pb.gz"));
        }
        assertThat(count(new TimeRange(NOON, NOON + HOUR))).isEqualTo(2);
        assertThat(count(new TimeRange(NOON - 1, NOON + HOUR + 1))).isEqualTo(4);
        assertThat(count(new TimeRange(NOON + HOUR + 1, NOON + 3 * DAY))).isZero();
        assertThat(count(new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE))).isEqualTo(5);
    }

    private int count(TimeRange range) {
        return store.profiles(new Selection("shop", "cpu", List.of(), range), 100, "")
                .items()
                .size();
    }

    @Test
    void servicesAndTypesDoNotMix() {
        Profile profile = TestData.profile("etcd/profile.1.pb.gz");
        for (String service : List.of("a", "ab", "b", "é", "a-b")) {
            for (String type : List.of("cpu", "cp", "cpu2", "heap")) {
                for (int hour = 0; hour < 3; hour++) {
                    store.put(new Origin(service, type, instance("i"), NOON + hour * HOUR), profile);
                }
            }
        }
        for (String service : List.of("a", "ab", "b", "é", "a-b")) {
            assertThat(store.profiles(all(service, null), 100, "").items()).hasSize(12);
            assertThat(store.profiles(all(service, "cpu"), 100, "").items())
                    .hasSize(3)
                    .allMatch(p -> p.origin().service().equals(service)
                            && p.origin().type().equals("cpu"));
        }
        assertThat(store.profiles(all(null, "cp"), 100, "").items()).hasSize(15);
        assertThat(store.profiles(all("c", "cpu"), 100, "").items()).isEmpty();
    }

    @Test
    void pagesTakenOneByOneAreTheWholeList() {
        for (int i = 0; i < 9; i++) {
            store.put(cpu("i" + i % 3, NOON + i * 40L * MINUTE), TestData.profile("etcd/profile.1.pb.gz"));
        }
        List<StoredProfile> whole = store.profiles(all(null, null), 9, "").items();
        List<StoredProfile> paged = new ArrayList<>();
        String cursor = "";
        do {
            Page<StoredProfile> page = store.profiles(all(null, null), 4, cursor);
            paged.addAll(page.items());
            cursor = page.next() == null ? "" : page.next();
        } while (!cursor.isEmpty());
        assertThat(paged).hasSize(9).isEqualTo(whole);
        assertThatThrownBy(() -> store.profiles(all(null, null), 4, "not one of ours"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.profiles(all(null, null), 0, "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aListTellsWhatIsThere() {
        Profile profile = TestData.profile("shop/v1/cpu.a1.pb.gz");
        store.put(cpu("a", NOON), profile);
        StoredProfile listed = store.profiles(all(null, null), 10, "").items().getFirst();
        assertThat(listed.origin()).isEqualTo(cpu("a", NOON));
        assertThat(listed.durationNanos()).isEqualTo(profile.header().durationNanos());
        assertThat(listed.sampleTypes())
                .containsExactly(new ValueType("samples", "count"), new ValueType("cpu", "nanoseconds"));
        assertThat(listed.totals()).containsExactly(profile.totals()[0], profile.totals()[1]);
        assertThat(listed.stacks()).isEqualTo(Content.of(profile).size());
        assertThat(listed.bytes()).isPositive();
    }

    @Test
    void servicesAreSummedUp() {
        Profile profile = TestData.profile("etcd/profile.1.pb.gz");
        store.put(new Origin("shop", "cpu", instance("a", "version", "v2"), NOON + 30 * HOUR), profile);
        store.put(new Origin("shop", "cpu", instance("a", "version", "v1"), NOON), profile);
        store.put(new Origin("shop", "heap", instance("a", "version", "v1"), NOON + 1), profile);
        store.put(new Origin("etcd", "cpu", instance("b"), NOON), profile);
        List<ServiceSummary> services = store.services();
        assertThat(services).extracting(ServiceSummary::service).containsExactly("etcd", "shop");
        ServiceSummary shop = services.get(1);
        assertThat(shop.types()).containsExactly("cpu", "heap");
        assertThat(shop.versions()).containsExactly("v1", "v2");
        assertThat(shop.instances()).isEqualTo(2);
        assertThat(shop.profiles()).isEqualTo(3);
        assertThat(shop.firstMillis()).isEqualTo(NOON);
        assertThat(shop.lastMillis()).isEqualTo(NOON + 30 * HOUR);
        assertThat(shop.bytes()).isPositive();
    }

    @Test
    void aHeapIsMeanOfGaugesAndIncreaseOfCounters() {
        List<Profile> scrapes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Profile scrape = TestData.profile("shop/heap-sequence/heap.0" + i + ".pb.gz");
            scrapes.add(scrape);
            store.put(new Origin("shop", "heap", instance("a"), NOON + i * 50L * MINUTE), scrape);
        }
        Profile merge = store.merge(all("shop", "heap"), MergeMode.AUTO).profile();
        long[] totals = merge.totals();
        assertThat(merge.header().sampleTypes())
                .isEqualTo(scrapes.getFirst().header().sampleTypes());
        for (int c = 0; c < 2; c++) {
            assertThat(totals[c])
                    .isEqualTo(scrapes.get(4).totals()[c] - scrapes.get(0).totals()[c]);
        }
        for (int c = 2; c < 4; c++) {
            int column = c;
            double mean = scrapes.stream()
                    .mapToLong(p -> p.totals()[column])
                    .average()
                    .orElseThrow();
            assertThat((double) totals[c])
                    .isBetween(
                            mean - scrapes.get(0).samples().size(),
                            mean + scrapes.get(0).samples().size());
        }
    }

    @Test
    void aRestartCountsFromZero() {
        String[] order = {"03", "04", "00", "02"};
        List<Profile> scrapes = new ArrayList<>();
        for (int i = 0; i < order.length; i++) {
            Profile scrape = TestData.profile("shop/heap-sequence/heap." + order[i] + ".pb.gz");
            scrapes.add(scrape);
            store.put(new Origin("shop", "heap", instance("a"), NOON + i * 50L * MINUTE), scrape);
        }
        long[] totals =
                store.merge(all("shop", "heap"), MergeMode.AUTO).profile().totals();
        for (int c = 0; c < 2; c++) {
            assertThat(totals[c])
                    .isEqualTo(scrapes.get(1).totals()[c]
                            - scrapes.get(0).totals()[c]
                            + scrapes.get(3).totals()[c]);
        }
    }

    @Test
    void theFirstScrapeOfACounterCountsNothing() {
        store.put(new Origin("shop", "mutex", instance("a"), NOON), TestData.profile("shop/v1/mutex.6.pb.gz"));
        MergeResult merge = store.merge(all("shop", "mutex"), MergeMode.AUTO);
        assertThat(merge.profile().totals()).containsOnly(0);
        assertThat(merge.coverage().profiles()).isEqualTo(1);
    }

    @Test
    void gaugesOfInstancesAreAddedUp() {
        Profile profile = TestData.profile("shop/v1/goroutine.6.pb.gz");
        for (int i = 0; i < 3; i++) {
            store.put(new Origin("shop", "goroutine", instance("a"), NOON + i * MINUTE), profile);
        }
        store.put(new Origin("shop", "goroutine", instance("b"), NOON), profile);
        assertThat(store.merge(all("shop", "goroutine"), MergeMode.AUTO)
                        .profile()
                        .totals()[0])
                .isEqualTo(2 * profile.totals()[0]);
        assertThat(store.merge(all("shop", "goroutine"), MergeMode.SUM)
                        .profile()
                        .totals()[0])
                .isEqualTo(4 * profile.totals()[0]);
    }

    private static Selection matching(String type, String... selectors) throws SelectorSyntaxException {
        List<Selector> anyOf = new ArrayList<>();
        for (String selector : selectors) {
            anyOf.add(Selector.parse(selector));
        }
        return new Selection("shop", type, anyOf, new TimeRange(0, NOON + 400 * DAY));
    }

    @Test
    void samplesAreChosenByTheirLabelsAsGosToolDoes() throws Exception {
        GoPprof.assumeThere();
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String name = "shop/v1/cpu." + List.of("a1", "a2", "b1", "b2").get(i % 4) + ".pb.gz";
            store.put(cpu("i" + i % 3, NOON + i * 5L * MINUTE), TestData.profile(name));
            files.add(TestData.path(name));
        }
        Map<String, List<String>> filters = Map.of(
                "{handler=\"json\"}", List.of("-tagfocus=handler=^json$"),
                "{job=\"shop\",handler=~\"sql.*\"}", List.of("-tagfocus=handler=^sql.*$"),
                "{handler=~\"sql.*\",tenant!=\"acme\"}", List.of("-tagfocus=handler=^sql", "-tagignore=tenant=^acme$"),
                "{handler!~\"sql.*\"}", List.of("-tagignore=handler=^sql"));
        for (Map.Entry<String, List<String>> filter : filters.entrySet()) {
            MergeResult merge = store.merge(matching("cpu", filter.getKey()), MergeMode.SUM);
            assertThat(merge.profile().samples().size()).as(filter.getKey()).isPositive();
            assertThat(GoPprof.raw(bytes(merge)))
                    .as(filter.getKey())
                    .isEqualTo(GoPprof.rawMerge(files, filter.getValue()).withoutZeros());
            assertThat(merge.coverage().profiles()).isEqualTo(12);
        }
    }

    @Test
    void aTargetsLabelHidesItsSamples() throws Exception {
        Profile profile = TestData.profile("shop/v1/cpu.a1.pb.gz");
        store.put(new Origin("shop", "cpu", instance("a", "handler", "none"), NOON), profile);
        store.put(cpu("b", NOON), profile);
        long[] ofJson = store.merge(matching("cpu", "{handler=\"json\"}"), MergeMode.SUM)
                .profile()
                .totals();
        assertThat(ofJson[0]).isPositive().isLessThan(profile.totals()[0]);
        assertThat(store.merge(matching("cpu", "{handler=\"none\"}"), MergeMode.SUM)
                        .profile()
                        .totals())
                .isEqualTo(profile.totals());
        MergeResult both =
                store.merge(matching("cpu", "{handler=\"none\"}", "{handler=\"json\",instance=\"b\"}"), MergeMode.SUM);
        assertThat(both.profile().totals()[0]).isEqualTo(profile.totals()[0] + ofJson[0]);
        assertThat(both.coverage().profiles()).isEqualTo(2);
        assertThat(store.profiles(matching("cpu", "{handler=\"json\"}"), 10, "").items())
                .hasSize(1);
        assertThat(store.merge(matching("cpu", "{handler=\"no such\"}"), MergeMode.SUM)
                        .coverage()
                        .profiles())
                .isZero();
    }

    @Test
    void aNumberIsChosenAsItIsWrittenInEveryMode() throws Exception {
        for (int i = 0; i < 12; i++) {
            put(
                    "heap",
                    "a",
                    NOON + i * 5L * MINUTE,
                    TestData.profile("shop/heap-sequence/heap.0%d.pb.gz".formatted(i % 5)));
        }
        for (MergeMode mode : MergeMode.named()) {
            long[] some = new long[4];
            for (String selector : List.of("{bytes=\"480\"}", "{bytes!=\"480\"}")) {
                long[] totals =
                        store.merge(matching("heap", selector), mode).profile().totals();
                for (int c = 0; c < 4; c++) {
                    some[c] += totals[c];
                }
            }
            assertThat(some)
                    .as("%s", mode)
                    .isEqualTo(store.merge(all("shop", "heap"), mode).profile().totals());
        }
    }

    /**
     * More label sets than a store need keep sums of: it keeps them with the profiles, and a merge may have their values on the same stacks
     * without them.
     */
    @Test
    void labelsThatNeverComeAgainAreKeptWithTheirProfiles() throws Exception {
        int profiles = 24;
        int samples = 250;
        List<PutResult> puts = new ArrayList<>();
        List<Profile> withoutIds = new ArrayList<>();
        for (int i = 0; i < profiles; i++) {
            puts.add(store.put(cpu("i" + i % 3, NOON + i * 50L * MINUTE), SpanIds.profile(i * samples, samples)));
            withoutIds.add(SpanIds.withoutIds(i * samples, samples));
        }
        for (boolean isOpenedAgain : List.of(false, true)) {
            if (isOpenedAgain) {
                if (!isKept()) {
                    return;
                }
                reopen();
            }
            for (int i = 0; i < profiles; i++) {
                assertThat(Content.whole(store.profile(puts.get(i).id()).orElseThrow()))
                        .isEqualTo(Content.whole(SpanIds.profile(i * samples, samples)));
                assertThat(store.put(cpu("i" + i % 3, NOON + i * 50L * MINUTE), SpanIds.profile(i * samples, samples))
                                .added())
                        .isFalse();
            }
            assertThat(store.profiles(all("shop", "cpu"), 100, "").items())
                    .hasSize(profiles)
                    .allMatch(listed -> listed.stacks() == samples);
            for (MergeMode mode : List.of(MergeMode.SUM, MergeMode.AUTO)) {
                assertThat(byHandler(store.merge(all("shop", "cpu"), mode)))
                        .isEqualTo(Content.of(ProfileMerger.merge(withoutIds)));
            }
            int all = profiles * samples;
            for (int id : new int[] {0, 17, 4_000, 4_500, all - 1}) {
                MergeResult one = store.merge(matching("cpu", "{span_id=\"" + SpanIds.id(id) + "\"}"), MergeMode.SUM);
                assertThat(byHandler(one)).isEqualTo(Content.of(SpanIds.withoutIds(id, 1)));
                String ofOddOnes = "{handler=\"h1\",span_id=\"" + SpanIds.id(id) + "\"}";
                assertThat(byHandler(store.merge(matching("cpu", ofOddOnes), MergeMode.SUM)))
                        .isEqualTo(id % 2 == 1 ? Content.of(SpanIds.withoutIds(id, 1)) : Map.of());
                assertThat(store.merge(matching("cpu", "{span_id!=\"" + SpanIds.id(id) + "\"}"), MergeMode.SUM)
                                .profile()
                                .totals())
                        .containsExactly(all * (all + 1L) / 2 - id - 1);
            }
            assertThat(store.merge(matching("cpu", "{handler=\"h0\"}"), MergeMode.SUM)
                            .profile()
                            .totals())
                    .containsExactly(all / 2 * (all / 2L));
            assertThat(store.stats().dictionaries().bytes()).isLessThan(8 << 20);
        }
    }

    /** A merge without its ids. */
    private static Map<String, String> byHandler(MergeResult merge) {
        if (merge.profile().samples().size() == 0) {
            return Map.of();
        }
        return Content.of(SpanIds.withoutIds(merge.profile()));
    }

    private void put(String type, String instance, long time, Profile profile) {
        store.put(new Origin("shop", type, instance(instance), time), profile);
    }

    private Map<String, List<Long>> values(String type, MergeMode mode) {
        return MadeUp.values(store.merge(all("shop", type), mode).profile());
    }

    /** Two instances: one that begins anew once, and one of which there is a single scrape. */
    private void putScrapes() {
        List<ValueType> types = List.of(MadeUp.ALLOCATED, MadeUp.IN_USE);
        long[][] scrapes = {{100, 7}, {130, 9}, {150, 2}, {20, 1}, {25, 8}};
        for (int i = 0; i < scrapes.length; i++) {
            put("heap", "a", NOON + i * 10L * MINUTE, MadeUp.profile(types, 0, scrapes[i]));
        }
        put("heap", "b", NOON + MINUTE, MadeUp.profile(types, 0, 1_000, 3));
    }

    @Test
    void eachModeOfScrapes() {
        putScrapes();
        // 27 in five scrapes of a, and 3 of b.
        assertThat(values("heap", MergeMode.AUTO)).isEqualTo(Map.of("f0", List.of(50L + 25, 8L)));
        assertThat(values("heap", MergeMode.SUM)).isEqualTo(Map.of("f0", List.of(425L + 1_000, 27L + 3)));
        assertThat(values("heap", MergeMode.MEAN)).isEqualTo(Map.of("f0", List.of(85L + 1_000, 8L)));
        assertThat(values("heap", MergeMode.LAST)).isEqualTo(Map.of("f0", List.of(25L + 1_000, 8L + 3)));
        assertThat(values("heap", MergeMode.INCREASE)).isEqualTo(Map.of("f0", List.of(50L + 25, 8L - 7)));
        // 75 and 1 in forty minutes.
        assertThat(values("heap", MergeMode.RATE)).isEmpty();
    }

    @Test
    void eachModeOfTimedProfiles() {
        List<ValueType> types = List.of(MadeUp.CPU);
        long seconds = 1_000_000_000;
        put("cpu", "a", NOON, MadeUp.profile(types, 10 * seconds, 5 * seconds, 3, 4));
        put("cpu", "a", NOON + 9 * HOUR, MadeUp.profile(types, 5 * seconds, seconds, 4, 3));
        put("cpu", "a", NOON + 30 * HOUR, MadeUp.profile(types, 5 * seconds, 2 * seconds));
        put("cpu", "b", NOON, MadeUp.profile(types, seconds / 10, 6, 0, 1));
        Map<String, List<Long>> sum = Map.of("f0", List.of(8 * seconds + 6), "f1", List.of(7L), "f2", List.of(8L));
        assertThat(values("cpu", MergeMode.AUTO)).isEqualTo(sum);
        assertThat(values("cpu", MergeMode.SUM)).isEqualTo(sum);
        assertThat(values("cpu", MergeMode.INCREASE)).isEqualTo(sum);
        assertThat(values("cpu", MergeMode.MEAN))
                .isEqualTo(Map.of("f0", List.of(8 * seconds / 3 + 1 + 6), "f1", List.of(2L), "f2", List.of(3L)));
        assertThat(values("cpu", MergeMode.LAST)).isEqualTo(Map.of("f0", List.of(2 * seconds + 6), "f2", List.of(1L)));
        // 8 s in 20 s, and 6 in what counts as a second.
        assertThat(values("cpu", MergeMode.RATE))
                .isEqualTo(Map.of("f0", List.of(2 * seconds / 5 + 6), "f2", List.of(1L)));
    }

    /** As Go's heap?seconds=N answers: what was allocated, and by how much more is in use. */
    @Test
    void aTimedHeapIsADelta() {
        List<ValueType> types = List.of(MadeUp.ALLOCATED, MadeUp.IN_USE);
        for (int i = 0; i < 12; i++) {
            put("heap", "a", NOON + i * MINUTE, MadeUp.profile(types, 30_000_000_000L, 100 - i, i == 3 ? -7 : 1));
        }
        Map<String, List<Long>> sum = Map.of("f0", List.of(1_200L - 66, 4L));
        assertThat(values("heap", MergeMode.AUTO)).isEqualTo(sum);
        assertThat(values("heap", MergeMode.INCREASE)).isEqualTo(sum);
        // In 360 seconds.
        assertThat(values("heap", MergeMode.RATE)).isEqualTo(Map.of("f0", List.of(3L, 0L)));
        put("heap", "a", NOON + 20 * MINUTE, MadeUp.profile(types, 0, 5_000, 40));
        put("heap", "a", NOON + 21 * MINUTE, MadeUp.profile(types, 0, 5_003, 50));
        assertThat(values("heap", MergeMode.INCREASE)).isEqualTo(Map.of("f0", List.of(1_200L - 66 + 3, 14L)));
    }

    @Test
    void aQuotientIsRoundedOnceAndHalvesUp() {
        List<ValueType> types = List.of(MadeUp.IN_USE);
        put("heap", "a", NOON, MadeUp.profile(types, 0, 1, 0, 5));
        put("heap", "a", NOON + 13 * HOUR, MadeUp.profile(types, 0, 0, 1, 0));
        put("heap", "b", NOON, MadeUp.profile(types, 0, 0, 0, 0));
        put("heap", "b", NOON + 13 * HOUR, MadeUp.profile(types, 0, 0, 1, 0));
        assertThat(values("heap", MergeMode.AUTO))
                .isEqualTo(Map.of("f0", List.of(1L), "f1", List.of(1L), "f2", List.of(3L)));
        // Next to nothing in thirteen hours.
        assertThat(values("heap", MergeMode.RATE)).isEmpty();
        // Changes within ten seconds: -0.5, -0.6 and 0.5 in a second.
        put("cpu", "a", NOON, MadeUp.profile(types, 0, 5, 6, 0));
        put("cpu", "a", NOON + 10_000, MadeUp.profile(types, 0, 0, 0, 5));
        assertThat(values("cpu", MergeMode.RATE)).isEqualTo(Map.of("f1", List.of(-1L), "f2", List.of(1L)));
    }

    @Test
    void anEmptyRangeIsAnsweredInEveryMode() {
        for (MergeMode mode : MergeMode.named()) {
            assertThat(store.merge(all("shop", "heap"), mode).coverage().profiles())
                    .isZero();
        }
    }

    @Test
    void aSumBeyond64BitsIsAnError() {
        long most = Long.MAX_VALUE;
        for (int i = 0; i < 12; i++) {
            put("cpu", "a", NOON + i * MINUTE, MadeUp.profile(List.of(MadeUp.CPU), 1_000, i < 2 ? most : 0, i / 2));
            put("cpu", "b", NOON + i * MINUTE, MadeUp.profile(List.of(MadeUp.CPU), 1_000, 0, i / 2));
            put("other", "a", NOON + i * MINUTE, MadeUp.profile(List.of(MadeUp.CPU), 1_000, 1));
        }
        for (MergeMode mode : List.of(MergeMode.SUM, MergeMode.AUTO, MergeMode.INCREASE)) {
            assertThatThrownBy(() -> values("cpu", mode))
                    .isInstanceOf(MergeOverflowException.class)
                    .hasMessageContainingAll("values of cpu", "cpu profiles of shop", "64 bits");
        }
        assertThat(values("cpu", MergeMode.LAST)).isEqualTo(Map.of("f1", List.of(5L + 5)));
        assertThat(values("other", MergeMode.SUM)).isEqualTo(Map.of("f0", List.of(12L)));
        Selection one = new Selection("shop", "cpu", List.of(), new TimeRange(NOON + MINUTE, NOON + 2 * MINUTE));
        assertThat(MadeUp.values(store.merge(one, MergeMode.SUM).profile())).isEqualTo(Map.of("f0", List.of(most)));
    }

    @Test
    void aMeanOfLargeValuesIsNoError() {
        long most = Long.MAX_VALUE - 10;
        List<ValueType> types = List.of(MadeUp.ALLOCATED, MadeUp.IN_USE);
        for (int i = 0; i < 16; i++) {
            put("heap", "a", NOON + i * MINUTE, MadeUp.profile(types, 0, most - 100 + i, most));
        }
        assertThat(values("heap", MergeMode.AUTO)).isEqualTo(Map.of("f0", List.of(15L, most)));
        put("heap", "b", NOON, MadeUp.profile(types, 0, most, 10));
        assertThat(values("heap", MergeMode.AUTO)).isEqualTo(Map.of("f0", List.of(15L, Long.MAX_VALUE)));
        put("heap", "c", NOON, MadeUp.profile(types, 0, most, 1));
        assertThatThrownBy(() -> values("heap", MergeMode.AUTO))
                .isInstanceOf(MergeOverflowException.class)
                .hasMessageContaining("inuse_space");
    }

    @Test
    void restartsBeyond64BitsAreAnError() {
        long most = Long.MAX_VALUE;
        for (int i = 0; i < 12; i++) {
            long counter = i % 3 == 2 ? most - i : i % 3;
            put("heap", "a", NOON + i * MINUTE, MadeUp.profile(List.of(MadeUp.ALLOCATED), 0, counter));
        }
        assertThatThrownBy(() -> values("heap", MergeMode.AUTO))
                .isInstanceOf(MergeOverflowException.class)
                .hasMessageContaining("alloc_space");
        assertThat(values("heap", MergeMode.LAST)).isEqualTo(Map.of("f0", List.of(most - 11)));
    }

    @Test
    void aTotalBeyond64BitsIsAnErrorToo() {
        List<ValueType> types = List.of(MadeUp.CPU);
        assertThatThrownBy(() -> put("cpu", "a", NOON, MadeUp.profile(types, 1, Long.MAX_VALUE, 1)))
                .isInstanceOf(UnstorableProfileException.class)
                .hasMessageContainingAll("cpu", "64 bits");
        put("cpu", "a", NOON, MadeUp.profile(types, 1, Long.MAX_VALUE, 0));
        put("cpu", "a", NOON + 1, MadeUp.profile(types, 1, 0, 1));
        assertThatThrownBy(() -> values("cpu", MergeMode.SUM)).isInstanceOf(MergeOverflowException.class);
        put("cpu", "a", NOON + 2, MadeUp.profile(types, 1, 0, -1));
        assertThat(values("cpu", MergeMode.SUM)).isEqualTo(Map.of("f0", List.of(Long.MAX_VALUE)));
    }

    @Test
    void coverageIsTheShareOfTheRangeThatWasProfiled() {
        Profile fiveSeconds = TestData.profile("shop/v1/cpu.a1.pb.gz");
        long millis = fiveSeconds.header().durationNanos() / 1_000_000;
        store.put(cpu("a", NOON), fiveSeconds);
        store.put(cpu("a", NOON + MINUTE), fiveSeconds);
        store.put(cpu("b", NOON), fiveSeconds);
        Selection twoMinutes = new Selection("shop", "cpu", List.of(), new TimeRange(NOON, NOON + 2 * MINUTE));
        double expected = (2.0 * millis + millis) / 2 / (2 * MINUTE);
        assertThat(store.merge(twoMinutes, MergeMode.SUM).coverage().share())
                .isCloseTo(expected, org.assertj.core.data.Offset.offset(0.001));
    }

    @Test
    void whatCannotBeAddedUpIsRefused() {
        store.put(cpu("a", NOON), TestData.profile("shop/v1/cpu.a1.pb.gz"));
        store.put(cpu("a", NOON + 1), TestData.profile("shop/v1/goroutine.6.pb.gz"));
        assertThatThrownBy(() -> store.merge(all("shop", "cpu"), MergeMode.SUM))
                .isInstanceOf(IncompatibleProfilesException.class);
    }

    @Test
    void namesThatCannotBeKeptAreRefused() {
        Profile profile = TestData.profile("etcd/profile.1.pb.gz");
        for (String name : List.of("", "a\0b", "x".repeat(201))) {
            assertThatThrownBy(() -> store.put(new Origin(name, "cpu", instance("a"), NOON), profile))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store.put(new Origin("shop", name, instance("a"), NOON), profile))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(store.services()).isEmpty();
    }

    @Test
    void timesThatCannotBeKeptAreRefused() {
        Profile profile = TestData.profile("etcd/profile.1.pb.gz");
        long last = Instant.parse("6052-12-31T23:59:59.999Z").toEpochMilli();
        long ofTheApi = Instant.parse("9999-12-31T00:00:00Z").toEpochMilli();
        for (long time : List.of(-1L, last + 1, ofTheApi, Long.MAX_VALUE)) {
            assertThatThrownBy(() -> store.put(cpu("a", time), profile))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("between the years 1970 and 6052");
        }
        assertThat(store.services()).isEmpty();
        store.put(cpu("a", last), profile);
        Selection itself = new Selection("shop", "cpu", List.of(), new TimeRange(last, ofTheApi));
        assertThat(store.merge(itself, MergeMode.AUTO).coverage().profiles()).isEqualTo(1);
        assertThat(store.profiles(itself, 10, "").items()).hasSize(1);
    }

    @Test
    void callsAfterCloseFail() {
        store.close();
        store.close();
        assertThatThrownBy(() -> store.put(cpu("a", NOON), TestData.profile("etcd/profile.1.pb.gz")))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.services()).isInstanceOf(StoreException.class);
    }
}
