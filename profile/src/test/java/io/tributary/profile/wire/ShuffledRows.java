package io.tributary.profile.wire;

import io.tributary.profile.FunctionTable;
import io.tributary.profile.LocationTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.StringTable;
import io.tributary.profile.column.IntColumn;
import io.tributary.profile.column.LongColumn;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/** The same profile with its strings, functions, locations and samples in another order. Mappings stay. */
final class ShuffledRows {
    private final Random random;

    ShuffledRows(Random random) {
        this.random = random;
    }

    Profile of(Profile p) {
        int[] strings = order(p.strings().size(), 1);
        int[] functions = order(p.functions().size(), 0);
        int[] locations = order(p.locations().size(), 0);
        int[] newString = inverse(strings);
        FunctionTable f = p.functions();
        var m = p.mappings();
        return new Profile(
                p.header(),
                strings(p.strings(), strings),
                new io.tributary.profile.MappingTable(
                        m.start(),
                        m.limit(),
                        m.fileOffset(),
                        map(m.filename(), newString),
                        map(m.buildId(), newString),
                        m.flags()),
                new FunctionTable(
                        map(pick(f.name(), functions), newString),
                        map(pick(f.systemName(), functions), newString),
                        map(pick(f.filename(), functions), newString),
                        Arrays.stream(functions)
                                .mapToLong(row -> f.startLine()[row])
                                .toArray()),
                locations(p.locations(), locations, inverse(functions)),
                samples(p, order(p.samples().size(), 0), inverse(locations), newString));
    }

    private static StringTable strings(StringTable table, int[] order) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int[] offsets = new int[order.length + 1];
        for (int i = 0; i < order.length; i++) {
            bytes.write(table.bytes(), table.offset(order[i]), table.length(order[i]));
            offsets[i + 1] = bytes.size();
        }
        return new StringTable(bytes.toByteArray(), offsets);
    }

    private static LocationTable locations(LocationTable l, int[] order, int[] newFunction) {
        boolean[] folded = new boolean[order.length];
        IntColumn offset = new IntColumn();
        IntColumn function = new IntColumn();
        LongColumn line = new LongColumn();
        LongColumn column = new LongColumn();
        offset.add(0);
        for (int i = 0; i < order.length; i++) {
            folded[i] = l.folded()[order[i]];
            for (int j = l.lineOffset()[order[i]]; j < l.lineOffset()[order[i] + 1]; j++) {
                function.add(newFunction[l.lineFunction()[j]]);
                line.add(l.line()[j]);
                column.add(l.column()[j]);
            }
            offset.add(line.size());
        }
        return new LocationTable(
                pick(l.mapping(), order),
                Arrays.stream(order).mapToLong(row -> l.address()[row]).toArray(),
                folded,
                offset.toArray(),
                function.toArray(),
                line.toArray(),
                column.toArray());
    }

    private static SampleTable samples(Profile p, int[] order, int[] newLocation, int[] newString) {
        SampleTable s = p.samples();
        IntColumn stackOffset = new IntColumn();
        IntColumn stack = new IntColumn();
        LongColumn values = new LongColumn();
        IntColumn labelOffset = new IntColumn();
        IntColumn labels = new IntColumn();
        stackOffset.add(0);
        labelOffset.add(0);
        for (int row : order) {
            for (int i = s.stackOffset()[row]; i < s.stackOffset()[row + 1]; i++) {
                stack.add(newLocation[s.location()[i]]);
            }
            for (int c = 0; c < p.valueCount(); c++) {
                values.add(s.values()[row * p.valueCount() + c]);
            }
            for (int i = s.labelOffset()[row]; i < s.labelOffset()[row + 1]; i++) {
                labels.add(i);
            }
            stackOffset.add(stack.size());
            labelOffset.add(labels.size());
        }
        int[] label = labels.toArray();
        return new SampleTable(
                stackOffset.toArray(),
                stack.toArray(),
                values.toArray(),
                labelOffset.toArray(),
                map(pick(s.labelKey(), label), newString),
                map(pick(s.labelString(), label), newString),
                Arrays.stream(label).mapToLong(row -> s.labelNumber()[row]).toArray(),
                map(pick(s.labelUnit(), label), newString));
    }

    /** Old row numbers in the new order; those before {@code fixed} keep their place. */
    private int[] order(int size, int fixed) {
        int[] order = new int[size];
        Arrays.setAll(order, i -> i);
        for (int i = size - 1; i > fixed; i--) {
            int j = fixed + random.nextInt(i - fixed + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        return order;
    }

    private static int[] inverse(int[] order) {
        int[] inverse = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            inverse[order[i]] = i;
        }
        return inverse;
    }

    private static int[] pick(int[] column, int[] order) {
        return Arrays.stream(order).map(row -> column[row]).toArray();
    }

    private static int[] map(int[] column, int[] numbers) {
        return Arrays.stream(column).map(row -> numbers[row]).toArray();
    }
}
