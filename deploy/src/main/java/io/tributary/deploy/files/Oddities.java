package io.tributary.deploy.files;

import io.tributary.profile.Header;
import io.tributary.profile.LocationTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import java.util.ArrayList;
import java.util.List;

/** What a valid profile has that its user may not expect: what it lacks, and what that keeps from working. */
final class Oddities {
    private final Profile profile;
    private final List<String> found = new ArrayList<>();

    Oddities(Profile profile) {
        this.profile = profile;
    }

    List<String> found() {
        header();
        samples();
        locations();
        functions();
        return found;
    }

    private void header() {
        Header header = profile.header();
        if (header.timeNanos() == 0) {
            found.add("it does not say when it was taken");
        }
        boolean isCpu =
                header.sampleTypes().stream().anyMatch(type -> type.type().equals("cpu"));
        if (isCpu && header.durationNanos() == 0) {
            found.add("it does not say how long was sampled, so cores cannot be computed");
        }
        if (isCpu && header.period() == 0) {
            found.add("it does not say its sampling period");
        }
        if (profile.mappings().size() > 0 && profile.mappings().buildId()[0] == 0) {
            found.add("the main binary has no build id, so its version cannot be told from another's");
        }
    }

    private void samples() {
        SampleTable samples = profile.samples();
        int columns = profile.valueCount();
        int zero = 0;
        int negative = 0;
        int empty = 0;
        for (int i = 0; i < samples.size(); i++) {
            boolean isZero = true;
            boolean isNegative = false;
            for (int c = 0; c < columns; c++) {
                long value = samples.values()[i * columns + c];
                isZero &= value == 0;
                isNegative |= value < 0;
            }
            zero += isZero ? 1 : 0;
            negative += isNegative ? 1 : 0;
            empty += samples.stackOffset()[i] == samples.stackOffset()[i + 1] ? 1 : 0;
        }
        if (samples.size() == 0) {
            found.add("it has no sample");
        }
        count(zero, samples.size(), "samples are zero in every value; a merge drops them");
        count(negative, samples.size(), "samples have a negative value, as a difference has");
        count(empty, samples.size(), "samples have no stack");
    }

    private void locations() {
        LocationTable locations = profile.locations();
        int bare = 0;
        int unmapped = 0;
        for (int row = 0; row < locations.size(); row++) {
            bare += Inspection.isBare(locations, row) ? 1 : 0;
            unmapped += locations.mapping()[row] == LocationTable.NO_MAPPING ? 1 : 0;
        }
        count(bare, locations.size(), "locations have an address and no function: it is not symbolized");
        if (profile.mappings().size() > 0) {
            count(unmapped, locations.size(), "locations are in no mapping");
        }
    }

    private void functions() {
        int unknown = 0;
        for (long line : profile.functions().startLine()) {
            unknown += line == 0 ? 1 : 0;
        }
        count(
                unknown,
                profile.functions().size(),
                "functions have no start line, which go build -pgo needs; Go writes them since 1.20");
    }

    private void count(int count, int of, String what) {
        if (count > 0) {
            found.add(count + " of " + of + " " + what);
        }
    }
}
