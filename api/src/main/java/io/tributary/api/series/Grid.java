package io.tributary.api.series;

import io.tributary.api.http.Problem;
import io.tributary.api.http.ProblemType;
import io.tributary.api.http.Text;
import io.tributary.api.query.PromDuration;
import io.tributary.storage.TimeRange;
import java.time.Duration;

/**
 * A range cut into steps, which begin at multiples of their length since 1970: the first one may begin before the range, the last one
 * end behind it.
 *
 * @param range what is asked about
 * @param stepMillis a multiple of a minute
 */
public record Grid(TimeRange range, long stepMillis) {
    /** As Prometheus has it. */
    static final int MOST_STEPS = 11_000;

    private static final int USUAL_STEPS = 200;
    private static final long MINUTE = 60_000;
    /** Lengths that people read, in minutes. */
    private static final int[] LENGTHS = {1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080};

    /**
     * Of a length as a user gives it, rounded up to whole minutes.
     *
     * @throws Problem when it is none, or gives too many steps
     */
    public static Grid of(TimeRange range, String step) {
        Duration length;
        try {
            length = PromDuration.parse(step);
        } catch (IllegalArgumentException e) {
            throw Problem.badParameter(
                    "step", Text.shown(step) + ": " + e.getMessage(), "Write it like step=5m, or leave it out.");
        }
        if (!length.isPositive()) {
            throw Problem.badParameter(
                    "step", Text.shown(step) + " is a step without length", "Write it like step=5m, or leave it out.");
        }
        Grid grid = new Grid(range, Math.ceilDiv(length.toMillis(), MINUTE) * MINUTE);
        if (grid.steps() > MOST_STEPS) {
            throw new Problem(
                    ProblemType.TOO_MANY_POINTS,
                    "step: the range has " + grid.steps() + " steps of this length, and at most " + MOST_STEPS
                            + " are answered",
                    "Ask for a longer step or a shorter range.");
        }
        return grid;
    }

    /** Of a length that gives about 200 steps. */
    public static Grid of(TimeRange range) {
        for (int minutes : LENGTHS) {
            Grid grid = new Grid(range, minutes * MINUTE);
            if (grid.steps() <= USUAL_STEPS + 1) {
                return grid;
            }
        }
        long day = 1440 * MINUTE;
        return new Grid(range, Math.ceilDiv(Math.ceilDiv(length(range), USUAL_STEPS), day) * day);
    }

    /** The same range in steps that are so long, or the next multiple of it longer. */
    public Grid inMultiplesOf(Duration length) {
        long millis = length.toMillis();
        return new Grid(range, Math.ceilDiv(stepMillis, millis) * millis);
    }

    private static long length(TimeRange range) {
        return range.toMillis() - range.fromMillis();
    }

    long firstMillis() {
        return Math.floorDiv(range.fromMillis(), stepMillis) * stepMillis;
    }

    public long steps() {
        return Math.ceilDiv(range.toMillis() - firstMillis(), stepMillis);
    }

    /** The number of the step that begins then. */
    int number(long fromMillis) {
        return Math.toIntExact((fromMillis - firstMillis()) / stepMillis);
    }

    /** When a step begins. */
    public long begin(int number) {
        return firstMillis() + number * stepMillis;
    }

    /** From when on a step is in the range. */
    long insideFrom(int number) {
        return Math.max(begin(number), range.fromMillis());
    }

    /** Up to when a step is in the range. */
    long insideTo(int number) {
        return Math.min(begin(number) + stepMillis, range.toMillis());
    }

    /** How much of a step is in the range. */
    long millisInside(int number) {
        return insideTo(number) - insideFrom(number);
    }
}
