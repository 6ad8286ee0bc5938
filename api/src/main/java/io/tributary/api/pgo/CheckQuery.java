package io.tributary.api.pgo;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tributary.api.http.Answer;
import io.tributary.api.http.BodyRule;
import io.tributary.api.http.ByteBudget;
import io.tributary.api.http.Endpoint;
import io.tributary.api.http.Json;
import io.tributary.api.http.Problem;
import io.tributary.api.http.ProblemType;
import io.tributary.api.http.Request;
import io.tributary.api.http.Role;
import io.tributary.api.pgo.feedback.Ageing;
import io.tributary.api.pgo.feedback.Feedback;
import io.tributary.api.pgo.feedback.Handout;
import io.tributary.api.pgo.feedback.Material;
import io.tributary.api.pgo.feedback.Verdict;
import io.tributary.api.work.WorkerPool;
import io.tributary.profile.InvalidProfileException;
import io.tributary.profile.pgo.CallEdges;
import io.tributary.profile.pgo.EdgeComparison;
import io.tributary.profile.pgo.LiveMatch;
import io.tributary.profile.wire.DecodeLimits;
import io.tributary.profile.wire.PprofDecoder;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.Release;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code POST /pgo/{service}/check}: a committed profile against the fleet now. */
final class CheckQuery {
    private static final DecodeLimits LIMITS = DecodeLimits.DAEMON;

    private final ProfileStore store;
    private final WorkerPool workers;
    private final InstantSource clock;
    private final PgoFeedback feedback;
    private final ByteBudget budget;

    /** What is thought of a committed profile. */
    private record Checked(
            String digest,
            Optional<Release> release,
            Feedback now,
            EdgeComparison comparison,
            Ageing ageing,
            boolean keep,
            List<String> why) {}

    /** @param budget of the bodies that are read and worked on */
    CheckQuery(ProfileStore store, WorkerPool workers, InstantSource clock, PgoFeedback feedback, ByteBudget budget) {
        this.store = store;
        this.workers = workers;
        this.clock = clock;
        this.feedback = feedback;
        this.budget = budget;
    }

    Endpoint endpoint(String path) {
        BodyRule body = BodyRule.file(Math.toIntExact(LIMITS.maxInputBytes()), budget);
        return Endpoint.posting(path, PgoQuestion.MADE, body, this::check).of(Role.READ);
    }

    private Future<Answer> check(Request request) {
        PgoQuestion question = PgoQuestion.read(request, clock.instant());
        return workers.run(
                () -> {
                    Checked checked = check(question, request.body().getBytes());
                    return Json.answer(json -> write(json, question, checked));
                },
                request.gone());
    }

    private Checked check(PgoQuestion question, byte[] body) {
        String digest;
        CallEdges committed;
        try {
            byte[] message = PprofDecoder.inflate(body, LIMITS);
            digest = Handout.digest(message);
            committed = CallEdges.of(PprofDecoder.decodeMessage(message, LIMITS));
        } catch (InvalidProfileException e) {
            throw bad(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw bad("it has neither samples/count nor cpu/nanoseconds, and go build refuses it");
        } catch (ArithmeticException e) {
            throw bad("its weights add up to more than 64 bits hold");
        }
        if (committed.size() == 0) {
            throw bad("it has no calls with a weight, and the compiler optimises nothing with it");
        }
        Feedback now = feedback.made(question).feedback();
        EdgeComparison comparison = EdgeComparison.of(committed, now.edges());
        Ageing ageing = now.ageing(committed);
        LiveMatch live = ageing.all();
        List<String> why = new ArrayList<>();
        if (comparison.overlap() < Material.LEAST_OVERLAP) {
            why.add(String.format(
                    Locale.ROOT, "overlap %.4f is below %.2f", comparison.overlap(), Material.LEAST_OVERLAP));
        }
        if (comparison.hotMoved() > Material.MOST_MOVED) {
            why.add(String.format(
                    Locale.ROOT,
                    "%.1f %% of the weight moved into or out of the hot set, more than %.0f %%",
                    100 * comparison.hotMoved(),
                    100 * Material.MOST_MOVED));
        }
        if (live.lost() > Ageing.MOST_LOST) {
            why.add(String.format(
                    Locale.ROOT,
                    "the newest version takes %.1f %% of its heaviest calls, where %.1f %% would be expected",
                    100 * live.match(),
                    100 * live.expected()));
        }
        boolean isChanged = !why.isEmpty();
        if (now.verdict() != Verdict.SHIP) {
            why.add("what there is now is not good enough to take its place: the report says why");
        } else if (!isChanged) {
            why.add("it says what the fleet says now");
        }
        return new Checked(
                digest,
                store.releases().find(question.service(), digest),
                now,
                comparison,
                ageing,
                !isChanged || now.verdict() != Verdict.SHIP,
                why);
    }

    private static Problem bad(String why) {
        return new Problem(
                ProblemType.BAD_BODY,
                "the body is no profile to build with: " + why,
                "Send the default.pgo that go build takes: curl -H 'Content-Type: application/octet-stream' --data-binary"
                        + " @default.pgo.");
    }

    private void write(JsonGenerator json, PgoQuestion question, Checked checked) throws IOException {
        json.writeStartObject();
        json.writeStringField("service", question.service());
        json.writeStringField("verdict", checked.keep ? "keep" : "refresh");
        Json.strings(json, "why", checked.why);
        json.writeStringField("digest", checked.digest);
        if (checked.release.isPresent()) {
            long handedOut = checked.release.get().timeMillis();
            Json.time(json, "handedOut", Instant.ofEpochMilli(handedOut));
            json.writeNumberField("ageSeconds", Math.max(0, clock.millis() - handedOut) / 1000);
        }
        json.writeStringField("feedbackNow", checked.now.verdict().text());
        ReportJson.ageing(json, checked.ageing);
        ReportJson.comparison(json, checked.comparison);
        json.writeEndObject();
    }
}
