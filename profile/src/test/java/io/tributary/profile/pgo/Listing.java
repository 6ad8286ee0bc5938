package io.tributary.profile.pgo;

/** Edges as {@code go tool preprofile} lists them. */
final class Listing {
    private Listing() {}

    static String of(CallEdges edges) {
        StringBuilder text = new StringBuilder("GO PREPROFILE V1\n");
        for (int edge = 0; edge < edges.size(); edge++) {
            text.append(edges.caller(edge)).append('\n');
            text.append(edges.callee(edge)).append('\n');
            text.append(edges.offset(edge))
                    .append(' ')
                    .append(edges.weight(edge))
                    .append('\n');
        }
        return text.toString();
    }
}
