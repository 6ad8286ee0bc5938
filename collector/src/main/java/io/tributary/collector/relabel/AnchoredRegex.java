package io.tributary.collector.relabel;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.tributary.profile.filter.PatternException;
import io.tributary.profile.filter.PatternLimits;

/**
 * A regular expression of RE2 that has to match the whole of a text, line ends included ({@code .} matches them, as in
 * Prometheus 3). It takes linear time, whatever the pattern.
 */
public final class AnchoredRegex {
    private static final int MOST_CHARACTERS = 16 << 10;
    /** What repetitions may add to a pattern. */
    private static final int MOST_REPEATED = 4 << 10;
    /** Enough for a choice between the names of a fleet, and for the stack of a thread. */
    private static final int MOST_CHOICES = 2_000;

    private static final AnchoredRegex ANYTHING = new AnchoredRegex("(.*)");

    private final String text;
    private final Pattern pattern;

    private AnchoredRegex(String text) {
        this.text = text;
        this.pattern = Pattern.compile("^(?s:" + text + ")$");
    }

    /**
     * Compiles a pattern.
     *
     * @throws BadRegexException when it is none, or more than is taken
     */
    public static AnchoredRegex of(String text) throws BadRegexException {
        if (text.length() > MOST_CHARACTERS) {
            throw new BadRegexException("is longer than " + MOST_CHARACTERS + " characters");
        }
        try {
            PatternLimits.check(text, text.length() + MOST_REPEATED, MOST_CHOICES);
            return new AnchoredRegex(text);
        } catch (PatternException e) {
            throw new BadRegexException("is not taken: " + e.getMessage() + ", at character " + (e.position() + 1));
        } catch (PatternSyntaxException e) {
            throw new BadRegexException("is no RE2 regular expression: " + e.getDescription());
        }
    }

    /** {@code (.*)}: matches anything and finds it as group 1. */
    public static AnchoredRegex anything() {
        return ANYTHING;
    }

    boolean matches(String value) {
        return match(value).find();
    }

    /** To be asked with {@code find}, which finds the whole text or nothing. */
    Matcher match(String value) {
        return pattern.matcher(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AnchoredRegex that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
