package io.tributary.api.upload;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.api.http.Answer;
import io.tributary.api.http.BodyRule;
import io.tributary.api.http.ByteBudget;
import io.tributary.api.http.Endpoint;
import io.tributary.api.http.Json;
import io.tributary.api.http.Parameter;
import io.tributary.api.http.Problem;
import io.tributary.api.http.ProblemType;
import io.tributary.api.http.Request;
import io.tributary.api.http.Role;
import io.tributary.api.http.Text;
import io.tributary.api.query.Question;
import io.tributary.api.query.TimeExpression;
import io.tributary.api.work.WorkerPool;
import io.tributary.profile.InvalidProfileException;
import io.tributary.profile.Profile;
import io.tributary.profile.wire.DecodeLimits;
import io.tributary.profile.wire.PprofDecoder;
import io.tributary.storage.Labels;
import io.tributary.storage.Origin;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.PutResult;
import io.tributary.storage.StoreException;
import io.tributary.storage.UnstorableProfileException;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /profiles}: one pprof profile, stored as if it had been fetched. */
public final class ProfileUploads {
    private static final Logger LOG = LoggerFactory.getLogger(ProfileUploads.class);
    private static final String PATH = "/api/v1/profiles";
    private static final Parameter TIME = Parameter.once("time");
    private static final List<Parameter> PARAMETERS =
            List.of(Question.SERVICE, Question.TYPE, TIME, UploadedLabels.PARAMETER);
    private static final DecodeLimits LIMITS = DecodeLimits.DAEMON;
    private static final int RETRY_SECONDS = 10;

    private final ProfileStore store;
    private final WorkerPool workers;
    private final InstantSource clock;
    private final BodyRule body;
    private final Counter stored;
    private final Counter refused;

    /**
     * @param workers of one thread
     * @param budget of the bodies that are read and worked on
     */
    public ProfileUploads(
            ProfileStore store,
            WorkerPool workers,
            InstantSource clock,
            ByteBudget budget,
            PrometheusRegistry registry) {
        this.store = store;
        this.workers = workers;
        this.clock = clock;
        this.body = BodyRule.pprof(Math.toIntExact(LIMITS.maxInputBytes()), budget);
        this.stored = Counter.builder()
                .name("tributary_uploads_stored_total")
                .help("Profiles that were sent and stored; one that was there already counts too.")
                .register(registry);
        this.refused = Counter.builder()
                .name("tributary_uploads_refused_total")
                .help("Profiles that were sent and not stored, by reason.")
                .labelNames("reason")
                .register(registry);
        GaugeWithCallback.builder()
                .name("tributary_uploads_held_bytes")
                .help("Bytes of profiles that are being sent or worked on.")
                .callback(callback -> callback.call((double) budget.held()))
                .register(registry);
    }

    public Endpoint endpoint() {
        return Endpoint.posting(PATH, PARAMETERS, body, this::upload).of(Role.INGEST);
    }

    private Future<Answer> upload(Request request) {
        String service = request.required(Question.SERVICE.name(), "Say whose profile it is: service=shop.");
        String type = request.required(Question.TYPE.name(), "Say of what kind it is: type=cpu, heap, goroutine, …");
        Labels labels = UploadedLabels.of(request, service);
        String timeText = request.parameter(TIME.name());
        Instant now = clock.instant();
        Instant time =
                timeText == null ? null : Question.time(TIME.name(), timeText, now, TimeExpression.Rounding.DOWN);
        return workers.run(
                () -> {
                    Profile profile = decode(request.body().getBytes());
                    long millis = (time == null ? begin(profile, now) : time).toEpochMilli();
                    return answer(put(new Origin(service, type, labels, millis), profile));
                },
                request.gone());
    }

    private Profile decode(byte[] sent) {
        try {
            return PprofDecoder.decodeMessage(PprofDecoder.inflate(sent, LIMITS), LIMITS);
        } catch (InvalidProfileException e) {
            refused.labelValues(e.reason().name().toLowerCase(Locale.ROOT)).inc();
            throw switch (e.reason()) {
                case EMPTY ->
                    new Problem(
                            ProblemType.BAD_BODY,
                            String.valueOf(e.getMessage()),
                            "Send a pprof profile as the request's body; with curl: --data-binary @cpu.pb.gz.");
                case TOO_LARGE ->
                    new Problem(ProblemType.BODY_TOO_LARGE, String.valueOf(e.getMessage()), body.smaller());
                case NOT_A_PROFILE, UNSUPPORTED_FORMAT, MALFORMED, TRUNCATED ->
                    new Problem(
                            ProblemType.INVALID_PROFILE,
                            Text.line(String.valueOf(e.getMessage())),
                            "Send what /debug/pprof serves; tributary inspect FILE says more about a file.");
            };
        }
    }

    /** When the profile says it was begun; now, where it does not say. */
    private static Instant begin(Profile profile, Instant now) {
        long nanos = profile.header().timeNanos();
        return nanos <= 0 ? now : Instant.ofEpochSecond(0, nanos);
    }

    private PutResult put(Origin origin, Profile profile) {
        try {
            PutResult result = store.put(origin, profile);
            stored.inc();
            return result;
        } catch (IllegalArgumentException e) {
            refused.labelValues("names").inc();
            throw new Problem(
                    ProblemType.BAD_PARAMETER,
                    Text.line(String.valueOf(e.getMessage())),
                    "Use other names, or another time.");
        } catch (UnstorableProfileException e) {
            refused.labelValues("unstorable").inc();
            throw new Problem(
                    ProblemType.INVALID_PROFILE,
                    Text.line(String.valueOf(e.getMessage())),
                    "Mend what wrote the profile; sent again as it is, it will be refused again.");
        } catch (StoreException e) {
            LOG.debug("a {} profile that was sent could not be stored", origin.type(), e);
            refused.labelValues("store").inc();
            throw new Problem(
                            ProblemType.STORE_FAILED,
                            "the store could not keep it",
                            "Send it again later; /api/v1/status/storage and the log say what the store lacks.")
                    .retryAfter(RETRY_SECONDS);
        }
    }

    private static Answer answer(PutResult result) {
        String id = result.id().text();
        return Json.answer(json -> {
                    json.writeStartObject();
                    json.writeStringField("id", id);
                    json.writeEndObject();
                })
                .withStatus(result.added() ? 201 : 200)
                .with("Location", PATH + "/" + id);
    }
}
