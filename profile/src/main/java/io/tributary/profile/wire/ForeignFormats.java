package io.tributary.profile.wire;

import io.tributary.profile.InvalidProfileException;
import io.tributary.profile.InvalidProfileException.Reason;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Tells what bytes are that are no pprof, so that the refusal can say what to do about it. */
final class ForeignFormats {
    private static final int WINDOW = 64;

    /** Beginning, what it is, what to do. */
    private record Known(String beginning, String name, String advice) {}

    private static final String DEBUG = "ask for pprof instead: remove the debug parameter";
    private static final String GPERFTOOLS = "convert it with 'pprof -proto' first";
    private static final Known[] TEXTS = {
        new Known("goroutine profile:", "Go's text form of a goroutine profile (debug=1)", DEBUG),
        new Known("goroutine ", "Go's goroutine dump (debug=2)", DEBUG),
        new Known("threadcreate profile:", "Go's text form of a threadcreate profile (debug=1)", DEBUG),
        new Known("heap profile:", "the text form of a heap profile (Go's debug=1, or gperftools)", DEBUG),
        new Known("--- contention", "the text form of a contention profile (Go's debug=1, or gperftools)", DEBUG),
        new Known("--- mutex", "Go's text form of a mutex profile (debug=1)", DEBUG),
        new Known("heap_v2/", "jemalloc's heap profile", GPERFTOOLS),
        new Known("--- heapz", "a Java heap profile in text", GPERFTOOLS),
        new Known("--- contentionz", "a Java contention profile in text", GPERFTOOLS),
        new Known("--- threadz", "a thread dump in text", GPERFTOOLS),
        new Known("go 1.", "a Go execution trace", "it is not a profile: leave /debug/pprof/trace out of the targets"),
        new Known("<", "HTML or XML", "the path is a page: it must be one of the /debug/pprof/ endpoints"),
        new Known("{", "JSON", "the path must be one of the /debug/pprof/ endpoints"),
        new Known("[", "JSON", "the path must be one of the /debug/pprof/ endpoints"),
        new Known("FLR\0", "a JDK Flight Recorder file", "ask for pprof instead"),
        new Known("\u001f\u008b", "gzip inside what was compressed already", "compress it once"),
        new Known("(\u00b5/\u00fd", "zstd inside what was compressed already", "compress it once"),
    };

    private ForeignFormats() {}

    /** Refuses what is recognised as something else; does nothing where the bytes may be a pprof. */
    static void refuse(byte[] input) throws InvalidProfileException {
        int length = Math.min(input.length, WINDOW);
        String head = new String(input, 0, length, StandardCharsets.ISO_8859_1);
        boolean text = isPrintable(head);
        Known known = find(text ? head.strip() : head);
        if (known != null) {
            throw new InvalidProfileException(
                    Reason.UNSUPPORTED_FORMAT, "this is " + known.name + ", not a pprof: " + known.advice);
        }
        if (isGperftoolsCpu(input)) {
            throw new InvalidProfileException(
                    Reason.UNSUPPORTED_FORMAT, "this is a gperftools CPU profile, not a pprof: " + GPERFTOOLS);
        }
        // A pprof holds an empty string and small tags early on, so its beginning is never plain text. Which text is
        // not said: a server
        // may repeat what it was sent, a password among it.
        if (text) {
            throw new InvalidProfileException(
                    Reason.NOT_A_PROFILE,
                    "this is text, not a pprof: the path must be one of the /debug/pprof/ endpoints");
        }
    }

    private static @Nullable Known find(String head) {
        for (Known known : TEXTS) {
            if (head.startsWith(known.beginning)) {
                return known;
            }
        }
        return null;
    }

    private static boolean isPrintable(String head) {
        return head.chars().allMatch(c -> (c >= ' ' && c < 0x7f) || c == '\n' || c == '\r' || c == '\t');
    }

    /** Words of the machine that wrote it: 0, 3 (header words), 0 (version), the period, 0. */
    private static boolean isGperftoolsCpu(byte[] in) {
        for (int width = 4; width <= 8; width += 4) {
            for (int three : new int[] {width, 2 * width - 1}) {
                boolean matches = in.length >= 3 * width;
                for (int i = 0; matches && i < 3 * width; i++) {
                    matches = in[i] == (i == three ? 3 : 0);
                }
                if (matches) {
                    return true;
                }
            }
        }
        return false;
    }
}
