package io.tributary.profile.dictionary;

import io.tributary.profile.LocationTable;
import io.tributary.profile.Profile;
import java.util.List;
import java.util.Objects;

/**
 * Numbers for everything that profiles have in common, by pprof's merge keys: what {@code go tool pprof} holds to be
 * the same has one number. Numbers are dense, given in order of first sight, and never change.
 *
 * <p>Not safe for use by several threads: one writer at a time. Other threads read a {@link #view()} while the writer
 * goes on. Every method that adds may throw {@link DictionaryFullException}; the rows added until then stay.
 *
 * <p>The {@code add…} methods replay what another dictionary gained. They find or add, and check nothing: whoever calls
 * them makes sure that every number given is one of this dictionary's.
 */
public final class Dictionary {
    private final Tables tables;

    /** A dictionary whose profiles can be read back as they were. */
    public Dictionary() {
        this(false);
    }

    private Dictionary(boolean folds) {
        tables = new Tables(folds);
    }

    /**
     * A dictionary for a merge that gives one profile: what pprof's merge cannot tell apart is one even within a profile
     * (mappings with the same key, locations that differ in the column of an inlined call), and interned profiles have a
     * {@link MappingUse} only for mappings that a sample names and for the dictionary's very first.
     */
    public static Dictionary forMerging() {
        return new Dictionary(true);
    }

    /**
     * Adds what is missing and gives the profile as numbers. Equal samples are added up; samples that are zero in every
     * column are dropped, before and after.
     */
    public InternedProfile intern(Profile profile) {
        return intern(profile, Long.MAX_VALUE);
    }

    /**
     * {@link #intern(Profile)} up to a size.
     *
     * @param mostBytes what {@link #memoryBytes()} may come to, give or take some thousand frames and one location's names
     * @throws DictionaryFullException beyond it; the rows added until then stay
     */
    public InternedProfile intern(Profile profile, long mostBytes) {
        return intern(profile, mostBytes, LabelBounds.NONE);
    }

    /** {@link #intern(Profile, long)} up to so many sample labels: what goes beyond, the profile that is given carries itself. */
    public InternedProfile intern(Profile profile, long mostBytes, LabelBounds bounds) {
        return new Interner(tables, profile, mostBytes, bounds).intern(true);
    }

    /**
     * {@link #intern} without adding up: the vector has a stack once for each of its samples that is not zero, in ascending
     * order. For whoever scales values before they are added up.
     */
    public InternedProfile internSamples(Profile profile) {
        return new Interner(tables, profile, Long.MAX_VALUE).intern(false);
    }

    /**
     * Adds what is missing of another dictionary's profile, as {@link #intern} does with the profile itself.
     *
     * @param vector over the other dictionary's stacks
     * @param mappings of the profile, or of those it is a sum of; empty when none has one
     */
    public InternedProfile adopt(DictionaryView from, SparseVector vector, List<MappingUse> mappings) {
        return new Adopter(tables, from).adopt(vector, mappings);
    }

    /** The dictionary as it is now, for any thread. Costs a few small objects. */
    public DictionaryView view() {
        return tables.view();
    }

    /** The number of rows of each table. */
    public Mark mark() {
        return tables.mark();
    }

    /**
     * Bytes held by tables and columns, what they have in reserve included.
     *
     * @param others label sets and the distinct stacks
     */
    public record Memory(long strings, long functions, long mappings, long locations, long nodes, long others) {
        /** All of it. */
        public long total() {
            return strings + functions + mappings + locations + nodes + others;
        }
    }

    /** What each table holds. */
    public Memory memory() {
        return tables.memory();
    }

    /** Bytes held by tables and columns, what they have in reserve included. */
    public long memoryBytes() {
        return memory().total();
    }

    /** Finds or adds the string {@code bytes[offset .. offset + length)}, UTF-8. */
    public int addString(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        return tables.strings.add(bytes, offset, length);
    }

    /** Finds or adds a function; name, system name and file name are string numbers. */
    public int addFunction(int name, int systemName, int filename, long startLine) {
        return tables.functions.add(name, systemName, filename, startLine);
    }

    /**
     * Finds or adds a mapping, by its size in pages, offset, file and ordinal.
     *
     * @param ordinal how many mappings of the same key came before it in its profile
     */
    public int addMapping(long start, long limit, long fileOffset, int filename, int buildId, byte flags, int ordinal) {
        return tables.mappings.add(start, limit, fileOffset, filename, buildId, flags, ordinal);
    }

    /**
     * Finds or adds a location; its lines are {@code [from, to)} of the columns given.
     *
     * @param mapping number, or {@link LocationTable#NO_MAPPING}
     * @param address relative to the mapping's start
     */
    public int addLocation(
            int mapping, long address, boolean folded, int[] function, long[] line, long[] column, int from, int to) {
        Objects.checkFromToIndex(from, to, function.length);
        return tables.locations.add(mapping, address, folded, function, line, column, from, to);
    }

    /** The first location whose outermost line is of a function, or -1. It stays the first. */
    public int firstLocation(int function) {
        return tables.locations.firstOf(function);
    }

    /** Finds or adds the trie's node for a location below its parent; the root is 0. */
    public int addNode(int parent, int location) {
        return tables.trie.child(parent, location);
    }

    /**
     * Finds or adds a set of the first {@code count} labels given, which are in canonical order: string labels by key,
     * then numeric labels by key.
     */
    public int addLabelSet(int[] key, int[] string, long[] number, int[] unit, int count) {
        Objects.checkFromToIndex(0, count, key.length);
        return tables.labelSets.add(key, string, number, unit, count);
    }

    /** Finds or adds the stack that ends in the trie's node {@code leaf} and carries the given label set. */
    public int addStack(int leaf, int labelSet) {
        return tables.stacks.add(leaf, labelSet);
    }
}
