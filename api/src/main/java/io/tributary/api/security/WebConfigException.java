package io.tributary.api.security;

import java.util.List;

/** A web configuration that cannot be used, with everything that is wrong with it, in the file's order. */
public final class WebConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;
    private final transient Sources sources;

    WebConfigException(List<String> problems, Sources sources) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
        this.sources = sources;
    }

    /** At least one, each with file, line and column. */
    public List<String> problems() {
        return problems;
    }

    /** Whose change may mend it. */
    public Sources sources() {
        return sources;
    }
}
