package io.tributary.api.view;

import io.tributary.api.http.Json;
import io.tributary.api.http.Problem;
import io.tributary.api.http.ProblemType;
import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.filter.FilterName;
import io.tributary.profile.report.ReportOptions;
import io.tributary.profile.report.flame.FlameGraph;
import io.tributary.profile.report.stacks.Collapsed;
import io.tributary.profile.report.stacks.Speedscope;
import io.tributary.profile.report.text.Top;
import io.tributary.profile.wire.PprofEncoder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Set;

/**
 * A profile as a view shows it.
 *
 * @param bytes of the view's content type
 * @param matchedNothing filters whose pattern is nowhere in the profile, which is probably a mistake
 */
public record Rendering(byte[] bytes, Set<FilterName> matchedNothing) {
    /** Chosen by measurement: see RATIONALE.md. */
    public static final int GZIP_LEVEL = 1;

    /** More than a screen has room for; what is left out is in its callers' totals. */
    private static final int FLAME_NODES = 20_000;

    /**
     * Renders. Takes as long as the profile is large: for workers.
     *
     * @param name what the profile is called where the format has a place for it
     * @throws Problem when the profile has no such sample type, or values that the format
     *     does not show, or there would be too much of it
     */
    public static Rendering of(View view, Profile profile, String name) {
        return of(view, profile, name, BoundedBytes.MOST);
    }

    static Rendering of(View view, Profile profile, String name, int mostBytes) {
        Shown shown = Shown.of(view, profile);
        if (view.format() == Format.PPROF) {
            return new Rendering(PprofEncoder.encode(pprof(view, shown), GZIP_LEVEL), shown.matchedNothing());
        }
        BoundedBytes bytes = new BoundedBytes(mostBytes);
        try {
            write(view, shown, name, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Rendering(bytes.toByteArray(), shown.matchedNothing());
    }

    private static void write(View view, Shown shown, String name, OutputStream to) throws IOException {
        switch (view.format()) {
            case FLAMEGRAPH -> {
                int nodes = view.maxNodes() == 0 ? FLAME_NODES : view.maxNodes();
                FlameGraph.of(shown.profile(), shown.column(), 0, nodes).writeJson(to);
            }
            case TOP -> Json.write(to, json -> TopJson.write(json, top(view, shown), shown.profile()));
            case TEXT -> top(view, shown).write(to);
            case COLLAPSED -> Collapsed.write(shown.profile(), shown.column(), to);
            case SPEEDSCOPE -> speedscope(withDefault(shown.profile(), shown.column()), name, to);
            case PPROF -> throw new IllegalStateException("pprof is written elsewhere");
        }
    }

    private static void speedscope(Profile profile, String name, OutputStream to) throws IOException {
        try {
            Speedscope.write(profile, name, to);
        } catch (IllegalArgumentException e) {
            throw new Problem(
                    ProblemType.NEGATIVE_VALUES,
                    String.valueOf(e.getMessage()),
                    "Ask for another format: flamegraph, top, text, collapsed and pprof show negative values too.");
        }
    }

    private static Top top(View view, Shown shown) {
        ReportOptions options = ReportOptions.defaults(shown.whole())
                .withColumn(shown.column())
                .withGranularity(view.granularity())
                .withNodeCount(view.maxNodes())
                .withActiveFilters(view.filter().filters().activeFilters());
        return Top.of(shown.profile(), shown.whole(), options);
    }

    /** Unfiltered where nothing is asked for: also frames that the profile itself calls uninteresting are handed out. */
    private static Profile pprof(View view, Shown shown) {
        Profile profile = view.filter().filters().patterns().isEmpty() ? shown.whole() : shown.profile();
        return view.sampleType().isEmpty() ? profile : withDefault(profile, shown.column());
    }

    private static Profile withDefault(Profile profile, int column) {
        Header header = profile.header();
        Header changed = new Header(
                header.sampleTypes(),
                header.periodType(),
                header.period(),
                header.timeNanos(),
                header.durationNanos(),
                header.sampleTypes().get(column).type(),
                header.comments(),
                header.dropFrames(),
                header.keepFrames(),
                header.docUrl());
        return profile.with(changed, profile.samples());
    }
}
