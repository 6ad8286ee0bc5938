package io.tributary.storage.bench;

import io.tributary.profile.InvalidProfileException;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.merge.IncompatibleHeadersException;
import io.tributary.profile.merge.ProfileMerger;
import io.tributary.profile.testing.TestData;
import io.tributary.profile.wire.DecodeLimits;
import io.tributary.profile.wire.PprofDecoder;
import io.tributary.storage.Labels;
import io.tributary.storage.Origin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The profiles of a fleet: five programs, drawn from their real captures; the shop comes in three versions that roll out over the
 * time that is filled, one instance after the other. The same seed gives the same profiles. Safe for several threads.
 */
final class Fleet {
    static final String CPU = "cpu";
    static final String HEAP = "heap";
    static final long MINUTE = 60_000;
    private static final List<String> REGIONS = List.of("eu", "us", "ap");

    /** The captures of each program: in {@code testdata/}, and in the larger corpus where it is there. */
    private static final List<String> PROGRAMS = List.of(
            ".*/shop[^/]*/v1/.*cpu\\..*",
            ".*/shop[^/]*/v2/.*cpu\\..*",
            ".*/pyroscope[^/]*/profile\\..*",
            ".*/go-compile[^/]*/profile\\..*",
            ".*/prometheus[^/]*/profile\\..*",
            ".*/etcd[^/]*/profile\\..*");

    private final long seed;
    private final List<DrawnProfiles> shop;
    private final List<DrawnProfiles> others;
    private final List<Profile> heap;

    Fleet(long seed) {
        this.seed = seed;
        List<DrawnProfiles> programs = PROGRAMS.stream()
                .map(names -> new DrawnProfiles(merged(read(names))))
                .toList();
        shop = List.of(programs.get(0), programs.get(1), programs.get(1).builtAgain("-v3"));
        others = programs.subList(2, programs.size());
        heap = read(".*/heap-sequence/heap\\..*");
    }

    private static List<Profile> read(String names) {
        List<Profile> profiles = new ArrayList<>();
        for (Path file : TestData.allFiles()) {
            if (!file.toString().replace('\\', '/').matches(names)) {
                continue;
            }
            try {
                profiles.add(PprofDecoder.decode(Files.readAllBytes(file), DecodeLimits.DEFAULT));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InvalidProfileException e) {
                throw new AssertionError(file + ": " + e.getMessage(), e);
            }
        }
        return profiles;
    }

    private static Profile merged(List<Profile> captures) {
        try {
            return ProfileMerger.merge(captures);
        } catch (IncompatibleHeadersException e) {
            throw new AssertionError("the captures of a program are all CPU profiles of Go", e);
        }
    }

    String describe() {
        return "stacks in the captures: shop v1 " + shop.get(0).stacks() + ", v2 and v3 "
                + shop.get(1).stacks() + ", the others "
                + others.stream().map(DrawnProfiles::stacks).toList();
    }

    /** How far the roll-out is at the first and at the last millisecond: version 1 everywhere, version 3 everywhere. */
    record RollOut(long from, long to) {
        /** 0, 1 or 2. The versions change at a quarter and at five eighths, over an eighth of the time each. */
        int version(int instance, int instances, long timeMillis) {
            double at = (double) (timeMillis - from) / (to - from);
            double turn = (double) instance / instances / 8;
            return at < 0.25 + turn ? 0 : at < 0.625 + turn ? 1 : 2;
        }
    }

    static Origin origin(String service, String type, int instance, int version, long timeMillis) {
        return new Origin(
                service,
                type,
                Labels.of(Map.of(
                        Labels.SERVICE_NAME,
                        service,
                        Labels.INSTANCE,
                        address(instance),
                        Labels.VERSION,
                        "v" + (version + 1),
                        "region",
                        REGIONS.get(instance % REGIONS.size()))),
                timeMillis);
    }

    static String address(int instance) {
        return "10.0." + instance / 250 + "." + instance % 250 + ":6060";
    }

    /** A CPU profile of the shop; each call of a service, instance and time draws the same. */
    Profile shop(int version, int instance, long timeMillis) {
        return shop.get(version).draw(random(instance, timeMillis), timeMillis);
    }

    /** A CPU profile of one of the other programs, which take turns. */
    Profile other(int program, int instance, long timeMillis) {
        return others.get(program % others.size()).draw(random(program * 7_919 + instance, timeMillis), timeMillis);
    }

    /** A real scrape of one process, as many times as large as this instance is: they grow for a while, then it began anew. */
    Profile heap(int instance, int scrape) {
        Profile real = heap.get((scrape + instance) % heap.size());
        long times = 1L + instance % 7;
        SampleTable samples = real.samples();
        long[] values = samples.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] *= times;
        }
        return real.with(real.header(), samples.withValues(values));
    }

    private SplittableRandom random(int instance, long timeMillis) {
        return new SplittableRandom((seed * 0x9e3779b97f4a7c15L + instance) * 0xbf58476d1ce4e5b9L + timeMillis);
    }
}
