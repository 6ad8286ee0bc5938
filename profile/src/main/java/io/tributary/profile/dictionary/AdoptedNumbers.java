package io.tributary.profile.dictionary;

import java.util.Arrays;

/** What the rows of another dictionary are here, by its numbers: the number + 1, so that 0 says not looked up yet. */
final class AdoptedNumbers {
    int[] strings = new int[0];
    int[] functions = strings;
    int[] mappings = strings;
    int[] locations = strings;
    int[] nodes = strings;
    int[] labelSets = strings;

    AdoptedNumbers(Mark size) {
        reserve(size);
    }

    /** Makes room for rows that the other dictionary gained. */
    void reserve(Mark size) {
        strings = reserve(strings, size.strings());
        functions = reserve(functions, size.functions());
        mappings = reserve(mappings, size.mappings());
        locations = reserve(locations, size.locations());
        nodes = reserve(nodes, size.nodes());
        labelSets = reserve(labelSets, size.labelSets());
        nodes[Trie.ROOT] = Trie.ROOT + 1;
    }

    static int[] reserve(int[] numbers, int size) {
        return size <= numbers.length ? numbers : Arrays.copyOf(numbers, size);
    }

    long memoryBytes() {
        return 4L
                * (strings.length
                        + functions.length
                        + mappings.length
                        + locations.length
                        + nodes.length
                        + labelSets.length);
    }
}
