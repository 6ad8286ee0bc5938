package io.tributary.deploy.files;

import io.tributary.deploy.cli.CommandException;
import io.tributary.deploy.cli.ExitCode;
import io.tributary.deploy.cli.FileCommands;
import io.tributary.deploy.cli.PgoFlags;
import io.tributary.deploy.cli.Sources;
import io.tributary.deploy.cli.TopView;
import io.tributary.profile.Profile;
import io.tributary.profile.difference.Difference;
import io.tributary.profile.difference.Normalization;
import io.tributary.profile.filter.FilterName;
import io.tributary.profile.filter.FilterResult;
import io.tributary.profile.filter.ProfileFilter;
import io.tributary.profile.merge.IncompatibleHeadersException;
import io.tributary.profile.report.Granularity;
import io.tributary.profile.report.ReportOptions;
import io.tributary.profile.report.text.Top;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The commands on profile files. */
public final class ProfileFiles implements FileCommands {
    private static final int TRAINING_PROFILES = 8;
    private static final int TRAINING_ROUNDS = 25;

    private final PrintWriter out;
    private final PrintWriter err;
    private final ZoneId zone;
    private final MergedFiles merged;

    /**
     * @param out what was asked for, where it is text
     * @param err how far a long command got, and what is odd about what was asked for
     * @param isTerminal whether {@code err} is one
     * @param zone of the times in reports
     */
    public ProfileFiles(PrintWriter out, PrintWriter err, boolean isTerminal, ZoneId zone) {
        this.out = out;
        this.err = err;
        this.zone = zone;
        this.merged = new MergedFiles(err, isTerminal);
    }

    @Override
    public void merge(List<String> files, ProfileFilter filter, String output) throws CommandException {
        withinMemory(
                files.size(), failures -> new Output(output).write(filtered(merged.merge(files, failures), filter)));
    }

    @Override
    public void diff(Sources sources, ProfileFilter filter, String output) throws CommandException {
        int count = sources.files().size() + sources.base().size();
        withinMemory(count, failures -> {
            Profile source = merged.merge(sources.files(), failures);
            Profile base = merged.merge(sources.base(), failures);
            try {
                Profile scaled = sources.normalize() ? Normalization.normalize(source, base) : source;
                Profile difference =
                        sources.plain() ? Difference.subtract(scaled, base) : Difference.compare(scaled, base);
                new Output(output).write(filtered(difference, filter));
            } catch (IncompatibleHeadersException e) {
                throw MergedFiles.incompatible(
                        sources.files().getFirst() + ": cannot be compared with "
                                + sources.base().getFirst() + ": " + e.getMessage(),
                        e);
            }
        });
    }

    @Override
    public void pgo(List<String> files, PgoFlags flags, String output) throws CommandException {
        withinMemory(files.size(), failures -> new PgoFiles(err).make(files, flags, output, failures));
    }

    @Override
    public void top(List<String> files, ProfileFilter filter, TopView view) throws CommandException {
        withinMemory(files.size(), failures -> {
            Profile profile = merged.merge(files, failures);
            ReportOptions options = ReportOptions.defaults(profile)
                    .withGranularity(view.granularity())
                    .withActiveFilters(filter.filters().activeFilters())
                    .withZone(zone)
                    .withNodeCount(view.count())
                    .withOrder(view.byCum() ? ReportOptions.Order.CUM : ReportOptions.Order.FLAT);
            if (!view.sampleIndex().isEmpty()) {
                options = options.withColumn(SampleIndex.find(profile.header().sampleTypes(), view.sampleIndex()));
            }
            out.print(text(Top.of(filtered(profile, filter), profile, options)));
            out.flush();
        });
    }

    private Profile filtered(Profile profile, ProfileFilter filter) {
        FilterResult result = filter.apply(profile);
        for (FilterName name : FilterName.values()) {
            if (result.matchedNothing().contains(name)) {
                String pattern = filter.filters().patterns().get(name);
                err.println("tributary: --" + name.flag() + "=" + pattern + " matched no samples");
            }
        }
        err.flush();
        return result.profile();
    }

    private static String text(Top top) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            top.write(bytes);
        } catch (IOException e) {
            throw new AssertionError("a byte array is written without I/O", e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** What is done with files, as long as some can be read. */
    private interface Work {
        void run(Failures failures) throws CommandException;
    }

    private static void withinMemory(int files, Work work) throws CommandException {
        Failures failures = new Failures();
        try {
            work.run(failures);
        } catch (CommandException e) {
            throw failures.before(e);
        } catch (OutOfMemoryError e) {
            throw new CommandException(
                    ExitCode.WRONG_INPUT, List.of(files + " files take more than the " + Memory.maximum()), e);
        }
        failures.report();
    }

    @Override
    public void inspect(List<String> files) throws CommandException {
        withinMemory(files.size(), failures -> {
            try (SourceReader reader =
                    new SourceReader(files.stream().map(Source::new).toList())) {
                while (reader.hasNext()) {
                    try {
                        Profile profile = reader.next();
                        new Inspection(reader.source().shown(), profile).print(out);
                    } catch (SourceException e) {
                        failures.add(e);
                    }
                }
            }
            out.flush();
        });
    }

    @Override
    public void train(Path folder) throws CommandException {
        List<String> files = new ArrayList<>();
        for (int number = 0; number < TRAINING_PROFILES; number++) {
            String file = folder.resolve("profile" + number).toString();
            new Output(file).write(MadeUpProfiles.profile(number));
            files.addAll(Collections.nCopies(TRAINING_ROUNDS, file));
        }
        String output = folder.resolve("merged").toString();
        merge(files, ProfileFilter.NONE, output);
        inspect(List.of(output));
        top(List.of(output), ProfileFilter.NONE, new TopView(TopView.ALL, "", false, Granularity.FUNCTIONS));
    }
}
