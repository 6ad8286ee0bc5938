package io.tributary.api.query;

import io.tributary.api.http.Parameter;
import io.tributary.api.http.Problem;
import io.tributary.api.http.Request;
import io.tributary.api.http.Text;
import io.tributary.storage.MergeMode;
import io.tributary.storage.Selection;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is to be merged, and how.
 *
 * @param service whose profiles
 * @param type which of them
 * @param selection these and the rest of what selects them
 * @param mode how they are put together
 */
record MergeQuestion(String service, String type, Selection selection, MergeMode mode) {
    private static final String MERGE = "merge";
    private static final String MODES =
            MergeMode.named().stream().map(MergeMode::text).collect(Collectors.joining(", "));

    /** What {@link #of} reads. */
    static final List<Parameter> PARAMETERS =
            List.of(Question.SERVICE, Question.TYPE, Question.MATCH, Question.FROM, Question.TO, Parameter.once(MERGE));

    static MergeQuestion of(Request request, Instant now) {
        String service = request.required(Question.SERVICE.name(), "/api/v1/services lists the services.");
        String type = request.required(
                Question.TYPE.name(), "/api/v1/services lists each service's types; type=cpu is the usual one.");
        return new MergeQuestion(
                service,
                type,
                Question.selection(request, service, type, now),
                mode(request.parameter(MERGE, MergeMode.AUTO.text())));
    }

    /** The same question about other profiles of the type. */
    MergeQuestion about(String otherService, Selection other) {
        return new MergeQuestion(otherService, type, other, mode);
    }

    /** What a profile of this is called: {@code shop cpu}. */
    String title() {
        return service + ' ' + type;
    }

    private static MergeMode mode(String text) {
        for (MergeMode mode : MergeMode.named()) {
            if (mode.text().equals(text)) {
                return mode;
            }
        }
        throw Problem.badParameter(MERGE, Text.shown(text) + " is no way to merge", "There is: " + MODES + ".");
    }
}
