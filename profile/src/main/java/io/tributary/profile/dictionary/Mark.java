package io.tributary.profile.dictionary;

/**
 * How far a dictionary has grown: the number of rows of each table. Rows are only ever added, so two marks of one
 * dictionary delimit what was added between them.
 *
 * @param strings string 0, the empty one, included
 * @param functions functions
 * @param mappings mappings
 * @param locations locations
 * @param nodes nodes of the trie, the root (0) included
 * @param labelSets label sets, the empty one (0) included
 * @param stacks distinct stacks with their labels
 */
public record Mark(int strings, int functions, int mappings, int locations, int nodes, int labelSets, int stacks) {
    /** A new dictionary's mark: only the empty string, the root and the empty label set are there. */
    public static final Mark START = new Mark(1, 0, 0, 0, 1, 1, 0);
}
