package io.tributary.profile.filter;

import io.tributary.profile.Profile;
import io.tributary.profile.StringTable;

/**
 * Where a pattern about frames to take away matches: it is shown function names only, without their arguments, which pprof
 * takes to begin at the first bracket, also at that of a Go receiver. Each name is asked about at most once.
 */
final class SimplifiedNames {
    private static final String ANONYMOUS = "(anonymous namespace)";
    private static final String CALL_OPERATOR = "operator()";
    private static final byte NO = 1;
    private static final byte YES = 2;

    private final Regexes regexes;
    private final StringTable strings;
    private final int[] functionName;
    private final byte[] ofString;

    /** What is asked of a name. */
    interface Regexes {
        boolean match(String simplified);
    }

    SimplifiedNames(Regexes regexes, Profile profile) {
        this.regexes = regexes;
        strings = profile.strings();
        functionName = profile.functions().name();
        ofString = new byte[strings.size()];
    }

    /** Whether the function has a name, and it matches. */
    boolean function(int row) {
        int name = functionName[row];
        if (ofString[name] == 0) {
            ofString[name] = ask(name) ? YES : NO;
        }
        return ofString[name] == YES;
    }

    private boolean ask(int name) {
        int length = strings.length(name);
        return length > 0 && regexes.match(simplify(GoText.decode(strings.bytes(), strings.offset(name), length)));
    }

    static String simplify(String name) {
        // Some linkers for PowerPC put a dot before the name of a function's code.
        String function = name.startsWith(".") ? name.substring(1) : name;
        int at = 0;
        while (at < function.length()) {
            if (function.startsWith(ANONYMOUS, at)) {
                at += ANONYMOUS.length();
            } else if (function.startsWith(CALL_OPERATOR, at)) {
                at += CALL_OPERATOR.length();
            } else if (function.charAt(at) == '(') {
                return function.substring(0, at);
            } else {
                at++;
            }
        }
        return function;
    }
}
