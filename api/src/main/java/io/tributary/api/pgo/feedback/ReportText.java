package io.tributary.api.pgo.feedback;

import io.tributary.profile.pgo.CallEdges;
import io.tributary.profile.pgo.EdgeComparison;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report as lines of text, Markdown enough for a pull request. */
public final class ReportText {
    private static final int MOST_MOVED = 20;
    private static final int MOST_SHARES = 5;
    private static final int HEAVIEST = 10;

    private final StringBuilder text = new StringBuilder();
    private final Report report;
    private final Figures figures;

    private ReportText(Report report) {
        this.report = report;
        this.figures = report.feedback().figures();
    }

    public static String of(Report report) {
        ReportText text = new ReportText(report);
        text.head();
        text.checks();
        text.confidence();
        text.change();
        text.heaviest();
        return text.text.toString();
    }

    private void line(String line) {
        // Names are whatever targets sent.
        text.append(line.replaceAll("\\p{Cntrl}", "?")).append('\n');
    }

    private void head() {
        line(String.format(
                Locale.ROOT,
                "# PGO feedback for %s: %s",
                report.service(),
                report.feedback().verdict().text()));
        line("");
        line(String.format(
                Locale.ROOT,
                "- made of %,d profiles of %,d instances, %s samples, between %s and %s",
                figures.profiles(),
                figures.instances(),
                Gate.count(figures.missing().samples()),
                Instant.ofEpochMilli(figures.range().fromMillis()),
                Instant.ofEpochMilli(figures.range().toMillis())));
        line(String.format(
                Locale.ROOT,
                "- asked with %s",
                report.parameters().entrySet().stream()
                        .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                        .collect(Collectors.joining(" "))));
        line(String.format(
                Locale.ROOT,
                "- %,d call edges, of which the compiler takes %,d for hot",
                figures.edges(),
                figures.hotEdges()));
        shares("versions", figures.versions());
        shares("builds", figures.builds());
        shares("programs", figures.programs().shares());
        shares("Go versions", figures.goVersions());
        report.expected()
                .ifPresent(wait -> line(String.format(
                        Locale.ROOT, "- good enough in about %d h, at the present rate", Math.max(1, wait.toHours()))));
    }

    private void shares(String what, List<Share> shares) {
        if (!shares.isEmpty()) {
            line(String.format(
                    Locale.ROOT,
                    "- %s: %s%s",
                    what,
                    shares.stream()
                            .limit(MOST_SHARES)
                            .map(share -> share.name() + " " + Gate.percent(share.share()))
                            .collect(Collectors.joining(", ")),
                    shares.size() > MOST_SHARES ? " and " + (shares.size() - MOST_SHARES) + " more" : ""));
        }
    }

    private void checks() {
        line("");
        line("## Checks");
        line("");
        for (Check check : report.feedback().checks()) {
            line(String.format(Locale.ROOT, "- %s, %s: %s", check.level().text(), check.name(), check.finding()));
            if (!check.advice().isEmpty()) {
                line(String.format(Locale.ROOT, "  - %s", check.advice()));
            }
        }
    }

    private void confidence() {
        if (report.heldOut().isEmpty() && report.noise().isEmpty()) {
            return;
        }
        line("");
        line("## Confidence");
        line("");
        report.heldOut()
                .ifPresent(heldOut -> line(String.format(
                        Locale.ROOT,
                        "- odd hours against even hours (%d blocks of an instance's hour): hot sets agree %.3f (Jaccard), overlap %.3f",
                        heldOut.blocks(),
                        heldOut.hotJaccard(),
                        heldOut.overlap())));
        report.noise()
                .ifPresent(noise -> line(String.format(
                        Locale.ROOT,
                        "- had nothing changed, two such profiles would overlap by %.3f to %.3f (95 %%, %d blocks resampled)",
                        noise.low(),
                        noise.high(),
                        noise.blocks())));
    }

    private void change() {
        if (report.change().isEmpty()) {
            return;
        }
        Report.Change change = report.change().get();
        EdgeComparison comparison = change.comparison();
        line("");
        line(String.format(Locale.ROOT, "## Since %s", change.than()));
        line("");
        line(String.format(
                Locale.ROOT,
                "- overlap %.4f, hot sets agree %.4f (Jaccard), %s of the weight moved into or out of the hot set",
                comparison.overlap(),
                comparison.hotJaccard(),
                Gate.percent(comparison.hotMoved())));
        line(String.format(
                Locale.ROOT,
                "- %,d edges entered the hot set, %,d left it",
                comparison.entered().size(),
                comparison.left().size()));
        List<EdgeComparison.Moved> moved = comparison.moved();
        moved.stream()
                .limit(MOST_MOVED)
                .forEach(edge -> line(String.format(
                        Locale.ROOT,
                        "  - %s → %s: `%s:%d` → `%s`",
                        Gate.percent(edge.before()),
                        Gate.percent(edge.after()),
                        edge.caller(),
                        edge.offset(),
                        edge.callee())));
        if (moved.size() > MOST_MOVED) {
            line(String.format(Locale.ROOT, "  - and %,d lighter ones", moved.size() - MOST_MOVED));
        }
    }

    private void heaviest() {
        CallEdges edges = report.feedback().edges();
        line("");
        line("## Heaviest calls");
        line("");
        for (int edge = 0; edge < Math.min(HEAVIEST, edges.size()); edge++) {
            line(String.format(
                    Locale.ROOT,
                    "- %s `%s:%d` → `%s`",
                    Gate.percent((double) edges.weight(edge) / edges.total()),
                    edges.caller(edge),
                    edges.offset(edge),
                    edges.callee(edge)));
        }
    }
}
