package io.tributary.collector.relabel;

import com.google.re2j.Matcher;
import java.util.ArrayList;
import java.util.List;

/**
 * A text with {@code $1}, {@code $name} and {@code ${name}} for what a regular expression found, filled in by the rules of
 * Go's {@code Regexp.Expand}: a name is as long as it can be, so that {@code $1x} is the group {@code 1x} and not the group 1;
 * {@code $$} is a dollar; a dollar before nothing of that kind is itself; a group that is not there is empty.
 */
public final class Template {
    /** A piece of it. */
    sealed interface Part {}

    /** Not empty. */
    record Literal(String text) implements Part {}

    /** A group by its number, 0 for everything that matched. */
    record Numbered(int group) implements Part {}

    record Named(String group) implements Part {}

    /** Go takes no larger number for one. */
    private static final int MOST_DIGITS = 9;

    private final String text;
    private final List<Part> parts;

    private Template(String text, List<Part> parts) {
        this.text = text;
        this.parts = List.copyOf(parts);
    }

    public static Template of(String text) {
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int end = c == '$' ? nameEnd(text, at + 1) : -1;
            if (end >= 0) {
                addLiteral(literal, parts);
                boolean braced = text.charAt(at + 1) == '{';
                parts.add(variable(braced ? text.substring(at + 2, end) : text.substring(at + 1, end)));
                at = braced ? end + 1 : end;
            } else {
                literal.append(c);
                at += text.startsWith("$$", at) ? 2 : 1;
            }
        }
        addLiteral(literal, parts);
        return new Template(text, parts);
    }

    /** As it was written. */
    public String text() {
        return text;
    }

    /** Prometheus' rule: where a dollar stands, whatever follows it. */
    public boolean hasVariables() {
        return text.indexOf('$') >= 0;
    }

    List<Part> parts() {
        return parts;
    }

    /** Filled in from a match. */
    String expand(Matcher match) {
        StringBuilder out = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Literal(String literal) -> out.append(literal);
                case Numbered(int group) -> append(out, match, group);
                case Named(String group) ->
                    append(out, match, match.pattern().namedGroups().getOrDefault(group, Integer.MAX_VALUE));
            }
        }
        return out.toString();
    }

    private static void append(StringBuilder out, Matcher match, int group) {
        String found = group <= match.groupCount() ? match.group(group) : null;
        if (found != null) {
            out.append(found);
        }
    }

    /** Where the name that begins here, after a dollar, is over; before the brace where it is in braces. -1 where none is. */
    private static int nameEnd(String text, int from) {
        boolean braced = text.startsWith("{", from);
        int start = braced ? from + 1 : from;
        int end = start;
        while (end < text.length() && isNamePart(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end == start || (braced && !text.startsWith("}", end)) ? -1 : end;
    }

    private static boolean isNamePart(int c) {
        return Character.isLetter(c) || Character.isDigit(c) || c == '_';
    }

    private static Part variable(String name) {
        boolean number = name.chars().allMatch(c -> c >= '0' && c <= '9')
                && name.length() <= MOST_DIGITS
                && (name.length() == 1 || name.charAt(0) != '0');
        return number ? new Numbered(Integer.parseInt(name)) : new Named(name);
    }

    private static void addLiteral(StringBuilder literal, List<Part> parts) {
        if (!literal.isEmpty()) {
            parts.add(new Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Template that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
