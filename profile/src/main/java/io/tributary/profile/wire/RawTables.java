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

    final IntColumn typeName = new IntColumn();
    final IntColumn typeUnit = new IntColumn();

    /** End of each sample's part in the columns of its locations, values and labels. */
    final IntColumn sampleStackEnd;

    final IntColumn sampleLabelEnd;
    final LongColumn stackLocationId;
    final LongColumn value;
    final IntColumn labelKey = new IntColumn();
    final IntColumn labelString = new IntColumn();
    final LongColumn labelNumber = new LongColumn();
    final IntColumn labelUnit = new IntColumn();

    /** Values of the first sample; −1 before there is one. */
    int valuesPerSample = -1;

    /** The first sample with another number of values than the first one has; −1 while there is none. */
    int oddSample = -1;

    int oddSampleValues;

    final LongColumn mappingId = new LongColumn();
    final LongColumn mappingStart = new LongColumn();
    final LongColumn mappingLimit = new LongColumn();
    final LongColumn mappingOffset = new LongColumn();
    final IntColumn mappingFile = new IntColumn();
    final IntColumn mappingBuildId = new IntColumn();
    byte[] mappingFlags = new byte[8];

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
    final IntColumn comment = new IntColumn();

    /**
     * Empty tables.
     *
     * @param length the message's, from which is guessed how much they will hold: growing costs a copy
     */
    RawTables(int length) {
        int frames = Math.clamp(length / BYTES_A_FRAME, FEWEST, MOST);
        int rows = Math.clamp(length / BYTES_A_ROW, FEWEST, MOST);
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
