package io.tributary.api.query;

import io.tributary.api.http.Parameter;
import io.tributary.api.http.Request;
import io.tributary.storage.MergeMode;
import io.tributary.storage.Selection;
import java.time.Instant;
import java.util.List;

/**
 * What is to be merged, and how.
 *
 * @param selection of one type of one service
 * @param mode how they are put together
 */
record MergeQuestion(Selection selection, MergeMode mode) {
    private static final String MERGE = "merge";

    /** What {@link #of} reads. */
    static final List<Parameter> PARAMETERS =
            List.of(Question.SERVICE, Question.TYPE, Question.MATCH, Question.FROM, Question.TO, Parameter.once(MERGE));

    static MergeQuestion of(Request request, Instant now) {
        String service = request.required(Question.SERVICE.name(), "/api/v1/services lists the services.");
        String type = request.required(
                Question.TYPE.name(), "/api/v1/services lists each service's types; type=cpu is the usual one.");
        return new MergeQuestion(
                Question.selection(request, service, type, now),
                request.oneOf(MERGE, MergeMode.named(), MergeMode::text, MergeMode.AUTO, "is no way to merge"));
    }

    /** The same question about other profiles of the type. */
    MergeQuestion about(Selection other) {
        return new MergeQuestion(other, mode);
    }

    String service() {
        return String.valueOf(selection.service());
    }

    String type() {
        return String.valueOf(selection.type());
    }

    /** What a profile of this is called: {@code shop cpu}. */
    String title() {
        return service() + ' ' + type();
    }
}
