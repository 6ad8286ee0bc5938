package io.tributary.storage.coding;

import io.tributary.profile.dictionary.Dictionary;
import io.tributary.profile.dictionary.Mark;

/**
 * A dictionary segment: everything a dictionary gained between two marks. Segments applied in order to a new dictionary
 * give the same numbers again. All numbers are varints, z marks zig-zag ones; the rows of a table are written column by
 * column, since a column's neighbours are alike.
 *
 * <pre>
 * format = 1
 * first number      × 7   of strings, functions, mappings, locations, nodes, label sets, stacks
 * number of rows    × 7   in the same order
 * strings           length × n | bytes of all
 * functions         name z Δ | system name - name z | file name z Δ | start line z
 * mappings          start | limit - start | file offset | file name | build id | flags | ordinal
 * locations         (mapping + 1) × 2 + folded | number of lines
 *   their lines     function z Δ | line - function's start line z | 1, column z … or 0 when every column is 0
 *   their addresses address - that of the first location with the same outermost function z, the first one's z Δ
 * nodes             own number - parent - 1 | location z Δ
 * label sets        number of labels
 *   their labels    key × 2 + 1 when numeric | string, or number z and unit
 * stacks            leaf - expected one z ({@link ExpectedLeaf}) | label set
 * </pre>
 *
 * Δ is the difference to the row before of the same segment, the first one's to 0.
 */
public final class SegmentCodec {
    static final int FORMAT = 1;

    private SegmentCodec() {}

    /** Whether a dictionary has gained nothing since a mark, so that no segment need be written. */
    public static boolean isEmpty(Dictionary dictionary, Mark from) {
        return dictionary.mark().equals(from);
    }

    /**
     * What the dictionary gained since a mark.
     *
     * @param from an earlier {@link Dictionary#mark()}, or {@link Mark#START} for all of it
     */
    public static byte[] encode(Dictionary dictionary, Mark from) {
        return new SegmentWriter(dictionary, from).write();
    }

    /**
     * Replays a segment.
     *
     * @param dictionary as it was when the segment began: a new one, or one that took all segments before it
     * @throws CorruptDataException when the segment does not follow on the dictionary's rows or cannot be read; the
     *     dictionary may then hold a part of it and is of no further use
     */
    public static void apply(Dictionary dictionary, byte[] segment) throws CorruptDataException {
        new SegmentReader(dictionary, segment).read();
    }
}
