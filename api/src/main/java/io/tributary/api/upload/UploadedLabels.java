package io.tributary.api.upload;

import io.tributary.api.http.Parameter;
import io.tributary.api.http.Problem;
import io.tributary.api.http.Request;
import io.tributary.api.http.Text;
import io.tributary.storage.Labels;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The labels of an instance that sends a profile, by the rules for those of a target: {@code label.region=eu}. They name the service too.
 */
final class UploadedLabels {
    static final Parameter PARAMETER = Parameter.prefix("label.");

    private static final int LONGEST = 1_024;
    private static final int MOST = 64;
    private static final String INTERNAL = "__";

    private UploadedLabels() {}

    /** Fails with a {@link Problem} where a label cannot be kept, or says another service. */
    static Labels of(Request request, String service) {
        Map<String, String> labels = new TreeMap<>();
        for (Map.Entry<String, String> given : request.withPrefix(PARAMETER).entrySet()) {
            check(given.getKey(), given.getValue());
            labels.put(given.getKey(), given.getValue());
        }
        if (labels.size() > MOST) {
            throw Problem.badParameter(
                    PARAMETER.name() + "NAME",
                    "there are " + labels.size() + ", more than " + MOST,
                    "Send fewer labels.");
        }
        String named = labels.getOrDefault(Labels.SERVICE_NAME, service);
        if (!named.equals(service)) {
            throw Problem.badParameter(
                    PARAMETER.name() + Labels.SERVICE_NAME,
                    Text.shown(named) + " is another service than service=" + Text.shown(service),
                    "Leave it out: service says it.");
        }
        if (!service.equals(labels.get(Labels.JOB))) {
            labels.put(Labels.SERVICE_NAME, service);
        }
        return Labels.of(labels);
    }

    private static void check(String name, String value) {
        String parameter = PARAMETER.name() + name;
        if (!name.matches("[a-zA-Z_][a-zA-Z0-9_]{0," + (LONGEST - 1) + "}") || name.startsWith(INTERNAL)) {
            throw Problem.badParameter(
                    Text.shown(parameter),
                    "a label's name is letters, digits and _, not beginning with a digit or __, at most " + LONGEST,
                    "Write for instance label.region=eu.");
        }
        if (value.length() > LONGEST || !StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw Problem.badParameter(
                    parameter, "a label's value is text of at most " + LONGEST + " characters", "Send a shorter one.");
        }
    }
}
