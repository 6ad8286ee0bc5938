package io.tributary.deploy.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command that cannot do what was asked, for a reason its user can mend. */
public final class CommandException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final List<String> problems;

    /**
     * @param exitCode one of {@link ExitCode}
     * @param problems one line for each: what is wrong with what, and what to do
     */
    public CommandException(int exitCode, List<String> problems, @Nullable Throwable cause) {
        super(String.join("\n", problems), cause);
        this.exitCode = exitCode;
        this.problems = List.copyOf(problems);
    }

    public int exitCode() {
        return exitCode;
    }

    public List<String> problems() {
        return problems;
    }
}
