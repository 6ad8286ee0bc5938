package io.tributary.api.pgo;

import io.tributary.api.http.Problem;
import io.tributary.api.http.ProblemType;
import io.tributary.api.pgo.feedback.Ageing;
import io.tributary.api.pgo.feedback.Feedback;
import io.tributary.api.pgo.feedback.FeedbackMaker;
import io.tributary.api.pgo.feedback.FeedbackOptions;
import io.tributary.api.pgo.feedback.Fidelity;
import io.tributary.api.pgo.feedback.Handout;
import io.tributary.api.pgo.feedback.NoFeedbackException;
import io.tributary.api.pgo.feedback.Report;
import io.tributary.api.pgo.feedback.Reporter;
import io.tributary.api.query.Catalogue;
import io.tributary.api.query.Merger;
import io.tributary.profile.pgo.EdgeComparison;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.Release;
import io.tributary.storage.Selection;
import io.tributary.storage.TimeRange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Feedback out of the store, kept while the profiles are the same. Blocks: for workers. */
final class PgoFeedback {
    private static final int MOST_KEPT = 16;

    /** What feedback depends on, besides the profiles themselves. */
    private record Key(String service, String selectors, TimeRange range, FeedbackOptions options) {
        static Key of(Selection selection, FeedbackOptions options) {
            return new Key(
                    String.valueOf(selection.service()), selection.anyOf().toString(), selection.range(), options);
        }
    }

    private final ProfileStore store;
    private final Merger merger;
    private final Catalogue catalogue;
    private final KnownReleases releases;
    private final Recent<Key, Made> kept = new Recent<>(MOST_KEPT);

    PgoFeedback(ProfileStore store, Merger merger, Catalogue catalogue, KnownReleases releases) {
        this.store = store;
        this.merger = merger;
        this.catalogue = catalogue;
        this.releases = releases;
    }

    /**
     * The feedback that is asked for.
     *
     * @throws Problem when there are no profiles, or none that say anything to the compiler
     */
    Made made(PgoQuestion question) {
        Made made = made(question.selection(), question.options());
        if (made == null && !question.untilNow().equals(question.selection())) {
            // A service that is younger than the last full hour.
            made = made(question.untilNow(), question.options());
        }
        if (made == null) {
            throw catalogue.nothing(question.untilNow());
        }
        return made;
    }

    private @Nullable Made made(Selection selection, FeedbackOptions options) {
        Key key = Key.of(selection, options);
        String revision = store.revision(selection);
        Optional<Made> there = kept.get(key).filter(made -> made.revision().equals(revision));
        if (there.isPresent()) {
            return there.get();
        }
        StoreProfiles profiles = new StoreProfiles(store, merger, selection);
        Made made;
        try {
            if (profiles.count() == 0) {
                return null;
            }
            Feedback feedback = FeedbackMaker.make(profiles, options);
            made = new Made(selection, revision, feedback, profiles.coverage(), () -> isStill(selection, revision));
        } catch (NoFeedbackException e) {
            throw problem(e);
        } catch (ArithmeticException e) {
            throw overflow();
        }
        // What came in meanwhile may be in a part of it.
        if (isStill(selection, revision)) {
            kept.put(key, made);
        }
        return made;
    }

    private boolean isStill(Selection selection, String revision) {
        return store.revision(selection).equals(revision);
    }

    private static Problem problem(NoFeedbackException e) {
        ProblemType type = switch (e.reason()) {
            case WRONG_SAMPLE_TYPE -> ProblemType.PGO_WRONG_SAMPLE_TYPE;
            case NO_SAMPLES -> ProblemType.PGO_NO_SAMPLES;
        };
        return new Problem(type, String.valueOf(e.getMessage()), e.fix());
    }

    private static Problem overflow() {
        return new Problem(
                ProblemType.MERGE_OVERFLOW,
                "the weights of the calls add up to more than 64 bits hold",
                "Narrow the question with match and window, to find whose profiles have such values: /api/v1/profiles lists"
                        + " each one's totals.");
    }

    /** What is handed out. */
    Handout handout(Made made, Fidelity fidelity) {
        return made.handout(fidelity, which -> make(made, which));
    }

    private Handout make(Made made, Fidelity fidelity) {
        StoreProfiles profiles = new StoreProfiles(store, merger, made.selection());
        try {
            return Handout.of(FeedbackMaker.profile(profiles, made.feedback(), fidelity));
        } catch (NoFeedbackException e) {
            throw problem(e);
        } catch (ArithmeticException e) {
            throw overflow();
        }
    }

    /** What changed since a release; empty where that is not known any more. */
    Optional<EdgeComparison> since(Made made, String service, String digest) {
        return releases.edges(service, digest)
                .map(before -> made.since(
                        digest, () -> EdgeComparison.of(before, made.feedback().edges())));
    }

    /** How much of a release the newest version still does; empty where that is not known any more. */
    Optional<Ageing> ageing(Made made, String service, String digest) {
        return releases.edges(service, digest)
                .map(before -> made.ageing(digest, () -> made.feedback().ageing(before)));
    }

    /** The report, with what changed since what was handed out before to the same question. */
    Report report(Made made, PgoQuestion question) {
        String digest = handout(made, question.fidelity()).digest();
        Optional<Release> before = store.releases().list(question.service()).stream()
                .filter(release -> release.parameters().equals(question.parameters()))
                .filter(release -> !release.digest().equals(digest))
                .findFirst();
        Optional<Report.Change> change = before.flatMap(release -> since(made, question.service(), release.digest())
                .map(comparison -> new Report.Change("release " + release.digest(), comparison)));
        String key = question.parameters() + before.map(Release::digest).orElse("");
        return made.report(
                key,
                () -> Reporter.report(
                        question.service(),
                        question.parameters(),
                        new StoreProfiles(store, merger, made.selection()),
                        made.feedback(),
                        change));
    }
}
