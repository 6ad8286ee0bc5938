package io.tributary.profile.report.flame;

import io.tributary.profile.Profile;
import io.tributary.profile.StringTable;
import io.tributary.profile.ValueType;
import io.tributary.profile.report.JsonOutput;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The stacks of a profile merged by name, root first. Node 0 is the root, which stands for the whole profile and has the
 * empty name; after it come the nodes in depth-first order, siblings by name (byte by byte), so that the same content
 * gives the same graph. Columns are handed over and read only.
 *
 * @param type what the values are
 * @param names distinct names; string 0 is the empty one
 * @param name string number of each node
 * @param parent number of each node's parent, −1 of the root
 * @param level how far each node is from the root, 0 of the root itself
 * @param total sum of the samples that go through the node, wrapping at 64 bits
 * @param self sum of the samples that end there
 * @param flags bits {@link #INLINED}, {@link #PARTLY_INLINED}, {@link #PRUNED}
 */
public record FlameGraph(
        ValueType type,
        StringTable names,
        int[] name,
        int[] parent,
        int[] level,
        long[] total,
        long[] self,
        byte[] flags) {
    /** Every call was inlined into its caller. */
    public static final int INLINED = 1;

    /** Some calls were inlined and others were not. */
    public static final int PARTLY_INLINED = 2;

    /** Callees are left out, so that the node's total is more than its own and its children's. */
    public static final int PRUNED = 4;

    /** No limit to the number of nodes. */
    public static final int ALL_NODES = Integer.MAX_VALUE;

    /**
     * The whole graph of one value column.
     *
     * @throws IllegalArgumentException if the profile has no such value column
     */
    public static FlameGraph of(Profile profile, int column) {
        return of(profile, column, 0, ALL_NODES);
    }

    /**
     * The graph without its small parts. A part's weight is the sum of its samples without their signs, so that what
     * cancels in a difference is not taken for nothing; what is left out stays in its parents' totals.
     *
     * @param minShare nodes of a smaller share of the whole weight are left out, from 0 to 1
     * @param maxNodes the most nodes beside the root; where there are more, the lightest are left out, all of one
     *     weight together
     * @throws IllegalArgumentException if the profile has no such value column or a limit makes no sense
     */
    public static FlameGraph of(Profile profile, int column, double minShare, int maxNodes) {
        return new FlameGraphBuilder(profile, column).build(minShare, maxNodes);
    }

    /** The number of nodes, the root among them. */
    public int size() {
        return name.length;
    }

    /**
     * Writes an object of arrays with one entry a node in depth-first order: {@code type}, {@code unit}, {@code names}
     * and {@code name}, {@code level}, {@code total}, {@code self}, {@code flags}. A node's parent is the last one before
     * it whose level is smaller by one.
     *
     * @throws IOException if {@code to} throws it
     */
    public void writeJson(OutputStream to) throws IOException {
        JsonOutput json = new JsonOutput(to);
        json.open('{').name("type").string(type.type()).name("unit").string(type.unit());
        json.name("names").open('[');
        for (int i = 0; i < names.size(); i++) {
            json.string(names.get(i));
        }
        json.close(']');
        json.name("name").numbers(name).name("level").numbers(level);
        json.name("total").numbers(total).name("self").numbers(self);
        json.name("flags").open('[');
        for (byte flag : flags) {
            json.number(flag);
        }
        json.close(']').close('}').newLine().flush();
    }
}
