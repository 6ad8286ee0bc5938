package io.tributary.profile.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.profile.FunctionTable;
import io.tributary.profile.LocationTable;
import io.tributary.profile.Profile;
import io.tributary.profile.StringTable;
import io.tributary.profile.column.LongColumn;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The calls of a profile by function, as pprof's reports see them: functions of one name are one frame, whatever file or
 * binary they are in. A function without a name, and a location without lines, goes by its binary: {@code [libc.so.6]}, or
 * {@code <unknown>} where there is none either. Every location has at least one frame.
 */
public final class Frames {
    private static final byte[] UNKNOWN = "<unknown>".getBytes(UTF_8);
    private static final int NOT_YET = -1;
    private static final int NAMELESS = -2;
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:\\P{Cntrl}*");

    /** What pprof keeps apart although it prints the same: nameless functions by binary and first line. */
    private record Nameless(ByteBuffer binary, long startLine) {}

    private final Profile profile;
    private final int[] offset;
    private final int[] frame;
    private final List<byte[]> names = new ArrayList<>();
    /** Row of a function with that name, or −1. */
    private final List<Integer> functions = new ArrayList<>();

    private final LongColumn startLines = new LongColumn();
    private final Map<ByteBuffer, Integer> named = new HashMap<>();
    private final Map<Nameless, Integer> nameless = new HashMap<>();

    private Frames(Profile profile) {
        this.profile = profile;
        LocationTable locations = profile.locations();
        int n = locations.size();
        offset = new int[n + 1];
        for (int i = 0; i < n; i++) {
            int lines = locations.lineOffset()[i + 1] - locations.lineOffset()[i];
            offset[i + 1] = offset[i] + Math.max(1, lines);
        }
        frame = new int[offset[n]];
        int[] ofFunction = new int[profile.functions().size()];
        Arrays.fill(ofFunction, NOT_YET);
        for (int i = 0; i < n; i++) {
            int at = offset[i];
            int to = locations.lineOffset()[i + 1];
            for (int line = locations.lineOffset()[i]; line < to; line++) {
                int function = locations.lineFunction()[line];
                if (ofFunction[function] == NOT_YET) {
                    ofFunction[function] = ofFunction(function);
                }
                frame[at++] = ofFunction[function] >= 0
                        ? ofFunction[function]
                        : nameless(locations.mapping()[i], profile.functions().startLine()[function]);
            }
            if (at == offset[i]) {
                frame[at] = nameless(locations.mapping()[i], 0);
            }
        }
    }

    public static Frames of(Profile profile) {
        return new Frames(profile);
    }

    private int ofFunction(int row) {
        FunctionTable table = profile.functions();
        ByteBuffer name = bytes(table.name()[row]);
        if (!name.hasRemaining()) {
            return NAMELESS;
        }
        Integer known = named.putIfAbsent(name, names.size());
        return known != null ? known : add(copy(name), row, 0);
    }

    private int nameless(int mapping, long startLine) {
        ByteBuffer binary = mapping == LocationTable.NO_MAPPING || !hasBinaryName(profile, mapping)
                ? ByteBuffer.allocate(0)
                : bytes(profile.mappings().filename()[mapping]);
        Integer known = nameless.putIfAbsent(new Nameless(binary, startLine), names.size());
        if (known != null) {
            return known;
        }
        return add(binary.hasRemaining() ? binaryName(copy(binary)) : UNKNOWN, NOT_YET, startLine);
    }

    private int add(byte[] name, int function, long startLine) {
        names.add(name);
        functions.add(function);
        startLines.add(startLine);
        return names.size() - 1;
    }

    private ByteBuffer bytes(int string) {
        StringTable strings = profile.strings();
        return ByteBuffer.wrap(strings.bytes(), strings.offset(string), strings.length(string));
    }

    /**
     * Whether a mapping names its binary. Without a build id, the tool takes a name like {@code http://host/path} for
     * the address that a profile was fetched from, and forgets it.
     */
    public static boolean hasBinaryName(Profile profile, int mapping) {
        String file = profile.strings().get(profile.mappings().filename()[mapping]);
        boolean noBuildId = profile.strings().length(profile.mappings().buildId()[mapping]) == 0;
        return !file.isEmpty() && !(noBuildId && ADDRESS.matcher(file).matches());
    }

    private static byte[] copy(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return copy;
    }

    private static byte[] binaryName(byte[] path) {
        int to = path.length;
        while (to > 1 && path[to - 1] == '/') {
            to--;
        }
        int from = to;
        while (from > 0 && path[from - 1] != '/') {
            from--;
        }
        // A path of nothing but slashes is the root.
        from = from == to ? to - 1 : from;
        byte[] name = new byte[to - from + 2];
        name[0] = '[';
        System.arraycopy(path, from, name, 1, to - from);
        name[name.length - 1] = ']';
        return name;
    }

    /** The number of distinct frames. */
    public int count() {
        return names.size();
    }

    /** What is printed for a frame, in UTF-8 as it came; not a copy. */
    public byte[] name(int number) {
        return names.get(number);
    }

    /** A row of the function table with the frame's name, or −1 for a nameless one. */
    public int function(int number) {
        return functions.get(number);
    }

    /** Where a location's frames begin, the innermost first; up to {@link #end}. */
    public int start(int location) {
        return offset[location];
    }

    /** One past the location's last frame: the one before it was called, all others were inlined. */
    public int end(int location) {
        return offset[location + 1];
    }

    /** The frame at a place between {@link #start} and {@link #end}. */
    public int at(int place) {
        return frame[place];
    }

    /** By name, byte by byte; frames that print the same by what tells them apart, so that the order is total. */
    public int compare(int a, int b) {
        int order = Arrays.compareUnsigned(names.get(a), names.get(b));
        if (order == 0) {
            order = Long.compare(startLines.get(a), startLines.get(b));
        }
        return order != 0 ? order : Integer.compare(a, b);
    }
}
