package io.tributary.profile.pgo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tributary.profile.FunctionTable;
import io.tributary.profile.Header;
import io.tributary.profile.LocationTable;
import io.tributary.profile.MappingTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.StringTable;
import io.tributary.profile.ValueType;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/**
 * The smallest pprof from which Go's compiler reads the same edges: a sample for each edge, whose stack is one location with two lines,
 * the callee and the caller that it is inlined into, so to speak. {@code go tool pprof} shows two frames of each stack.
 *
 * <p>It says nothing of time, so that the same edges are the same bytes whenever they were collected.
 */
public final class EdgeForm {
    private static final Header HEADER = new Header(
            List.of(new ValueType("samples", "count")),
            null,
            0,
            0,
            0,
            "",
            List.of("Weighted call edges for go build -pgo: of each stack the last call alone."),
            "",
            "",
            "");

    private EdgeForm() {}

    /** The profile; its samples are in the edges' order. */
    public static Profile of(CallEdges edges) {
        int n = edges.size();
        int[] lineOffset = new int[n + 1];
        int[] lineFunction = new int[2 * n];
        long[] line = new long[2 * n];
        for (int edge = 0; edge < n; edge++) {
            int caller = edges.callers()[edge];
            int callee = edges.callees()[edge];
            lineFunction[2 * edge] = callee;
            lineFunction[2 * edge + 1] = caller;
            line[2 * edge + 1] = edges.offsets()[edge] + edges.startLines()[caller];
            // The callee's line says nothing, but a frame that is the same as its caller's would be no call.
            line[2 * edge] = caller == callee && line[2 * edge + 1] == 0 ? 1 : 0;
            lineOffset[edge + 1] = 2 * edge + 2;
        }
        int[] mapping = new int[n];
        Arrays.fill(mapping, LocationTable.NO_MAPPING);
        return new Profile(
                HEADER,
                strings(edges),
                new MappingTable(new long[0], new long[0], new long[0], new int[0], new int[0], new byte[0]),
                functions(edges),
                new LocationTable(
                        mapping, new long[n], new boolean[n], lineOffset, lineFunction, line, new long[2 * n]),
                samples(edges));
    }

    private static StringTable strings(CallEdges edges) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int[] offsets = new int[edges.names().length + 2];
        for (int name = 0; name < edges.names().length; name++) {
            bytes.writeBytes(edges.names()[name].getBytes(ISO_8859_1));
            offsets[name + 2] = bytes.size();
        }
        return new StringTable(bytes.toByteArray(), offsets);
    }

    private static FunctionTable functions(CallEdges edges) {
        int n = edges.names().length;
        int[] name = new int[n];
        // String 0 is the empty one.
        Arrays.setAll(name, i -> i + 1);
        return new FunctionTable(
                name, new int[n], new int[n], edges.startLines().clone());
    }

    private static SampleTable samples(CallEdges edges) {
        int n = edges.size();
        int[] stackOffset = new int[n + 1];
        Arrays.setAll(stackOffset, i -> i);
        int[] location = new int[n];
        Arrays.setAll(location, i -> i);
        return new SampleTable(
                stackOffset,
                location,
                edges.weights().clone(),
                new int[n + 1],
                new int[0],
                new int[0],
                new long[0],
                new int[0]);
    }
}
