package io.tributary.profile.dictionary;

import io.tributary.profile.FunctionTable;
import io.tributary.profile.LocationTable;
import io.tributary.profile.MappingTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.StringTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes one profile in. Each of its rows that a sample refers to is looked up once; its number is then kept under the
 * row, as number + 1 so that 0 says not looked up yet.
 */
final class Interner {
    /** Between two looks at how much memory the tables take. */
    private static final int ROWS_UNSEEN = 1 << 14;

    private final Tables tables;
    private final Profile profile;
    private final long mostBytes;
    private final int[] strings;
    private final int[] functions;
    private final int[] mappings;
    private final int[] locations;
    /** How many mappings of this profile share a key, by the number of the first one. */
    private int[] sameKey = new int[8];

    private int[] lineFunctions = new int[8];
    private final LabelSorter labels;
    private final KnownLocations knownLocations;

    private final @Nullable LabelIntake intake;

    Interner(Tables tables, Profile profile, long mostBytes) {
        this(tables, profile, mostBytes, LabelBounds.NONE);
    }

    Interner(Tables tables, Profile profile, long mostBytes, LabelBounds bounds) {
        this.tables = tables;
        this.profile = profile;
        this.mostBytes = mostBytes;
        strings = new int[profile.strings().size()];
        functions = new int[profile.functions().size()];
        mappings = new int[profile.mappings().size()];
        locations = new int[profile.locations().size()];
        labels = new LabelSorter(tables.strings);
        boolean isBounded =
                !bounds.equals(LabelBounds.NONE) && profile.samples().labelKey().length > 0;
        intake = isBounded ? new LabelIntake(tables, this, profile, bounds) : null;
        knownLocations = new KnownLocations(tables, profile, functions, strings);
    }

    /** @param addsUp whether equal samples become one */
    InternedProfile intern(boolean addsUp) {
        if (!tables.folds) {
            for (int row = 0; row < mappings.length; row++) {
                mapping(row);
            }
        } else if (tables.mappings.size == 0) {
            if (mappings.length > 0) {
                mapping(0);
            } else {
                tables.mappings.addEmpty();
            }
        }
        // Otherwise looking for them would add mappings in another order.
        if (!tables.folds && mappings.length > 0) {
            findKnown();
        }
        SparseVector vector = vector(addsUp);
        return new InternedProfile(vector, mappingUses(), intake == null ? null : intake.own());
    }

    private List<MappingUse> mappingUses() {
        MappingTable table = profile.mappings();
        List<MappingUse> uses = new ArrayList<>(mappings.length);
        for (int row = 0; row < mappings.length; row++) {
            if (mappings[row] == 0) {
                continue;
            }
            uses.add(new MappingUse(
                    mapping(row),
                    table.start()[row],
                    table.limit()[row],
                    table.fileOffset()[row],
                    string(table.filename()[row]),
                    string(table.buildId()[row]),
                    table.flags()[row]));
        }
        return uses;
    }

    private SparseVector vector(boolean addsUp) {
        SampleTable samples = profile.samples();
        int columns = profile.valueCount();
        int n = samples.size();
        long[] values = samples.values();
        int[] offsets = samples.stackOffset();
        int[] rows = samples.location();
        int[] frames = new int[32];
        int before = 0;
        int beforeEnd = 0;
        long[] order = new long[n];
        int kept = 0;
        int unseen = 0;
        for (int s = 0; s < n; s++) {
            if (isZero(values, s * columns, columns)) {
                continue;
            }
            int from = offsets[s];
            int depth = offsets[s + 1] - from;
            if (depth > frames.length) {
                frames = new int[Math.max(depth, frames.length * 2)];
            }
            for (int i = 0; i < depth; i++) {
                int row = rows[from + i];
                int known = locations[row];
                frames[i] = known != 0 ? known - 1 : location(row);
            }
            int stack = intake == null || intake.isPlenty()
                    ? tables.stacks.add(frames, depth, labelSet(s), shared(rows, before, beforeEnd, from, from + depth))
                    : intake.stack(frames, depth, s);
            before = from;
            beforeEnd = from + depth;
            order[kept++] = (long) stack << 32 | s;
            unseen += depth + 1;
            if (unseen > ROWS_UNSEEN) {
                unseen = 0;
                checkMemory();
            }
        }
        checkMemory();
        long[] sorted = SortedRows.sort(order, kept);
        return addsUp ? combine(sorted, kept, values, columns) : select(sorted, kept, values, columns);
    }

    /** With how many rows both stacks end: in files that are in order neighbours share most of their callers. */
    private static int shared(int[] rows, int before, int beforeEnd, int from, int end) {
        int most = Math.min(beforeEnd - before, end - from);
        int shared = 0;
        while (shared < most && rows[beforeEnd - 1 - shared] == rows[end - 1 - shared]) {
            shared++;
        }
        return shared;
    }

    private void checkMemory() {
        long bytes = tables.memory().total();
        if (bytes > mostBytes) {
            throw new DictionaryFullException(
                    "the dictionary would take " + bytes + " bytes, " + mostBytes + " are allowed");
        }
    }

    private static SparseVector select(long[] order, int kept, long[] values, int columns) {
        int[] stacks = new int[kept];
        long[] selected = new long[kept * columns];
        for (int i = 0; i < kept; i++) {
            stacks[i] = (int) (order[i] >>> 32);
            System.arraycopy(values, (int) order[i] * columns, selected, i * columns, columns);
        }
        return new SparseVector(columns, stacks, selected);
    }

    /** Adds up equal stacks and drops those that come to zero; {@code order} has stacks in the upper half and rows in the lower. */
    static SparseVector combine(long[] order, int kept, long[] values, int columns) {
        int[] stacks = new int[kept];
        long[] sums = new long[kept * columns];
        int size = 0;
        for (int i = 0; i < kept; ) {
            int stack = (int) (order[i] >>> 32);
            int at = size * columns;
            for (; i < kept && (int) (order[i] >>> 32) == stack; i++) {
                int from = (int) order[i] * columns;
                for (int c = 0; c < columns; c++) {
                    sums[at + c] += values[from + c];
                }
            }
            if (isZero(sums, at, columns)) {
                Arrays.fill(sums, at, at + columns, 0);
            } else {
                stacks[size++] = stack;
            }
        }
        return size == kept
                ? new SparseVector(columns, stacks, sums)
                : new SparseVector(columns, Arrays.copyOf(stacks, size), Arrays.copyOf(sums, size * columns));
    }

    static boolean isZero(long[] values, int from, int columns) {
        for (int c = 0; c < columns; c++) {
            if (values[from + c] != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Notes the numbers of all locations that are met again. Row by row, since then the profile's columns are read in their order, and
     * what is to be fetched for one row need not wait for another: all the more where a pass does little with each.
     */
    private void findKnown() {
        for (int row = 0; row < locations.length; row++) {
            int mapping = mappingOf(row);
            locations[row] = knownLocations.guess(row, mapping, address(row)) + 1;
        }
        for (int row = 0; row < locations.length; row++) {
            int guess = locations[row] - 1;
            if (guess >= 0 && !knownLocations.hasLines(guess, row)) {
                locations[row] = 0;
            }
        }
    }

    private int location(int row) {
        int mapping = mappingOf(row);
        long address = address(row);
        int number = knownLocations.find(row, mapping, address);
        if (number < 0) {
            number = add(row, mapping, address);
        }
        locations[row] = number + 1;
        return number;
    }

    private int mappingOf(int row) {
        int mapping = profile.locations().mapping()[row];
        return mapping == LocationTable.NO_MAPPING ? noMapping() : mapping(mapping);
    }

    /** Relative to the mapping's start. */
    private long address(int row) {
        LocationTable table = profile.locations();
        int mapping = table.mapping()[row];
        return table.address()[row]
                - (mapping == LocationTable.NO_MAPPING ? 0 : profile.mappings().start()[mapping]);
    }

    private int add(int row, int mapping, long address) {
        LocationTable table = profile.locations();
        int from = table.lineOffset()[row];
        int to = table.lineOffset()[row + 1];
        lineFunctions = Columns.grow(lineFunctions, to, "lines of one profile");
        for (int i = from; i < to; i++) {
            lineFunctions[i] = function(table.lineFunction()[i]);
        }
        return tables.locations.add(
                mapping, address, table.folded()[row], lineFunctions, table.line(), table.column(), from, to);
    }

    /** pprof reads a profile without any mapping as one with an empty mapping that has all its locations. */
    private int noMapping() {
        return mappings.length == 0 ? tables.mappings.addEmpty() : LocationTable.NO_MAPPING;
    }

    private int function(int row) {
        int known = functions[row];
        if (known != 0) {
            return known - 1;
        }
        FunctionTable table = profile.functions();
        int number = tables.functions.add(
                string(table.name()[row]),
                string(table.systemName()[row]),
                string(table.filename()[row]),
                table.startLine()[row]);
        functions[row] = number + 1;
        return number;
    }

    private int mapping(int row) {
        int known = mappings[row];
        if (known != 0) {
            return known - 1;
        }
        int first = mapping(row, 0);
        sameKey = Columns.grow(sameKey, first + 1L, "mappings of one profile");
        int ordinal = sameKey[first]++;
        int number = ordinal == 0 || tables.folds ? first : mapping(row, ordinal);
        mappings[row] = number + 1;
        return number;
    }

    private int mapping(int row, int ordinal) {
        MappingTable table = profile.mappings();
        return tables.mappings.add(
                table.start()[row],
                table.limit()[row],
                table.fileOffset()[row],
                string(table.filename()[row]),
                string(table.buildId()[row]),
                table.flags()[row],
                ordinal);
    }

    private int labelSet(int sample) {
        SampleTable table = profile.samples();
        int from = table.labelOffset()[sample];
        int to = table.labelOffset()[sample + 1];
        if (from == to) {
            return 0;
        }
        labels.clear();
        for (int i = from; i < to; i++) {
            addLabel(labels, i);
        }
        return tables.labelSets.add(labels.key, labels.string, labels.number, labels.unit, labels.count);
    }

    /** Adds a label of the profile to a set. */
    void addLabel(LabelSorter to, int label) {
        SampleTable table = profile.samples();
        to.add(
                string(table.labelKey()[label]),
                string(table.labelString()[label]),
                table.labelNumber()[label],
                string(table.labelUnit()[label]));
    }

    /** The number of a string of the profile, or -1 where the dictionary has it not. */
    int find(int row) {
        int known = strings[row];
        if (known != 0) {
            return known - 1;
        }
        StringTable table = profile.strings();
        int number = tables.strings.find(table.bytes(), table.offset(row), table.length(row));
        strings[row] = number + 1;
        return number;
    }

    private int string(int row) {
        int known = strings[row];
        if (known != 0) {
            return known - 1;
        }
        StringTable table = profile.strings();
        int number = tables.strings.add(table.bytes(), table.offset(row), table.length(row));
        strings[row] = number + 1;
        return number;
    }
}
