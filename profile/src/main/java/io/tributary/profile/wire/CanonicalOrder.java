package io.tributary.profile.wire;

import io.tributary.profile.FunctionTable;
import io.tributary.profile.Header;
import io.tributary.profile.LocationTable;
import io.tributary.profile.MappingTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.StringTable;
import io.tributary.profile.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Everything a profile's samples reach, each table in an order that depends on content alone. Each step sorts by the
 * ranks of the step before, so bytes of strings are compared once: strings, functions, locations, label sets, samples.
 *
 * <p>Mappings are neither sorted nor left out: the first one is the main binary, and pprof keeps the unused ones of a
 * profile too (only its merge drops them).
 */
final class CanonicalOrder {
    private final Profile profile;
    private final List<byte[]> headerStrings = new ArrayList<>();

    final Ranks strings;
    final Ranks functions;
    final Ranks locations;

    /** Label numbers with each sample's part sorted. */
    final int[] labels;

    /** Sample numbers in order; equal ones stand side by side. */
    final int[] samples;

    /** Location ranks of each sample's stack, root first: what samples are sorted by. */
    private final int[] rootFirst;

    CanonicalOrder(Profile profile) {
        this.profile = profile;
        SampleTable s = profile.samples();
        LocationTable l = profile.locations();
        FunctionTable f = profile.functions();
        boolean[] usedLocations = mark(new boolean[l.size()], s.location());
        boolean[] usedFunctions = new boolean[f.size()];
        for (int row = 0; row < usedLocations.length; row++) {
            if (usedLocations[row]) {
                for (int i = l.lineOffset()[row]; i < l.lineOffset()[row + 1]; i++) {
                    usedFunctions[l.lineFunction()[i]] = true;
                }
            }
        }
        collectHeaderStrings(profile.header());
        strings = Ranks.of(usedStrings(usedFunctions), this::compareStrings);
        functions = Ranks.of(usedFunctions, this::compareFunctions);
        locations = Ranks.of(usedLocations, this::compareLocations);
        labels = sortedLabels();
        rootFirst = rootFirst();
        samples = new int[s.size()];
        Arrays.setAll(samples, i -> i);
        Ranks.sort(samples, this::compareSamples);
    }

    /** The rank of a string of the header, in the order of {@link #collectHeaderStrings}. */
    int headerString(int index) {
        return strings.rank(profile.strings().size() + index);
    }

    byte[] stringBytes(int row) {
        int own = profile.strings().size();
        return row < own ? profile.strings().bytes() : headerStrings.get(row - own);
    }

    int stringOffset(int row) {
        return row < profile.strings().size() ? profile.strings().offset(row) : 0;
    }

    int stringLength(int row) {
        int own = profile.strings().size();
        return row < own ? profile.strings().length(row) : headerStrings.get(row - own).length;
    }

    private static boolean[] mark(boolean[] used, int[] rows) {
        for (int row : rows) {
            used[row] = true;
        }
        return used;
    }

    /** In the order in which {@link PprofEncoder} asks for them. */
    private void collectHeaderStrings(Header h) {
        for (ValueType type : h.sampleTypes()) {
            addHeaderStrings(type.type(), type.unit());
        }
        addHeaderStrings(h.dropFrames(), h.keepFrames(), h.defaultSampleType(), h.docUrl());
        ValueType periodType = h.periodType();
        addHeaderStrings(periodType == null ? "" : periodType.type(), periodType == null ? "" : periodType.unit());
        h.comments().forEach(this::addHeaderStrings);
    }

    private void addHeaderStrings(String... added) {
        for (String string : added) {
            headerStrings.add(string.getBytes(StandardCharsets.UTF_8));
        }
    }

    private boolean[] usedStrings(boolean[] usedFunctions) {
        StringTable table = profile.strings();
        FunctionTable f = profile.functions();
        MappingTable m = profile.mappings();
        SampleTable s = profile.samples();
        boolean[] used = new boolean[table.size() + headerStrings.size()];
        used[0] = true;
        Arrays.fill(used, table.size(), used.length, true);
        for (int row = 0; row < usedFunctions.length; row++) {
            if (usedFunctions[row]) {
                used[f.name()[row]] = true;
                used[f.systemName()[row]] = true;
                used[f.filename()[row]] = true;
            }
        }
        mark(used, m.filename());
        mark(used, m.buildId());
        mark(used, s.labelKey());
        mark(used, s.labelString());
        mark(used, s.labelUnit());
        return used;
    }

    private int compareStrings(int a, int b) {
        int offsetA = stringOffset(a);
        int offsetB = stringOffset(b);
        return Arrays.compareUnsigned(
                stringBytes(a), offsetA, offsetA + stringLength(a), stringBytes(b), offsetB, offsetB + stringLength(b));
    }

    private int compareFunctions(int a, int b) {
        FunctionTable f = profile.functions();
        int order = compareStringRanks(f.filename()[a], f.filename()[b]);
        if (order == 0) {
            order = Long.compare(f.startLine()[a], f.startLine()[b]);
        }
        if (order == 0) {
            order = compareStringRanks(f.name()[a], f.name()[b]);
        }
        return order != 0 ? order : compareStringRanks(f.systemName()[a], f.systemName()[b]);
    }

    private int compareStringRanks(int a, int b) {
        return Integer.compare(strings.rank(a), strings.rank(b));
    }

    private int compareLocations(int a, int b) {
        LocationTable l = profile.locations();
        int order = Integer.compare(l.mapping()[a], l.mapping()[b]);
        if (order == 0) {
            order = Long.compareUnsigned(l.address()[a], l.address()[b]);
        }
        if (order == 0) {
            order = Boolean.compare(l.folded()[a], l.folded()[b]);
        }
        int i = l.lineOffset()[a];
        int j = l.lineOffset()[b];
        int endI = l.lineOffset()[a + 1];
        int endJ = l.lineOffset()[b + 1];
        for (; order == 0 && i < endI && j < endJ; i++, j++) {
            order = Integer.compare(functions.rank(l.lineFunction()[i]), functions.rank(l.lineFunction()[j]));
            if (order == 0) {
                order = Long.compare(l.line()[i], l.line()[j]);
            }
            if (order == 0) {
                order = Long.compare(l.column()[i], l.column()[j]);
            }
        }
        return order != 0 ? order : Integer.compare(endI - i, endJ - j);
    }

    /** Sorts by key, strings before numbers; several values of one key keep their order, which means something. */
    private int[] sortedLabels() {
        SampleTable s = profile.samples();
        int[] sorted = new int[s.labelKey().length];
        Arrays.setAll(sorted, i -> i);
        for (int sample = 0; sample < s.size(); sample++) {
            int from = s.labelOffset()[sample];
            int to = s.labelOffset()[sample + 1];
            if (to - from > 1) {
                int[] part = Arrays.copyOfRange(sorted, from, to);
                Ranks.sort(part, this::compareLabelKeys);
                System.arraycopy(part, 0, sorted, from, part.length);
            }
        }
        return sorted;
    }

    private int compareLabelKeys(int a, int b) {
        SampleTable s = profile.samples();
        int order = compareStringRanks(s.labelKey()[a], s.labelKey()[b]);
        return order != 0 ? order : Boolean.compare(s.isStringLabel(b), s.isStringLabel(a));
    }

    private int compareLabels(int a, int b) {
        SampleTable s = profile.samples();
        int order = compareLabelKeys(a, b);
        if (order == 0) {
            order = compareStringRanks(s.labelString()[a], s.labelString()[b]);
        }
        if (order == 0) {
            order = Long.compare(s.labelNumber()[a], s.labelNumber()[b]);
        }
        return order != 0 ? order : compareStringRanks(s.labelUnit()[a], s.labelUnit()[b]);
    }

    private int[] rootFirst() {
        SampleTable s = profile.samples();
        int[] reversed = new int[s.location().length];
        for (int sample = 0; sample < s.size(); sample++) {
            int from = s.stackOffset()[sample];
            int to = s.stackOffset()[sample + 1];
            for (int i = from; i < to; i++) {
                reversed[from + to - 1 - i] = locations.rank(s.location()[i]);
            }
        }
        return reversed;
    }

    /** By stack, then by labels; 0 where both are equal and the values are to be added. */
    int compareSamples(int a, int b) {
        SampleTable s = profile.samples();
        int[] stack = s.stackOffset();
        int order = Arrays.compare(rootFirst, stack[a], stack[a + 1], rootFirst, stack[b], stack[b + 1]);
        int i = s.labelOffset()[a];
        int j = s.labelOffset()[b];
        int endI = s.labelOffset()[a + 1];
        int endJ = s.labelOffset()[b + 1];
        for (; order == 0 && i < endI && j < endJ; i++, j++) {
            order = compareLabels(labels[i], labels[j]);
        }
        return order != 0 ? order : Integer.compare(endI - i, endJ - j);
    }
}
