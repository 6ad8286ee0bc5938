package io.tributary.deploy.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tributary check config FILE…}: every problem of every file, through the daemon's own loader. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Says what is wrong with targets files, by line and column.")
final class CheckConfigCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Targets files, as for --config.file.")
    private List<Path> files = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final FileCheck check;

    CheckConfigCommand(FileCheck check) {
        this.check = check;
    }

    @Override
    public Integer call() throws CommandException {
        List<String> problems = new ArrayList<>();
        int exitCode = ExitCode.DONE;
        CommandException first = null;
        for (Path file : files) {
            CommandException failure = problemsOf(file);
            if (failure == null) {
                spec.commandLine().getOut().println(file + ": fine");
                continue;
            }
            first = first == null ? failure : first;
            problems.addAll(failure.problems());
            exitCode = Math.max(exitCode, failure.exitCode());
        }
        spec.commandLine().getOut().flush();
        if (first != null) {
            throw new CommandException(exitCode, problems, first);
        }
        return exitCode;
    }

    private @Nullable CommandException problemsOf(Path file) {
        try {
            check.check(file);
            return null;
        } catch (CommandException e) {
            return e;
        }
    }
}
