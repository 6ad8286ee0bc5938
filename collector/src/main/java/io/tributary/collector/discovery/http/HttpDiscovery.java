package io.tributary.collector.discovery.http;

import io.tributary.collector.config.HttpSdConfig;
import io.tributary.collector.config.InternalLabels;
import io.tributary.collector.config.SecretParams;
import io.tributary.collector.discovery.DiscoveryMachinery;
import io.tributary.collector.discovery.JsonGroups;
import io.tributary.collector.discovery.Rounds;
import io.tributary.collector.discovery.RunningDiscovery;
import io.tributary.collector.discovery.TargetGroup;
import io.tributary.collector.discovery.Workers;
import io.tributary.collector.discovery.client.Answer;
import io.tributary.collector.discovery.client.Call;
import io.tributary.collector.discovery.client.Client;
import io.tributary.collector.discovery.client.Server;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks a server for its target groups, again and again; an answer may take as long as the interval. */
public final class HttpDiscovery extends RunningDiscovery {
    /** Prometheus' rule: JSON, and UTF-8 where a character set is named. */
    private static final Pattern CONTENT_TYPE =
            Pattern.compile("(?i)application/json(;\\s*charset=(\"utf-8\"|utf-8))?");

    private final Duration interval;
    private final URI url;
    private final Client client;
    private final Workers workers;
    private final Rounds rounds;
    private @Nullable Call call;

    public HttpDiscovery(DiscoveryMachinery machinery, String job, HttpSdConfig config) {
        super(machinery, job, config.kind(), withoutQuery(config.url()));
        this.interval = config.refreshInterval();
        this.url = config.url();
        // The whole path stands in the request.
        URI root = config.url().resolve("/");
        this.client = new Client(
                machinery.vertx(),
                new Server(root, config.http()),
                machinery.options().userAgent(),
                SecretParams.allValues(config.url().toString()));
        this.workers = machinery.workers();
        this.rounds = new Rounds(machinery.vertx(), this::round);
    }

    @Override
    protected void begin() {
        rounds.start(interval);
    }

    @Override
    protected void end() {
        rounds.stop();
        if (call != null) {
            call.cancel();
        }
        client.close();
        workers.close();
    }

    private Future<?> round() {
        BigDecimal seconds = BigDecimal.valueOf(interval.toMillis(), 3).stripTrailingZeros();
        call = client.get(
                uri(),
                Map.of("X-Prometheus-Refresh-Interval-Seconds", seconds.toPlainString()),
                machinery().options().maxBytes(),
                interval);
        return call.answer().compose(this::parse).onComplete(done -> {
            if (announcer().isClosed()) {
                return;
            }
            if (done.succeeded()) {
                announcer().succeeded();
                announcer().changed(done.result());
            } else {
                announcer().failed(String.valueOf(done.cause().getMessage()));
            }
        });
    }

    private Future<List<TargetGroup>> parse(Answer answer) {
        if (!answer.isOk()) {
            return Future.failedFuture(answer.refusal());
        }
        if (!CONTENT_TYPE.matcher(answer.contentType()).matches()) {
            return Future.failedFuture("the answer's Content-Type must be application/json, not \""
                    + answer.clean(answer.contentType()) + "\"");
        }
        byte[] body = answer.body().getBytes();
        return workers.run(() -> JsonGroups.groups(url.toString(), InternalLabels.META_URL, JsonGroups.parse(body)));
    }

    private String uri() {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    /** To show: a query may hold a token. */
    private static String withoutQuery(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority() + (url.getRawPath() == null ? "" : url.getRawPath());
    }
}
