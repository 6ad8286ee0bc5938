package io.tributary.collector.captures;

import io.tributary.collector.captures.CaptureAnswer.Refusal;
import io.tributary.collector.captures.CaptureAnswer.Refused;
import io.tributary.collector.captures.CaptureTargets.Scraped;
import io.tributary.collector.config.CapturesConfig;
import io.tributary.storage.Labels;
import io.tributary.storage.selector.Selector;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is captured beside the schedule. Any thread may call it; answers come on the collector's event loop and never fail. Captures that
 * wait or run go on when the configuration changes.
 */
public final class Captures {
    private static final Logger LOG = LoggerFactory.getLogger(Captures.class);

    private final CaptureMachinery machinery;
    private final CaptureTargets targets;
    private final KnownCaptures known = new KnownCaptures();
    private final StoredCaptures stored;
    private final RunningCaptures running;
    private final Requests requests;
    private final Alerts alerts;
    private final Promise<Void> remembered = Promise.promise();
    private CapturesConfig config;
    private volatile boolean stopped;

    /** Captures nothing yet. */
    public Captures(CaptureMachinery machinery, CaptureTargets targets, CapturesConfig config) {
        this.machinery = machinery;
        this.targets = targets;
        this.config = config;
        this.stored = new StoredCaptures(machinery.store());
        CaptureMetrics metrics = new CaptureMetrics(machinery.registry());
        this.running = new RunningCaptures(machinery, targets, config, known, metrics);
        this.requests = new Requests(running, metrics);
        this.alerts = new Alerts(running, metrics);
    }

    /** Reads what was captured lately. Alerts wait for that: it says what they are held off by. Event loop only. */
    public void start() {
        Instant since = running.now().minus(config.holdOff());
        Future.<List<Capture>>fromCompletionStage(
                        machinery.ingest().run(() -> stored.since(since, HoldOffs.MOST)), machinery.context())
                .onComplete(read -> {
                    if (read.succeeded()) {
                        read.result().forEach(running::remember);
                    } else {
                        LOG.warn(
                                "what was captured before cannot be read, so an alert may be captured for once more: {}",
                                read.cause().getMessage());
                    }
                    remembered.tryComplete();
                });
    }

    /** From now on these rules and limits. Event loop only. */
    public void become(CapturesConfig next) {
        config = next;
        running.become(next);
    }

    /** Cancels what waits and what is fetched; what was fetched is still stored. Event loop only. */
    public void stop() {
        stopped = true;
        remembered.tryComplete();
        running.stop();
    }

    /** For how long something that goes on captures nothing again. Event loop only. */
    public Duration holdOff() {
        return config.holdOff();
    }

    /** Whether it captures nothing any more: whoever tells it of an alert should tell again elsewhere or later. */
    public boolean isStopped() {
        return stopped;
    }

    /** Captures from every target that the request matches and whose job has the type. */
    public Future<CaptureAnswer> ask(CaptureRequest request) {
        return ask(request, scraped -> request.match().matches(scraped.target().labels()::selected));
    }

    /** Captures from one target, for the collector's own reasons. */
    public Future<CaptureAnswer> ask(String job, Labels target, String type, String reason) {
        return ask(
                new CaptureRequest(new Selector(List.of()), type, 0, reason),
                scraped -> scraped.target().job().equals(job)
                        && scraped.target().labels().equals(target));
    }

    private Future<CaptureAnswer> ask(CaptureRequest request, Predicate<Scraped> isMeant) {
        Promise<CaptureAnswer> done = Promise.promise();
        machinery.context().runOnContext(_ -> done.complete(answer(request, isMeant)));
        return done.future();
    }

    private CaptureAnswer answer(CaptureRequest request, Predicate<Scraped> isMeant) {
        if (stopped) {
            return new Refused(Refusal.STOPPING, "the collector is stopping", "ask again when it runs");
        }
        List<Scraped> meant = targets.scraped().stream().filter(isMeant).toList();
        return requests.answer(request, meant, config.maxTargets());
    }

    /** For each alert what became of it, in their order. */
    public Future<List<AlertOutcome>> alerted(List<Alert> all) {
        Promise<List<AlertOutcome>> done = Promise.promise();
        List<Alert> copy = List.copyOf(all);
        machinery.context().runOnContext(_ -> remembered.future().onComplete(_ -> next(copy, new ArrayList<>(), done)));
        return done.future();
    }

    /** One at a time: to find the targets of thousands of alerts in one go would hold up every scrape. */
    private void next(List<Alert> all, List<AlertOutcome> outcomes, Promise<List<AlertOutcome>> done) {
        if (outcomes.size() == all.size()) {
            done.complete(outcomes);
            return;
        }
        Alert alert = all.get(outcomes.size());
        outcomes.add(stopped ? alerts.stopping(alert) : alerts.outcome(alert, targets.scraped(), config));
        machinery.context().runOnContext(_ -> next(all, outcomes, done));
    }

    /** Those that wait and run and the last that ended, the latest asked for first. From memory. */
    public List<Capture> list() {
        return known.list();
    }

    /** One of that id; what ended long ago is looked for in the store. Blocks: for worker threads. */
    public Optional<Capture> find(String id) {
        return known.find(id).or(() -> stored.find(id));
    }
}
