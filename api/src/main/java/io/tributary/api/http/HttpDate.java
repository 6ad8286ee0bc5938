package io.tributary.api.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What an answer's {@code Date} says: when it was made, in the form of RFC 9110, section 5.6.7, which a server that has a clock owes its
 * clients (6.6.1). The page takes from it what {@code now} is. For any thread.
 */
final class HttpDate {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH);

    /** Written once a second, not once an answer. */
    private static volatile Written last = written(0);

    private record Written(long second, String text) {}

    private HttpDate() {}

    static String now() {
        long second = Math.floorDiv(System.currentTimeMillis(), 1000L);
        Written written = last;
        if (written.second != second) {
            written = written(second);
            last = written;
        }
        return written.text;
    }

    private static Written written(long second) {
        return new Written(second, FORM.format(Instant.ofEpochSecond(second).atOffset(ZoneOffset.UTC)));
    }
}
