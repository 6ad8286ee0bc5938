package io.tributary.api.view;

import io.tributary.api.http.Parameter;
import io.tributary.api.http.Problem;
import io.tributary.api.http.Request;
import java.util.Locale;
import java.util.Set;

/** What a profile is written as. */
public enum Format {
    /** As {@code go tool pprof} reads it, gzipped. */
    PPROF("application/octet-stream", "pb.gz"),
    /** Stacks merged by name, columns for a page. */
    FLAMEGRAPH("application/json", "json"),
    /** The functions that took most, as rows. */
    TOP("application/json", "json"),
    /** A line for each stack, as flame graph tools read them. */
    COLLAPSED("text/plain; charset=utf-8", "txt"),
    /** A file for speedscope. */
    SPEEDSCOPE("application/json", "json"),
    /** What {@code go tool pprof -top} prints. */
    TEXT("text/plain; charset=utf-8", "txt");

    public static final Parameter PARAMETER = Parameter.once("format");

    private final String contentType;
    private final String extension;

    Format(String contentType, String extension) {
        this.contentType = contentType;
        this.extension = extension;
    }

    /** As users write it: in small letters. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String contentType() {
        return contentType;
    }

    /** Of a file's name, without a dot. */
    public String extension() {
        return extension;
    }

    boolean isJson() {
        return contentType.equals("application/json");
    }

    /**
     * The one that a request asks for; pprof where it names none.
     *
     * @throws Problem when it is none of these
     */
    static Format of(Request request, Set<Format> possible) {
        return request.oneOf(PARAMETER.name(), possible, Format::text, PPROF, "is no format of this answer");
    }
}
