package io.tributary.api.captures;

import io.tributary.api.captures.CapturesSource.Alert;
import io.tributary.api.http.Answer;
import io.tributary.api.http.Endpoint;
import io.tributary.api.http.JsonFields;
import io.tributary.api.http.Request;
import io.tributary.api.http.Role;
import io.tributary.api.http.Text;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /alerts}: what Alertmanager sends to a {@code webhook_configs} receiver. Of its message, version 4, only what is needed is
 * looked at, so that a newer Alertmanager may say more. It sends again what is answered with 5xx, and gives up on 4xx.
 */
public final class AlertsWebhook {
    private static final String VERSION = "4";
    /** Some hundreds of alerts with long annotations. */
    private static final int MOST_BODY_BYTES = 1024 * 1024;

    private static final String FIX =
            "Have Alertmanager send it: a receiver with webhook_configs: [{url: http://…/api/v1/alerts}]; its message is"
                    + " {\"version\": \"4\", \"alerts\": [{\"status\": \"firing\", \"labels\": {\"alertname\": …}, \"startsAt\": …,"
                    + " \"fingerprint\": …}]}.";

    private final CapturesSource source;

    public AlertsWebhook(CapturesSource source) {
        this.source = source;
    }

    public Endpoint endpoint() {
        return Endpoint.taking("/api/v1/alerts", MOST_BODY_BYTES, this::alerts).of(Role.INGEST);
    }

    private Future<Answer> alerts(Request request) {
        JsonFields message = JsonFields.parse(request.body(), FIX);
        String version = message.required("version");
        if (!version.equals(VERSION)) {
            throw message.bad("version", "is " + Text.shown(version) + ", and this server understands version 4 alone");
        }
        List<Alert> alerts =
                message.objects("alerts").stream().map(AlertsWebhook::alert).toList();
        Running.check(source);
        return source.alerted(alerts).map(CaptureJson::told);
    }

    private static Alert alert(JsonFields alert) {
        String status = alert.required("status");
        if (!status.equals("firing") && !status.equals("resolved")) {
            throw alert.bad("status", "is " + Text.shown(status) + ", neither firing nor resolved");
        }
        return new Alert(
                alert.required("fingerprint"), status.equals("firing"), alert.texts("labels"), startsAt(alert));
    }

    private static @Nullable Instant startsAt(JsonFields alert) {
        String text = alert.text("startsAt");
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException _) {
            throw alert.bad("startsAt", Text.shown(text) + " is no RFC 3339 time");
        }
    }
}
