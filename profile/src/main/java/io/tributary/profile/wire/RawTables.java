package io.tributary.profile.wire;

import io.tributary.profile.column.IntColumn;
import io.tributary.profile.column.LongColumn;
import java.util.Arrays;

/**
 * What one pass over the bytes collects: columns that still refer to each other by the ids of the wire, and to strings
 * by numbers that nobody has checked yet. {@link TableLinker} makes a profile of it.
 */
final class RawTables {
    final IntColumn typeName = new IntColumn();
    final IntColumn typeUnit = new IntColumn();

    /** End of each sample's part in the columns of its locations, values and labels. */
    final IntColumn sampleStackEnd = new IntColumn(256);

    final IntColumn sampleLabelEnd = new IntColumn(256);
    final LongColumn stackLocationId = new LongColumn(4096);
    final LongColumn value = new LongColumn(512);
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

    final LongColumn locationId = new LongColumn(1024);
    final LongColumn locationMappingId = new LongColumn(1024);
    final LongColumn locationAddress = new LongColumn(1024);
    final IntColumn locationLineEnd = new IntColumn(1024);
    boolean[] locationFolded = new boolean[1024];
    final LongColumn lineFunctionId = new LongColumn(1024);
    final LongColumn line = new LongColumn(1024);
    final LongColumn lineColumn = new LongColumn(1024);

    final LongColumn functionId = new LongColumn(512);
    final IntColumn functionName = new IntColumn(512);
    final IntColumn functionSystemName = new IntColumn(512);
    final IntColumn functionFile = new IntColumn(512);
    final LongColumn functionStartLine = new LongColumn(512);

    /** Where each string's bytes are in the message, and how many. */
    final IntColumn stringStart = new IntColumn(1024);

    final IntColumn stringLength = new IntColumn(1024);

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
