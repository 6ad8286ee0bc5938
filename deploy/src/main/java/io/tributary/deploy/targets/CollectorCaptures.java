package io.tributary.deploy.targets;

import io.tributary.api.captures.CapturesSource;
import io.tributary.collector.Collector;
import io.tributary.collector.captures.CaptureAnswer;
import io.tributary.collector.captures.CaptureRequest;
import io.tributary.collector.captures.Captures;
import io.tributary.storage.Labels;
import io.tributary.storage.ProfileId;
import io.tributary.storage.TraceId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A collector's captures as the API shows them. The API listens before the collector is there. */
public final class CollectorCaptures implements CapturesSource {
    private volatile @Nullable Captures captures;

    /** From now on these are asked. */
    public void show(Collector collector) {
        captures = collector.captures();
    }

    @Override
    public boolean isRunning() {
        Captures known = captures;
        return known != null && !known.isStopped();
    }

    private Captures running() {
        Captures known = captures;
        if (known == null) {
            throw new IllegalStateException("no collector runs");
        }
        return known;
    }

    @Override
    public Future<Asked> ask(Wish wish) {
        return here(running().ask(new CaptureRequest(wish.match(), wish.type(), wish.seconds(), wish.reason())))
                .map(CollectorCaptures::asked);
    }

    @Override
    public Future<List<Told>> alerted(List<Alert> alerts) {
        return here(running()
                        .alerted(alerts.stream().map(CollectorCaptures::alert).toList()))
                .map(outcomes -> outcomes.stream().map(CollectorCaptures::told).toList());
    }

    @Override
    public List<Capture> list() {
        return running().list().stream().map(CollectorCaptures::capture).toList();
    }

    @Override
    public Optional<Capture> find(String id) {
        return running().find(id).map(CollectorCaptures::capture);
    }

    /** The collector answers on its own event loop; what becomes of an answer is the asker's. */
    private static <T> Future<T> here(Future<T> answer) {
        Context asker = Vertx.currentContext();
        return asker == null ? answer : Future.fromCompletionStage(answer.toCompletionStage(), asker);
    }

    private static Asked asked(CaptureAnswer answer) {
        return switch (answer) {
            case CaptureAnswer.Begun(List<io.tributary.collector.captures.Capture> begun) ->
                new Begun(begun.stream().map(CollectorCaptures::capture).toList());
            case CaptureAnswer.Refused(CaptureAnswer.Refusal refusal, String detail, String fix) ->
                new Refused(refusal(refusal), detail, sentence(fix));
        };
    }

    private static Refusal refusal(CaptureAnswer.Refusal refusal) {
        return switch (refusal) {
            case NO_TARGET -> Refusal.NO_TARGET;
            case TOO_MANY_TARGETS -> Refusal.TOO_MANY_TARGETS;
            case NO_SUCH_TYPE, BAD_SECONDS, NOT_REACHABLE -> Refusal.IMPOSSIBLE;
            case QUEUE_FULL -> Refusal.QUEUE_FULL;
            case STOPPING -> Refusal.STOPPING;
        };
    }

    /** As the API's advice is written. */
    private static String sentence(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
    }

    private static io.tributary.collector.captures.Alert alert(Alert alert) {
        return new io.tributary.collector.captures.Alert(
                alert.fingerprint(), alert.firing(), new Labels(alert.labels()), alert.startsAt());
    }

    private static Told told(io.tributary.collector.captures.AlertOutcome outcome) {
        Outcome word = switch (outcome.outcome()) {
            case CAPTURED -> Outcome.CAPTURED;
            case HELD_OFF -> Outcome.HELD_OFF;
            case NO_RULE -> Outcome.NO_RULE;
            case NO_TARGET -> Outcome.NO_TARGET;
            case RESOLVED -> Outcome.RESOLVED;
            case REFUSED -> Outcome.REFUSED;
        };
        return new Told(outcome.fingerprint(), outcome.alertname(), word, outcome.captures(), outcome.detail());
    }

    private static Capture capture(io.tributary.collector.captures.Capture capture) {
        return switch (capture.progress()) {
            case io.tributary.collector.captures.Capture.Waiting _ ->
                with(capture, State.WAITING, null, null, null, null);
            case io.tributary.collector.captures.Capture.Running running ->
                with(capture, State.RUNNING, running.begun(), null, null, null);
            case io.tributary.collector.captures.Capture.Done done ->
                with(capture, State.DONE, done.begun(), done.ended(), done, null);
            case io.tributary.collector.captures.Capture.Failed failed ->
                with(capture, State.FAILED, failed.begun(), failed.ended(), null, failed.error());
        };
    }

    private static Capture with(
            io.tributary.collector.captures.Capture capture,
            State state,
            @Nullable Instant begun,
            @Nullable Instant ended,
            io.tributary.collector.captures.Capture.@Nullable Done done,
            @Nullable String error) {
        io.tributary.collector.captures.Capture.Cause alert = capture.alert();
        ProfileId profile = done == null ? null : done.profile();
        TraceId trace = done == null ? null : done.trace();
        return new Capture(
                capture.id(),
                capture.type(),
                capture.seconds(),
                state,
                capture.job(),
                capture.service(),
                capture.labels().values(),
                capture.reason(),
                alert == null ? null : new Cause(alert.alertname(), alert.fingerprint(), alert.startsAt()),
                capture.asked(),
                begun,
                ended,
                done == null ? null : done.bytes(),
                error,
                profile == null ? null : profile.text(),
                trace == null ? null : trace.text());
    }
}
