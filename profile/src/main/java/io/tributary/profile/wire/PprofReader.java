package io.tributary.profile.wire;

import io.tributary.profile.InvalidProfileException;
import io.tributary.profile.InvalidProfileException.Reason;
import io.tributary.profile.MappingTable;
import io.tributary.profile.column.LongColumn;
import io.tributary.profile.wire.WireInput.MalformedWireException;

/** One pass over the bytes of a {@code profile.proto} Profile message, into {@link RawTables}. */
final class PprofReader {
    private static final int VARINT = WireInput.VARINT;
    private static final int BYTES = WireInput.BYTES;
    private static final int LONGEST_VARINT = 10;

    private final WireInput in;
    private final int length;
    private final DecodeLimits limits;
    private final RawTables t;

    /** Which record is being read, for errors. */
    private String table = "";

    private int row;

    private PprofReader(byte[] message, DecodeLimits limits, RawTables tables) {
        this.in = new WireInput(message);
        this.length = message.length;
        this.limits = limits;
        this.t = tables;
    }

    /** @param tables empty ones, which are filled */
    static void read(byte[] message, DecodeLimits limits, RawTables tables) throws InvalidProfileException {
        PprofReader reader = new PprofReader(message, limits, tables);
        try {
            reader.readProfile();
        } catch (MalformedWireException e) {
            if (reader.in.position() >= message.length) {
                throw reader.truncated();
            }
            throw reader.malformed("bytes that are no protobuf");
        }
    }

    private void readProfile() throws MalformedWireException, InvalidProfileException {
        for (int tag = in.tag(); tag != 0; tag = in.tag()) {
            switch (tag) {
                case 1 << 3 | BYTES -> readSampleType();
                case 2 << 3 | BYTES -> readSample();
                case 3 << 3 | BYTES -> readMapping();
                case 4 << 3 | BYTES -> readLocation();
                case 5 << 3 | BYTES -> readFunction();
                case 6 << 3 | BYTES -> readString();
                case 7 << 3 | VARINT -> t.dropFrames = string("drop_frames");
                case 8 << 3 | VARINT -> t.keepFrames = string("keep_frames");
                case 9 << 3 | VARINT -> readTime();
                case 10 << 3 | VARINT -> t.durationNanos = in.varint();
                case 11 << 3 | BYTES -> readPeriodType();
                case 12 << 3 | VARINT -> t.period = in.varint();
                case 13 << 3 | VARINT -> addComment();
                case 13 << 3 | BYTES -> readPackedComments();
                case 14 << 3 | VARINT -> t.defaultSampleType = string("default_sample_type");
                case 15 << 3 | VARINT -> t.docUrl = string("doc_url");
                default -> skip(tag, 15);
            }
            table = "";
        }
    }

    private void readTime() throws MalformedWireException, InvalidProfileException {
        if (t.hasTime) {
            throw malformed(
                    "time_nanos comes twice: these are several profiles one after the other, merge them instead");
        }
        t.hasTime = true;
        t.timeNanos = in.varint();
    }

    private void readSampleType() throws MalformedWireException, InvalidProfileException {
        int outer = enter("sample_type", t.typeName.size(), limits.maxRows());
        long type = readValueType();
        t.typeName.add((int) (type >>> 32));
        t.typeUnit.add((int) type);
        in.leave(outer);
    }

    private void readPeriodType() throws MalformedWireException, InvalidProfileException {
        int outer = enter("period_type", 0, limits.maxRows());
        long type = readValueType();
        t.hasPeriodType = true;
        t.periodTypeName = (int) (type >>> 32);
        t.periodTypeUnit = (int) type;
        in.leave(outer);
    }

    /** The string numbers of type (high half) and unit (low half). */
    private long readValueType() throws MalformedWireException, InvalidProfileException {
        int type = 0;
        int unit = 0;
        for (int tag = in.tag(); tag != 0; tag = in.tag()) {
            switch (tag) {
                case 1 << 3 | VARINT -> type = string("type");
                case 2 << 3 | VARINT -> unit = string("unit");
                default -> skip(tag, 2);
            }
        }
        return (long) type << 32 | unit;
    }

    private void readSample() throws MalformedWireException, InvalidProfileException {
        int outer = enter("sample", t.sampleStackEnd.size(), limits.maxSamples());
        int firstFrame = t.stackLocationId.size();
        int firstValue = t.value.size();
        for (int tag = in.tag(); tag != 0; tag = in.tag()) {
            switch (tag) {
                case 1 << 3 | BYTES -> readPackedLocations();
                case 1 << 3 | VARINT -> addOne(t.stackLocationId, "location_id");
                case 2 << 3 | BYTES -> addPacked(t.value, lengthOf("value"), "value");
                case 2 << 3 | VARINT -> addOne(t.value, "value");
                case 3 << 3 | BYTES -> readLabel();
                default -> skip(tag, 3);
            }
        }
        int depth = t.stackLocationId.size() - firstFrame;
        if (depth > limits.maxStackDepth()) {
            throw tooDeep(depth);
        }
        int values = t.value.size() - firstValue;
        if (t.valuesPerSample < 0) {
            t.valuesPerSample = values;
        } else if (values != t.valuesPerSample && t.oddSample < 0) {
            t.oddSample = row;
            t.oddSampleValues = values;
        }
        t.sampleStackEnd.add(t.stackLocationId.size());
        t.sampleLabelEnd.add(t.labelKey.size());
        in.leave(outer);
    }

    private void readPackedLocations() throws MalformedWireException, InvalidProfileException {
        int size = lengthOf("location_id");
        if (size > (long) LONGEST_VARINT * limits.maxStackDepth()) {
            throw tooDeep(size / LONGEST_VARINT);
        }
        addPacked(t.stackLocationId, size, "location_id");
    }

    private void addOne(LongColumn column, String field) throws MalformedWireException, InvalidProfileException {
        if (column.size() >= limits.maxEntries()) {
            throw tooMany(field);
        }
        column.add(in.varint());
    }

    private void addPacked(LongColumn column, int size, String field)
            throws MalformedWireException, InvalidProfileException {
        int room = limits.maxEntries() - column.size();
        // A varint has a byte at least.
        if (size > room && in.countVarints(size) > room) {
            throw tooMany(field);
        }
        in.varints(column, size);
    }

    private InvalidProfileException tooMany(String field) {
        return new InvalidProfileException(
                Reason.TOO_LARGE,
                at() + "more than the " + limits.maxEntries() + " allowed of " + field + " in all samples together");
    }

    private InvalidProfileException tooDeep(int depth) {
        return new InvalidProfileException(
                Reason.TOO_LARGE,
                at() + "has " + depth + " locations or more, only " + limits.maxStackDepth() + " are allowed");
    }

    private void readLabel() throws MalformedWireException, InvalidProfileException {
        checkRows("label", t.labelKey.size(), limits.maxRows());
        int outer = in.enter(lengthOf("label"));
        int key = 0;
        int value = 0;
        long number = 0;
        int unit = 0;
        for (int tag = in.tag(); tag != 0; tag = in.tag()) {
            switch (tag) {
                case 1 << 3 | VARINT -> key = string("label.key");
                case 2 << 3 | VARINT -> value = string("label.str");
                case 3 << 3 | VARINT -> number = in.varint();
                case 4 << 3 | VARINT -> unit = string("label.num_unit");
                default -> skip(tag, 4);
            }
        }
        t.labelKey.add(key);
        t.labelString.add(value);
        t.labelNumber.add(number);
        t.labelUnit.add(unit);
        in.leave(outer);
    }

    private void readMapping() throws MalformedWireException, InvalidProfileException {
        int outer = enter("mapping", t.mappingId.size(), limits.maxRows());
        long id = 0;
        long start = 0;
        long limit = 0;
        long offset = 0;
        int file = 0;
        int buildId = 0;
        int flags = 0;
        for (int tag = in.tag(); tag != 0; tag = in.tag()) {
            switch (tag) {
                case 1 << 3 | VARINT -> id = in.varint();
                case 2 << 3 | VARINT -> start = in.varint();
                case 3 << 3 | VARINT -> limit = in.varint();
                case 4 << 3 | VARINT -> offset = in.varint();
                case 5 << 3 | VARINT -> file = string("filename");
                case 6 << 3 | VARINT -> buildId = string("build_id");
                case 7 << 3 | VARINT -> flags = flag(flags, MappingTable.HAS_FUNCTIONS);
                case 8 << 3 | VARINT -> flags = flag(flags, MappingTable.HAS_FILENAMES);
                case 9 << 3 | VARINT -> flags = flag(flags, MappingTable.HAS_LINE_NUMBERS);
                case 10 << 3 | VARINT -> flags = flag(flags, MappingTable.HAS_INLINE_FRAMES);
                default -> skip(tag, 10);
            }
        }
        t.setMappingFlags(t.mappingId.size(), flags);
        t.mappingId.add(id);
        t.mappingStart.add(start);
        t.mappingLimit.add(limit);
        t.mappingOffset.add(offset);
        t.mappingFile.add(file);
        t.mappingBuildId.add(buildId);
        in.leave(outer);
    }

    private int flag(int flags, int bit) throws MalformedWireException {
        return in.bool() ? flags | bit : flags & ~bit;
    }

    private void readLocation() throws MalformedWireException, InvalidProfileException {
        int outer = enter("location", t.locationId.size(), limits.maxRows());
        long id = 0;
        long mapping = 0;
        long address = 0;
        boolean folded = false;
        for (int tag = in.tag(); tag != 0; tag = in.tag()) {
            switch (tag) {
                case 1 << 3 | VARINT -> id = in.varint();
                case 2 << 3 | VARINT -> mapping = in.varint();
                case 3 << 3 | VARINT -> address = in.varint();
                case 4 << 3 | BYTES -> readLine();
                case 5 << 3 | VARINT -> folded = in.bool();
                default -> skip(tag, 5);
            }
        }
        t.setLocationFolded(t.locationId.size(), folded);
        t.locationId.add(id);
        t.locationMappingId.add(mapping);
        t.locationAddress.add(address);
        t.locationLineEnd.add(t.lineFunctionId.size());
        in.leave(outer);
    }

    private void readLine() throws MalformedWireException, InvalidProfileException {
        checkRows("line", t.lineFunctionId.size(), limits.maxRows());
        int outer = in.enter(lengthOf("line"));
        long function = 0;
        long line = 0;
        long column = 0;
        for (int tag = in.tag(); tag != 0; tag = in.tag()) {
            switch (tag) {
                case 1 << 3 | VARINT -> function = in.varint();
                case 2 << 3 | VARINT -> line = in.varint();
                case 3 << 3 | VARINT -> column = in.varint();
                default -> skip(tag, 3);
            }
        }
        t.lineFunctionId.add(function);
        t.line.add(line);
        t.lineColumn.add(column);
        in.leave(outer);
    }

    private void readFunction() throws MalformedWireException, InvalidProfileException {
        int outer = enter("function", t.functionId.size(), limits.maxRows());
        long id = 0;
        int name = 0;
        int systemName = 0;
        int file = 0;
        long startLine = 0;
        for (int tag = in.tag(); tag != 0; tag = in.tag()) {
            switch (tag) {
                case 1 << 3 | VARINT -> id = in.varint();
                case 2 << 3 | VARINT -> name = string("name");
                case 3 << 3 | VARINT -> systemName = string("system_name");
                case 4 << 3 | VARINT -> file = string("filename");
                case 5 << 3 | VARINT -> startLine = in.varint();
                default -> skip(tag, 5);
            }
        }
        t.functionId.add(id);
        t.functionName.add(name);
        t.functionSystemName.add(systemName);
        t.functionFile.add(file);
        t.functionStartLine.add(startLine);
        in.leave(outer);
    }

    private void readString() throws MalformedWireException, InvalidProfileException {
        row = t.stringStart.size();
        table = "string_table";
        checkRows(table, row, limits.maxStrings());
        int size = lengthOf("");
        if (row == 0 && size != 0) {
            throw malformed("the first string must be empty");
        }
        t.stringStart.add(in.position());
        t.stringLength.add(size);
        in.skip(size);
    }

    private void addComment() throws MalformedWireException, InvalidProfileException {
        checkRows("comment", t.comment.size(), limits.maxRows());
        t.comment.add(string("comment"));
    }

    private void readPackedComments() throws MalformedWireException, InvalidProfileException {
        int outer = in.enter(lengthOf("comment"));
        while (in.left() > 0) {
            addComment();
        }
        in.leave(outer);
    }

    /** Begins a record of a table: names it for errors and narrows the input to it. */
    private int enter(String name, int index, int maxRows) throws MalformedWireException, InvalidProfileException {
        table = name;
        row = index;
        checkRows(name, index, maxRows);
        return in.enter(lengthOf(""));
    }

    private static void checkRows(String name, int rows, int max) throws InvalidProfileException {
        if (rows >= max) {
            throw new InvalidProfileException(Reason.TOO_LARGE, name + ": more than the " + max + " allowed");
        }
    }

    /** Reads a length and refuses it before anything is allocated for it. */
    private int lengthOf(String field) throws MalformedWireException, InvalidProfileException {
        long size = in.varint();
        int left = in.left();
        if (size >= 0 && size <= left) {
            return (int) size;
        }
        if (in.position() + left >= length && size > 0) {
            throw truncated();
        }
        throw malformed((field.isEmpty() ? "" : field + ": ") + "length " + Long.toUnsignedString(size) + " where "
                + left + " bytes are left");
    }

    private int string(String field) throws MalformedWireException, InvalidProfileException {
        long number = in.varint();
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw malformed(field + ": there is no string " + number);
        }
        return (int) number;
    }

    private void skip(int tag, int knownFields) throws MalformedWireException, InvalidProfileException {
        int field = tag >>> 3;
        int type = tag & 7;
        if (field <= knownFields) {
            throw malformed("field " + field + " has the wrong wire type " + type);
        }
        switch (type) {
            case VARINT -> in.varint();
            case WireInput.FIXED64 -> in.skip(8);
            case WireInput.FIXED32 -> in.skip(4);
            case BYTES -> in.skip(lengthOf("field " + field));
            default -> throw malformed("field " + field + " has the unknown wire type " + type);
        }
    }

    private String at() {
        return table.isEmpty() ? "profile: " : table + "[" + row + "]: ";
    }

    private InvalidProfileException malformed(String what) {
        return new InvalidProfileException(Reason.MALFORMED, at() + what);
    }

    private InvalidProfileException truncated() {
        return new InvalidProfileException(
                Reason.TRUNCATED,
                at() + "the profile ends early, after " + length + " bytes: it was cut off on the way");
    }
}
