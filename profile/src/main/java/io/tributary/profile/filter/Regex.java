package io.tributary.profile.filter;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.tributary.profile.StringTable;
import org.jspecify.annotations.Nullable;

/** A pattern that looks for itself anywhere in a string, in time linear in the string's length. */
final class Regex {
    /** More places than this are not tried to find out where a pattern is wrong. */
    private static final int PLACES = 20;

    /** More of what is wrong is not quoted. */
    private static final int QUOTED = 40;

    private final Pattern pattern;

    private Regex(Pattern pattern) {
        this.pattern = pattern;
    }

    static Regex compile(String pattern) throws PatternException {
        PatternLimits.check(pattern);
        try {
            return new Regex(Pattern.compile(pattern));
        } catch (PatternSyntaxException e) {
            String fragment = e.getPattern() == null ? "" : e.getPattern();
            throw new PatternException(
                    position(pattern, fragment, e.getDescription()), e.getDescription() + ": " + quoted(fragment));
        }
    }

    private static String quoted(String fragment) {
        return fragment.length() <= QUOTED ? fragment : fragment.substring(0, QUOTED) + "…";
    }

    /** RE2/J quotes the part that is wrong: it is where the pattern up to its end is wrong for the same reason. */
    private static int position(String pattern, String fragment, String description) {
        int at = pattern.indexOf(fragment);
        for (int places = 0; at >= 0 && places < PLACES; places++) {
            if (description.equals(complaint(pattern.substring(0, at + fragment.length())))) {
                return at;
            }
            at = pattern.indexOf(fragment, at + 1);
        }
        return Math.max(0, pattern.indexOf(fragment));
    }

    private static @Nullable String complaint(String pattern) {
        try {
            Pattern.compile(pattern);
            return null;
        } catch (PatternSyntaxException e) {
            return e.getDescription();
        }
    }

    boolean matches(String text) {
        return pattern.matcher(text).find();
    }

    boolean matches(StringTable strings, int string) {
        return matches(GoText.decode(strings.bytes(), strings.offset(string), strings.length(string)));
    }
}
