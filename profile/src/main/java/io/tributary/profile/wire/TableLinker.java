package io.tributary.profile.wire;

import io.tributary.profile.FunctionTable;
import io.tributary.profile.Header;
import io.tributary.profile.InvalidProfileException;
import io.tributary.profile.InvalidProfileException.Reason;
import io.tributary.profile.LocationTable;
import io.tributary.profile.MappingTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.StringTable;
import io.tributary.profile.ValueType;
import io.tributary.profile.column.IntColumn;
import io.tributary.profile.column.LongColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a profile of the columns that were read: checks every reference and turns ids into rows. Strings stay in the message.
 */
final class TableLinker {
    private final RawTables t;
    private final StringTable strings;

    /** Strings of the header, each decoded once however often it is named. */
    private final Map<Integer, String> decoded = new HashMap<>();

    TableLinker(RawTables tables, byte[] message) throws InvalidProfileException {
        this.t = tables;
        this.strings = strings(tables, message);
    }

    Profile link() throws InvalidProfileException {
        checkValues();
        Header header = header();
        IdIndex mappingRows = IdIndex.of(t.mappingId, "mapping");
        IdIndex functionRows = IdIndex.of(t.functionId, "function");
        IdIndex locationRows = IdIndex.of(t.locationId, "location");
        return new Profile(
                header, strings, mappings(), functions(), locations(mappingRows, functionRows), samples(locationRows));
    }

    private static StringTable strings(RawTables t, byte[] message) throws InvalidProfileException {
        if (t.stringStart.size() == 0) {
            throw malformed("string_table: there is none, its first string must be there and be empty");
        }
        return new StringTable(message, t.stringStart.toArray(), t.stringLength.toArray());
    }

    private void checkValues() throws InvalidProfileException {
        int types = t.typeName.size();
        if (t.valuesPerSample < 0) {
            return;
        }
        if (types == 0) {
            throw malformed("sample_type: there is none, but there are samples");
        }
        if (t.valuesPerSample != types) {
            throw wrongValues(0, t.valuesPerSample);
        }
        if (t.oddSample >= 0) {
            throw wrongValues(t.oddSample, t.oddSampleValues);
        }
    }

    private InvalidProfileException wrongValues(int sample, int values) {
        return malformed(
                "sample[" + sample + "].value: " + values + " values for " + t.typeName.size() + " sample types");
    }

    private Header header() throws InvalidProfileException {
        List<ValueType> types = new ArrayList<>();
        for (int i = 0; i < t.typeName.size(); i++) {
            types.add(new ValueType(
                    string(t.typeName.get(i), "sample_type", i, "type"),
                    string(t.typeUnit.get(i), "sample_type", i, "unit")));
        }
        List<String> comments = new ArrayList<>();
        for (int i = 0; i < t.comment.size(); i++) {
            comments.add(string(t.comment.get(i), "comment", i, "index"));
        }
        ValueType periodType = new ValueType(
                string(t.periodTypeName, "period_type", 0, "type"), string(t.periodTypeUnit, "period_type", 0, "unit"));
        return new Header(
                types,
                t.hasPeriodType ? periodType : null,
                t.period,
                t.timeNanos,
                t.durationNanos,
                string(t.defaultSampleType, "default_sample_type", 0, "index"),
                comments,
                string(t.dropFrames, "drop_frames", 0, "index"),
                string(t.keepFrames, "keep_frames", 0, "index"),
                string(t.docUrl, "doc_url", 0, "index"));
    }

    private String string(int number, String table, int row, String field) throws InvalidProfileException {
        if (number >= strings.size()) {
            throw noString(number, table, row, field);
        }
        return decoded.computeIfAbsent(number, strings::get);
    }

    private int[] stringNumbers(IntColumn column, String table, String field) throws InvalidProfileException {
        int[] numbers = column.toArray();
        for (int row = 0; row < numbers.length; row++) {
            if (numbers[row] >= strings.size()) {
                throw noString(numbers[row], table, row, field);
            }
        }
        return numbers;
    }

    private InvalidProfileException noString(int number, String table, int row, String field) {
        return malformed(table + "[" + row + "]." + field + ": there is no string " + number + ", the table has "
                + strings.size());
    }

    private MappingTable mappings() throws InvalidProfileException {
        return new MappingTable(
                t.mappingStart.toArray(),
                t.mappingLimit.toArray(),
                t.mappingOffset.toArray(),
                stringNumbers(t.mappingFile, "mapping", "filename"),
                stringNumbers(t.mappingBuildId, "mapping", "build_id"),
                Arrays.copyOf(t.mappingFlags, t.mappingId.size()));
    }

    private FunctionTable functions() throws InvalidProfileException {
        return new FunctionTable(
                stringNumbers(t.functionName, "function", "name"),
                stringNumbers(t.functionSystemName, "function", "system_name"),
                stringNumbers(t.functionFile, "function", "filename"),
                t.functionStartLine.toArray());
    }

    private LocationTable locations(IdIndex mappingRows, IdIndex functionRows) throws InvalidProfileException {
        int n = t.locationId.size();
        int[] mapping = new int[n];
        for (int i = 0; i < n; i++) {
            long id = t.locationMappingId.get(i);
            mapping[i] = id == 0 ? LocationTable.NO_MAPPING : mappingRows.row(id);
            if (id != 0 && mapping[i] < 0) {
                throw malformed("location[" + i + "].mapping_id: there is no mapping " + Long.toUnsignedString(id));
            }
        }
        int[] lineOffset = offsets(t.locationLineEnd);
        int[] function = new int[t.lineFunctionId.size()];
        int location = 0;
        for (int i = 0; i < function.length; i++) {
            function[i] = functionRows.row(t.lineFunctionId.get(i));
            if (function[i] < 0) {
                while (lineOffset[location + 1] <= i) {
                    location++;
                }
                throw malformed("location[" + location + "].line[" + (i - lineOffset[location])
                        + "].function_id: there is no function " + Long.toUnsignedString(t.lineFunctionId.get(i)));
            }
        }
        return new LocationTable(
                mapping,
                t.locationAddress.toArray(),
                Arrays.copyOf(t.locationFolded, n),
                lineOffset,
                function,
                t.line.toArray(),
                t.lineColumn.toArray());
    }

    private SampleTable samples(IdIndex locationRows) throws InvalidProfileException {
        int[] stackOffset = offsets(t.sampleStackEnd);
        int[] location = new int[t.stackLocationId.size()];
        for (int i = 0; i < location.length; i++) {
            location[i] = locationRows.row(t.stackLocationId.get(i));
            if (location[i] < 0) {
                int sample = 0;
                while (stackOffset[sample + 1] <= i) {
                    sample++;
                }
                throw malformed("sample[" + sample + "].location_id[" + (i - stackOffset[sample])
                        + "]: there is no location " + Long.toUnsignedString(t.stackLocationId.get(i)));
            }
        }
        SampleTable samples = new SampleTable(
                stackOffset,
                location,
                t.value.toArray(),
                offsets(t.sampleLabelEnd),
                stringNumbers(t.labelKey, "label", "key"),
                stringNumbers(t.labelString, "label", "str"),
                t.labelNumber.toArray(),
                stringNumbers(t.labelUnit, "label", "num_unit"));
        return withoutVoidLabels(samples);
    }

    /**
     * A label without a string, a number and a unit says nothing, and pprof's reader leaves it out. Two samples that
     * differ in such labels only are the same.
     */
    private SampleTable withoutVoidLabels(SampleTable s) {
        int first = 0;
        int labels = s.labelKey().length;
        while (first < labels && !isVoid(s, first)) {
            first++;
        }
        if (first == labels) {
            return s;
        }
        int[] offset = new int[s.labelOffset().length];
        IntColumn key = new IntColumn(labels);
        IntColumn string = new IntColumn(labels);
        LongColumn number = new LongColumn(labels);
        IntColumn unit = new IntColumn(labels);
        for (int sample = 0; sample < s.size(); sample++) {
            for (int i = s.labelOffset()[sample]; i < s.labelOffset()[sample + 1]; i++) {
                if (!isVoid(s, i)) {
                    key.add(s.labelKey()[i]);
                    string.add(s.labelString()[i]);
                    number.add(s.labelNumber()[i]);
                    unit.add(s.labelUnit()[i]);
                }
            }
            offset[sample + 1] = key.size();
        }
        return new SampleTable(
                s.stackOffset(),
                s.location(),
                s.values(),
                offset,
                key.toArray(),
                string.toArray(),
                number.toArray(),
                unit.toArray());
    }

    private boolean isVoid(SampleTable s, int label) {
        return strings.length(s.labelString()[label]) == 0
                && s.labelNumber()[label] == 0
                && strings.length(s.labelUnit()[label]) == 0;
    }

    private static int[] offsets(IntColumn ends) {
        int[] offsets = new int[ends.size() + 1];
        for (int i = 0; i < ends.size(); i++) {
            offsets[i + 1] = ends.get(i);
        }
        return offsets;
    }

    private static InvalidProfileException malformed(String what) {
        return new InvalidProfileException(Reason.MALFORMED, what);
    }
}
