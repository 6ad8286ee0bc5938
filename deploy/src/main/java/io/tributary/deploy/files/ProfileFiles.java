package io.tributary.deploy.files;

import io.tributary.deploy.cli.CommandException;
import io.tributary.deploy.cli.ExitCode;
import io.tributary.deploy.cli.FileCommands;
import io.tributary.profile.Profile;
import io.tributary.profile.merge.IncompatibleHeadersException;
import io.tributary.profile.merge.StreamingMerge;
import java.io.PrintWriter;
import java.util.List;

/** The commands on profile files. */
public final class ProfileFiles implements FileCommands {
    private final PrintWriter err;
    private final boolean isTerminal;

    /**
     * @param err how far a long command got
     * @param isTerminal whether {@code err} is one
     */
    public ProfileFiles(PrintWriter err, boolean isTerminal) {
        this.err = err;
        this.isTerminal = isTerminal;
    }

    @Override
    public void merge(List<String> files, String output) throws CommandException {
        Merged merged = merge(files);
        new Output(output).write(merged.profile);
        merged.failures.report();
    }

    /** A merge of what could be read. */
    private record Merged(Profile profile, Failures failures) {}

    private Merged merge(List<String> files) throws CommandException {
        StreamingMerge merge = new StreamingMerge();
        Failures failures = new Failures();
        List<Source> sources = files.stream().map(Source::new).toList();
        try (SourceReader reader = new SourceReader(sources);
                Progress progress = new Progress(err, isTerminal, "merging", files.size())) {
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
            if (merge.profiles() == 0) {
                failures.report();
            }
            return new Merged(merge.result(), failures);
        } catch (IncompatibleHeadersException e) {
            throw new CommandException(
                    ExitCode.WRONG_INPUT, List.of(e.getMessage() + "; merge profiles of one kind"), e);
        } catch (OutOfMemoryError e) {
            throw new CommandException(
                    ExitCode.WRONG_INPUT,
                    List.of("the merge of " + files.size() + " files takes more than the " + Memory.maximum()),
                    e);
        }
    }

    private static void add(StreamingMerge merge, Profile profile, Source source, Source first)
            throws CommandException, IncompatibleHeadersException {
        try {
            merge.add(profile);
        } catch (IncompatibleHeadersException e) {
            throw new CommandException(
                    ExitCode.WRONG_INPUT,
                    List.of(source.shown() + ": cannot be merged with the files before it, such as " + first.shown()
                            + ": " + e.getMessage() + "; merge profiles of one kind"),
                    e);
        }
    }
}
