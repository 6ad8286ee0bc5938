package io.tributary.api.http;

import io.vertx.core.buffer.Buffer;
import java.util.Set;

/** Which answers are coded, and what their headers say of it. */
public final class ContentCoding {
    /** Below, the headers outweigh what is saved. */
    private static final long WORTH_IT = 1024;

    private static final Set<String> COMPRESSIBLE = Set.of("application/json", "application/yaml");
    private static final String OPEN_METRICS = "application/openmetrics-text";

    private ContentCoding() {}

    /**
     * The answer in a coding, if it is one that shrinks; otherwise itself. A strong entity tag becomes a weak one, since the bytes are
     * others. Takes as long as the answer is large: for workers.
     */
    public static Answer apply(Answer answer, Coding coding) {
        if (!isCodable(answer) || coding == Coding.IDENTITY || !(answer.body() instanceof Answer.Whole(Buffer plain))) {
            return answer;
        }
        byte[] bytes = plain.getBytes();
        byte[] coded = coding.encode(bytes);
        if (coded.length >= bytes.length) {
            return answer;
        }
        Answer result = new Answer(
                        answer.status(), answer.contentType(), answer.headers(), new Answer.Whole(Buffer.buffer(coded)))
                .with("Content-Encoding", coding.header());
        String tag = answer.headers().get("ETag");
        return tag == null || tag.startsWith("W/") ? result : result.with("ETag", "W/" + tag);
    }

    /** Whether there is something to do for {@link #apply}. */
    static boolean isCodable(Answer answer) {
        return isText(answer)
                && answer.body() instanceof Answer.Whole
                && answer.body().length() >= WORTH_IT
                && !answer.headers().containsKey("Content-Encoding");
    }

    /** Whether other clients may get other bytes for the same question. */
    static boolean varies(Answer answer) {
        return answer.status() == 304 || isText(answer);
    }

    private static boolean isText(Answer answer) {
        String type = answer.contentType();
        return type.startsWith("text/") || type.startsWith(OPEN_METRICS) || COMPRESSIBLE.contains(type);
    }
}
