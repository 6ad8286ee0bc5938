package io.tributary.api.http;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names that somebody may have meant. */
public final class Nearest {
    private static final int LONGEST = 128;

    private Nearest() {}

    /** The nearest of the names if it is near enough to be a slip, or the empty string. */
    public static String one(String given, Collection<String> names) {
        return some(given, names, 1).stream()
                .filter(name -> distance(given, name) <= Math.max(1, name.length() / 3))
                .findFirst()
                .orElse("");
    }

    /** At most {@code limit} names, the nearest first, ties by name. */
    public static List<String> some(String given, Collection<String> names, int limit) {
        return names.stream()
                .sorted(Comparator.comparingInt((String name) -> distance(given, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(limit)
                .toList();
    }

    /** Insertions, deletions, replacements and swaps of neighbours that make one of the other, letter case aside. */
    static int distance(String left, String right) {
        String a = cut(left);
        String b = cut(right);
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int[] reused = beforeLast;
            beforeLast = last;
            last = row;
            row = reused;
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                int edits = Math.min(Math.min(last[j], row[j - 1]) + 1, last[j - 1] + (same ? 0 : 1));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                row[j] = swapped ? Math.min(edits, beforeLast[j - 2] + 1) : edits;
            }
        }
        return row[b.length()];
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST)).toLowerCase(Locale.ROOT);
    }
}
