package io.tributary.api.pgo;

import io.tributary.api.http.Problem;
import io.tributary.api.http.ProblemType;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rules of Go's compiler for a profile ({@code cmd/internal/pgo}): it weighs by the first sample type that is
 * {@code samples/count} or {@code cpu/nanoseconds}; no weight at all silently means no optimisation; no start line at all
 * fails the build.
 */
final class GoPgo {
    private static final List<ValueType> WEIGHTS =
            List.of(new ValueType("samples", "count"), new ValueType("cpu", "nanoseconds"));

    private GoPgo() {}

    /**
     * Refuses what is of no use to Go's compiler.
     *
     * @throws Problem when {@code go build -pgo} would refuse the profile or draw nothing from it
     */
    static void check(Profile profile) {
        int column = weightColumn(profile);
        if (profile.samples().size() == 0) {
            throw new Problem(
                    ProblemType.PGO_NO_SAMPLES,
                    "the service's CPU profiles in the window hold no samples: it was idle whenever it was profiled",
                    "Widen the window, or let it be profiled under load.");
        }
        if (!anyWeight(profile, column)) {
            throw new Problem(
                    ProblemType.PGO_NO_SAMPLES,
                    "every sample of the service's CPU profiles in the window has the value zero",
                    "Widen the window, or look with /api/v1/profiles at what the targets send.");
        }
        if (!anyStartLine(profile)) {
            throw new Problem(
                    ProblemType.PGO_NO_START_LINES,
                    "no function in the service's CPU profiles has a start line, without which go build refuses a"
                            + " profile",
                    "Build the service with Go 1.20 or newer, which writes start lines, and do not send its profiles"
                            + " through a tool that symbolises them again (go tool pprof -proto without"
                            + " -symbolize=none loses them).");
        }
    }

    private static int weightColumn(Profile profile) {
        List<ValueType> types = profile.header().sampleTypes();
        for (int column = 0; column < types.size(); column++) {
            if (WEIGHTS.contains(types.get(column))) {
                return column;
            }
        }
        throw new Problem(
                ProblemType.PGO_WRONG_SAMPLE_TYPE,
                "go build takes profiles with samples/count or cpu/nanoseconds, and these have "
                        + types.stream().map(ValueType::toString).collect(Collectors.joining(", ")),
                "Let the type cpu of this service's targets be Go's /debug/pprof/profile.");
    }

    private static boolean anyWeight(Profile profile, int column) {
        long[] values = profile.samples().values();
        for (int i = column; i < values.length; i += profile.valueCount()) {
            if (values[i] != 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean anyStartLine(Profile profile) {
        for (long line : profile.functions().startLine()) {
            if (line != 0) {
                return true;
            }
        }
        return false;
    }
}
