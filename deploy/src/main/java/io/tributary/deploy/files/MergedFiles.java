package io.tributary.deploy.files;

import io.tributary.deploy.cli.CommandException;
import io.tributary.deploy.cli.ExitCode;
import io.tributary.profile.Profile;
import io.tributary.profile.merge.IncompatibleHeadersException;
import io.tributary.profile.merge.StreamingMerge;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** Merges files one after the other: never more than a few of them are in memory. Used by one thread. */
final class MergedFiles {
    private final PrintWriter err;
    private final boolean isTerminal;

    /**
     * @param err where it tells how far it got
     * @param isTerminal whether a person sees that
     */
    MergedFiles(PrintWriter err, boolean isTerminal) {
        this.err = err;
        this.isTerminal = isTerminal;
    }

    /**
     * The merge of what can be read.
     *
     * @param failures takes the files that cannot
     * @throws CommandException when none can, or they cannot be merged
     */
    Profile merge(List<String> files, Failures failures) throws CommandException {
        StreamingMerge merge = new StreamingMerge();
        List<Source> sources = files.stream().map(Source::new).toList();
        try (SourceReader reader = new SourceReader(sources);
                Progress progress = new Progress(err, isTerminal, "merging", files.size(), System::nanoTime)) {
            for (int done = 0; reader.hasNext(); done++) {
                try {
                    Profile profile = reader.next();
                    add(merge, profile, reader.source(), sources.getFirst());
                } catch (SourceException e) {
                    failures.add(e);
                    merge.skip();
                }
                progress.done(done + 1);
            }
            if (merge.profiles() == 0 && files.size() == 1) {
                failures.report();
            }
            if (merge.profiles() == 0) {
                throw new CommandException(
                        ExitCode.WRONG_INPUT, List.of("none of the files is a profile"), new IOException("no profile"));
            }
            return merge.result();
        } catch (IncompatibleHeadersException e) {
            throw incompatible(String.valueOf(e.getMessage()), e);
        }
    }

    private static void add(StreamingMerge merge, Profile profile, Source source, Source first)
            throws CommandException, IncompatibleHeadersException {
        try {
            merge.add(profile);
        } catch (IncompatibleHeadersException e) {
            throw incompatible(
                    source.shown() + ": cannot be merged with the files before it, such as " + first.shown() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    static CommandException incompatible(String problem, IncompatibleHeadersException cause) {
        return new CommandException(ExitCode.WRONG_INPUT, List.of(problem + "; name profiles of one kind"), cause);
    }
}
