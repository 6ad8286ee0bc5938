package io.tributary.storage.rocksdb;

import io.tributary.storage.Labels;
import io.tributary.storage.coding.ByteReader;
import io.tributary.storage.coding.ByteWriter;
import io.tributary.storage.coding.CorruptDataException;
import java.util.TreeMap;

/** A label set as bytes: how many, then name and value of each, by name. Equal sets are equal bytes. */
final class LabelsCodec {
    private LabelsCodec() {}

    static byte[] encode(Labels labels) {
        ByteWriter out = new ByteWriter(256);
        out.writeVarint(labels.values().size());
        labels.values().forEach((name, value) -> {
            out.writeString(name);
            out.writeString(value);
        });
        return out.toByteArray();
    }

    static Labels decode(byte[] bytes) throws CorruptDataException {
        ByteReader in = new ByteReader("instance's labels", bytes);
        int n = in.readCount("number of labels");
        TreeMap<String, String> labels = new TreeMap<>();
        for (int i = 0; i < n; i++) {
            String name = in.readString("label name");
            labels.put(name, in.readString("label value"));
        }
        in.expectEnd();
        return new Labels(labels);
    }
}
