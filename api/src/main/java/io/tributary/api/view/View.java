package io.tributary.api.view;

import io.tributary.api.http.Parameter;
import io.tributary.api.http.Problem;
import io.tributary.api.http.Request;
import io.tributary.api.http.Text;
import io.tributary.profile.filter.FilterName;
import io.tributary.profile.filter.FilterSyntaxException;
import io.tributary.profile.filter.Filters;
import io.tributary.profile.filter.ProfileFilter;
import io.tributary.profile.report.Granularity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What somebody wants to see of a profile.
 *
 * @param format what it is written as
 * @param filter which samples and frames
 * @param sampleType the value column, by its name; empty for the profile's default
 * @param maxNodes the most nodes of a flame graph and rows of a table; 0 for as many as the format has unasked
 * @param granularity what one row of a table is
 */
public record View(Format format, ProfileFilter filter, String sampleType, int maxNodes, Granularity granularity) {
    private static final String MAX_NODES = "max_nodes";
    private static final int MOST_NODES = 1_000_000;
    private static final String GRANULARITY = "granularity";
    private static final String SAMPLE_TYPE = "sample_type";

    /** What {@link #of} reads. */
    public static final List<Parameter> PARAMETERS = parameters();

    private static List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(List.of(
                Format.PARAMETER, Parameter.once(SAMPLE_TYPE), Parameter.once(MAX_NODES), Parameter.once(GRANULARITY)));
        for (FilterName name : FilterName.values()) {
            all.add(Parameter.once(name.flag()));
        }
        return List.copyOf(all);
    }

    /**
     * The view that a request asks for.
     *
     * @param possible the formats that there are
     * @throws Problem when a parameter is none
     */
    public static View of(Request request, Set<Format> possible) {
        return new View(
                Format.of(request, possible),
                filter(request),
                request.parameter(SAMPLE_TYPE, ""),
                maxNodes(request),
                granularity(request));
    }

    private static ProfileFilter filter(Request request) {
        Map<FilterName, String> patterns = new EnumMap<>(FilterName.class);
        for (FilterName name : FilterName.values()) {
            patterns.put(name, request.parameter(name.flag(), ""));
        }
        try {
            return new Filters(patterns).compile();
        } catch (FilterSyntaxException e) {
            throw Problem.badParameter(
                    e.filter().flag(),
                    Text.line(String.valueOf(e.getMessage())),
                    "Patterns are RE2's, as for go tool pprof; with curl, use -G --data-urlencode '"
                            + e.filter().flag() + "=…'.");
        }
    }

    private static int maxNodes(Request request) {
        String text = request.parameter(MAX_NODES);
        if (text == null) {
            return 0;
        }
        int nodes = text.matches("\\d{1,7}") ? Integer.parseInt(text) : 0;
        if (nodes < 1 || nodes > MOST_NODES) {
            throw Problem.badParameter(
                    MAX_NODES,
                    Text.shown(text) + " is no whole number from 1 to " + MOST_NODES,
                    "Leave it out for what is not negligible.");
        }
        return nodes;
    }

    private static Granularity granularity(Request request) {
        return request.oneOf(
                GRANULARITY, List.of(Granularity.values()), View::word, Granularity.FUNCTIONS, "is no granularity");
    }

    /** As pprof's flag has it: without an underscore. */
    private static String word(Granularity granularity) {
        return granularity.name().replace("_", "").toLowerCase(Locale.ROOT);
    }
}
