package io.tributary.profile.filter;

import io.tributary.profile.FunctionTable;
import io.tributary.profile.LocationTable;
import io.tributary.profile.Profile;
import io.tributary.profile.StringTable;

/** Where in a profile a pattern matches; each string is asked about at most once. */
final class NameMatcher {
    private static final byte NO = 1;
    private static final byte YES = 2;

    private final Regex regex;
    private final StringTable strings;
    private final FunctionTable functions;
    private final int[] mappingFile;
    private final LocationTable locations;
    private final byte[] ofString;
    private final byte[] ofFunction;

    NameMatcher(Regex regex, Profile profile) {
        this.regex = regex;
        strings = profile.strings();
        functions = profile.functions();
        mappingFile = profile.mappings().filename();
        locations = profile.locations();
        ofString = new byte[strings.size()];
        ofFunction = new byte[functions.size()];
    }

    boolean string(int string) {
        if (ofString[string] == 0) {
            ofString[string] = regex.matches(strings, string) ? YES : NO;
        }
        return ofString[string] == YES;
    }

    /** Whether the function's name or that of its file matches. */
    boolean function(int row) {
        if (ofFunction[row] == 0) {
            ofFunction[row] = string(functions.name()[row]) || string(functions.filename()[row]) ? YES : NO;
        }
        return ofFunction[row] == YES;
    }

    /** Whether the location's binary is known and its name matches. */
    boolean mapping(int location) {
        int mapping = locations.mapping()[location];
        return mapping != LocationTable.NO_MAPPING && string(mappingFile[mapping]);
    }

    /** Whether any of the location's functions matches, or its binary. */
    boolean location(int location) {
        for (int i = locations.lineOffset()[location]; i < locations.lineOffset()[location + 1]; i++) {
            if (function(locations.lineFunction()[i])) {
                return true;
            }
        }
        return mapping(location);
    }
}
