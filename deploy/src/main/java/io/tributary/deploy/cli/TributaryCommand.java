package io.tributary.deploy.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tributary} without a command is {@code tributary run}. */
@Command(
        name = "tributary",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Tributary, a continuous-profiling collector: a fleet's profiles in, one merged profile out.",
        description = {
            "",
            "Without a command it runs. Each flag can be given as the environment variable behind it instead."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:wrong input", "2:wrong usage", "3:something could not be reached or opened"})
final class TributaryCommand implements Callable<Integer> {
    @Mixin
    private final RunFlags flags = new RunFlags();

    private final DaemonCommands daemon;

    TributaryCommand(DaemonCommands daemon) {
        this.daemon = daemon;
    }

    @Override
    public Integer call() throws CommandException {
        daemon.run(flags.settings());
        return ExitCode.DONE;
    }
}
