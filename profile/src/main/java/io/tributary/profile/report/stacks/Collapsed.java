package io.tributary.profile.report.stacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.profile.Profile;
import io.tributary.profile.StringTable;
import io.tributary.profile.report.TextOutput;
import io.tributary.profile.report.flame.FlameGraph;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Collapsed stacks, the text that flame graph tools read: {@code main;run;read 12}, root first, one line for each distinct
 * stack, lines by name. Read by {@link CollapsedReader}.
 *
 * <p>In a name, {@code ;} becomes {@code :} and a line break a space, since the format has no way to write them. What
 * samples without a stack sum up to is on the line {@value #NO_STACK}.
 */
public final class Collapsed {
    /** Stands for an empty stack. */
    public static final String NO_STACK = "[no stack]";

    private static final byte[] NO_STACK_BYTES = NO_STACK.getBytes(UTF_8);

    private Collapsed() {}

    /**
     * Writes one value column; stacks that sum up to zero are left out.
     *
     * @throws IllegalArgumentException if the profile has no such value column
     * @throws IOException if {@code to} throws it
     */
    public static void write(Profile profile, int column, OutputStream to) throws IOException {
        FlameGraph graph = FlameGraph.of(profile, column);
        byte[][] names = new byte[graph.names().size()][];
        for (int i = 0; i < names.length; i++) {
            names[i] = writable(graph.names(), i);
        }
        TextOutput out = new TextOutput(to);
        byte[] path = new byte[1024];
        // Where the names down to each level end in the path.
        int[] end = new int[Arrays.stream(graph.level()).max().orElse(0) + 1];
        if (graph.self()[0] != 0) {
            out.text(NO_STACK).ascii(' ').number(graph.self()[0]).ascii('\n');
        }
        for (int node = 1; node < graph.size(); node++) {
            int level = graph.level()[node];
            byte[] name = names[graph.name()[node]];
            int at = end[level - 1];
            if ((long) at + name.length + 1 > path.length) {
                path = Arrays.copyOf(path, Math.addExact(Math.max(path.length, name.length), at + 1));
            }
            if (level > 1) {
                path[at++] = ';';
            }
            System.arraycopy(name, 0, path, at, name.length);
            end[level] = at + name.length;
            if (graph.self()[node] != 0) {
                out.bytes(path, 0, end[level])
                        .ascii(' ')
                        .number(graph.self()[node])
                        .ascii('\n');
            }
        }
        out.flush();
    }

    private static byte[] writable(StringTable names, int string) {
        byte[] name =
                Arrays.copyOfRange(names.bytes(), names.offset(string), names.offset(string) + names.length(string));
        for (int i = 0; i < name.length; i++) {
            if (name[i] == ';') {
                name[i] = ':';
            } else if (name[i] == '\n' || name[i] == '\r') {
                name[i] = ' ';
            }
        }
        return name;
    }

    static boolean isNoStack(byte[] line, int from, int to) {
        return Arrays.equals(line, from, to, NO_STACK_BYTES, 0, NO_STACK_BYTES.length);
    }
}
