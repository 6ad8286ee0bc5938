package io.tributary.profile.report.text;

import io.tributary.profile.Profile;
import io.tributary.profile.StringTable;
import io.tributary.profile.ValueType;
import io.tributary.profile.report.Measurement;
import io.tributary.profile.report.ReportOptions;
import io.tributary.profile.report.TextOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * The functions that took most, by columns. Arrays are handed over and read only.
 *
 * @param header the lines above the table, as {@code go tool pprof -top} prints them
 * @param type what the values are
 * @param unit in what they are printed, for {@link Measurement#label}
 * @param total what shares refer to
 * @param dropped how many functions are negligible and left out
 * @param candidates how many are not, of which the table may hold the first ones only
 * @param names the functions' names, string {@code i + 1} that of row {@code i}
 * @param function a row of the profile's function table with the name, −1 for what has none: see {@link
 *     io.tributary.profile.report.Frames#function}
 * @param flat value of the function itself, in the unit of {@code type}
 * @param cum value of the function and all that it called; one that calls itself counts once
 * @param inlining whether the calls of the function that are shown were inlined
 */
public record Top(
        List<String> header,
        ValueType type,
        String unit,
        long total,
        int dropped,
        int candidates,
        StringTable names,
        int[] function,
        long[] flat,
        long[] cum,
        Inlining[] inlining) {
    /** Whether calls were inlined into their callers. */
    public enum Inlining {
        NONE(""),
        SOME(" (partial-inline)"),
        ALL(" (inline)");

        private final String mark;

        Inlining(String mark) {
            this.mark = mark;
        }
    }

    public Top {
        header = List.copyOf(header);
    }

    /**
     * Computes the table.
     *
     * @throws IllegalArgumentException if the profile has no such value column
     */
    public static Top of(Profile profile, ReportOptions options) {
        return of(profile, profile, options);
    }

    /**
     * The same of a filtered profile.
     *
     * @param whole the profile before filters, to whose total shares refer
     */
    public static Top of(Profile profile, Profile whole, ReportOptions options) {
        CallGraph graph = new CallGraph(profile, whole, options);
        int n = graph.order.length;
        int[] function = new int[n];
        long[] flat = new long[n];
        long[] cum = new long[n];
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        int[] nameOffset = new int[n + 2];
        for (int row = 0; row < n; row++) {
            int frame = graph.order[row];
            function[row] = graph.frames.function(frame);
            flat[row] = graph.pass.flatValue(frame);
            cum[row] = graph.pass.cumValue(frame);
            names.writeBytes(graph.frames.name(frame));
            nameOffset[row + 2] = names.size();
        }
        return new Top(
                HeaderLines.ofGraph(profile, graph, options),
                profile.header().sampleTypes().get(options.column()),
                graph.unit,
                graph.total,
                graph.dropped,
                graph.candidates,
                new StringTable(names.toByteArray(), nameOffset),
                function,
                flat,
                cum,
                inlining(graph));
    }

    private static Inlining[] inlining(CallGraph graph) {
        boolean[] inlined = new boolean[graph.frames.count()];
        boolean[] called = new boolean[graph.frames.count()];
        for (int call = 0; call < graph.pass.calls.size(); call++) {
            if (graph.isShown(call)) {
                boolean inline = graph.pass.callInline.get(call) != 0;
                (inline ? inlined : called)[graph.pass.calls.second(call)] = true;
            }
        }
        Inlining[] inlining = new Inlining[graph.order.length];
        for (int row = 0; row < inlining.length; row++) {
            int frame = graph.order[row];
            inlining[row] = !inlined[frame] ? Inlining.NONE : called[frame] ? Inlining.SOME : Inlining.ALL;
        }
        return inlining;
    }

    /** The number of rows. */
    public int size() {
        return flat.length;
    }

    /** The function's name, decoded anew at each call. */
    public String name(int row) {
        return names.get(row + 1);
    }

    /**
     * Writes it as {@code go tool pprof -top} does.
     *
     * @throws IOException if {@code to} throws it
     */
    public void write(OutputStream to) throws IOException {
        TextOutput out = new TextOutput(to);
        for (String line : header) {
            out.text(line).ascii('\n');
        }
        out.text("      flat  flat%   sum%        cum   cum%\n");
        long sum = 0;
        for (int row = 0; row < size(); row++) {
            sum += flat[row];
            numbers(out, flat[row], sum, cum[row], total, type.unit(), unit);
            int string = row + 1;
            out.text("  ").bytes(names.bytes(), names.offset(string), names.length(string));
            out.text(inlining[row].mark).ascii('\n');
        }
        out.flush();
    }

    /** The five number columns, which are those of the tree too. */
    static void numbers(TextOutput out, long flat, long sum, long cum, long total, String from, String unit)
            throws IOException {
        out.padded(Measurement.label(flat, from, unit), 10).ascii(' ');
        out.text(Measurement.percentage(flat, total)).ascii(' ');
        out.text(Measurement.percentage(sum, total)).ascii(' ');
        out.padded(Measurement.label(cum, from, unit), 10).ascii(' ');
        out.text(Measurement.percentage(cum, total));
    }
}
