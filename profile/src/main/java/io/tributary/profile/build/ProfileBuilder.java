package io.tributary.profile.build;

import io.tributary.profile.FunctionTable;
import io.tributary.profile.Header;
import io.tributary.profile.LocationTable;
import io.tributary.profile.MappingTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.StringTable;
import io.tributary.profile.column.IntColumn;
import io.tributary.profile.column.LongColumn;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Builds a profile row by row. Each row that is added answers its number, by which later rows refer to it; the same
 * content answers the same number. Numbers that were never given are refused at once. Samples are kept as they come.
 */
public final class ProfileBuilder {
    private record Function(int name, int systemName, int filename, long startLine) {}

    private record Mapping(long start, long limit, long fileOffset, int filename, int buildId, int flags) {}

    private record Location(int mapping, long address, boolean folded, List<Line> lines) {}

    private final int valueCount;
    private final Map<String, Integer> strings = new HashMap<>();
    private final ByteArrayOutputStream stringBytes = new ByteArrayOutputStream();
    private final IntColumn stringOffset = new IntColumn();

    private final Map<Mapping, Integer> mappings = new HashMap<>();
    private final LongColumn mappingStart = new LongColumn();
    private final LongColumn mappingLimit = new LongColumn();
    private final LongColumn mappingOffset = new LongColumn();
    private final IntColumn mappingFile = new IntColumn();
    private final IntColumn mappingBuildId = new IntColumn();
    private final ByteArrayOutputStream mappingFlags = new ByteArrayOutputStream();

    private final Map<Function, Integer> functions = new HashMap<>();
    private final IntColumn functionName = new IntColumn();
    private final IntColumn functionSystemName = new IntColumn();
    private final IntColumn functionFile = new IntColumn();
    private final LongColumn functionStartLine = new LongColumn();

    private final Map<Location, Integer> locations = new HashMap<>();
    private final IntColumn locationMapping = new IntColumn();
    private final LongColumn locationAddress = new LongColumn();
    private final IntColumn locationFolded = new IntColumn();
    private final IntColumn lineOffset = new IntColumn();
    private final IntColumn lineFunction = new IntColumn();
    private final LongColumn line = new LongColumn();
    private final LongColumn column = new LongColumn();

    private final IntColumn stackOffset = new IntColumn();
    private final IntColumn stack = new IntColumn();
    private final LongColumn values = new LongColumn();
    private final IntColumn labelOffset = new IntColumn();
    private final IntColumn labelKey = new IntColumn();
    private final IntColumn labelString = new IntColumn();
    private final LongColumn labelNumber = new LongColumn();
    private final IntColumn labelUnit = new IntColumn();

    /**
     * An empty one.
     *
     * @param valueCount the number of values that each sample will have
     */
    public ProfileBuilder(int valueCount) {
        this.valueCount = valueCount;
        for (IntColumn offsets : List.of(stringOffset, lineOffset, stackOffset, labelOffset)) {
            offsets.add(0);
        }
        string("");
    }

    /** Adds a mapping; the first one added is the main binary. */
    public int mapping(long start, long limit, long fileOffset, String filename, String buildId, int flags) {
        Mapping mapping = new Mapping(start, limit, fileOffset, string(filename), string(buildId), flags);
        Integer known = mappings.putIfAbsent(mapping, mappings.size());
        if (known != null) {
            return known;
        }
        mappingStart.add(start);
        mappingLimit.add(limit);
        mappingOffset.add(fileOffset);
        mappingFile.add(mapping.filename);
        mappingBuildId.add(mapping.buildId);
        mappingFlags.write(flags);
        return mappings.size() - 1;
    }

    /**
     * Adds a function.
     *
     * @param startLine line of the declaration, 0 when unknown
     */
    public int function(String name, String systemName, String filename, long startLine) {
        Function function = new Function(string(name), string(systemName), string(filename), startLine);
        Integer known = functions.putIfAbsent(function, functions.size());
        if (known != null) {
            return known;
        }
        functionName.add(function.name);
        functionSystemName.add(function.systemName);
        functionFile.add(function.filename);
        functionStartLine.add(startLine);
        return functions.size() - 1;
    }

    /**
     * Adds a location.
     *
     * @param mapping the answer of {@link #mapping}, or {@link LocationTable#NO_MAPPING}
     * @param lines innermost inlined call first, possibly none
     */
    public int location(int mapping, long address, boolean folded, Line... lines) {
        if (mapping != LocationTable.NO_MAPPING) {
            Objects.checkIndex(mapping, mappings.size());
        }
        for (Line added : lines) {
            Objects.checkIndex(added.function(), functions.size());
        }
        Integer known = locations.putIfAbsent(new Location(mapping, address, folded, List.of(lines)), locations.size());
        if (known != null) {
            return known;
        }
        locationMapping.add(mapping);
        locationAddress.add(address);
        locationFolded.add(folded ? 1 : 0);
        for (Line added : lines) {
            lineFunction.add(added.function());
            line.add(added.line());
            column.add(added.column());
        }
        lineOffset.add(line.size());
        return locations.size() - 1;
    }

    /**
     * Adds a sample, also where one with the same stack is there already.
     *
     * @param leafFirst answers of {@link #location}
     * @param sampleValues as many as the builder was made for
     */
    public ProfileBuilder sample(int[] leafFirst, long[] sampleValues, Label... labels) {
        if (sampleValues.length != valueCount) {
            throw new IllegalArgumentException(sampleValues.length + " values where " + valueCount + " are due");
        }
        for (int location : leafFirst) {
            stack.add(Objects.checkIndex(location, locations.size()));
        }
        for (long value : sampleValues) {
            values.add(value);
        }
        for (Label label : labels) {
            labelKey.add(string(label.key()));
            labelString.add(string(label.value()));
            labelNumber.add(label.number());
            labelUnit.add(string(label.unit()));
        }
        stackOffset.add(stack.size());
        labelOffset.add(labelKey.size());
        return this;
    }

    /**
     * What was added so far, as a value of its own.
     *
     * @param header with one sample type for each value of a sample
     */
    public Profile build(Header header) {
        if (header.sampleTypes().size() != valueCount) {
            throw new IllegalArgumentException(
                    header.sampleTypes().size() + " sample types for samples of " + valueCount + " values");
        }
        boolean[] folded = new boolean[locationFolded.size()];
        for (int i = 0; i < folded.length; i++) {
            folded[i] = locationFolded.get(i) != 0;
        }
        return new Profile(
                header,
                new StringTable(stringBytes.toByteArray(), stringOffset.toArray()),
                new MappingTable(
                        mappingStart.toArray(),
                        mappingLimit.toArray(),
                        mappingOffset.toArray(),
                        mappingFile.toArray(),
                        mappingBuildId.toArray(),
                        mappingFlags.toByteArray()),
                new FunctionTable(
                        functionName.toArray(),
                        functionSystemName.toArray(),
                        functionFile.toArray(),
                        functionStartLine.toArray()),
                new LocationTable(
                        locationMapping.toArray(),
                        locationAddress.toArray(),
                        folded,
                        lineOffset.toArray(),
                        lineFunction.toArray(),
                        line.toArray(),
                        column.toArray()),
                new SampleTable(
                        stackOffset.toArray(),
                        stack.toArray(),
                        values.toArray(),
                        labelOffset.toArray(),
                        labelKey.toArray(),
                        labelString.toArray(),
                        labelNumber.toArray(),
                        labelUnit.toArray()));
    }

    private int string(String string) {
        Integer known = strings.putIfAbsent(string, strings.size());
        if (known != null) {
            return known;
        }
        stringBytes.writeBytes(string.getBytes(StandardCharsets.UTF_8));
        stringOffset.add(stringBytes.size());
        return strings.size() - 1;
    }
}
