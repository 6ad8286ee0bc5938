package io.tributary.profile.wire;

import io.tributary.profile.FunctionTable;
import io.tributary.profile.Header;
import io.tributary.profile.LocationTable;
import io.tributary.profile.MappingTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.StringTable;
import io.tributary.profile.ValueType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a profile's samples reach, each table in an order that depends on content alone: locations by address, samples
 * by their stacks, labels by their keys. Functions and strings need none: they are numbered as locations and functions come
 * to name them.
 *
 * <p>Mappings are neither sorted nor left out: the first one is the main binary, and pprof keeps the unused ones of a
 * profile too (only its merge drops them).
 */
final class CanonicalOrder {
    /** After so many comparisons byte by byte the strings are worth sorting. */
    private static final int MANY = 2_000;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final Profile profile;
    private final List<byte[]> headerStrings = new ArrayList<>();
    private final boolean[] usedStrings;

    /** For each string and each function the first row with the same content. */
    final int[] firstString;

    final int[] firstFunction;

    final LocationOrder locations;

    /** Label numbers with each sample's part sorted. */
    final int[] labels;

    /** Sample numbers in order; equal ones stand side by side. */
    final int[] samples;

    /** Location numbers of each sample's stack, root first: what samples are sorted by. */
    final int[] rootFirst;

    private int compared;
    private @Nullable Ranks stringRanks;

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
        usedStrings = usedStrings(usedFunctions);
        firstString = Distinct.of(usedStrings, new Distinct.Content() {
            @Override
            public long hash(int row) {
                return hashString(row);
            }

            @Override
            public boolean same(int a, int b) {
                return compareBytes(a, b) == 0;
            }
        });
        firstFunction = Distinct.of(usedFunctions, new Distinct.Content() {
            @Override
            public long hash(int row) {
                return hashFunction(row);
            }

            @Override
            public boolean same(int a, int b) {
                return sameFunction(a, b);
            }
        });
        locations = LocationOrder.of(l, profile.mappings().size(), usedLocations, this::compareLocations);
        labels = sortedLabels();
        rootFirst = rootFirst();
        samples = StackOrder.sort(s.stackOffset(), rootFirst, locations.size(), this::compareSamples);
    }

    /** The row of a string of the header, in the order of {@link #collectHeaderStrings}. */
    int headerString(int index) {
        return firstString[profile.strings().size() + index];
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

    private int compareBytes(int a, int b) {
        int offsetA = stringOffset(a);
        int offsetB = stringOffset(b);
        return Arrays.compareUnsigned(
                stringBytes(a), offsetA, offsetA + stringLength(a), stringBytes(b), offsetB, offsetB + stringLength(b));
    }

    private long hashString(int row) {
        byte[] bytes = stringBytes(row);
        int at = stringOffset(row);
        int end = at + stringLength(row);
        long h = Distinct.step(Distinct.start(), end - at);
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            h = Distinct.step(h, (long) LONGS.get(bytes, at));
        }
        long tail = 0;
        for (; at < end; at++) {
            tail = tail << Byte.SIZE | (bytes[at] & 0xff);
        }
        return Distinct.step(h, tail);
    }

    private long hashFunction(int row) {
        FunctionTable f = profile.functions();
        long h = Distinct.step(Distinct.start(), firstString[f.name()[row]]);
        h = Distinct.step(h, (long) firstString[f.systemName()[row]] << Integer.SIZE | firstString[f.filename()[row]]);
        return Distinct.step(h, f.startLine()[row]);
    }

    private boolean sameFunction(int a, int b) {
        FunctionTable f = profile.functions();
        return firstString[f.name()[a]] == firstString[f.name()[b]]
                && firstString[f.systemName()[a]] == firstString[f.systemName()[b]]
                && firstString[f.filename()[a]] == firstString[f.filename()[b]]
                && f.startLine()[a] == f.startLine()[b];
    }

    private int compareStrings(int a, int b) {
        int firstA = firstString[a];
        int firstB = firstString[b];
        if (firstA == firstB) {
            return 0;
        }
        if (stringRanks == null && compared++ > MANY) {
            stringRanks = Ranks.of(usedStrings, this::compareBytes);
        }
        return stringRanks == null
                ? compareBytes(firstA, firstB)
                : Integer.compare(stringRanks.rank(firstA), stringRanks.rank(firstB));
    }

    private int compareFunctions(int a, int b) {
        if (firstFunction[a] == firstFunction[b]) {
            return 0;
        }
        FunctionTable f = profile.functions();
        int order = compareStrings(f.filename()[a], f.filename()[b]);
        if (order == 0) {
            order = Long.compare(f.startLine()[a], f.startLine()[b]);
        }
        if (order == 0) {
            order = compareStrings(f.name()[a], f.name()[b]);
        }
        return order != 0 ? order : compareStrings(f.systemName()[a], f.systemName()[b]);
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
            order = compareFunctions(l.lineFunction()[i], l.lineFunction()[j]);
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
                Ranks.sort(part, 0, part.length, this::compareLabelKeys);
                System.arraycopy(part, 0, sorted, from, part.length);
            }
        }
        return sorted;
    }

    private int compareLabelKeys(int a, int b) {
        SampleTable s = profile.samples();
        int order = compareStrings(s.labelKey()[a], s.labelKey()[b]);
        return order != 0 ? order : Boolean.compare(s.isStringLabel(b), s.isStringLabel(a));
    }

    private int compareLabels(int a, int b) {
        SampleTable s = profile.samples();
        int order = compareLabelKeys(a, b);
        if (order == 0) {
            order = compareStrings(s.labelString()[a], s.labelString()[b]);
        }
        if (order == 0) {
            order = Long.compare(s.labelNumber()[a], s.labelNumber()[b]);
        }
        return order != 0 ? order : compareStrings(s.labelUnit()[a], s.labelUnit()[b]);
    }

    private int[] rootFirst() {
        SampleTable s = profile.samples();
        int[] reversed = new int[s.location().length];
        for (int sample = 0; sample < s.size(); sample++) {
            int from = s.stackOffset()[sample];
            int to = s.stackOffset()[sample + 1];
            for (int i = from; i < to; i++) {
                reversed[from + to - 1 - i] = locations.number(s.location()[i]);
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
