package io.tributary.api.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An error as a client sees it: an RFC 9457 problem document. Thrown wherever a question turns out to be wrong; it has no
 * stack trace, since it tells about the request and not about the code.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final ProblemType type;
    private final String fix;
    private final transient Map<String, String> headers;
    private final transient Json.Body more;

    /**
     * @param detail what is wrong with this request: the parameter, the value received, the rule
     * @param fix what to change
     */
    public Problem(ProblemType type, String detail, String fix) {
        this(type, detail, fix, Map.of(), json -> {});
    }

    private Problem(ProblemType type, String detail, String fix, Map<String, String> headers, Json.Body more) {
        super(detail, null, false, false);
        this.type = type;
        this.fix = fix;
        this.headers = headers;
        this.more = more;
    }

    public static Problem badParameter(String parameter, String detail, String fix) {
        return new Problem(ProblemType.BAD_PARAMETER, parameter + ": " + detail, fix);
    }

    /** The same with a {@code Retry-After} header. */
    public Problem retryAfter(int seconds) {
        return with("Retry-After", Integer.toString(seconds));
    }

    /** The same with a header. */
    public Problem with(String header, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Problem(type, detail(), fix, all, more);
    }

    /** The same with extension members of its own, as RFC 9457 calls them: written behind the others. */
    public Problem with(Json.Body members) {
        return new Problem(type, detail(), fix, headers, members);
    }

    public ProblemType type() {
        return type;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public String fix() {
        return fix;
    }

    public Answer answer() {
        byte[] body = Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("type", type.uri());
            json.writeStringField("title", type.title());
            json.writeNumberField("status", type.status());
            json.writeStringField("detail", detail());
            json.writeStringField("fix", fix);
            more.write(json);
            json.writeEndObject();
        });
        Answer answer = Answer.ok("application/problem+json", body).withStatus(type.status());
        for (Map.Entry<String, String> header : headers.entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        return answer;
    }
}
