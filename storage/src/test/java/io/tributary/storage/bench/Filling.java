package io.tributary.storage.bench;

import io.tributary.profile.Profile;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.Selection;
import io.tributary.storage.TimeRange;
import io.tributary.storage.bench.Fleet.RollOut;
import io.tributary.storage.selector.Selector;
import io.tributary.storage.selector.SelectorSyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the store holds before anything is measured, put in order of time: the shop with all instances; a shop of a tenth of them; that one profiled five times as
 * often; four small services of other programs. The last hours more often, see {@link FleetOptions}.
 */
final class Filling {
    static final String SHOP = "shop";
    static final String TENTH = "shop-tenth";
    static final String OFTEN = "shop-tenth-often";
    private static final List<String> SMALL = List.of("pyroscope", "compile", "prometheus", "etcd");
    private static final int OF_SMALL = 10;
    private static final int OFTEN_TIMES = 5;

    private final FleetOptions options;
    private final Fleet fleet;
    private final long begin;
    private final long end;
    private final RollOut rollOut;
    private final Map<String, Long> counts = new TreeMap<>();

    /** @param end the minute that comes behind the last profile, Unix milliseconds */
    Filling(FleetOptions options, Fleet fleet, long end) {
        this.options = options;
        this.fleet = fleet;
        this.end = end;
        this.begin = end - options.days() * 24L * 60 * Fleet.MINUTE;
        this.rollOut = new RollOut(begin, end);
    }

    long end() {
        return end;
    }

    /** The whole stretch. */
    TimeRange whole() {
        return new TimeRange(begin, end);
    }

    TimeRange last(long minutes) {
        return new TimeRange(end - minutes * Fleet.MINUTE, end);
    }

    static Selection of(String service, String type, TimeRange range) {
        return new Selection(service, type, List.of(), range);
    }

    static Selection of(String service, String matchers, String type, TimeRange range) {
        try {
            return new Selection(service, type, List.of(Selector.parse("{" + matchers + "}")), range);
        } catch (SelectorSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** How many CPU profiles of a service {@link #fill} puts. */
    long count(String service) {
        if (counts.isEmpty()) {
            for (long minute = begin; minute < end; minute += Fleet.MINUTE) {
                count(SHOP, minute, options.instances(), every(minute, options.every()));
                count(TENTH, minute, tenth(), options.every());
                count(OFTEN, minute, tenth(), often());
            }
        }
        return counts.getOrDefault(service, 0L);
    }

    private void count(String service, long minute, int instances, int every) {
        for (int instance = first(minute, every); instance < instances; instance += every) {
            counts.merge(service, 1L, Long::sum);
        }
    }

    private int tenth() {
        return options.instances() / 10;
    }

    private int often() {
        return Math.max(1, options.every() / OFTEN_TIMES);
    }

    private int every(long minute, int otherwise) {
        return end - minute <= options.recent() * Fleet.MINUTE ? 1 : otherwise;
    }

    /** The first instance whose turn it is in this minute; the others come at steps of {@code every}. */
    private static int first(long minute, int every) {
        return (int) Math.floorMod(minute / Fleet.MINUTE, (long) every);
    }

    /** Fills the store; gives the number of profiles. */
    long fill(ProfileStore store) {
        long puts = 0;
        long start = System.nanoTime();
        long nextWord = 0;
        for (long minute = begin; minute < end; minute += Fleet.MINUTE) {
            puts += shop(store, SHOP, minute, options.instances(), every(minute, options.every()));
            puts += shop(store, TENTH, minute, tenth(), options.every());
            puts += shop(store, OFTEN, minute, tenth(), often());
            puts += small(store, minute);
            if (end - minute <= options.heap() * 60L * Fleet.MINUTE) {
                puts += heap(store, minute);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            if (seconds >= nextWord) {
                System.out.printf(
                        Locale.ROOT,
                        "filling: %d profiles, %.0f %% of the time, %.0f s%n",
                        puts,
                        100.0 * (minute - begin) / (end - begin),
                        seconds);
                nextWord += 30;
            }
        }
        System.out.printf(Locale.ROOT, "filled with %d profiles in %.0f s%n", puts, (System.nanoTime() - start) / 1e9);
        return puts;
    }

    /** The first profiles of the next minute, so that the stretches which are not over have no right roll-up. */
    void goOn(ProfileStore store) {
        shop(store, SHOP, 0, options.instances(), end);
        shop(store, TENTH, 0, tenth(), end);
        shop(store, OFTEN, 0, tenth(), end);
    }

    private long shop(ProfileStore store, String service, long minute, int instances, int every) {
        long puts = 0;
        for (int instance = first(minute, every); instance < instances; instance += every) {
            // A stable phase in the minute, as a scheduler gives it.
            shop(store, service, instance, instances, minute + instance * Fleet.MINUTE / instances);
            puts++;
        }
        return puts;
    }

    /** One CPU profile of a shop, with the version this instance runs at that time. */
    void shop(ProfileStore store, String service, int instance, int instances, long time) {
        int version = rollOut.version(instance, instances, time);
        put(store, service, Fleet.CPU, instance, version, time, fleet.shop(version, instance, time));
    }

    private long small(ProfileStore store, long minute) {
        long puts = 0;
        for (int service = 0; service < SMALL.size(); service++) {
            for (int instance = first(minute, options.every()); instance < OF_SMALL; instance += options.every()) {
                put(store, SMALL.get(service), Fleet.CPU, instance, 0, minute, fleet.other(service, instance, minute));
                puts++;
            }
        }
        return puts;
    }

    private long heap(ProfileStore store, long minute) {
        long puts = 0;
        for (int instance = first(minute, 10); instance < options.instances(); instance += 10) {
            long time = minute + instance * Fleet.MINUTE / options.instances();
            int version = rollOut.version(instance, options.instances(), time);
            int scrape = (int) (minute / Fleet.MINUTE / 10);
            put(store, SHOP, Fleet.HEAP, instance, version, time, fleet.heap(instance, scrape));
            puts++;
        }
        return puts;
    }

    private static void put(
            ProfileStore store, String service, String type, int instance, int version, long time, Profile profile) {
        if (!store.put(Fleet.origin(service, type, instance, version, time), profile)
                .added()) {
            throw new IllegalStateException("the store says it has a profile that was never put");
        }
    }
}
