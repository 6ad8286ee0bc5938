package io.tributary.collector.goroutines;

import io.tributary.collector.fetch.FailureReason;
import io.tributary.collector.fetch.ScrapeException;
import java.nio.charset.StandardCharsets;

/**
 * Reads {@code go_goroutines} and {@code process_start_time_seconds} from Prometheus' text format and OpenMetrics', as
 * Go's client library serves them, and nothing else of it.
 */
public final class GoMetrics {
    /** Of an answer, unpacked; a process that has more metrics counts its goroutines by their profile. */
    static final int MOST_BYTES = 16 << 20;

    private static final byte[] GOROUTINES = "go_goroutines".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] START = "process_start_time_seconds".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_NUMBER = 64;

    private final byte[] text;

    private GoMetrics(byte[] text) {
        this.text = text;
    }

    /**
     * Reads an answer.
     *
     * @throws ScrapeException when it is too large, or does not say how many goroutines there are
     */
    public static GoroutineCount read(byte[] text) throws ScrapeException {
        if (text.length > MOST_BYTES) {
            throw new ScrapeException(
                    FailureReason.TOO_LARGE, "the metrics have more than the " + MOST_BYTES + " bytes allowed");
        }
        return new GoMetrics(text).read();
    }

    private GoroutineCount read() throws ScrapeException {
        double goroutines = Double.NaN;
        double start = Double.NaN;
        int line = 0;
        while (line < text.length) {
            int end = end(line);
            if (isOf(line, end, GOROUTINES)) {
                goroutines = value(line + GOROUTINES.length, end);
            } else if (isOf(line, end, START)) {
                start = value(line + START.length, end);
            }
            line = end + 1;
        }
        if (!(goroutines >= 0 && goroutines <= Integer.MAX_VALUE)) {
            throw new ScrapeException(
                    FailureReason.WRONG_FORMAT,
                    "the metrics have no go_goroutines: metrics_path must be where a Go process serves its own");
        }
        return new GoroutineCount(Math.round(goroutines), start);
    }

    private int end(int from) {
        int at = from;
        while (at < text.length && text[at] != '\n') {
            at++;
        }
        return at;
    }

    /** Whether a line is a sample of this metric: with or without labels. */
    private boolean isOf(int from, int end, byte[] name) {
        if (end - from <= name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (text[from + i] != name[i]) {
                return false;
            }
        }
        byte next = text[from + name.length];
        return next == ' ' || next == '\t' || next == '{';
    }

    /** The number after the labels and before a timestamp; NaN where there is none. */
    private double value(int from, int end) {
        int at = from;
        if (text[at] == '{') {
            // A label's value may hold a brace; the last one ends the labels, since numbers have none.
            at = end;
            while (text[at - 1] != '}' && at - 1 > from) {
                at--;
            }
        }
        String rest = new String(text, at, Math.min(end - at, LONGEST_NUMBER), StandardCharsets.ISO_8859_1).strip();
        String number = rest.split("[ \t]", 2)[0];
        try {
            return Double.parseDouble(number);
        } catch (NumberFormatException _) {
            return Double.NaN;
        }
    }
}
