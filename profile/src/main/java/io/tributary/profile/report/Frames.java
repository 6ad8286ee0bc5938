package io.tributary.profile.report;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tributary.profile.FunctionTable;
import io.tributary.profile.LocationTable;
import io.tributary.profile.Profile;
import io.tributary.profile.StringTable;
import io.tributary.profile.column.IntColumn;
import io.tributary.profile.column.LongColumn;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a profile as pprof's reports see them, by function or by another {@link Granularity}: functions of one name
 * are one frame, whatever file or binary they are in. A function without a name, and a location without lines, goes by its
 * binary: {@code [libc.so.6]}, or {@code <unknown>} where there is none either. Every location has at least one frame.
 */
public final class Frames {
    private static final int NO_FUNCTION = -1;
    private static final int NOT_YET = -1;
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:\\P{Cntrl}*");

    private final Profile profile;
    private final Granularity granularity;
    private final int[] offset;
    private final int[] frame;
    private final List<byte[]> names = new ArrayList<>();
    /** Row of a function with that name, or −1. */
    private final IntColumn functions = new IntColumn();

    private final LongColumn startLines = new LongColumn();
    private final Map<FrameKey, Integer> known = new HashMap<>();
    private final @Nullable ByteBuffer[] nameOfFunction;
    private final @Nullable ByteBuffer[] cleanPath;

    private Frames(Profile profile, Granularity granularity) {
        this.profile = profile;
        this.granularity = granularity;
        nameOfFunction = new @Nullable ByteBuffer[profile.functions().size()];
        cleanPath = new @Nullable ByteBuffer[profile.strings().size()];
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
                if (ofFunction[function] != NOT_YET) {
                    frame[at++] = ofFunction[function];
                    continue;
                }
                FrameKey key = key(i, line);
                frame[at] = number(key, function);
                if (!granularity.lines && key.name().hasRemaining()) {
                    ofFunction[function] = frame[at];
                }
                at++;
            }
            if (at == offset[i]) {
                frame[at] = number(key(i), NO_FUNCTION);
            }
        }
    }

    /** By function, as the tool does unasked. */
    public static Frames of(Profile profile) {
        return of(profile, Granularity.FUNCTIONS);
    }

    public static Frames of(Profile profile, Granularity granularity) {
        return new Frames(profile, granularity);
    }

    private int number(FrameKey key, int function) {
        Integer number = known.putIfAbsent(key, names.size());
        if (number != null) {
            return number;
        }
        names.add(key.printed());
        boolean isOne = key.name().hasRemaining() && granularity != Granularity.PACKAGES;
        functions.add(isOne ? function : NO_FUNCTION);
        startLines.add(key.startLine());
        return names.size() - 1;
    }

    /** Of a location without lines. */
    private FrameKey key(int location) {
        return new FrameKey(FrameKey.NO_TEXT, FrameKey.NO_TEXT, 0, 0, address(location), binary(location), 0);
    }

    private FrameKey key(int location, int line) {
        LocationTable locations = profile.locations();
        FunctionTable table = profile.functions();
        int function = locations.lineFunction()[line];
        ByteBuffer name = nameOf(function);
        boolean nameless = !name.hasRemaining();
        return new FrameKey(
                name,
                granularity.files ? path(table.filename()[function]) : FrameKey.NO_TEXT,
                granularity.lines ? locations.line()[line] : 0,
                granularity.addresses ? locations.column()[line] : 0,
                address(location),
                nameless ? binary(location) : FrameKey.NO_TEXT,
                nameless && granularity != Granularity.PACKAGES ? table.startLine()[function] : 0);
    }

    private long address(int location) {
        return granularity.addresses ? profile.locations().address()[location] : 0;
    }

    private ByteBuffer binary(int location) {
        int mapping = profile.locations().mapping()[location];
        return mapping == LocationTable.NO_MAPPING || !hasBinaryName(profile, mapping)
                ? FrameKey.NO_TEXT
                : bytes(profile.mappings().filename()[mapping]);
    }

    private ByteBuffer nameOf(int function) {
        ByteBuffer name = nameOfFunction[function];
        if (name == null) {
            int string = profile.functions().name()[function];
            if (granularity == Granularity.PACKAGES) {
                String file = chars(profile.functions().filename()[function]);
                name = ByteBuffer.wrap(PackageName.of(chars(string), file).getBytes(ISO_8859_1));
            } else {
                name = granularity.names ? bytes(string) : FrameKey.NO_TEXT;
            }
            nameOfFunction[function] = name;
        }
        return name;
    }

    private ByteBuffer path(int string) {
        ByteBuffer path = cleanPath[string];
        if (path == null) {
            path = ByteBuffer.wrap(SourcePath.clean(chars(string)).getBytes(ISO_8859_1));
            cleanPath[string] = path;
        }
        return path;
    }

    private ByteBuffer bytes(int string) {
        StringTable strings = profile.strings();
        return ByteBuffer.wrap(strings.bytes(), strings.offset(string), strings.length(string));
    }

    /** One character a byte. */
    private String chars(int string) {
        StringTable strings = profile.strings();
        return new String(strings.bytes(), strings.offset(string), strings.length(string), ISO_8859_1);
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

    /** The number of distinct frames. */
    public int count() {
        return names.size();
    }

    /** What is printed for a frame, in UTF-8 as it came; not a copy. */
    public byte[] name(int number) {
        return names.get(number);
    }

    /** A row of the function table with the frame's name, or −1 for a nameless one and for a package. */
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
