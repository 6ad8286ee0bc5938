package io.tributary.deploy.reload;

import java.util.List;

/** A file that cannot be used, with everything that is wrong with it. */
public final class UnusableFileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public UnusableFileException(List<String> problems, Throwable cause) {
        super(String.join("\n", problems), cause);
        this.problems = List.copyOf(problems);
    }

    /** At least one, in the file's order. */
    public List<String> problems() {
        return problems;
    }
}
