package io.tributary.profile.filter;

/**
 * Looks a pattern over before RE2/J compiles it. RE2/J matches in linear time, but it multiplies nested repetitions without
 * a bound and recurses once for each choice and each group, so that a short pattern could take all memory or overflow the
 * stack. The rule about nested repetitions is Go's; the other limits are ours. Brackets are checked on the way, where RE2/J
 * does not say which one is wrong.
 */
public final class PatternLimits {
    /** Groups in groups. */
    static final int NESTING = 100;
    /** A filter's characters and classes, repetitions written out. */
    static final int SIZE = 4_096;
    /** Of {@code | * + ?} and groups in a filter, repetitions written out. */
    static final int CHOICES = 500;
    /** The product of repetitions in each other, as in Go. */
    static final int REPEAT = 1_000;

    /** What a piece of the pattern comes to. */
    private static final class Weight {
        private long size;
        private long choices;
        private long repeat = 1;

        void add(Weight other) {
            size += other.size;
            choices += other.choices;
            repeat = Math.max(repeat, other.repeat);
        }
    }

    private static final class Group {
        private final int opened;
        private final Weight sum = new Weight();
        private Weight last = new Weight();

        Group(int opened) {
            this.opened = opened;
        }

        void next(Weight atom) {
            sum.add(last);
            last = atom;
        }
    }

    private final String pattern;
    private final int size;
    private final int choices;
    private final Group[] groups = new Group[NESTING + 1];
    private int depth;
    private int at;

    private PatternLimits(String pattern, int size, int choices) {
        this.pattern = pattern;
        this.size = size;
        this.choices = choices;
        groups[0] = new Group(0);
    }

    /** Does nothing where the pattern is within the limits; it may still be wrong. */
    static void check(String pattern) throws PatternException {
        check(pattern, SIZE, CHOICES);
    }

    /**
     * Does nothing where the pattern is within limits of the caller's own; it may still be wrong.
     *
     * @param size most characters and classes, repetitions written out
     * @param choices most of {@code | * + ?} and groups, repetitions written out: RE2/J recurses that deep, and a stack
     *     of 512 KiB is enough for 2,000
     */
    public static void check(String pattern, int size, int choices) throws PatternException {
        new PatternLimits(pattern, size, choices).run();
    }

    private void run() throws PatternException {
        while (at < pattern.length()) {
            int before = at;
            step(pattern.charAt(at));
            Group group = groups[depth];
            limit(before, group.last.repeat, REPEAT, "repetitions in repetitions that come to more than " + REPEAT);
            limit(before, group.sum.size + group.last.size, size, "longer than " + size + " characters, written out");
            limit(before, group.sum.choices + group.last.choices, choices, "more than " + choices + " of | * + ? ()");
        }
        if (depth > 0) {
            throw new PatternException(groups[depth].opened, "this ( is not closed");
        }
    }

    private static void limit(int at, long value, int most, String reason) throws PatternException {
        if (value > most) {
            throw new PatternException(at, reason);
        }
    }

    private void step(char c) throws PatternException {
        switch (c) {
            case '\\' -> escape();
            case '[' -> characterClass();
            case '(' -> open();
            case ')' -> close();
            case '|' -> {
                groups[depth].next(new Weight());
                groups[depth].last.choices = 1;
                at++;
            }
            case '*', '+', '?' -> {
                at++;
                repeated(1, 1);
            }
            case '{' -> repetition();
            default -> {
                atom();
                at++;
            }
        }
    }

    private void atom() {
        Weight one = new Weight();
        one.size = 1;
        groups[depth].next(one);
    }

    private void escape() throws PatternException {
        if (at + 1 == pattern.length()) {
            throw new PatternException(at, "nothing follows the \\");
        }
        char c = pattern.charAt(at + 1);
        if (c == 'Q') {
            int end = pattern.indexOf("\\E", at);
            int to = end < 0 ? pattern.length() : end;
            for (at += 2; at < to; at++) {
                atom();
            }
            at = end < 0 ? to : end + 2;
            return;
        }
        atom();
        at = afterEscape(at);
    }

    /** Where {@code \n}, {@code \pL}, {@code \x{10FF}} and such, which begin at {@code from}, are over. */
    private int afterEscape(int from) {
        boolean mayHaveBraces = from + 2 < pattern.length() && "xpP".indexOf(pattern.charAt(from + 1)) >= 0;
        int end = mayHaveBraces && pattern.charAt(from + 2) == '{' ? pattern.indexOf('}', from) : -1;
        return end < 0 ? from + 2 : end + 1;
    }

    private void characterClass() throws PatternException {
        int opened = at++;
        if (at < pattern.length() && pattern.charAt(at) == '^') {
            at++;
        }
        boolean first = true;
        while (at < pattern.length() && (first || pattern.charAt(at) != ']')) {
            first = false;
            int name = pattern.startsWith("[:", at) ? pattern.indexOf(":]", at + 2) : -1;
            if (name >= 0) {
                at = name + 2;
            } else {
                at = pattern.charAt(at) == '\\' ? afterEscape(at) : at + 1;
            }
        }
        if (at >= pattern.length()) {
            throw new PatternException(opened, "this [ is not closed");
        }
        at++;
        atom();
    }

    private void open() throws PatternException {
        int opened = at++;
        if (at < pattern.length() && pattern.charAt(at) == '?') {
            int end = at + 1;
            boolean named = pattern.startsWith("P<", end) || pattern.startsWith("<", end);
            while (end < pattern.length()
                    && (named ? pattern.charAt(end) != '>' : ":)".indexOf(pattern.charAt(end)) < 0)) {
                end++;
            }
            at = Math.min(end + 1, pattern.length());
            if (end < pattern.length() && pattern.charAt(end) == ')') {
                // Flags for what follows, as in (?i): no group.
                return;
            }
        }
        if (depth == NESTING) {
            throw new PatternException(opened, "more than " + NESTING + " groups in each other");
        }
        groups[++depth] = new Group(opened);
    }

    private void close() throws PatternException {
        if (depth == 0) {
            throw new PatternException(at, "this ) closes nothing");
        }
        Group closed = groups[depth--];
        closed.next(new Weight());
        closed.sum.size += 2;
        closed.sum.choices++;
        groups[depth].next(closed.sum);
        at++;
    }

    private void repetition() throws PatternException {
        int opened = at;
        int end = pattern.indexOf('}', at);
        String counts = end < 0 ? "" : pattern.substring(at + 1, Math.min(end, at + 24));
        if (!counts.matches("[0-9]+(,[0-9]*)?")) {
            // A brace like any other character.
            atom();
            at++;
            return;
        }
        int comma = counts.indexOf(',');
        int least = count(opened, comma < 0 ? counts : counts.substring(0, comma));
        boolean open = comma == counts.length() - 1;
        int most = comma < 0 || open ? least : count(opened, counts.substring(comma + 1));
        at = end + 1;
        repeated(Math.max(1, most), open ? 1 : Math.max(0, most - least));
    }

    private static int count(int opened, String digits) throws PatternException {
        if (digits.length() > 9 || Integer.parseInt(digits) > REPEAT) {
            throw new PatternException(opened, "more than " + REPEAT + " repetitions");
        }
        return Integer.parseInt(digits);
    }

    private void repeated(int copies, int choices) {
        Weight last = groups[depth].last;
        last.size *= copies;
        last.choices = last.choices * copies + choices;
        last.repeat *= copies;
        if (at < pattern.length() && pattern.charAt(at) == '?') {
            // As few as possible: no other choice.
            at++;
        }
    }
}
