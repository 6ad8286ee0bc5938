package io.tributary.profile.dictionary;

import io.tributary.profile.FunctionTable;
import io.tributary.profile.Header;
import io.tributary.profile.LocationTable;
import io.tributary.profile.MappingTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.StringTable;
import java.util.Arrays;
import java.util.List;

/**
 * Makes one profile of a vector: gives rows of its own to what the stacks use, in order of first use. A row is kept under
 * its dictionary number as row + 1, so that 0 says not used yet.
 */
final class ProfileAssembler {
    private static final String WHAT = "merged profile";
    /** As many as most stacks have on average: more are copied on the way. */
    private static final int FRAMES = 16;

    private final DictionaryView view;
    private final List<MappingUse> uses;
    /** The use that says where a mapping lies, by mapping number, as index + 1. */
    private final int[] useOf;

    private final int[] stringRow;
    private final int[] functionRow;
    private final int[] mappingRow;
    private final int[] locationRow;
    private int[] strings = new int[64];
    private int stringCount = 1;
    private int[] functions = new int[64];
    private int functionCount;
    private MappingUse[] mappings = new MappingUse[4];
    private int mappingCount;
    private int[] locations = new int[64];
    private int locationCount;
    /** Whether the profile had no mapping: what the dictionary then knows as the empty one is none again. */
    private final boolean hadNoMapping;

    private boolean ordinals;
    private boolean innerColumns;

    private final long mostRows;

    ProfileAssembler(DictionaryView view, List<MappingUse> uses, boolean keepUnusedMappings) {
        this(view, uses, keepUnusedMappings, Long.MAX_VALUE);
    }

    /** @param mostRows locations and labels in all samples together; a {@link DictionaryFullException} beyond it */
    ProfileAssembler(DictionaryView view, List<MappingUse> uses, boolean keepUnusedMappings, long mostRows) {
        this.view = view;
        this.mostRows = mostRows;
        this.uses = uses;
        hadNoMapping = keepUnusedMappings && uses.isEmpty();
        stringRow = new int[view.size().strings()];
        functionRow = new int[view.size().functions()];
        mappingRow = new int[view.size().mappings()];
        locationRow = new int[view.size().locations()];
        useOf = new int[view.size().mappings()];
        for (int i = 0; i < uses.size(); i++) {
            MappingUse use = uses.get(i);
            check("mapping", use.mapping(), useOf.length);
            check("string", use.filename(), stringRow.length);
            check("string", use.buildId(), stringRow.length);
            if (useOf[use.mapping()] == 0) {
                useOf[use.mapping()] = i + 1;
                if (keepUnusedMappings || i == 0) {
                    mapping(use.mapping());
                }
            }
        }
        if (!keepUnusedMappings && uses.isEmpty() && mappingRow.length > 0) {
            mapping(0);
        }
    }

    static void check(String what, int number, int size) {
        if (number < 0 || number >= size) {
            throw new IllegalArgumentException(what + " " + number + " is not in a dictionary that has " + size);
        }
    }

    /**
     * Whether pprof's merge may hold two rows to be the same: a mapping is used that only its ordinal tells apart from
     * another, or a location that has a column in an inlined call.
     */
    boolean mayFold() {
        return ordinals || innerColumns;
    }

    Profile assemble(Header header, SparseVector vector) {
        if (vector.size() > 0 && vector.columns() != header.sampleTypes().size()) {
            throw new IllegalArgumentException("a vector of " + vector.columns() + " columns under a header of "
                    + header.sampleTypes().size() + " sample types");
        }
        SampleTable samples = samples(LeftOutLabels.shown(view, vector));
        numberMappings();
        LocationTable locationTable = locationTable();
        FunctionTable functionTable = functionTable();
        MappingTable mappingTable = mappingTable();
        return new Profile(header, stringTable(), mappingTable, functionTable, locationTable, samples);
    }

    private SampleTable samples(SparseVector vector) {
        int n = vector.size();
        int[] stackOffset = new int[n + 1];
        int[] frames = new int[Math.max(16, n * FRAMES)];
        int[] labelOffset = new int[n + 1];
        int[] labelKey = new int[0];
        int[] labelString = new int[0];
        long[] labelNumber = new long[0];
        int[] labelUnit = new int[0];
        DictionaryView.LabelColumns sets = view.labelSets();
        int frame = 0;
        int label = 0;
        for (int i = 0; i < n; i++) {
            int stack = vector.stacks()[i];
            check("stack", stack, view.size().stacks());
            for (int node = view.stackLeaf()[stack]; node != Trie.ROOT; node = view.parent(node)) {
                frames = Columns.grow(frames, frame + 1L, WHAT);
                frames[frame++] = location(view.location(node));
            }
            stackOffset[i + 1] = frame;
            int set = view.stackLabelSet()[stack];
            int from = sets.offset()[set];
            int to = sets.offset()[set + 1];
            if (from < to) {
                long needed = (long) label + to - from;
                labelKey = Columns.grow(labelKey, needed, WHAT);
                labelString = Columns.grow(labelString, needed, WHAT);
                labelNumber = Columns.grow(labelNumber, needed, WHAT);
                labelUnit = Columns.grow(labelUnit, needed, WHAT);
                for (int l = from; l < to; l++) {
                    if (!LeftOutLabels.isOne(sets, l)) {
                        labelKey[label] = string(sets.key()[l]);
                        labelString[label] = string(sets.string()[l]);
                        labelNumber[label] = sets.number()[l];
                        labelUnit[label] = string(sets.unit()[l]);
                        label++;
                    }
                }
            }
            labelOffset[i + 1] = label;
            if ((long) frame + label > mostRows) {
                throw new DictionaryFullException(
                        "the merged profile would have more than " + mostRows + " locations and labels in its samples");
            }
        }
        return new SampleTable(
                stackOffset,
                Arrays.copyOf(frames, frame),
                vector.values(),
                labelOffset,
                Arrays.copyOf(labelKey, label),
                Arrays.copyOf(labelString, label),
                Arrays.copyOf(labelNumber, label),
                Arrays.copyOf(labelUnit, label));
    }

    private int location(int number) {
        int row = locationRow[number];
        if (row == 0) {
            locations = Columns.grow(locations, locationCount + 1L, WHAT);
            locations[locationCount] = number;
            row = ++locationCount;
            locationRow[number] = row;
        }
        return row - 1;
    }

    /** In the order of the uses, where the locations would meet them in an order of their own. */
    private void numberMappings() {
        boolean[] used = new boolean[mappingRow.length];
        for (int i = 0; i < locationCount; i++) {
            int mapping = mappingOf(locations[i]);
            if (mapping >= 0) {
                used[mapping] = true;
            }
        }
        for (MappingUse use : uses) {
            // Of two uses of one mapping the first one counts.
            if (used[use.mapping()]) {
                mapping(use.mapping());
            }
        }
    }

    private LocationTable locationTable() {
        DictionaryView.LocationColumns from = view.locations();
        int n = locationCount;
        int[] mapping = new int[n];
        long[] address = new long[n];
        boolean[] folded = new boolean[n];
        int[] lineOffset = new int[n + 1];
        long lines = 0;
        for (int i = 0; i < n; i++) {
            int number = locations[i];
            lines += from.lineOffset()[number + 1] - from.lineOffset()[number];
        }
        int[] lineFunction = new int[Math.toIntExact(lines)];
        long[] line = new long[lineFunction.length];
        long[] column = new long[lineFunction.length];
        int at = 0;
        for (int i = 0; i < n; i++) {
            int number = locations[i];
            int itsMapping = mappingOf(number);
            mapping[i] = itsMapping < 0 ? LocationTable.NO_MAPPING : mapping(itsMapping);
            address[i] = from.address()[number] + (itsMapping < 0 ? 0 : mappings[mapping[i]].start());
            folded[i] = from.folded(number);
            int end = from.lineOffset()[number + 1];
            for (int l = from.lineOffset()[number]; l < end; l++, at++) {
                lineFunction[at] = function(from.lineFunction()[l]);
                line[at] = from.line()[l];
                column[at] = from.columnOf(l);
                innerColumns |= column[at] != 0 && l < end - 1;
            }
            lineOffset[i + 1] = at;
        }
        return new LocationTable(mapping, address, folded, lineOffset, lineFunction, line, column);
    }

    private int mappingOf(int location) {
        int mapping = view.locations().mapping(location);
        return hadNoMapping && mapping >= 0 && view.mappings().isEmpty(mapping) ? LocationTable.NO_MAPPING : mapping;
    }

    private int function(int number) {
        int row = functionRow[number];
        if (row == 0) {
            functions = Columns.grow(functions, functionCount + 1L, WHAT);
            functions[functionCount] = number;
            row = ++functionCount;
            functionRow[number] = row;
        }
        return row - 1;
    }

    private FunctionTable functionTable() {
        DictionaryView.FunctionColumns from = view.functions();
        int n = functionCount;
        FunctionTable table = new FunctionTable(new int[n], new int[n], new int[n], new long[n]);
        for (int i = 0; i < n; i++) {
            int number = functions[i];
            table.name()[i] = string(from.name()[number]);
            table.systemName()[i] = string(from.systemName()[number]);
            table.filename()[i] = string(from.filename()[number]);
            table.startLine()[i] = from.startLine()[number];
        }
        return table;
    }

    private int mapping(int number) {
        int row = mappingRow[number];
        if (row == 0) {
            if (mappingCount == mappings.length) {
                mappings = Arrays.copyOf(mappings, mappingCount * 2);
            }
            mappings[mappingCount] = useOf[number] == 0 ? firstMet(number) : uses.get(useOf[number] - 1);
            ordinals |= view.mappings().ordinal()[number] > 0;
            row = ++mappingCount;
            mappingRow[number] = row;
        }
        return row - 1;
    }

    private MappingUse firstMet(int number) {
        DictionaryView.MappingColumns from = view.mappings();
        return new MappingUse(
                number,
                from.start()[number],
                from.limit()[number],
                from.fileOffset()[number],
                from.filename()[number],
                from.buildId()[number],
                from.flags()[number]);
    }

    private MappingTable mappingTable() {
        int n = mappingCount;
        MappingTable table =
                new MappingTable(new long[n], new long[n], new long[n], new int[n], new int[n], new byte[n]);
        for (int i = 0; i < n; i++) {
            MappingUse use = mappings[i];
            table.start()[i] = use.start();
            table.limit()[i] = use.limit();
            table.fileOffset()[i] = use.fileOffset();
            table.filename()[i] = string(use.filename());
            table.buildId()[i] = string(use.buildId());
            table.flags()[i] = use.flags();
        }
        return table;
    }

    private int string(int number) {
        if (number == 0) {
            return 0;
        }
        int row = stringRow[number];
        if (row == 0) {
            strings = Columns.grow(strings, stringCount + 1L, WHAT);
            strings[stringCount] = number;
            stringRow[number] = ++stringCount;
            row = stringCount;
        }
        return row - 1;
    }

    private StringTable stringTable() {
        DictionaryView.StringColumns from = view.strings();
        int[] offsets = new int[stringCount + 1];
        long length = 0;
        for (int i = 0; i < stringCount; i++) {
            int number = strings[i];
            length += from.offsets()[number + 1] - from.offsets()[number];
            offsets[i + 1] = Math.toIntExact(length);
        }
        byte[] bytes = new byte[offsets[stringCount]];
        for (int i = 0; i < stringCount; i++) {
            System.arraycopy(from.bytes(), from.offsets()[strings[i]], bytes, offsets[i], offsets[i + 1] - offsets[i]);
        }
        return new StringTable(bytes, offsets);
    }
}
