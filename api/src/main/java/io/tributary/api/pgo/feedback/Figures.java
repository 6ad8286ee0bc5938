package io.tributary.api.pgo.feedback;

import io.tributary.profile.pgo.LiveMatch;
import io.tributary.profile.pgo.MissingMass;
import io.tributary.storage.TimeRange;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What there is to say of feedback in numbers; the gate goes by these alone.
 *
 * @param range the time asked about
 * @param profiles how many
 * @param instances how many
 * @param edges distinct call edges
 * @param hotEdges those the compiler takes for hot
 * @param missing how much was not seen yet, with the number of samples
 * @param startLines what is known of functions' start lines
 * @param load how busy the instances were
 * @param dominance whether one instance counts for all
 * @param versions by the label of targets that is called so, the largest first; empty without one
 * @param builds by build id of the program, the largest first
 * @param programs whether there are several, and one of them counts for all
 * @param goVersions by the target's label {@code go_version}, the largest first; empty without one
 * @param release the newest version beside the older ones; empty where there is one alone
 * @param hours when there were profiles
 */
public record Figures(
        TimeRange range,
        long profiles,
        int instances,
        int edges,
        int hotEdges,
        MissingMass missing,
        StartLines startLines,
        Load load,
        Dominance dominance,
        List<Share> versions,
        List<Share> builds,
        Programs programs,
        List<Share> goVersions,
        Optional<Release> release,
        Hours hours) {
    /**
     * What is known of start lines.
     *
     * @param any whether any function has one
     * @param lacking the share of the weight of calls in functions that have none, 0 to 1
     */
    public record StartLines(boolean any, double lacking) {}

    /**
     * How busy it was.
     *
     * @param idle the share of the samples in which the scheduler looks for work or goes to sleep, 0 to 1
     * @param cores used by an instance, on average, while it was profiled; 0 where the profiles are not timed
     * @param isTimed whether they are
     */
    public record Load(double idle, double cores, boolean isTimed) {}

    /**
     * Who counts how much.
     *
     * @param largest the instance with the largest share of the weight, and that share
     * @param effectiveInstances 1 / Σ share²
     */
    public record Dominance(Share largest, double effectiveInstances) {}

    /**
     * Which programs there are, by the name of the binary's file.
     *
     * @param shares the largest first; what is in no program that has a name is in none of them
     * @param likeness how much of what the others do the largest was seen to do; empty where they have no more than what the compiler
     *     takes for cold, or there are none
     */
    public record Programs(List<Share> shares, Optional<LiveMatch> likeness) {
        public Programs {
            shares = List.copyOf(shares);
        }
    }

    /**
     * The newest version beside the others.
     *
     * @param version the one that was seen last for the first time
     * @param ageing how much of what all of them did it still does
     */
    public record Release(String version, Ageing ageing) {}

    /**
     * When there were profiles.
     *
     * @param covered hours that have samples
     * @param all hours in the time asked about
     * @param ofDay of the 24 hours of the day, UTC
     * @param samplesAnHour from the first to the last of them
     */
    public record Hours(int covered, int all, int ofDay, double samplesAnHour) {}

    /** The share of the weight of programs that were built with an older Go than the newest; empty where no target has the label. */
    public OptionalDouble olderGo() {
        return GoVersion.older(goVersions);
    }

    public Figures {
        versions = List.copyOf(versions);
        builds = List.copyOf(builds);
        goVersions = List.copyOf(goVersions);
    }
}
