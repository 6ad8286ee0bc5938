package io.tributary.deploy.cli;

import java.util.List;
import java.util.Set;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** One thing that {@code tributary} can be told to do. */
interface Command {
    /** What calls it, behind {@code tributary}: {@code check config}. */
    String name();

    /** What may stand behind the name and the flags, such as {@code FILE…}; empty when nothing may. */
    String arguments();

    /** In one sentence. */
    String description();

    /** What else its own help says, in whole lines; empty when nothing. */
    default String more() {
        return "";
    }

    /** Whether help lists it. */
    default boolean listed() {
        return true;
    }

    /** Its flags; {@code --help} and {@code --version} are added to them. */
    Options options();

    /** The long names of flags that may be given more than once. */
    default Set<String> repeatable() {
        return Set.of();
    }

    /**
     * Does it.
     *
     * @param flags those that were given or stand in the environment
     * @param arguments what stands behind them
     * @return one of {@link ExitCode}
     * @throws UsageException when a flag or an argument is not what it has to be
     * @throws CommandException when it cannot be done for a reason that the user can mend
     */
    int run(CommandLine flags, List<String> arguments) throws UsageException, CommandException;
}
