package io.tributary.profile.merge;

import io.tributary.profile.Header;
import io.tributary.profile.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Merges what profiles say beside their samples, by the rules of {@code go tool pprof}: sample types are those whose
 * names all profiles have, in the first one's order and each in the finest unit met; drop and keep frames and the period
 * type are the first one's; the period is the largest; durations add up; comments are the ordered union; default sample
 * type and doc url are the first that are not empty.
 *
 * <p>The time is the earliest, but as pprof computes it: a profile without a time (0) sets the time back to none, and the
 * next one's counts again.
 */
public final class HeaderMerger {
    private static final ValueType NO_TYPE = new ValueType("", "");

    private HeaderMerger() {}

    /**
     * The merge of headers.
     *
     * @param headers in the order of the profiles, at least one
     * @throws IncompatibleHeadersException when the profiles cannot be added up; profiles are counted from 1 in its
     *     message
     */
    public static MergedHeader merge(List<Header> headers) throws IncompatibleHeadersException {
        if (headers.isEmpty()) {
            throw new IllegalArgumentException("no header to merge");
        }
        List<String> names = commonNames(headers);
        Map<List<ValueType>, int[]> columns = new HashMap<>();
        for (int i = 0; i < headers.size(); i++) {
            List<ValueType> types = headers.get(i).sampleTypes();
            if (!columns.containsKey(types)) {
                columns.put(types, columns(types, names, i + 1));
            }
        }
        List<ValueType> sampleTypes = finest(headers, names, columns);
        Map<List<ValueType>, ColumnPlan> plans = new HashMap<>();
        List<ColumnPlan> planOf = new ArrayList<>(headers.size());
        for (Header header : headers) {
            List<ValueType> types = header.sampleTypes();
            planOf.add(plans.computeIfAbsent(
                    types, _ -> plan(types, columns.getOrDefault(types, new int[0]), sampleTypes)));
        }
        return new MergedHeader(combine(headers, names, planOf, sampleTypes), planOf);
    }

    /** Names that come as often as there are profiles: pprof counts, so a name that one profile has twice is not common. */
    private static List<String> commonNames(List<Header> headers) throws IncompatibleHeadersException {
        Map<String, Integer> count = new HashMap<>();
        for (Header header : headers) {
            header.sampleTypes().forEach(type -> count.merge(type.type(), 1, Integer::sum));
        }
        List<String> names = headers.get(0).sampleTypes().stream()
                .map(ValueType::type)
                .filter(name -> headers.size() == count.getOrDefault(name, 0))
                .toList();
        if (names.isEmpty()) {
            List<ValueType> first = headers.get(0).sampleTypes();
            for (int i = 1; i < headers.size(); i++) {
                List<ValueType> other = headers.get(i).sampleTypes();
                if (!first.equals(other)) {
                    throw new IncompatibleHeadersException("no sample type is in all profiles: the first has " + first
                            + ", number " + (i + 1) + " has " + other);
                }
            }
            throw new IncompatibleHeadersException("no sample type is once in every profile: they have " + first);
        }
        return names;
    }

    private static int[] columns(List<ValueType> types, List<String> names, int number)
            throws IncompatibleHeadersException {
        int[] column = new int[names.size()];
        for (int c = 0; c < column.length; c++) {
            column[c] = indexOf(types, names.get(c));
            if (column[c] < 0) {
                throw new IncompatibleHeadersException(
                        "profile number " + number + " has no sample type " + names.get(c) + ", only " + types);
            }
        }
        return column;
    }

    private static int indexOf(List<ValueType> types, String name) {
        for (int i = 0; i < types.size(); i++) {
            if (types.get(i).type().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private static List<ValueType> finest(List<Header> headers, List<String> names, Map<List<ValueType>, int[]> columns)
            throws IncompatibleHeadersException {
        List<ValueType> result = new ArrayList<>();
        for (int c = 0; c < names.size(); c++) {
            @Nullable ValueType finest = null;
            for (Header header : headers) {
                int[] column = columns.getOrDefault(header.sampleTypes(), new int[0]);
                finest = finer("sample types", finest, header.sampleTypes().get(column[c]));
            }
            result.add(finest == null ? NO_TYPE : finest);
        }
        return result;
    }

    /** The finer of two types; the first where none is. */
    private static ValueType finer(String what, @Nullable ValueType a, ValueType b)
            throws IncompatibleHeadersException {
        if (a == null || a.equals(b)) {
            return b;
        }
        if (!a.type().equals(b.type()) || !Units.areConvertible(a.unit(), b.unit())) {
            throw new IncompatibleHeadersException(what + " do not go together: " + a + " and " + b);
        }
        return Units.convert(1, b.unit(), a.unit()) < 1 ? b : a;
    }

    private static ColumnPlan plan(List<ValueType> types, int[] column, List<ValueType> merged) {
        double[] ratio = new double[column.length];
        for (int c = 0; c < column.length; c++) {
            ratio[c] =
                    Units.convert(1, types.get(column[c]).unit(), merged.get(c).unit());
        }
        return new ColumnPlan(types.size(), column, ratio);
    }

    private static Header combine(
            List<Header> headers, List<String> names, List<ColumnPlan> plans, List<ValueType> sampleTypes)
            throws IncompatibleHeadersException {
        Header first = headers.get(0);
        @Nullable ValueType periodType = null;
        for (Header header : headers) {
            periodType = finer("period types", periodType, periodType(header));
        }
        String periodUnit = periodType == null ? "" : periodType.unit();
        long time = 0;
        long duration = 0;
        long period = 0;
        Set<String> comments = new LinkedHashSet<>();
        String defaultType = "";
        String docUrl = "";
        for (int i = 0; i < headers.size(); i++) {
            Header header = headers.get(i);
            if (time == 0 || header.timeNanos() < time) {
                time = header.timeNanos();
            }
            duration += header.durationNanos();
            long itsPeriod = headers.size() == 1
                    ? header.period()
                    : (long) Units.convert(header.period(), periodType(header).unit(), periodUnit);
            if (period == 0 || period < itsPeriod) {
                period = itsPeriod;
            }
            comments.addAll(header.comments());
            if (defaultType.isEmpty()) {
                defaultType = defaultType(header, names, plans.get(i));
            }
            if (docUrl.isEmpty()) {
                docUrl = header.docUrl();
            }
        }
        return new Header(
                sampleTypes,
                NO_TYPE.equals(periodType) ? first.periodType() : periodType,
                period,
                time,
                duration,
                defaultType,
                headers.size() == 1 ? first.comments() : List.copyOf(comments),
                first.dropFrames(),
                first.keepFrames(),
                docUrl);
    }

    /** pprof reads a missing period type as an empty one. */
    private static ValueType periodType(Header header) {
        ValueType type = header.periodType();
        return type == null ? NO_TYPE : type;
    }

    /** pprof replaces a default type that is not in the merge, but only where it drops or moves a column. */
    private static String defaultType(Header header, List<String> names, ColumnPlan plan) {
        boolean moves = plan.column().length != plan.sourceColumns();
        for (int c = 0; c < plan.column().length; c++) {
            moves |= plan.column()[c] != c;
        }
        return !moves || names.contains(header.defaultSampleType()) ? header.defaultSampleType() : names.get(0);
    }
}
