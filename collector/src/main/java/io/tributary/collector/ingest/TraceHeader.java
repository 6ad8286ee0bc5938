package io.tributary.collector.ingest;

import io.tributary.collector.fetch.FailureReason;
import io.tributary.collector.fetch.ScrapeException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The sixteen bytes that an execution trace of Go begins with, a flight recorder's too: {@code go 1.N trace} and zeros (Go's
 * internal/trace). More of it is not read: a login page kept as a trace would hold its alert off.
 */
final class TraceHeader {
    private static final int LENGTH = 16;
    private static final Pattern HEADER = Pattern.compile("go 1\\.[0-9]{1,3} trace\\x00+");

    private TraceHeader() {}

    static void check(byte[] bytes) throws ScrapeException {
        if (bytes.length == 0) {
            throw new ScrapeException(FailureReason.EMPTY, "the answer is empty");
        }
        String begin = new String(bytes, 0, Math.min(bytes.length, LENGTH), StandardCharsets.ISO_8859_1);
        if (bytes.length <= LENGTH || !HEADER.matcher(begin).matches()) {
            throw new ScrapeException(
                    FailureReason.WRONG_FORMAT,
                    "this is no execution trace of Go, which begins with \"go 1.N trace\"; correct the type's path");
        }
    }
}
