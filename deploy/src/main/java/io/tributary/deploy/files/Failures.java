package io.tributary.deploy.files;

import io.tributary.deploy.cli.CommandException;
import io.tributary.deploy.cli.ExitCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files that could not be used while the command went on with the others. Used by one thread. */
final class Failures {
    private final List<String> problems = new ArrayList<>();
    private @Nullable SourceException first;
    private int exitCode = ExitCode.DONE;

    void add(SourceException failure) {
        first = first == null ? failure : first;
        problems.add(failure.problem());
        exitCode = Math.max(exitCode, failure.exitCode());
    }

    /** Fails with a line for each, if there are any. */
    void report() throws CommandException {
        if (first != null) {
            throw new CommandException(exitCode, problems, first);
        }
    }

    /** A failure behind which nothing can go on, together with what could not be used before. */
    CommandException before(CommandException last) {
        if (last.getCause() == first) {
            return last;
        }
        List<String> all = new ArrayList<>(problems);
        all.addAll(last.problems());
        return new CommandException(Math.max(exitCode, last.exitCode()), all, last);
    }
}
