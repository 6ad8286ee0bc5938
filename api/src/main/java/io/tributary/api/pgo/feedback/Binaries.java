package io.tributary.api.pgo.feedback;

import io.tributary.profile.LocationTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.pgo.CallEdges;
import io.tributary.profile.pgo.LiveMatch;
import io.tributary.profile.pgo.MissingMass;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which binaries the samples are of: those that the outermost frames are in. */
final class Binaries {
    /** C's threads begin in one, and what the kernel lends a process is none either. */
    private static final Pattern NO_PROGRAM = Pattern.compile(".*\\.so(\\.[0-9.]*)?|\\[.*");

    private final Profile profile;
    private final int column;
    private final String[] builds;
    private final String[] programs;

    Binaries(Profile profile, int column) {
        this.profile = profile;
        this.column = column;
        int mappings = profile.mappings().size();
        builds = new String[mappings];
        programs = new String[mappings];
        for (int mapping = 0; mapping < mappings; mapping++) {
            builds[mapping] = profile.strings().get(profile.mappings().buildId()[mapping]);
            programs[mapping] = program(profile.strings().get(profile.mappings().filename()[mapping]));
        }
    }

    /** The file's name without its folders, so that it is the same wherever it is installed; empty for what is no program. */
    private static String program(String path) {
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        return NO_PROGRAM.matcher(name).matches() ? "" : name;
    }

    /** By build id, the largest first. */
    List<Share> builds() {
        return shares(builds);
    }

    /** @param unit a sample's weight in the profile's edges */
    Figures.Programs programs(long unit) {
        List<Share> shares = shares(programs);
        double others = shares.stream().skip(1).mapToDouble(Share::share).sum();
        if (others <= MissingMass.ENOUGH) {
            // The compiler would take nothing of them for hot, whatever they do.
            return new Figures.Programs(shares, Optional.empty());
        }
        String largest = shares.getFirst().name();
        CallEdges rest = edges(name -> !name.isEmpty() && !name.equals(largest));
        return new Figures.Programs(shares, Optional.of(LiveMatch.of(rest, edges(largest::equals), unit)));
    }

    private List<Share> shares(String[] names) {
        double[] byMapping = new double[names.length];
        SampleTable samples = profile.samples();
        double total = 0;
        for (int sample = 0; sample < samples.size(); sample++) {
            long value = samples.values()[sample * profile.valueCount() + column];
            total += value;
            int mapping = mapping(sample);
            if (mapping != LocationTable.NO_MAPPING) {
                byMapping[mapping] += value;
            }
        }
        Map<String, Double> byName = new TreeMap<>();
        for (int mapping = 0; mapping < names.length; mapping++) {
            if (!names[mapping].isEmpty() && byMapping[mapping] > 0) {
                byName.merge(names[mapping], byMapping[mapping] / total, Double::sum);
            }
        }
        return Share.largestFirst(byName);
    }

    private int mapping(int sample) {
        int[] stacks = profile.samples().stackOffset();
        return stacks[sample] == stacks[sample + 1]
                ? LocationTable.NO_MAPPING
                : profile.locations().mapping()[profile.samples().location()[stacks[sample + 1] - 1]];
    }

    private CallEdges edges(Predicate<String> isProgram) {
        long[] values = profile.samples().values().clone();
        for (int sample = 0; sample < profile.samples().size(); sample++) {
            int mapping = mapping(sample);
            if (mapping == LocationTable.NO_MAPPING || !isProgram.test(programs[mapping])) {
                values[sample * profile.valueCount() + column] = 0;
            }
        }
        return CallEdges.of(profile.with(profile.header(), profile.samples().withValues(values)));
    }
}
