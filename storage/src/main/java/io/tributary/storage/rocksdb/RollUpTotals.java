package io.tributary.storage.rocksdb;

import io.tributary.profile.ValueType;
import io.tributary.profile.dictionary.SparseVector;
import io.tributary.storage.coding.ByteReader;
import io.tributary.storage.coding.ByteWriter;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.coding.VectorCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the instances of a roll-up come to without their stacks.
 *
 * <pre>
 * n, n × (type, unit)  timed 0 or 1  a vector: {@link StretchTotals} by the instance's place
 * </pre>
 *
 * A column that is a multiple of another, as CPU time is of samples, takes next to nothing in a vector, and so does what is zero for every
 * instance.
 *
 * @param columns what all of their profiles have
 * @param numbers by the instance's place
 */
record RollUpTotals(Columns columns, List<long[]> numbers) {
    RollUpTotals {
        numbers = List.copyOf(numbers);
    }

    byte[] encode() {
        List<ValueType> types = columns.types();
        ByteWriter out = new ByteWriter(64 + numbers.size() * 8);
        out.writeVarint(types.size());
        for (ValueType type : types) {
            out.writeString(type.type());
            out.writeString(type.unit());
        }
        out.writeByte(columns.isTimed() ? 1 : 0);
        byte[] vector = VectorCodec.encode(vector());
        out.writeBytes(vector, 0, vector.length);
        return out.toByteArray();
    }

    private SparseVector vector() {
        int width = columns.types().size() * StretchTotals.NUMBERS;
        int[] places = new int[numbers.size()];
        long[] values = new long[places.length * width];
        int n = 0;
        for (int place = 0; place < places.length; place++) {
            long[] each = numbers.get(place);
            if (Arrays.stream(each).anyMatch(number -> number != 0)) {
                System.arraycopy(each, 0, values, n * width, width);
                places[n++] = place;
            }
        }
        return new SparseVector(width, Arrays.copyOf(places, n), Arrays.copyOf(values, n * width));
    }

    /** @param instances how many the roll-up has */
    static RollUpTotals decode(byte[] bytes, int instances) throws CorruptDataException {
        ByteReader in = new ByteReader("totals of a roll-up", bytes);
        int n = in.readCount("number of sample types");
        List<ValueType> types = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            types.add(new ValueType(in.readString("sample type"), in.readString("sample type's unit")));
        }
        boolean isTimed = in.readInt("whether it is timed", 2) == 1;
        SparseVector vector = VectorCodec.decode(in.readBytes(in.remaining(), "totals"));
        int width = n * StretchTotals.NUMBERS;
        List<long[]> numbers = new ArrayList<>();
        for (int i = 0; i < instances; i++) {
            numbers.add(new long[width]);
        }
        for (int i = 0; i < vector.size(); i++) {
            int place = in.checked(vector.stacks()[i], "instance's place", instances);
            if (vector.columns() != width) {
                throw in.corrupt(vector.columns() + " numbers an instance where there are " + n + " sample types");
            }
            System.arraycopy(vector.values(), i * width, numbers.get(place), 0, width);
        }
        return new RollUpTotals(Columns.of(types, isTimed), numbers);
    }
}
