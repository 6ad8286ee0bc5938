package io.tributary.api;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.build.Line;
import io.tributary.profile.build.ProfileBuilder;
import io.tributary.storage.Labels;
import io.tributary.storage.Origin;
import io.tributary.storage.ProfileStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A made-up fleet: programs whose calls are drawn from a distribution, profiled once an hour. The same seed gives the same profiles.
 *
 * @param program its functions are called after it
 * @param startLine of each function, 0 for none
 * @param calls how many there are to draw from; few of them take most
 * @param samples in a profile
 * @param binary its file; empty where a profile does not say
 */
record PgoFleet(String program, long startLine, int calls, int samples, String binary) {
    static final String SERVICE = "fleet";
    private static final long SECONDS = 20;

    PgoFleet(String program, long startLine, int calls, int samples) {
        this(program, startLine, calls, samples, "");
    }

    /** What a program does that is good enough after a day. */
    static final PgoFleet BUSY = new PgoFleet("main", 10, 60, 300);

    /** The same with functions of other names. */
    PgoFleet renamed(String other) {
        return new PgoFleet(other, startLine, calls, samples, binary);
    }

    PgoFleet withSamples(int each) {
        return new PgoFleet(program, startLine, calls, each, binary);
    }

    PgoFleet withoutStartLines() {
        return new PgoFleet(program, 0, calls, samples, binary);
    }

    PgoFleet in(String file) {
        return new PgoFleet(program, startLine, calls, samples, file);
    }

    /** One thing to put. */
    record Put(Origin origin, Profile profile) {}

    /** A profile of an instance in each of some hours, which end so many hours ago. */
    List<Put> profiles(String instance, Map<String, String> labels, int hours, int hoursAgo) {
        List<Put> puts = new ArrayList<>();
        for (int hour = 0; hour < hours; hour++) {
            Instant time = TestServer.NOW
                    .minus(Duration.ofHours(hoursAgo + hours - hour))
                    .plusSeconds(600);
            Map<String, String> all = new TreeMap<>(labels);
            all.put(Labels.JOB, SERVICE);
            all.put(Labels.INSTANCE, instance);
            puts.add(new Put(
                    new Origin(SERVICE, "cpu", Labels.of(all), time.toEpochMilli()),
                    draw(new Random((program + instance + time).hashCode()), time)));
        }
        return puts;
    }

    static void put(ProfileStore store, List<Put> puts) {
        puts.forEach(put -> store.put(put.origin, put.profile));
    }

    /**
     * The same without times of samples, as other profilers than Go's write them.
     *
     * @param times how often each counts
     * @param period in nanoseconds, 0 where it is not said
     */
    static List<Put> countsAlone(List<Put> puts, long times, long period) {
        return puts.stream()
                .map(put -> new Put(put.origin, countsAlone(put.profile, times, period)))
                .toList();
    }

    private static Profile countsAlone(Profile profile, long times, long period) {
        Header header = profile.header();
        long[] counts = new long[profile.samples().size()];
        for (int sample = 0; sample < counts.length; sample++) {
            counts[sample] = profile.samples().values()[2 * sample] * times;
        }
        return profile.with(
                new Header(
                        header.sampleTypes().subList(0, 1),
                        period == 0 ? null : header.periodType(),
                        period,
                        header.timeNanos(),
                        header.durationNanos(),
                        "",
                        List.of(),
                        "",
                        "",
                        ""),
                profile.samples().withValues(counts));
    }

    /** In another order. */
    static List<Put> shuffled(List<Put> puts) {
        List<Put> shuffled = new ArrayList<>(puts);
        Collections.shuffle(shuffled, new Random(1));
        return shuffled;
    }

    private Profile draw(Random random, Instant time) {
        ProfileBuilder builder = new ProfileBuilder(2);
        int main = builder.function("main.main", "", "main.go", startLine);
        int mapping = binary.isEmpty() ? -1 : builder.mapping(0, 1 << 20, 0, binary, "build of " + binary, 0);
        int root = builder.location(mapping, 0x10, false, new Line(main, startLine + 5, 0));
        for (int i = 0; i < samples; i++) {
            // The first calls take most: the square of an even draw.
            int call = (int) (calls * Math.pow(random.nextDouble(), 2));
            int caller = builder.function(program + ".f" + call / 3, "", "f.go", startLine);
            int callee = builder.function(program + ".g" + call + "[go.shape.int]", "", "g.go", startLine);
            int leaf = builder.location(
                    mapping,
                    0x1000 + 16L * call,
                    false,
                    new Line(callee, startLine + 1, 0),
                    new Line(caller, startLine + 2 + call % 3, 0));
            builder.sample(new int[] {leaf, root}, new long[] {1, 10_000_000});
        }
        return builder.build(header(time));
    }

    /** A process that does nothing but look for work. */
    static Profile idle(Instant time) {
        ProfileBuilder builder = new ProfileBuilder(2);
        int[] stack = new int[3];
        String[] names = {"runtime.futex", "runtime.findRunnable", "runtime.schedule"};
        for (int i = 0; i < stack.length; i++) {
            int function = builder.function(names[i], "", "proc.go", 100);
            stack[i] = builder.location(-1, 16L + i, false, new Line(function, 110, 0));
        }
        builder.sample(stack, new long[] {300, 3_000_000_000L});
        return builder.build(header(time));
    }

    private static Header header(Instant time) {
        ValueType cpu = new ValueType("cpu", "nanoseconds");
        return new Header(
                List.of(new ValueType("samples", "count"), cpu),
                cpu,
                10_000_000,
                time.toEpochMilli() * 1_000_000,
                SECONDS * 1_000_000_000L,
                "",
                List.of(),
                "",
                "",
                "");
    }
}
