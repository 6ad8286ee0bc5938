package io.tributary.deploy.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code tributary run}: the daemon. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Collects profiles and serves them, until SIGTERM or SIGINT.")
final class RunCommand implements Callable<Integer> {
    @Mixin
    private final RunFlags flags = new RunFlags();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final DaemonCommands daemon;

    RunCommand(DaemonCommands daemon) {
        this.daemon = daemon;
    }

    @Override
    public Integer call() throws CommandException {
        ParseResult before = spec.parent().commandLine().getParseResult();
        if (!before.matchedOptions().isEmpty()) {
            OptionSpec misplaced = before.matchedOptions().getFirst();
            throw new ParameterException(spec.commandLine(), misplaced.longestName() + " goes behind the word run");
        }
        daemon.run(flags.settings());
        return ExitCode.DONE;
    }
}
