package io.tributary.collector.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is played and measured, from words {@code name=value}. Words without {@code =} are left alone: the benchmark's command gives
 * JMH's too.
 *
 * @param targets of all jobs
 * @param seconds that are measured
 * @param warmUp seconds before them: until every target is at its regular phase
 * @param hostile the part of the targets that misbehaves, from 0 to 1
 * @param reloads of the targets file while it is measured
 * @param launcher what starts the daemon
 */
record ScaleOptions(int targets, int seconds, int warmUp, double hostile, int reloads, Path launcher) {
    static ScaleOptions parse(String[] words) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                given.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        ScaleOptions options = new ScaleOptions(
                Integer.parseInt(take(given, "targets", "10000")),
                Integer.parseInt(take(given, "seconds", "300")),
                Integer.parseInt(take(given, "warmup", "150")),
                Double.parseDouble(take(given, "hostile", "0")),
                Integer.parseInt(take(given, "reload", "0")),
                Path.of(take(given, "launcher", "../tributary")));
        if (!given.isEmpty()) {
            throw new IllegalArgumentException("not known: " + given.keySet()
                    + "; known are targets, seconds, warmup, hostile, reload and launcher");
        }
        return options;
    }

    private static String take(Map<String, String> given, String name, String otherwise) {
        String value = given.remove(name);
        return value == null ? otherwise : value;
    }
}
