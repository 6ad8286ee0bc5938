package io.tributary.deploy.cli;

import io.tributary.profile.filter.ProfileFilter;
import java.nio.file.Path;
import java.util.List;

/** The commands on profile files, as the command line sees them. {@code -} stands for standard input and output. */
public interface FileCommands {
    /**
     * Merges files into one.
     *
     * @param files at least one
     * @param filter what is left out of the merge
     * @param output where the merge is written, gzipped
     * @throws CommandException when a file cannot be read or is no profile: the others were merged and written all the same; when
     *     they cannot be merged or nothing can be written: there is no output then
     */
    void merge(List<String> files, ProfileFilter filter, String output) throws CommandException;

    /**
     * Writes how files differ from a base.
     *
     * @param sources with a base
     * @param filter what is left out of the difference
     * @param output where the difference is written, gzipped
     * @throws CommandException as for {@link #merge}
     */
    void diff(Sources sources, ProfileFilter filter, String output) throws CommandException;

    /**
     * Makes feedback for Go's compiler, and says on stderr what it is worth.
     *
     * @param files at least one
     * @param output where it is written, gzipped
     * @throws CommandException as for {@link #merge}; and when it is not good enough: there is no output then, but the report
     */
    void pgo(List<String> files, PgoFlags flags, String output) throws CommandException;

    /**
     * Prints the functions that take most in the merge of files.
     *
     * @param files at least one
     * @param filter what is left out; shares stay those of the whole
     * @throws CommandException when a file cannot be read or is no profile: the others were shown all the same; when they cannot
     *     be merged, or have no such sample type: nothing was printed then
     */
    void top(List<String> files, ProfileFilter filter, TopView view) throws CommandException;

    /**
     * Prints what is in files.
     *
     * @param files at least one
     * @throws CommandException when a file cannot be read or is no profile: what is in the others was printed all the same
     */
    void inspect(List<String> files) throws CommandException;

    /**
     * Does a little of everything with files that it makes up: what an ahead-of-time cache is made from.
     *
     * @param folder where it may write
     * @throws CommandException when it cannot
     */
    void train(Path folder) throws CommandException;
}
