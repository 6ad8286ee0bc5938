package io.tributary.profile.filter;

/** A filter that cannot be understood. The message names the filter, the pattern, the place and what is wrong there. */
public final class FilterSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;
    /** More of a pattern than this is not quoted. */
    private static final int QUOTED = 200;

    private final FilterName filter;
    private final String pattern;
    private final int position;

    FilterSyntaxException(FilterName filter, String pattern, int position, String reason) {
        super(filter.flag() + "=" + quoted(pattern) + ": " + reason + ", at character " + (position + 1));
        this.filter = filter;
        this.pattern = pattern;
        this.position = position;
    }

    private static String quoted(String pattern) {
        return pattern.length() <= QUOTED ? pattern : pattern.substring(0, QUOTED) + "…";
    }

    public FilterName filter() {
        return filter;
    }

    /** The filter's value as it was given, with the key of a label where it has one. */
    public String pattern() {
        return pattern;
    }

    /** The index in {@link #pattern} from which it is wrong. */
    public int position() {
        return position;
    }
}
