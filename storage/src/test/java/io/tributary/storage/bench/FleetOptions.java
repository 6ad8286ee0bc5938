package io.tributary.storage.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is filled and measured, from words {@code name=value}. Words without {@code =} are left alone: the benchmark's
 * command gives JMH's too.
 *
 * @param instances of the shop; the smaller shops have a tenth
 * @param days how far back the store is filled
 * @param every minutes between two CPU profiles of an instance, but for the newest
 * @param recent minutes at the end in which every instance has a CPU profile each minute
 * @param heap hours at the end in which every instance has a heap profile each ten minutes
 * @param seconds how long the load lasts
 * @param rate profiles a second in it
 * @param seed of everything drawn
 * @param folder where the store is filled and left for the next time, or empty for one that is deleted
 * @param bars which are measured
 */
record FleetOptions(
        int instances,
        int days,
        int every,
        int recent,
        int heap,
        int seconds,
        int rate,
        long seed,
        String folder,
        List<String> bars) {
    static final List<String> ALL = List.of(
            "ingest",
            "stored",
            "merge",
            "hour",
            "week",
            "rate",
            "totals",
            "flat",
            "instance",
            "third",
            "heap",
            "open",
            "memory",
            "load");

    static FleetOptions parse(String[] words) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                given.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        String size = given.getOrDefault("size", "full");
        boolean small = size.equals("small");
        if (!small && !size.equals("full")) {
            throw new IllegalArgumentException("size=" + size + "; say size=small or size=full");
        }
        given.remove("size");
        FleetOptions options = new FleetOptions(
                take(given, "instances", small ? 100 : 1_000),
                take(given, "days", small ? 1 : 7),
                take(given, "every", small ? 60 : 15),
                take(given, "recent", 120),
                take(given, "heap", small ? 1 : 6),
                take(given, "seconds", small ? 10 : 600),
                take(given, "rate", 500),
                take(given, "seed", 1),
                given.getOrDefault("folder", ""),
                given.containsKey("bars") ? List.of(given.get("bars").split(",", -1)) : ALL);
        given.remove("folder");
        given.remove("bars");
        if (!given.isEmpty() || !ALL.containsAll(options.bars)) {
            throw new IllegalArgumentException("not known: " + given.keySet() + " or one of bars=" + options.bars
                    + "; known are size, instances, days, every, recent, heap, seconds, rate, seed, folder, and bars out of "
                    + ALL);
        }
        return options;
    }

    private static int take(Map<String, String> given, String name, int otherwise) {
        String value = given.remove(name);
        return value == null ? otherwise : Integer.parseInt(value);
    }

    /** What a filled folder was filled with. */
    String filling() {
        return "instances=" + instances + " days=" + days + " every=" + every + " recent=" + recent + " heap=" + heap
                + " seed=" + seed;
    }

    boolean measures(String bar) {
        return bars.contains(bar);
    }
}
