package io.tributary.api.http;

/**
 * An error as a client sees it: an RFC 9457 problem document. Thrown wherever a question turns out to be wrong; it has no
 * stack trace, since it tells about the request and not about the code.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final ProblemType type;
    private final String fix;
    private final int retryAfterSeconds;

    /**
     * @param detail what is wrong with this request: the parameter, the value received, the rule
     * @param fix what to change
     */
    public Problem(ProblemType type, String detail, String fix) {
        this(type, detail, fix, 0);
    }

    private Problem(ProblemType type, String detail, String fix, int retryAfterSeconds) {
        super(detail, null, false, false);
        this.type = type;
        this.fix = fix;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public static Problem badParameter(String parameter, String detail, String fix) {
        return new Problem(ProblemType.BAD_PARAMETER, parameter + ": " + detail, fix);
    }

    /** The same with a {@code Retry-After} header. */
    public Problem retryAfter(int seconds) {
        return new Problem(type, detail(), fix, seconds);
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
            json.writeEndObject();
        });
        Answer answer = Answer.ok("application/problem+json", body).withStatus(type.status());
        return retryAfterSeconds == 0 ? answer : answer.with("Retry-After", Integer.toString(retryAfterSeconds));
    }
}
