package io.tributary.api.pgo;

import io.tributary.api.work.WorkerPool;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.Release;
import io.tributary.storage.ServiceSummary;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Keeps an eye on the feedback of services, so that metrics tell of it. */
final class PgoWatch {
    private final ProfileStore store;
    private final WorkerPool workers;
    private final InstantSource clock;
    private final PgoFeedback feedback;
    private final PgoMetrics metrics;

    PgoWatch(ProfileStore store, WorkerPool workers, InstantSource clock, PgoFeedback feedback, PgoMetrics metrics) {
        this.store = store;
        this.workers = workers;
        this.clock = clock;
        this.feedback = feedback;
        this.metrics = metrics;
    }

    /**
     * Looks anew at the services that feedback was asked for, also before the start, one after the other, so that their metrics are of
     * now; one of which all is as it was when it was looked at last is passed over. Returns at once; where too much is going on, it is left
     * to the next time.
     *
     * @return succeeds when it is done
     */
    Future<Void> refresh() {
        Instant now = clock.instant();
        return workers.run(() -> asked(now))
                .compose(services -> {
                    Future<Void> last = Future.succeededFuture();
                    for (String service : services) {
                        last = last.compose(_ -> workers.run(() -> {
                                    refresh(PgoQuestion.usual(service, now));
                                    return service;
                                })
                                .otherwise(service)
                                .mapEmpty());
                    }
                    return last;
                })
                .otherwiseEmpty();
    }

    /** Those that something is known of, or was handed out of. */
    private Set<String> asked(Instant now) {
        Set<String> services = new TreeSet<>(metrics.services());
        for (ServiceSummary service : store.services()) {
            PgoQuestion question = PgoQuestion.usual(service.service(), now);
            if (store.releases()
                    .newest(question.service(), question.parameters())
                    .isPresent()) {
                services.add(service.service());
            }
        }
        return services;
    }

    private void refresh(PgoQuestion question) {
        PgoMetrics.Basis now = new PgoMetrics.Basis(
                question.selection(),
                store.revision(question.selection()),
                store.releases()
                        .newest(question.service(), question.parameters())
                        .map(Release::digest));
        if (!metrics.isKnown(now)) {
            measure(question, feedback.made(question));
        }
    }

    /** Notes what was found, where it is the question that is asked without parameters. */
    void measure(PgoQuestion question, Made made) {
        if (!question.isUsual()) {
            return;
        }
        Optional<Release> newest = store.releases().newest(question.service(), question.parameters());
        metrics.found(
                made, newest, newest.flatMap(release -> feedback.ageing(made, question.service(), release.digest())));
    }
}
