package io.tributary.deploy.cli;

/** The daemon, as the command line sees it. */
public interface DaemonCommands {
    /**
     * Collects and serves until it is told to stop.
     *
     * @throws CommandException when it cannot start
     */
    void run(RunSettings settings) throws CommandException;

    /**
     * Starts, does a little of everything, and stops: what an ahead-of-time cache is made from.
     *
     * @throws CommandException when it cannot start
     */
    void train(RunSettings settings) throws CommandException;
}
