package io.tributary.profile.dictionary;

import io.tributary.profile.FunctionTable;
import io.tributary.profile.LocationTable;
import io.tributary.profile.Profile;
import io.tributary.profile.StringTable;

/**
 * Finds a profile's locations among those that a dictionary has, by guessing: what the rows name is compared with what the last
 * locations met at the address name, and neither hashed nor looked for. Most profiles are of a program that was met before, with the
 * same code at the same address.
 */
final class KnownLocations {
    private final Tables tables;
    private final LocationTable locations;
    private final FunctionTable functions;
    private final StringTable strings;
    private final int[] functionNumbers;
    private final int[] stringNumbers;

    /**
     * @param functionNumbers of the profile's rows as far as they are known, + 1; what is found is noted there
     * @param stringNumbers the same of strings
     */
    KnownLocations(Tables tables, Profile profile, int[] functionNumbers, int[] stringNumbers) {
        this.tables = tables;
        this.locations = profile.locations();
        this.functions = profile.functions();
        this.strings = profile.strings();
        this.functionNumbers = functionNumbers;
        this.stringNumbers = stringNumbers;
    }

    /**
     * The number of a row's location, or -1 when the guess was wrong, which does not mean that there is none.
     *
     * @param mapping the mapping's number, or {@link LocationTable#NO_MAPPING}
     * @param address relative to the mapping's start
     */
    int find(int row, int mapping, long address) {
        int number = guess(row, mapping, address);
        return number >= 0 && hasLines(number, row) ? number : -1;
    }

    /** What {@link #find} gives if its lines are the row's, which {@link #hasLines} tells; or -1. */
    int guess(int row, int mapping, long address) {
        return tables.locations.lastAt(mapping, address, locations.folded()[row]);
    }

    boolean hasLines(int number, int row) {
        Locations known = tables.locations;
        int from = locations.lineOffset()[row];
        int to = locations.lineOffset()[row + 1];
        if (!known.hasNumbers(number, locations.line(), locations.column(), from, to)) {
            return false;
        }
        int at = known.lineOffset[number] - from;
        for (int i = from; i < to; i++) {
            if (!isFunction(locations.lineFunction()[i], known.lineFunction[at + i])) {
                return false;
            }
        }
        return true;
    }

    private boolean isFunction(int row, int number) {
        int known = functionNumbers[row];
        if (known != 0) {
            return known - 1 == number;
        }
        Functions all = tables.functions;
        boolean same = all.startLine[number] == functions.startLine()[row]
                && isString(functions.name()[row], all.name[number])
                && isString(functions.systemName()[row], all.systemName[number])
                && isString(functions.filename()[row], all.filename[number]);
        if (same) {
            functionNumbers[row] = number + 1;
        }
        return same;
    }

    private boolean isString(int row, int number) {
        int known = stringNumbers[row];
        if (known != 0) {
            return known - 1 == number;
        }
        boolean same = tables.strings.is(number, strings.bytes(), strings.offset(row), strings.length(row));
        if (same) {
            stringNumbers[row] = number + 1;
        }
        return same;
    }
}
