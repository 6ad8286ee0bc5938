package io.tributary.deploy.files;

import io.tributary.api.pgo.feedback.PgoProfiles;
import io.tributary.api.pgo.feedback.Weight;
import io.tributary.deploy.cli.CommandException;
import io.tributary.deploy.cli.ExitCode;
import io.tributary.profile.Profile;
import io.tributary.profile.merge.IncompatibleHeadersException;
import io.tributary.profile.merge.StreamingMerge;
import io.tributary.profile.pgo.CallEdges;
import io.tributary.profile.pgo.EdgeBlocks;
import io.tributary.profile.pgo.Rates;
import io.tributary.storage.InstanceTotals;
import io.tributary.storage.Labels;
import io.tributary.storage.TimeRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * CPU profiles in files, each an instance of its own in the hour in which it was taken. Of each file its edges are kept; what is needed whole
 * is read again. For one thread.
 */
final class PgoSources implements PgoProfiles {
    private static final long NANOS_A_MILLI = 1_000_000;

    private record File(Source source, CallEdges edges, InstanceTotals totals) {}

    private final Profile sum;
    private final @Nullable Profile rates;
    private final Map<Labels, File> files;

    private PgoSources(Profile sum, @Nullable Profile rates, Map<Labels, File> files) {
        this.sum = sum;
        this.rates = rates;
        this.files = files;
    }

    /**
     * Reads the files.
     *
     * @param weight what they will be asked for with, besides the sum
     * @param failures takes those that cannot be read
     * @throws CommandException when none can, or they cannot be merged
     */
    static PgoSources read(List<String> names, Weight weight, Failures failures) throws CommandException {
        StreamingMerge merge = new StreamingMerge();
        StreamingMerge rates = new StreamingMerge();
        Map<Labels, File> files = new LinkedHashMap<>();
        try (SourceReader reader =
                new SourceReader(names.stream().map(Source::new).toList())) {
            while (reader.hasNext()) {
                try {
                    Profile profile = reader.next();
                    merge.add(profile);
                    if (weight == Weight.RATE
                            && CallEdges.weightColumn(profile.header()).isPresent()) {
                        rates.add(rated(reader.source(), profile));
                    }
                    Labels labels = labels(reader.source(), files.size());
                    files.put(labels, new File(reader.source(), edges(profile), totals(labels, profile)));
                } catch (SourceException e) {
                    failures.add(e);
                    merge.skip();
                } catch (IncompatibleHeadersException e) {
                    throw MergedFiles.incompatible(
                            reader.source().shown() + ": cannot be merged with the files before it: " + e.getMessage(),
                            e);
                }
            }
            if (files.isEmpty()) {
                failures.report();
                throw new CommandException(
                        ExitCode.WRONG_INPUT, List.of("none of the files is a profile"), new IOException("no profile"));
            }
            return new PgoSources(merge.result(), rates.profiles() == 0 ? null : rates.result(), files);
        } catch (IncompatibleHeadersException e) {
            throw MergedFiles.incompatible(String.valueOf(e.getMessage()), e);
        }
    }

    private static Profile rated(Source source, Profile profile) throws CommandException {
        if (profile.header().durationNanos() <= 0) {
            throw new CommandException(
                    ExitCode.WRONG_INPUT,
                    List.of(source.shown() + ": does not say how long it took; count samples with --weight=sum"),
                    null);
        }
        return Rates.of(profile, CallEdges.weightColumn(profile.header()).orElseThrow());
    }

    /** The same file named twice is two. */
    private static Labels labels(Source source, int number) {
        return Labels.of(Map.of(Labels.INSTANCE, source.shown(), "file", Integer.toString(number + 1)));
    }

    private static CallEdges edges(Profile profile) {
        return CallEdges.weightColumn(profile.header()).isPresent() ? CallEdges.of(profile) : CallEdges.NONE;
    }

    private static InstanceTotals totals(Labels labels, Profile profile) {
        long millis = Math.max(0, profile.header().timeNanos() / NANOS_A_MILLI);
        return new InstanceTotals(
                "",
                "cpu",
                labels,
                profile.header().sampleTypes(),
                List.of(new InstanceTotals.Step(
                        Math.floorDiv(millis, HOUR_MILLIS) * HOUR_MILLIS,
                        1,
                        millis,
                        millis,
                        profile.header().durationNanos(),
                        Arrays.stream(profile.totals()).asDoubleStream().boxed().toList())));
    }

    @Override
    public TimeRange range() {
        List<Long> hours = new ArrayList<>();
        files.values().forEach(file -> hours.add(file.totals.steps().getFirst().fromMillis()));
        long from = hours.stream().min(Long::compare).orElse(0L);
        long to = hours.stream().max(Long::compare).orElse(0L);
        return new TimeRange(from, to + HOUR_MILLIS);
    }

    @Override
    public long count() {
        return files.size();
    }

    @Override
    public Profile whole(Weight weight) {
        return switch (weight) {
            case SUM -> sum;
            case RATE -> Objects.requireNonNull(rates, "read for another weight");
        };
    }

    @Override
    public Profile instance(Labels instance, Weight weight) {
        Profile profile = again(file(instance));
        return switch (weight) {
            case SUM -> profile;
            case RATE ->
                Rates.of(profile, CallEdges.weightColumn(profile.header()).orElseThrow());
        };
    }

    private static Profile again(File file) {
        try {
            return file.source.read();
        } catch (SourceException e) {
            throw new UncheckedIOException(new IOException(e.problem(), e));
        }
    }

    private File file(Labels instance) {
        File file = files.get(instance);
        if (file == null) {
            throw new IllegalArgumentException("no file of " + instance);
        }
        return file;
    }

    @Override
    public boolean hour(Labels instance, long fromMillis, EdgeBlocks into) {
        return into.add(file(instance).edges);
    }

    @Override
    public List<InstanceTotals> totals() {
        return files.values().stream().map(File::totals).toList();
    }
}
