package io.tributary.deploy.cli;

import java.util.List;

/** The commands on profile files, as the command line sees them. {@code -} stands for standard input and output. */
public interface FileCommands {
    /**
     * Merges files into one.
     *
     * @param files at least one
     * @param output where the merge is written, gzipped
     * @throws CommandException when a file cannot be read or is no profile: the others were merged and written all the same; when
     *     they cannot be merged or nothing can be written: there is no output then
     */
    void merge(List<String> files, String output) throws CommandException;
}
