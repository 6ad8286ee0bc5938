package io.tributary.profile.report.text;

import io.tributary.profile.Profile;
import io.tributary.profile.report.Measurement;
import io.tributary.profile.report.ReportOptions;
import io.tributary.profile.report.TextOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Every function between those that call it and those it calls, as {@code go tool pprof -tree} prints them. */
public final class Tree {
    private static final String LINE = "-".repeat(58) + "+" + "-".repeat(13) + "\n";
    private static final String LEGEND = "      flat  flat%   sum%        cum   cum%   calls calls% + context \t \t \n";

    private final CallGraph graph;
    private final TextOutput out;
    private final String from;
    /** Calls sorted by callee and by caller; those of one function are at [offset, next offset). */
    private final int[] byCallee;

    private final int[] calleeOffset;
    private final int[] byCaller;
    private final int[] callerOffset;

    private Tree(CallGraph graph, String from, TextOutput out) {
        this.graph = graph;
        this.from = from;
        this.out = out;
        int[] shown = IntStream.range(0, graph.pass.calls.size())
                .filter(graph::isShown)
                .toArray();
        int frames = graph.frames.count();
        Comparator<Integer> byWeight = Comparator.comparing(
                (Integer call) -> Math.abs(graph.pass.callWeight.get(call)), Comparator.reverseOrder());
        byCallee = sorted(shown, byWeight.thenComparing(graph.pass.calls::first, graph.frames::compare));
        byCaller = sorted(shown, byWeight.thenComparing(graph.pass.calls::second, graph.frames::compare));
        calleeOffset = group(byCallee, graph.pass.calls::second, frames);
        callerOffset = group(byCaller, graph.pass.calls::first, frames);
    }

    private static int[] sorted(int[] calls, Comparator<Integer> order) {
        return IntStream.of(calls)
                .boxed()
                .sorted(order)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private interface Key {
        int of(int call);
    }

    /** Moves calls of one key together, keeping their order, and answers where each key's begin. */
    private static int[] group(int[] calls, Key key, int keys) {
        int[] offset = new int[keys + 1];
        for (int call : calls) {
            offset[key.of(call) + 1]++;
        }
        for (int i = 0; i < keys; i++) {
            offset[i + 1] += offset[i];
        }
        int[] next = Arrays.copyOf(offset, keys);
        for (int call : calls.clone()) {
            calls[next[key.of(call)]++] = call;
        }
        return offset;
    }

    /**
     * Writes the report.
     *
     * @param options the tool shows {@link ReportOptions#TREE_NODES} functions unasked
     * @throws IllegalArgumentException if the profile has no such value column
     * @throws IOException if {@code to} throws it
     */
    public static void write(Profile profile, ReportOptions options, OutputStream to) throws IOException {
        write(profile, profile, options, to);
    }

    /**
     * The same of a filtered profile.
     *
     * @param whole the profile before filters, to whose total shares refer
     */
    public static void write(Profile profile, Profile whole, ReportOptions options, OutputStream to)
            throws IOException {
        CallGraph graph = new CallGraph(profile, whole, options);
        TextOutput out = new TextOutput(to);
        for (String line : HeaderLines.ofGraph(profile, graph, options)) {
            out.text(line).ascii('\n');
        }
        String from = profile.header().sampleTypes().get(options.column()).unit();
        new Tree(graph, from, out).write();
        out.flush();
    }

    private void write() throws IOException {
        out.text(LINE).text(LEGEND);
        long sum = 0;
        for (int frame : graph.order) {
            out.text(LINE);
            long flat = graph.pass.flatValue(frame);
            long cum = graph.pass.cumValue(frame);
            sum += flat;
            for (int i = calleeOffset[frame]; i < calleeOffset[frame + 1]; i++) {
                call(byCallee[i], graph.pass.calls.first(byCallee[i]), cum);
            }
            Top.numbers(out, flat, sum, cum, graph.total, from, graph.unit);
            out.text("                | ").bytes(graph.frames.name(frame)).ascii('\n');
            for (int i = callerOffset[frame]; i < callerOffset[frame + 1]; i++) {
                call(byCaller[i], graph.pass.calls.second(byCaller[i]), cum);
            }
        }
        if (graph.order.length > 0) {
            out.text(LINE);
        }
    }

    private void call(int call, int other, long cum) throws IOException {
        long weight = graph.pass.callWeight.get(call);
        out.padded(Measurement.label(weight, from, graph.unit), 50).ascii(' ');
        out.text(Measurement.percentage(weight, cum)).text(" |   ").bytes(graph.frames.name(other));
        out.text(graph.pass.callInline.get(call) != 0 ? " (inline)\n" : "\n");
    }
}
