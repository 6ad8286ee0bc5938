package io.tributary.deploy.cli;

import java.nio.file.Path;

/** Reads a file and says what is wrong with it. */
@FunctionalInterface
public interface FileCheck {
    /**
     * Returns when the file can be used.
     *
     * @throws CommandException with a line for every problem
     */
    void check(Path file) throws CommandException;
}
