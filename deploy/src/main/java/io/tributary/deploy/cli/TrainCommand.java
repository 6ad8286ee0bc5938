package io.tributary.deploy.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tributary train}: for the launcher, which makes the ahead-of-time cache of such a run. */
@Command(name = "train", hidden = true)
final class TrainCommand implements Callable<Integer> {
    @Mixin
    private final RunFlags flags = new RunFlags();

    private final DaemonCommands daemon;

    TrainCommand(DaemonCommands daemon) {
        this.daemon = daemon;
    }

    @Override
    public Integer call() throws CommandException {
        daemon.train(flags.settings());
        return ExitCode.DONE;
    }
}
