package io.tributary.profile.filter;

/** A regular expression that is wrong, or more than is taken; the message is the reason alone. */
public final class PatternException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int position;

    PatternException(int position, String reason) {
        super(reason);
        this.position = position;
    }

    /** Where in the pattern, from 0. */
    public int position() {
        return position;
    }

    FilterSyntaxException in(FilterName filter, String value, int offset) {
        String reason = getMessage();
        return new FilterSyntaxException(filter, value, offset + position, reason == null ? "wrong" : reason);
    }
}
