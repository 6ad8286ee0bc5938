package io.tributary.deploy.files;

import io.tributary.deploy.cli.CommandException;
import io.tributary.deploy.cli.ExitCode;
import java.util.List;

/** A file that cannot be read or is no profile: its name, what is wrong and what to do, in one line. */
final class SourceException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private SourceException(int exitCode, String problem, Throwable cause) {
        super(problem, cause);
        this.exitCode = exitCode;
    }

    static SourceException cannotBeOpened(String problem, Throwable cause) {
        return new SourceException(ExitCode.NOT_OPENED, problem, cause);
    }

    static SourceException wrongInput(String problem, Throwable cause) {
        return new SourceException(ExitCode.WRONG_INPUT, problem, cause);
    }

    String problem() {
        return String.valueOf(getMessage());
    }

    int exitCode() {
        return exitCode;
    }

    CommandException toCommandException() {
        return new CommandException(exitCode, List.of(problem()), this);
    }
}
