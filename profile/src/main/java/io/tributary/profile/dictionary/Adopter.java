package io.tributary.profile.dictionary;

import io.tributary.profile.LocationTable;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes in what another dictionary knows, as far as a vector's stacks name it. Each of its rows is looked up once, a node of its trie too,
 * so stacks that share their callers cost what they do not share.
 */
final class Adopter {
    private final Tables tables;
    private final DictionaryView from;
    private final int[] strings;
    private final int[] functions;
    private final int[] mappings;
    private final int[] locations;
    private final int[] nodes;
    private final int[] labelSets;
    /** The other's mappings in the order in which they were met. */
    private final List<Integer> met = new ArrayList<>();

    private final LabelSorter labels;
    private int[] path = new int[64];
    private int[] lineFunctions = new int[8];
    private long[] lines = new long[8];
    private long[] lineColumns = new long[8];

    Adopter(Tables tables, DictionaryView from) {
        this(tables, from, new AdoptedNumbers(from.size()));
    }

    /** @param known what was looked up before, with room for the other's rows */
    Adopter(Tables tables, DictionaryView from, AdoptedNumbers known) {
        this.tables = tables;
        this.from = from;
        strings = known.strings;
        functions = known.functions;
        mappings = known.mappings;
        locations = known.locations;
        nodes = known.nodes;
        labelSets = known.labelSets;
        labels = new LabelSorter(tables.strings);
    }

    /**
     * The vector in this dictionary's numbers, and the uses of those mappings that its stacks name, or that is the first of all.
     *
     * @param uses in the order and at the addresses that are to count
     */
    InternedProfile adopt(SparseVector vector, List<MappingUse> uses) {
        int[] useOf = new int[mappings.length];
        for (int i = uses.size() - 1; i >= 0; i--) {
            useOf[uses.get(i).mapping()] = i + 1;
        }
        if (tables.mappings.size == 0) {
            if (uses.isEmpty()) {
                tables.mappings.addEmpty();
            } else {
                mapping(uses.getFirst().mapping());
            }
        }
        SparseVector adopted = vector(vector);
        List<MappingUse> adoptedUses = new ArrayList<>();
        for (int i = 0; i < uses.size(); i++) {
            MappingUse use = uses.get(i);
            // Of two uses of one mapping the first one counts.
            if (mappings[use.mapping()] != 0 && useOf[use.mapping()] == i + 1) {
                adoptedUses.add(use(use));
            }
        }
        for (int number : met) {
            if (useOf[number] == 0) {
                adoptedUses.add(firstMet(number));
            }
        }
        return new InternedProfile(adopted, adoptedUses);
    }

    /** A mapping as a profile had it. */
    MappingUse use(MappingUse use) {
        return new MappingUse(
                mapping(use.mapping()),
                use.start(),
                use.limit(),
                use.fileOffset(),
                string(use.filename()),
                string(use.buildId()),
                use.flags());
    }

    private MappingUse firstMet(int number) {
        DictionaryView.MappingColumns table = from.mappings();
        return new MappingUse(
                mapping(number),
                table.start()[number],
                table.limit()[number],
                table.fileOffset()[number],
                string(table.filename()[number]),
                string(table.buildId()[number]),
                table.flags()[number]);
    }

    private SparseVector vector(SparseVector vector) {
        int columns = vector.columns();
        long[] order = new long[vector.size()];
        int kept = 0;
        for (int i = 0; i < vector.size(); i++) {
            if (!Interner.isZero(vector.values(), i * columns, columns)) {
                order[kept++] = (long) stack(vector.stacks()[i]) << 32 | i;
            }
        }
        return Interner.combine(SortedRows.sort(order, kept), kept, vector.values(), columns);
    }

    /** The other's stack, added when missing. */
    int stack(int number) {
        return tables.stacks.add(node(from.stackLeaf()[number]), labelSet(from.stackLabelSet()[number]));
    }

    /** A bit for each of the other's mappings that a stack's locations are in, the first 64 of them. */
    long mappingsOf(int stack) {
        long bits = 0;
        for (int node = from.stackLeaf()[stack]; node != Trie.ROOT; node = from.parent(node)) {
            int mapping = from.locations().mapping(from.location(node));
            bits |= mapping < 0 ? 0 : 1L << mapping;
        }
        return bits;
    }

    private int node(int leaf) {
        int depth = 0;
        int node = leaf;
        while (nodes[node] == 0) {
            path = Columns.grow(path, depth + 1L, "frames of a stack");
            path[depth++] = node;
            node = from.parent(node);
        }
        int number = nodes[node] - 1;
        while (depth > 0) {
            node = path[--depth];
            number = tables.trie.child(number, location(from.location(node)));
            nodes[node] = number + 1;
        }
        return number;
    }

    private int location(int row) {
        int known = locations[row];
        if (known != 0) {
            return known - 1;
        }
        DictionaryView.LocationColumns table = from.locations();
        int first = table.lineOffset()[row];
        int n = table.lineOffset()[row + 1] - first;
        lineFunctions = Columns.grow(lineFunctions, n, "lines of a location");
        lines = Columns.grow(lines, n, "lines of a location");
        lineColumns = Columns.grow(lineColumns, n, "lines of a location");
        for (int i = 0; i < n; i++) {
            lineFunctions[i] = function(table.lineFunction()[first + i]);
            lines[i] = table.line()[first + i];
            lineColumns[i] = table.columnOf(first + i);
        }
        int itsMapping = table.mapping(row);
        int number = tables.locations.add(
                itsMapping < 0 ? LocationTable.NO_MAPPING : mapping(itsMapping),
                table.address()[row],
                table.folded(row),
                lineFunctions,
                lines,
                lineColumns,
                0,
                n);
        locations[row] = number + 1;
        return number;
    }

    private int function(int row) {
        int known = functions[row];
        if (known != 0) {
            return known - 1;
        }
        DictionaryView.FunctionColumns table = from.functions();
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
        DictionaryView.MappingColumns table = from.mappings();
        int number = tables.mappings.add(
                table.start()[row],
                table.limit()[row],
                table.fileOffset()[row],
                string(table.filename()[row]),
                string(table.buildId()[row]),
                table.flags()[row],
                tables.folds ? 0 : table.ordinal()[row]);
        mappings[row] = number + 1;
        met.add(row);
        return number;
    }

    private int labelSet(int row) {
        int known = labelSets[row];
        if (known != 0) {
            return known - 1;
        }
        DictionaryView.LabelColumns table = from.labelSets();
        labels.clear();
        for (int i = table.offset()[row]; i < table.offset()[row + 1]; i++) {
            labels.add(string(table.key()[i]), string(table.string()[i]), table.number()[i], string(table.unit()[i]));
        }
        int number = tables.labelSets.add(labels.key, labels.string, labels.number, labels.unit, labels.count);
        labelSets[row] = number + 1;
        return number;
    }

    private int string(int row) {
        int known = strings[row];
        if (known != 0) {
            return known - 1;
        }
        DictionaryView.StringColumns table = from.strings();
        int offset = table.offsets()[row];
        int number = tables.strings.add(table.bytes(), offset, table.offsets()[row + 1] - offset);
        strings[row] = number + 1;
        return number;
    }
}
