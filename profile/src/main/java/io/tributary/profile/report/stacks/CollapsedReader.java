package io.tributary.profile.report.stacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.profile.Header;
import io.tributary.profile.InvalidProfileException;
import io.tributary.profile.InvalidProfileException.Reason;
import io.tributary.profile.LocationTable;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.build.Line;
import io.tributary.profile.build.ProfileBuilder;
import io.tributary.profile.column.IntColumn;
import io.tributary.profile.wire.DecodeLimits;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads collapsed stacks, for instance {@code main;run;read 12}, into a profile: a function and a location for each
 * distinct name, without file, line or address. Lines are as they come, also where two have the same stack; empty lines
 * are skipped. What follows the last space of a line is its value, a whole number of 64 bits, negative ones included.
 */
public final class CollapsedReader {
    private static final int QUOTED = 40;

    private final byte[] text;
    private final DecodeLimits limits;
    private final ProfileBuilder builder = new ProfileBuilder(1);
    private final Map<String, Integer> locations = new HashMap<>();
    private int lineNumber;
    private int samples;

    private CollapsedReader(byte[] text, DecodeLimits limits) {
        this.text = text;
        this.limits = limits;
    }

    /**
     * Reads all of a text in UTF-8.
     *
     * @param type what the values are, since the text does not say
     * @param limits for bytes, lines, depth and distinct names
     * @throws InvalidProfileException with the number of the line that is wrong, or that goes beyond a limit
     */
    public static Profile read(byte[] text, ValueType type, DecodeLimits limits) throws InvalidProfileException {
        if (text.length > limits.maxInputBytes()) {
            throw new InvalidProfileException(
                    Reason.TOO_LARGE,
                    "collapsed stacks of " + text.length + " bytes: more than " + limits.maxInputBytes());
        }
        CollapsedReader reader = new CollapsedReader(text, limits);
        reader.lines();
        if (reader.samples == 0) {
            throw new InvalidProfileException(Reason.EMPTY, "no collapsed stack: the text has no line with a value");
        }
        return reader.builder.build(new Header(List.of(type), null, 0, 0, 0, type.type(), List.of(), "", "", ""));
    }

    private void lines() throws InvalidProfileException {
        for (int from = 0; from < text.length; ) {
            int to = from;
            while (to < text.length && text[to] != '\n') {
                to++;
            }
            lineNumber++;
            line(from, trimmedEnd(from, to));
            from = to + 1;
        }
    }

    private int trimmedEnd(int from, int to) {
        int end = to;
        while (end > from && (text[end - 1] == '\r' || text[end - 1] == ' ' || text[end - 1] == '\t')) {
            end--;
        }
        return end;
    }

    private void line(int from, int to) throws InvalidProfileException {
        if (from == to) {
            return;
        }
        int space = to - 1;
        while (space >= from && text[space] != ' ' && text[space] != '\t') {
            space--;
        }
        if (space < from) {
            throw wrong(Reason.MALFORMED, "no value after a space: " + quoted(from, to));
        }
        long value = value(space + 1, to);
        int end = trimmedEnd(from, space);
        if (++samples > limits.maxSamples()) {
            throw wrong(Reason.TOO_LARGE, "more than " + limits.maxSamples() + " stacks");
        }
        int[] rootFirst = Collapsed.isNoStack(text, from, end) ? new int[0] : frames(from, end);
        int[] leafFirst = new int[rootFirst.length];
        for (int i = 0; i < leafFirst.length; i++) {
            leafFirst[i] = rootFirst[leafFirst.length - 1 - i];
        }
        builder.sample(leafFirst, new long[] {value});
    }

    private int[] frames(int from, int to) throws InvalidProfileException {
        IntColumn rootFirst = new IntColumn();
        for (int start = from; start <= to; ) {
            int end = start;
            while (end < to && text[end] != ';') {
                end++;
            }
            if (end == start) {
                throw wrong(Reason.MALFORMED, "a frame without a name: " + quoted(from, to));
            }
            rootFirst.add(location(start, end));
            if (rootFirst.size() > limits.maxStackDepth()) {
                throw wrong(Reason.TOO_LARGE, "a stack of more than " + limits.maxStackDepth() + " frames");
            }
            start = end + 1;
        }
        return rootFirst.toArray();
    }

    private int location(int from, int to) throws InvalidProfileException {
        String name;
        try {
            name = UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(text, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw wrong(Reason.MALFORMED, "a name that is not UTF-8: " + quoted(from, to));
        }
        Integer known = locations.get(name);
        if (known != null) {
            return known;
        }
        if (locations.size() >= Math.min(limits.maxStrings(), limits.maxRows())) {
            throw wrong(Reason.TOO_LARGE, "more than " + locations.size() + " distinct names");
        }
        int location = builder.location(
                LocationTable.NO_MAPPING, 0, false, new Line(builder.function(name, name, "", 0), 0, 0));
        locations.put(name, location);
        return location;
    }

    private long value(int from, int to) throws InvalidProfileException {
        try {
            return Long.parseLong(new String(text, from, to - from, UTF_8));
        } catch (NumberFormatException e) {
            throw wrong(Reason.MALFORMED, "the value is no whole number of 64 bits: " + quoted(from, to));
        }
    }

    private String quoted(int from, int to) {
        boolean cut = to - from > QUOTED;
        return "\"" + new String(text, from, Math.min(QUOTED, to - from), UTF_8) + (cut ? "…" : "") + "\"";
    }

    private InvalidProfileException wrong(Reason reason, String what) {
        return new InvalidProfileException(reason, "collapsed stacks, line " + lineNumber + ": " + what);
    }
}
