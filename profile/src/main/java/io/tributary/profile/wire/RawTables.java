package io.tributary.profile.wire;

import io.tributary.profile.column.IntColumn;
import io.tributary.profile.column.LongColumn;
import java.util.Arrays;

/**
 * What one pass over the bytes collects: columns that still refer to each other by the ids of the wire, and to strings
 * by numbers that nobody has checked yet. {@link TableLinker} makes a profile of it.
 */
final class RawTables {
    /** In Go's profiles a message holds a frame for every 4 to 8 bytes, and a location for every 50 to 90. */
    private static final int BYTES_A_FRAME = 6;

    private static final int BYTES_A_ROW = 64;
    private static final int FEWEST = 64;
    private static final int MOST = 1 << 18;

    final IntColumn typeName;
    final IntColumn typeUnit;

    /** End of each sample's part in the columns of its locations, values and labels. */
    final IntColumn sampleStackEnd;

    final IntColumn sampleLabelEnd;
    final LongColumn stackLocationId;
    final LongColumn value;
    final IntColumn labelKey;
    final IntColumn labelString;
    final LongColumn labelNumber;
    final IntColumn labelUnit;

    /** Values of the first sample; −1 before there is one. */
    int valuesPerSample = -1;

    /** The first sample with another number of values than the first one has; −1 while there is none. */
    int oddSample = -1;

    int oddSampleValues;

    final LongColumn mappingId;
    final LongColumn mappingStart;
    final LongColumn mappingLimit;
    final LongColumn mappingOffset;
    final IntColumn mappingFile;
    final IntColumn mappingBuildId;
    byte[] mappingFlags;

    final LongColumn locationId;
    final LongColumn locationMappingId;
    final LongColumn locationAddress;
    final IntColumn locationLineEnd;
    boolean[] locationFolded;
    final LongColumn lineFunctionId;
    final LongColumn line;
    final LongColumn lineColumn;

    final LongColumn functionId;
    final IntColumn functionName;
    final IntColumn functionSystemName;
    final IntColumn functionFile;
    final LongColumn functionStartLine;

    /** Where each string's bytes are in the message, and how many. */
    final IntColumn stringStart;

    final IntColumn stringLength;

    boolean hasPeriodType;
    int periodTypeName;
    int periodTypeUnit;
    boolean hasTime;
    long timeNanos;
    long durationNanos;
    long period;
    int dropFrames;
    int keepFrames;
    int defaultSampleType;
    int docUrl;
    final IntColumn comment;

    /**
     * Empty tables.
     *
     * @param length the message's, from which is guessed how much they will hold: growing costs a copy
     */
    RawTables(int length) {
        int frames = Math.clamp(length / BYTES_A_FRAME, FEWEST, MOST);
        int rows = Math.clamp(length / BYTES_A_ROW, FEWEST, MOST);
        typeName = new IntColumn();
        typeUnit = new IntColumn();
        labelKey = new IntColumn();
        labelString = new IntColumn();
        labelNumber = new LongColumn();
        labelUnit = new IntColumn();
        mappingId = new LongColumn();
        mappingStart = new LongColumn();
        mappingLimit = new LongColumn();
        mappingOffset = new LongColumn();
        mappingFile = new IntColumn();
        mappingBuildId = new IntColumn();
        comment = new IntColumn();
        mappingFlags = new byte[8];
        stackLocationId = new LongColumn(frames);
        sampleStackEnd = new IntColumn(rows);
        sampleLabelEnd = new IntColumn(rows);
        value = new LongColumn(rows);
        locationId = new LongColumn(rows);
        locationMappingId = new LongColumn(rows);
        locationAddress = new LongColumn(rows);
        locationLineEnd = new IntColumn(rows);
        lineFunctionId = new LongColumn(rows);
        line = new LongColumn(rows);
        lineColumn = new LongColumn(rows);
        functionId = new LongColumn(rows);
        functionName = new IntColumn(rows);
        functionSystemName = new IntColumn(rows);
        functionFile = new IntColumn(rows);
        functionStartLine = new LongColumn(rows);
        stringStart = new IntColumn(rows);
        stringLength = new IntColumn(rows);
        locationFolded = new boolean[rows];
    }

    /**
     * Empty tables in the room of others, which are of no use from then on. Only arrays are taken over: whatever else there is
     * begins anew.
     */
    RawTables(RawTables spent) {
        typeName = emptied(spent.typeName);
        typeUnit = emptied(spent.typeUnit);
        sampleStackEnd = emptied(spent.sampleStackEnd);
        sampleLabelEnd = emptied(spent.sampleLabelEnd);
        stackLocationId = emptied(spent.stackLocationId);
        value = emptied(spent.value);
        labelKey = emptied(spent.labelKey);
        labelString = emptied(spent.labelString);
        labelNumber = emptied(spent.labelNumber);
        labelUnit = emptied(spent.labelUnit);
        mappingId = emptied(spent.mappingId);
        mappingStart = emptied(spent.mappingStart);
        mappingLimit = emptied(spent.mappingLimit);
        mappingOffset = emptied(spent.mappingOffset);
        mappingFile = emptied(spent.mappingFile);
        mappingBuildId = emptied(spent.mappingBuildId);
        locationId = emptied(spent.locationId);
        locationMappingId = emptied(spent.locationMappingId);
        locationAddress = emptied(spent.locationAddress);
        locationLineEnd = emptied(spent.locationLineEnd);
        lineFunctionId = emptied(spent.lineFunctionId);
        line = emptied(spent.line);
        lineColumn = emptied(spent.lineColumn);
        functionId = emptied(spent.functionId);
        functionName = emptied(spent.functionName);
        functionSystemName = emptied(spent.functionSystemName);
        functionFile = emptied(spent.functionFile);
        functionStartLine = emptied(spent.functionStartLine);
        stringStart = emptied(spent.stringStart);
        stringLength = emptied(spent.stringLength);
        comment = emptied(spent.comment);
        mappingFlags = spent.mappingFlags;
        locationFolded = spent.locationFolded;
    }

    private static IntColumn emptied(IntColumn column) {
        column.clear();
        return column;
    }

    private static LongColumn emptied(LongColumn column) {
        column.clear();
        return column;
    }

    void setMappingFlags(int row, int flags) {
        if (row >= mappingFlags.length) {
            mappingFlags = Arrays.copyOf(mappingFlags, row * 2);
        }
        mappingFlags[row] = (byte) flags;
    }

    void setLocationFolded(int row, boolean folded) {
        if (row >= locationFolded.length) {
            locationFolded = Arrays.copyOf(locationFolded, row * 2);
        }
        locationFolded[row] = folded;
    }
}
