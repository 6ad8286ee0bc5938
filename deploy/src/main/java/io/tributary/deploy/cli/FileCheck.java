package io.tributary.deploy.cli;

import java.nio.file.Path;
import java.util.List;

/** Reads a file and says what is wrong with it. */
@FunctionalInterface
public interface FileCheck {
    /**
     * Returns when the file can be used, with a line for everything in it that has no effect.
     *
     * @throws CommandException with a line for every problem
     */
    List<String> check(Path file) throws CommandException;
}
