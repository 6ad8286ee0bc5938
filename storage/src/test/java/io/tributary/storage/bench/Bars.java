package io.tributary.storage.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What was measured beside what is asked for; printed as it comes, and as a table in the end. */
public final class Bars {
    private final List<String> lines = new ArrayList<>();
    private int missed;

    /** A figure that must be at most so much. */
    public void atMost(String what, double measured, double bar, String unit, String note) {
        judge(what, measured, "<= ", bar, unit, measured <= bar, note);
    }

    /** A figure that must be at least so much. */
    public void atLeast(String what, double measured, double bar, String unit, String note) {
        judge(what, measured, ">= ", bar, unit, measured >= bar, note);
    }

    private void judge(
            String what, double measured, String relation, double bar, String unit, boolean met, String note) {
        if (!met) {
            missed++;
        }
        add(String.format(
                Locale.ROOT,
                "%-6s | %-52s | %9s %-3s | %s%s %s | %s",
                met ? "met" : "MISSED",
                what,
                number(measured),
                unit,
                relation,
                number(bar),
                unit,
                note));
    }

    /** A figure nothing is asked of. */
    public void note(String what, double measured, String unit, String note) {
        add(String.format(Locale.ROOT, "%-6s | %-52s | %9s %-3s | | %s", "", what, number(measured), unit, note));
    }

    private void add(String line) {
        lines.add(line);
        System.out.println(line);
    }

    private static String number(double value) {
        return String.format(
                Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
    }

    public void print() {
        System.out.println("\n       | what | measured | bar | beside it");
        lines.forEach(System.out::println);
        System.out.println(missed + " missed");
    }

    /** The value below which so large a part is. */
    public static double quantile(double[] values, double part) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
    }

    public static double median(double[] values) {
        return quantile(values, 0.5);
    }
}
