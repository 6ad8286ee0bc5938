package io.tributary.collector.captures;

import io.tributary.collector.captures.AlertOutcome.Outcome;
import io.tributary.collector.captures.Capture.Cause;
import io.tributary.collector.captures.CaptureAnswer.Refused;
import io.tributary.collector.captures.CaptureTargets.Scraped;
import io.tributary.collector.config.CaptureConfig;
import io.tributary.collector.config.CaptureRule;
import io.tributary.collector.config.CapturesConfig;
import io.tributary.storage.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What becomes of an alert, by the rules of the targets file. Event loop only. */
final class Alerts {
    /** A target, and what is to be captured from it. */
    private record Wanted(Scraped target, Set<CaptureConfig> what) {}

    private final RunningCaptures running;
    private final CaptureMetrics metrics;

    Alerts(RunningCaptures running, CaptureMetrics metrics) {
        this.running = running;
        this.metrics = metrics;
    }

    AlertOutcome outcome(Alert alert, List<Scraped> targets, CapturesConfig config) {
        AlertOutcome outcome = of(alert, targets, config);
        metrics.received(outcome.outcome());
        return outcome;
    }

    AlertOutcome stopping(Alert alert) {
        metrics.received(Outcome.REFUSED);
        return nothing(alert, Outcome.REFUSED, "the collector is stopping");
    }

    private AlertOutcome of(Alert alert, List<Scraped> targets, CapturesConfig config) {
        if (!alert.firing()) {
            return nothing(alert, Outcome.RESOLVED, "");
        }
        List<CaptureRule> rules =
                config.alerts().stream().filter(rule -> isFor(rule, alert)).toList();
        if (rules.isEmpty()) {
            return nothing(alert, Outcome.NO_RULE, "captures.alerts of the targets file has none for these labels");
        }
        List<Wanted> wanted = wanted(alert, rules, targets);
        if (wanted.isEmpty()) {
            return nothing(
                    alert,
                    Outcome.NO_TARGET,
                    "no target that is scraped has the alert's values of the labels that "
                            + "captures.alerts names in equal (instance, where it names none), and matches");
        }
        return begin(alert, wanted, config);
    }

    private static AlertOutcome nothing(Alert alert, Outcome outcome, String detail) {
        return new AlertOutcome(
                CaptureText.of(alert.fingerprint()), CaptureText.of(alert.alertname()), outcome, List.of(), detail);
    }

    private static boolean isFor(CaptureRule rule, Alert alert) {
        return rule.alertname().equals(alert.alertname()) && rule.matchers().matches(alert.labels()::getOrEmpty);
    }

    /** Those that an alert is about: rules that say the same say it once. */
    private static List<Wanted> wanted(Alert alert, List<CaptureRule> rules, List<Scraped> targets) {
        List<Wanted> wanted = new ArrayList<>();
        for (Scraped scraped : targets) {
            Set<CaptureConfig> what = new LinkedHashSet<>();
            for (CaptureRule rule : rules) {
                if (isAbout(rule, alert, scraped.target().labels())) {
                    what.addAll(rule.capture());
                }
            }
            if (!what.isEmpty()) {
                wanted.add(new Wanted(scraped, what));
            }
        }
        return wanted;
    }

    private static boolean isAbout(CaptureRule rule, Alert alert, Labels target) {
        return rule.equal().stream()
                        .allMatch(name -> alert.labels().getOrEmpty(name).equals(target.getOrEmpty(name)))
                && rule.match().matches(target::selected);
    }

    private AlertOutcome begin(Alert alert, List<Wanted> wanted, CapturesConfig config) {
        Begins begins = new Begins(alert);
        wanted.stream().limit(config.maxTargets()).forEach(each -> begins.from(each, config));
        if (wanted.size() > config.maxTargets()) {
            begins.say(wanted.size() + " targets have its labels, and one alert may be for " + config.maxTargets()
                    + " (captures.max_targets)");
        }
        return begins.outcome();
    }

    /** One alert's captures as they are begun. */
    private final class Begins {
        private final Instant asked = running.now();
        private final Cause cause;
        private final List<String> captures = new ArrayList<>();
        private final Set<String> details = new LinkedHashSet<>();
        private boolean isRefused;

        Begins(Alert alert) {
            this.cause =
                    new Cause(CaptureText.of(alert.alertname()), CaptureText.of(alert.fingerprint()), alert.startsAt());
        }

        void say(String detail) {
            details.add(detail);
        }

        void from(Wanted wanted, CapturesConfig config) {
            for (CaptureConfig each : wanted.what()) {
                switch (CaptureSource.of(wanted.target(), each.type(), each.seconds())) {
                    case CaptureSource.Missing(Refused refused) -> {
                        isRefused = true;
                        say(refused.detail());
                    }
                    case CaptureSource.Found(CaptureSource source) -> {
                        if (running.isHeldOff(cause, source, asked, config.holdOff())) {
                            say("held off: it was captured for within "
                                    + config.holdOff().toSeconds() + " s before");
                        } else {
                            begin(source);
                        }
                    }
                }
            }
        }

        private void begin(CaptureSource source) {
            if (running.room() == 0) {
                isRefused = true;
                metrics.refused(source.type());
                say("as many captures run and wait as may (captures.max_queued)");
            } else {
                captures.add(running.begin(source, "alert " + cause.alertname(), cause, asked)
                        .id());
            }
        }

        AlertOutcome outcome() {
            Outcome outcome = !captures.isEmpty() ? Outcome.CAPTURED : isRefused ? Outcome.REFUSED : Outcome.HELD_OFF;
            return new AlertOutcome(
                    cause.fingerprint(), cause.alertname(), outcome, captures, String.join("; ", details));
        }
    }
}
