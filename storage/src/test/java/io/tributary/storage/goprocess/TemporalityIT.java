package io.tributary.storage.goprocess;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.LocationTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.ValueType;
import io.tributary.profile.testing.GoPprof;
import io.tributary.storage.Labels;
import io.tributary.storage.MergeMode;
import io.tributary.storage.Origin;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.Selection;
import io.tributary.storage.TimeRange;
import io.tributary.storage.rocksdb.RocksStore;
import io.tributary.storage.rocksdb.RocksStoreOptions;
import io.tributary.storage.testing.MemoryStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What values mean over time, against Go itself: the store's increase between two scrapes is what the process says with
 * {@code ?seconds=N} about the same work. Compared are the stack traces of that work: serving a profile allocates and waits
 * too, and each scrape sees a little more of it.
 */
class TemporalityIT {
    private static final long NOON = 1_772_366_400_000L;
    private static final List<String> CUMULATIVE = List.of("heap", "allocs", "mutex", "block");
    private static final int LONGEST_SECONDS = 32;
    private static final int ALL_ALLOCATIONS = 1;

    @TempDir
    static Path programs;

    private static Path program = Path.of("");

    @TempDir
    Path folder;

    private List<ProfileStore> stores = List.of();
    private long now = NOON;

    @BeforeAll
    static void build() {
        GoPprof.assumeThere();
        program = GoProgram.build(programs);
    }

    @BeforeEach
    void open() {
        stores = List.of(RocksStore.open(folder, RocksStoreOptions.DEFAULT), new MemoryStore());
    }

    @AfterEach
    void close() {
        stores.forEach(ProfileStore::close);
    }

    private static List<String> counters(String type) {
        return type.equals("mutex") || type.equals("block")
                ? List.of("contentions", "delay")
                : List.of("alloc_objects", "alloc_space");
    }

    private static List<String> columns(Profile profile) {
        return profile.header().sampleTypes().stream().map(ValueType::type).toList();
    }

    private static GoProgram start(int memProfileRate) {
        return GoProgram.start(program, "-memprofilerate=" + memProfileRate);
    }

    /** Scrapes all of these types, some minutes after the scrapes before. */
    private void scrape(GoProgram steps, List<String> types) {
        now += 5 * 60_000;
        for (String type : types) {
            Profile profile = steps.scrape(type);
            for (ProfileStore store : stores) {
                store.put(new Origin("steps", type, Labels.of(Map.of("instance", "a")), now), profile);
            }
        }
    }

    private Profile merge(ProfileStore store, String type) {
        return merge(store, type, MergeMode.AUTO);
    }

    private Profile merge(ProfileStore store, String type, MergeMode mode) {
        Selection selection = new Selection("steps", type, List.of(), new TimeRange(NOON, now + 1));
        return store.merge(selection, mode).profile();
    }

    /** The stack traces of what the program was asked to do, and what these columns say of each. */
    private static Map<String, List<Long>> work(Profile profile, List<String> columns) {
        List<String> names = columns(profile);
        SampleTable samples = profile.samples();
        Map<String, List<Long>> result = new TreeMap<>();
        for (int s = 0; s < samples.size(); s++) {
            String stack = stack(profile, s);
            List<Long> values = new ArrayList<>();
            for (String column : columns) {
                values.add(samples.values()[s * names.size() + names.indexOf(column)]);
            }
            // Waiting for the runtime's own locks is written down later than it happened.
            boolean isWork = stack.matches("(?s).*main\\.(allocate|contend|waitFor|waitToBe|hold).*")
                    && !stack.contains("runtime.unlock");
            if (isWork && values.stream().anyMatch(value -> value != 0)) {
                assertThat(result.put(stack, values)).as(stack).isNull();
            }
        }
        return result;
    }

    private static String stack(Profile profile, int sample) {
        SampleTable samples = profile.samples();
        LocationTable locations = profile.locations();
        StringBuilder text = new StringBuilder();
        for (int i = samples.stackOffset()[sample]; i < samples.stackOffset()[sample + 1]; i++) {
            int location = samples.location()[i];
            text.append(Long.toHexString(locations.address()[location]));
            for (int l = locations.lineOffset()[location]; l < locations.lineOffset()[location + 1]; l++) {
                text.append(' ')
                        .append(profile.strings()
                                .get(profile.functions().name()[locations.lineFunction()[l]]))
                        .append(':')
                        .append(locations.line()[l]);
            }
            text.append('\n');
        }
        for (int l = samples.labelOffset()[sample]; l < samples.labelOffset()[sample + 1]; l++) {
            text.append(profile.strings().get(samples.labelKey()[l]))
                    .append('=')
                    .append(samples.labelNumber()[l]);
        }
        return text.toString();
    }

    /** The sum of a column over the stack traces that a function is in. */
    private static long total(Profile profile, String function, String column) {
        return work(profile, List.of(column)).entrySet().stream()
                .filter(each -> each.getKey().contains(' ' + function + ':'))
                .mapToLong(each -> each.getValue().getFirst())
                .sum();
    }

    /** The same of objects of one size, in bytes. */
    private static long total(Profile profile, String function, int size, String column) {
        return work(profile, List.of(column)).entrySet().stream()
                .filter(each -> each.getKey().contains(' ' + function + ':'))
                .filter(each -> each.getKey().endsWith("\nbytes=" + size))
                .mapToLong(each -> each.getValue().getFirst())
                .sum();
    }

    @ParameterizedTest
    @ValueSource(ints = {ALL_ALLOCATIONS, 16 << 10})
    void anIncreaseIsTheProcessOwnDifference(int memProfileRate) {
        try (GoProgram steps = start(memProfileRate)) {
            // The difference begins from something that is there, not from nothing.
            steps.work(500, 20);
            steps.hold(0, 4);
            List<Profile> differences = List.of();
            for (int seconds = 2; differences.isEmpty(); seconds *= 2) {
                assertThat(seconds).as("seconds that the work takes").isLessThan(LONGEST_SECONDS);
                differences = aroundWork(steps, seconds);
            }
            for (int i = 0; i < CUMULATIVE.size(); i++) {
                String type = CUMULATIVE.get(i);
                Profile difference = differences.get(i);
                assertThat(work(difference, counters(type))).as(type).isNotEmpty();
                for (ProfileStore store : stores) {
                    String what = type + " in " + store.getClass();
                    assertThat(work(merge(store, type, MergeMode.INCREASE), columns(difference)))
                            .as(what)
                            .isEqualTo(work(difference, columns(difference)));
                    // What is in use has a mean here, where the process has a change.
                    assertThat(work(merge(store, type, MergeMode.AUTO), counters(type)))
                            .as(what)
                            .isEqualTo(work(difference, counters(type)));
                }
            }
            if (memProfileRate == ALL_ALLOCATIONS) {
                for (ProfileStore store : stores) {
                    // The process' own difference, which ours was just equal to, has one more now and then.
                    long objects = total(merge(store, "heap"), "main.allocateSmall", "alloc_objects");
                    assertThat(objects).isBetween(1_000L, 1_001L);
                    // That one may be the runtime's own, at the same place and of another size, which Go keeps apart by
                    // a label.
                    long ofThisSize = total(merge(store, "heap"), "main.allocateSmall", 64, "alloc_objects");
                    assertThat(ofThisSize).isBetween(1_000L, objects);
                    assertThat(total(merge(store, "heap"), "main.allocateSmall", 64, "alloc_space"))
                            .isEqualTo(64 * ofThisSize);
                }
            }
        }
    }

    /** Works between two scrapes, and between both looks of the differences; empty when that took longer than they did. */
    private List<Profile> aroundWork(GoProgram steps, int seconds) {
        // Of a stretch that was too short, nothing is to count.
        stores.forEach(ProfileStore::close);
        stores = List.of(RocksStore.open(folder.resolve("of" + seconds), RocksStoreOptions.DEFAULT), new MemoryStore());
        scrape(steps, CUMULATIVE);
        List<CompletableFuture<Profile>> begun =
                CUMULATIVE.stream().map(type -> steps.difference(type, seconds)).toList();
        steps.awaitDifferences(begun.size());
        steps.work(1000, 30);
        steps.hold(0, 2 + seconds);
        boolean inTime = begun.stream().noneMatch(CompletableFuture::isDone);
        List<Profile> differences = begun.stream().map(CompletableFuture::join).toList();
        scrape(steps, CUMULATIVE);
        return inTime ? differences : List.of();
    }

    /** What the collector stores of {@code delta: true}: no counter any more, though its columns are named like one's. */
    @ParameterizedTest
    @ValueSource(strings = {"heap", "allocs", "mutex", "block", "goroutine", "threadcreate"})
    void differencesOfTheProcessItselfAreAddedUp(String type) {
        try (GoProgram steps = start(ALL_ALLOCATIONS)) {
            steps.work(100, 5);
            List<Profile> differences = new ArrayList<>();
            for (int i = 1; i <= 2; i++) {
                CompletableFuture<Profile> begun = steps.difference(type, 2);
                steps.awaitDifferences(1);
                steps.work(50 * i, 5);
                steps.hold(3 * i, 2 * i);
                differences.add(begun.join());
            }
            for (Profile difference : differences) {
                now += 5 * 60_000;
                assertThat(difference.header().durationNanos()).isPositive();
                for (ProfileStore store : stores) {
                    store.put(new Origin("steps", type, Labels.of(Map.of("instance", "a")), now), difference);
                }
            }
            List<String> columns = columns(differences.getFirst());
            Map<String, List<Long>> sum = new TreeMap<>();
            differences.forEach(difference -> work(difference, columns)
                    .forEach((stack, values) -> sum.merge(stack, values, TemporalityIT::plus)));
            sum.values().removeIf(values -> values.stream().allMatch(value -> value == 0));
            for (ProfileStore store : stores) {
                for (MergeMode mode : List.of(MergeMode.AUTO, MergeMode.INCREASE, MergeMode.SUM)) {
                    assertThat(work(merge(store, type, mode), columns))
                            .as(mode + " in " + store.getClass())
                            .isEqualTo(sum);
                }
            }
            if (!type.equals("threadcreate")) {
                assertThat(sum).isNotEmpty();
            }
        }
    }

    private static List<Long> plus(List<Long> left, List<Long> right) {
        List<Long> sum = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            sum.add(left.get(i) + right.get(i));
        }
        return sum;
    }

    @Test
    void aProcessThatIsStartedAgainCountsFromZero() {
        long delay;
        try (GoProgram steps = start(ALL_ALLOCATIONS)) {
            steps.work(700, 20);
            scrape(steps, CUMULATIVE);
            long before = total(steps.scrape("mutex"), "main.contend", "delay");
            steps.work(50, 5);
            scrape(steps, CUMULATIVE);
            steps.work(25, 5);
            scrape(steps, CUMULATIVE);
            delay = total(steps.scrape("mutex"), "main.contend", "delay") - before;
            // What it does after its last scrape nobody can know.
            steps.work(10_000, 1);
        }
        try (GoProgram steps = start(ALL_ALLOCATIONS)) {
            steps.work(40, 3);
            scrape(steps, CUMULATIVE);
            steps.work(2, 2);
            scrape(steps, CUMULATIVE);
            delay += total(steps.scrape("mutex"), "main.contend", "delay");
        }
        for (ProfileStore store : stores) {
            for (String type : List.of("heap", "allocs")) {
                Profile merge = merge(store, type);
                assertThat(total(merge, "main.allocateLarge", "alloc_objects")).isEqualTo(50 + 25 + 40 + 2);
                assertThat(LongStream.of(merge.samples().values())).allMatch(value -> value >= 0);
            }
            assertThat(total(merge(store, "mutex"), "main.contend", "delay")).isEqualTo(delay);
            assertThat(LongStream.of(merge(store, "block").samples().values())).allMatch(value -> value >= 0);
        }
    }

    @Test
    void theFirstScrapeOfAnInstanceCountsNothing() {
        try (GoProgram steps = start(ALL_ALLOCATIONS)) {
            steps.work(100, 10);
            scrape(steps, CUMULATIVE);
        }
        for (ProfileStore store : stores) {
            assertThat(work(merge(store, "heap"), counters("heap"))).isEmpty();
            assertThat(work(merge(store, "mutex"), counters("mutex"))).isEmpty();
        }
    }

    @Test
    void aGaugeIsTheMeanOfItsScrapes() {
        int[] goroutines = {2, 0, 11, 4, 5, 3};
        int[] objects = {3, 3, 10, 0, 1, 2};
        try (GoProgram steps = start(ALL_ALLOCATIONS)) {
            for (int i = 0; i < goroutines.length; i++) {
                steps.hold(goroutines[i], objects[i]);
                scrape(steps, List.of("goroutine", "heap"));
            }
        }
        for (ProfileStore store : stores) {
            // 25 in six scrapes.
            assertThat(total(merge(store, "goroutine"), "main.waitToBeStopped", "goroutine"))
                    .isEqualTo(4);
            // 19 in six scrapes.
            Profile heap = merge(store, "heap");
            assertThat(total(heap, "main.allocateHeld", "inuse_objects")).isEqualTo(3);
            assertThat(total(heap, "main.allocateHeld", "inuse_space")).isEqualTo(Math.round(19 * 65_536 / 6.0));
            // Nine more allocated since the first scrape: 3 kept, then 7 more, then 1, then 1.
            assertThat(total(heap, "main.allocateHeld", "alloc_objects")).isEqualTo(9);
        }
    }
}
