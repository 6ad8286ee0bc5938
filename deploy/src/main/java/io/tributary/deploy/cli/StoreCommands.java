package io.tributary.deploy.cli;

import java.nio.file.Path;

/** The commands on a store that no daemon uses, as the command line sees them. */
@FunctionalInterface
public interface StoreCommands {
    /**
     * Looks at everything in a store and prints what it looked at.
     *
     * @param folder the daemon's folder with the profiles
     * @throws CommandException with a line for each thing that is wrong; when there is no store, or it cannot be opened
     */
    void verify(Path folder) throws CommandException;
}
