package io.tributary.storage.selector;

import com.google.re2j.PatternSyntaxException;
import io.tributary.profile.filter.PatternException;
import io.tributary.profile.filter.PatternLimits;
import io.tributary.storage.selector.LabelMatcher.Op;
import java.util.ArrayList;
import java.util.List;

/** Reads one selector as PromQL's grammar has it, without offset, range or {@code @}. For one text, on one thread. */
final class SelectorParser {
    static final int MAX_LENGTH = 16 << 10;
    /** What repetitions may add to a pattern: a question may hold a thousand of them, and as many questions wait as may. */
    private static final int MOST_REPEATED = 256;
    /** Enough for a choice between the names of a fleet, and for the stack of a thread. */
    private static final int MOST_CHOICES = 2_000;

    private static final char END = '\0';

    private final String text;
    private int at;

    SelectorParser(String text) {
        this.text = text;
    }

    Selector parse() throws SelectorSyntaxException {
        checkLength();
        List<LabelMatcher> matchers = new ArrayList<>();
        skipSpace();
        if (isNameStart(peek()) || peek() == ':') {
            matchers.add(new LabelMatcher("__name__", Op.EQUAL, metricName()));
            skipSpace();
        }
        if (peek() == '{') {
            at++;
            matchersUntil('}', "'}'", matchers);
            at++;
            skipSpace();
        } else if (matchers.isEmpty()) {
            throw expected("'{'");
        }
        if (at < text.length()) {
            throw expected("the end");
        }
        return new Selector(matchers);
    }

    Selector parseMatchers() throws SelectorSyntaxException {
        checkLength();
        skipSpace();
        if (peek() == '{') {
            return parse();
        }
        List<LabelMatcher> matchers = new ArrayList<>();
        matchersUntil(END, "the end", matchers);
        if (at < text.length() || matchers.isEmpty()) {
            throw expected("a label name");
        }
        return new Selector(matchers);
    }

    private void checkLength() throws SelectorSyntaxException {
        if (text.length() > MAX_LENGTH) {
            throw new SelectorSyntaxException(
                    MAX_LENGTH + 1, "a selector has at most " + MAX_LENGTH + " characters, this one " + text.length());
        }
    }

    private void matchersUntil(char end, String named, List<LabelMatcher> matchers) throws SelectorSyntaxException {
        skipSpace();
        while (peek() != end) {
            matchers.add(matcher());
            skipSpace();
            if (peek() == ',') {
                at++;
                skipSpace();
            } else if (peek() != end) {
                throw expected("',' or " + named);
            }
        }
    }

    private LabelMatcher matcher() throws SelectorSyntaxException {
        if (!isNameStart(peek())) {
            throw expected("a label name");
        }
        int from = at;
        while (isNamePart(peek())) {
            at++;
        }
        String name = text.substring(from, at);
        skipSpace();
        Op op = operator();
        skipSpace();
        int valueAt = at;
        String value = quoted();
        try {
            if (op == Op.MATCHES || op == Op.NOT_MATCHES) {
                PatternLimits.check(value, value.length() + MOST_REPEATED, MOST_CHOICES);
            }
            return new LabelMatcher(name, op, value);
        } catch (PatternException e) {
            throw new SelectorSyntaxException(
                    valueAt + 1, "the pattern for " + name + " is not taken: " + e.getMessage());
        } catch (PatternSyntaxException e) {
            throw new SelectorSyntaxException(
                    valueAt + 1, "the pattern for " + name + " is no RE2 regular expression: " + e.getDescription());
        }
    }

    private Op operator() throws SelectorSyntaxException {
        for (Op op : new Op[] {Op.NOT_EQUAL, Op.NOT_MATCHES, Op.MATCHES, Op.EQUAL}) {
            if (text.startsWith(op.symbol(), at)) {
                at += op.symbol().length();
                return op;
            }
        }
        throw expected("=, !=, =~ or !~");
    }

    private String quoted() throws SelectorSyntaxException {
        char quote = peek();
        if (quote != '"' && quote != '\'' && quote != '`') {
            throw expected("a quoted value");
        }
        int opened = at++;
        StringBuilder value = new StringBuilder();
        while (peek() != quote || at >= text.length()) {
            if (at >= text.length() || (quote != '`' && peek() == '\n')) {
                throw new SelectorSyntaxException(opened + 1, "the quote is not closed");
            }
            char c = text.charAt(at++);
            if (c == '\\' && quote != '`') {
                escape(value, quote);
            } else {
                value.append(c);
            }
        }
        at++;
        return value.toString();
    }

    /** Go's escapes, which are PromQL's. */
    private void escape(StringBuilder value, char quote) throws SelectorSyntaxException {
        char c = peek();
        at++;
        switch (c) {
            case 'a' -> value.append('\u0007');
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case 'v' -> value.append('\u000b');
            case '\\' -> value.append('\\');
            case 'x' -> value.appendCodePoint(number(2, 16));
            case 'u' -> value.appendCodePoint(number(4, 16));
            case 'U' -> value.appendCodePoint(number(8, 16));
            default -> {
                if (c == quote) {
                    value.append(c);
                } else if (c >= '0' && c <= '7') {
                    at--;
                    value.appendCodePoint(number(3, 8));
                } else {
                    at--;
                    throw expected("an escape such as \\n, \\\\ or \\" + quote);
                }
            }
        }
    }

    private int number(int digits, int radix) throws SelectorSyntaxException {
        int from = at;
        int end = Math.min(text.length(), at + digits);
        try {
            if (end - from == digits) {
                int value = Integer.parseUnsignedInt(text, from, end, radix);
                if (Character.isValidCodePoint(value)) {
                    at = end;
                    return value;
                }
            }
        } catch (NumberFormatException e) {
            at = from;
        }
        throw expected(digits + " digits of base " + radix);
    }

    private String metricName() {
        int from = at;
        while (isNamePart(peek()) || peek() == ':') {
            at++;
        }
        return text.substring(from, at);
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    /** The character to come, NUL at the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isNamePart(char c) {
        return isNameStart(c) || (c >= '0' && c <= '9');
    }

    private SelectorSyntaxException expected(String what) {
        return new SelectorSyntaxException(at + 1, "expected " + what);
    }
}
