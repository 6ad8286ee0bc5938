package io.tributary.storage.testing;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.merge.IncompatibleHeadersException;
import io.tributary.profile.merge.ProfileMerger;
import io.tributary.profile.merge.SumOverflowException;
import io.tributary.profile.wire.PprofEncoder;
import io.tributary.storage.Coverage;
import io.tributary.storage.IncompatibleProfilesException;
import io.tributary.storage.InstanceTotals;
import io.tributary.storage.Labels;
import io.tributary.storage.MergeMode;
import io.tributary.storage.MergeOverflowException;
import io.tributary.storage.MergeResult;
import io.tributary.storage.Origin;
import io.tributary.storage.Page;
import io.tributary.storage.ProfileId;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.PutResult;
import io.tributary.storage.Selection;
import io.tributary.storage.ServiceSummary;
import io.tributary.storage.StoreException;
import io.tributary.storage.StoreStats;
import io.tributary.storage.StoredProfile;
import io.tributary.storage.Temporality;
import io.tributary.storage.Totals;
import io.tributary.storage.TraceStore;
import io.tributary.storage.selector.Selector;
import io.tributary.storage.testing.ExactMerge.Weight;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * A store in memory that keeps whole profiles and merges them as files are merged: slow, simple, and made another way than the
 * real one, so that each can be held against the other. Safe for many threads.
 */
public final class MemoryStore implements ProfileStore {
    record Kept(StoredProfile description, Profile profile) {}

    private static final long HOUR_MILLIS = 3_600_000;
    private static final long SECOND_NANOS = 1_000_000_000;

    private static final long LAST_MILLIS =
            Instant.parse("6053-01-01T00:00:00Z").toEpochMilli() - 1;

    private final TreeMap<String, Kept> profiles = new TreeMap<>();
    private final MemoryTraces traces = new MemoryTraces(this::check);
    private long duplicates;
    private boolean closed;

    @Override
    public synchronized PutResult put(Origin origin, Profile profile) {
        check();
        for (String name : List.of(origin.service(), origin.type())) {
            if (name.isEmpty() || name.indexOf('\0') >= 0 || name.length() > 200) {
                throw new IllegalArgumentException("a service or type has no name that can be kept");
            }
        }
        if (origin.timeMillis() < 0 || origin.timeMillis() > LAST_MILLIS) {
            throw new IllegalArgumentException("the time is not between the years 1970 and 6052");
        }
        Totals.check(profile);
        String key = key(origin, profile);
        if (profiles.containsKey(key)) {
            duplicates++;
            return new PutResult(new ProfileId(key), false);
        }
        profiles.put(key, new Kept(describe(new ProfileId(key), origin, profile), profile));
        return new PutResult(new ProfileId(key), true);
    }

    /** Sorts as the contract has it. */
    private static String key(Origin origin, Profile profile) {
        CRC32C content = new CRC32C();
        content.update(PprofEncoder.encode(profile, PprofEncoder.NO_GZIP));
        String key = String.format("%010d", Math.floorDiv(origin.timeMillis(), HOUR_MILLIS)) + "\0"
                + origin.service() + "\0" + origin.type() + "\0" + origin.instance() + "\0"
                + String.format("%016d", origin.timeMillis()) + "\0" + content.getValue();
        return HexFormat.of().formatHex(key.getBytes(StandardCharsets.UTF_8));
    }

    private static StoredProfile describe(ProfileId id, Origin origin, Profile profile) {
        SampleTable samples = merge(List.of(profile)).samples();
        return new StoredProfile(
                id,
                origin,
                profile.header().durationNanos(),
                samples.size(),
                profile.header().sampleTypes(),
                Arrays.stream(profile.totals()).boxed().toList(),
                samples.values().length * 8L);
    }

    @Override
    public synchronized Optional<Profile> profile(ProfileId id) {
        check();
        return Optional.ofNullable(profiles.get(id.text())).map(Kept::profile);
    }

    @Override
    public synchronized Page<StoredProfile> profiles(Selection selection, int limit, String cursor) {
        check();
        if (limit < 1 || (!cursor.isEmpty() && !cursor.matches("([0-9a-f]{2})+"))) {
            throw new IllegalArgumentException("a bad limit or cursor");
        }
        List<StoredProfile> items = new ArrayList<>();
        for (Kept kept : selected(selection)) {
            if (kept.description().id().text().compareTo(cursor) > 0) {
                if (items.size() == limit) {
                    return new Page<>(items, items.getLast().id().text());
                }
                items.add(kept.description());
            }
        }
        return new Page<>(items, null);
    }

    private List<Kept> selected(Selection selection) {
        return profiles.values().stream()
                .filter(kept -> isSelected(selection, kept.description().origin()))
                .toList();
    }

    private boolean isSelected(Selection selection, Origin origin) {
        return (selection.service() == null || selection.service().equals(origin.service()))
                && (selection.type() == null || selection.type().equals(origin.type()))
                && selection.range().contains(origin.timeMillis())
                && (selection.anyOf().isEmpty()
                        || rests(selection, origin).stream()
                                .anyMatch(rest -> rest.matches(_ -> "") || hasSamples(origin, rest)));
    }

    private static List<Selector> rests(Selection selection, Origin origin) {
        return selection.anyOf().stream()
                .flatMap(selector -> selector.rest(origin.instance()::selected).stream())
                .toList();
    }

    /** Whether there are such samples in any profile of this one's service and day. */
    private boolean hasSamples(Origin origin, Selector rest) {
        return profiles.values().stream()
                .filter(other -> other.description().origin().service().equals(origin.service())
                        && day(other.description().origin()) == day(origin))
                .map(Kept::profile)
                .anyMatch(profile -> IntStream.range(0, profile.samples().size())
                        .anyMatch(sample -> rest.matchesValues(name -> labelValues(profile, sample, name))));
    }

    private static long day(Origin origin) {
        return Math.floorDiv(origin.timeMillis(), 24 * HOUR_MILLIS);
    }

    private static List<String> labelValues(Profile profile, int sample, String name) {
        SampleTable samples = profile.samples();
        List<String> values = new ArrayList<>();
        for (int l = samples.labelOffset()[sample]; l < samples.labelOffset()[sample + 1]; l++) {
            if (profile.strings().get(samples.labelKey()[l]).equals(name)) {
                values.add(
                        samples.isStringLabel(l)
                                ? profile.strings().get(samples.labelString()[l])
                                : Long.toString(samples.labelNumber()[l]));
            }
        }
        return values;
    }

    /** With zeros for the samples that are not selected, which a merge drops. */
    private static Profile selectedSamples(Selection selection, Kept kept) {
        Profile profile = kept.profile();
        List<Selector> rests = rests(selection, kept.description().origin());
        long[] values = profile.samples().values().clone();
        for (int s = 0; s < profile.samples().size(); s++) {
            int sample = s;
            if (!selection.anyOf().isEmpty()
                    && rests.stream()
                            .noneMatch(rest -> rest.matchesValues(name -> labelValues(profile, sample, name)))) {
                Arrays.fill(values, s * profile.valueCount(), (s + 1) * profile.valueCount(), 0);
            }
        }
        return ExactMerge.with(profile, profile.header(), values);
    }

    @Override
    public synchronized MergeResult merge(Selection selection, MergeMode mode) {
        check();
        List<Kept> selected = selected(selection);
        Map<Labels, List<Kept>> byInstance = selected.stream()
                .collect(Collectors.groupingBy(
                        kept -> kept.description().origin().instance(), LinkedHashMap::new, Collectors.toList()));
        double range =
                (double) (selection.range().toMillis() - selection.range().fromMillis());
        double share = byInstance.values().stream()
                .mapToDouble(kept -> Math.min(1, coveredMillis(kept, selection) / range))
                .average()
                .orElse(0);
        Coverage coverage = new Coverage(selected.size(), byInstance.size(), share);
        if (selected.isEmpty()) {
            return new MergeResult(empty(), coverage, false);
        }
        if (mode == MergeMode.HOURLY_RATE && selected.stream().noneMatch(PlainRates::isTimed)) {
            throw new IncompatibleProfilesException("there is nothing to weight by rate");
        }
        ExactMerge merge = new ExactMerge();
        selected.stream()
                .collect(Collectors.groupingBy(MemoryStore::series, LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(kept -> addSeries(merge, selection, kept, mode));
        try {
            return new MergeResult(merge.result(), coverage, false);
        } catch (IncompatibleHeadersException e) {
            throw new IncompatibleProfilesException(String.valueOf(e.getMessage()));
        } catch (SumOverflowException e) {
            throw new MergeOverflowException(selection.service(), selection.type(), e.sampleType());
        }
    }

    @Override
    public synchronized List<InstanceTotals> totals(Selection selection, long stepMillis) {
        check();
        if (stepMillis <= 0 || stepMillis % 60_000 != 0) {
            throw new IllegalArgumentException("a step is whole minutes");
        }
        return selected(selection).stream()
                .collect(Collectors.groupingBy(MemoryStore::series, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .sorted(Comparator.comparing(kept -> series(kept.getFirst()).toString()))
                .map(kept -> PlainTotals.of(kept, each -> selectedSamples(selection, each), stepMillis))
                .toList();
    }

    @Override
    public synchronized SortedMap<String, SortedSet<String>> labels(Selection selection) {
        check();
        SortedMap<String, SortedSet<String>> labels = new TreeMap<>();
        for (Kept kept : selected(selection)) {
            Origin origin = kept.description().origin();
            origin.instance()
                    .values()
                    .forEach((name, value) ->
                            labels.computeIfAbsent(name, _ -> new TreeSet<>()).add(value));
            for (Kept other : profiles.values()) {
                if (other.description().origin().service().equals(origin.service())
                        && day(other.description().origin()) == day(origin)) {
                    addSampleLabels(labels, other.profile());
                }
            }
        }
        return labels;
    }

    private static void addSampleLabels(SortedMap<String, SortedSet<String>> labels, Profile profile) {
        SampleTable samples = profile.samples();
        for (int s = 0; s < samples.size(); s++) {
            for (int l = samples.labelOffset()[s]; l < samples.labelOffset()[s + 1]; l++) {
                String name = profile.strings().get(samples.labelKey()[l]);
                labels.computeIfAbsent(name, _ -> new TreeSet<>()).addAll(labelValues(profile, s, name));
            }
        }
    }

    @Override
    public synchronized String revision(Selection selection) {
        check();
        Selection all = new Selection(selection.service(), selection.type(), List.of(), selection.range());
        String names = selected(all).stream()
                .map(kept -> kept.description().id().text())
                .collect(Collectors.joining("\n"));
        return UUID.nameUUIDFromBytes(names.getBytes(StandardCharsets.UTF_8)).toString();
    }

    @Override
    public synchronized void compact() {
        check();
    }

    private static List<Object> series(Kept kept) {
        Origin origin = kept.description().origin();
        return List.of(origin.service(), origin.type(), origin.instance());
    }

    /** Gives each profile of a series its weight: a whole number over a divisor that all of them have. */
    private static void addSeries(ExactMerge merge, Selection selection, List<Kept> kept, MergeMode mode) {
        int end = kept.size() - 1;
        long covered = coveredNanos(kept);
        List<Kept> scrapes = kept.stream()
                .filter(each -> each.description().durationNanos() <= 0)
                .toList();
        for (int i = 0; i <= end; i++) {
            String key = kept.get(i).description().id().text();
            Profile profile = selectedSamples(selection, kept.get(i));
            int at = scrapes.indexOf(kept.get(i));
            int first = at == 0 ? 1 : 0;
            int last = at == scrapes.size() - 1 ? 1 : 0;
            boolean isEnd = last == 1
                    || (at >= 0
                            && restarted(
                                    scrapes.get(at).profile(),
                                    scrapes.get(at + 1).profile()));
            int counted = (isEnd ? 1 : 0) - first;
            switch (mode) {
                case SUM -> merge.add(key, profile, _ -> Weight.ONE);
                case MEAN -> merge.add(key, profile, _ -> new Weight(1, kept.size()));
                case LAST -> {
                    if (i == end) {
                        merge.add(key, profile, _ -> Weight.ONE);
                    }
                }
                case AUTO ->
                    merge.add(key, profile, temporality -> switch (temporality) {
                        case DELTA -> Weight.ONE;
                        case CUMULATIVE -> new Weight(counted, 1);
                        case GAUGE -> new Weight(1, kept.size());
                    });
                case HOURLY_RATE -> {
                    if (PlainRates.isTimed(kept.get(i))) {
                        Weight weight = new Weight(PlainRates.weight(kept, kept.get(i)), 1);
                        merge.add(key, PlainRates.column(profile), _ -> weight);
                    }
                }
                case INCREASE, RATE ->
                    merge.add(key, profile, temporality -> {
                        int increase = switch (temporality) {
                            case DELTA -> 1;
                            case CUMULATIVE -> counted;
                            case GAUGE -> last - first;
                        };
                        return mode == MergeMode.INCREASE
                                ? new Weight(increase, 1)
                                : new Weight(
                                        covered == 0 ? 0 : increase * SECOND_NANOS, Math.max(SECOND_NANOS, covered));
                    });
            }
        }
    }

    private static long coveredNanos(List<Kept> kept) {
        long timed = kept.stream()
                .mapToLong(each -> Math.clamp(each.description().durationNanos(), 0, 24 * HOUR_MILLIS * 1_000_000))
                .sum();
        long first = kept.getFirst().description().origin().timeMillis();
        long last = kept.getLast().description().origin().timeMillis();
        return timed > 0 ? timed : (last - first) * 1_000_000;
    }

    private static double coveredMillis(List<Kept> ofInstance, Selection selection) {
        double timed = 0;
        for (Kept kept : ofInstance) {
            double left = (double)
                    (selection.range().toMillis() - kept.description().origin().timeMillis());
            timed += Math.min(left, (double) kept.description().durationNanos() / 1e6);
        }
        long first = ofInstance.getFirst().description().origin().timeMillis();
        long last = ofInstance.getLast().description().origin().timeMillis();
        return timed > 0 ? timed : (double) (last - first);
    }

    private static boolean restarted(Profile before, Profile after) {
        for (int c = 0; c < before.valueCount(); c++) {
            if (Temporality.of(before.header().sampleTypes().get(c), 0) == Temporality.CUMULATIVE
                    && after.totals()[c] < before.totals()[c]) {
                return true;
            }
        }
        return false;
    }

    private static Profile merge(List<Profile> parts) {
        if (parts.getFirst().valueCount() == 0) {
            return parts.getFirst();
        }
        try {
            return ProfileMerger.merge(parts);
        } catch (IncompatibleHeadersException e) {
            throw new IncompatibleProfilesException(String.valueOf(e.getMessage()));
        }
    }

    private static Profile empty() {
        return new io.tributary.profile.build.ProfileBuilder(0)
                .build(new Header(List.of(), null, 0, 0, 0, "", List.of(), "", "", ""));
    }

    @Override
    public synchronized List<ServiceSummary> services() {
        check();
        Map<String, List<StoredProfile>> byService = profiles.values().stream()
                .map(Kept::description)
                .collect(Collectors.groupingBy(p -> p.origin().service(), TreeMap::new, Collectors.toList()));
        List<ServiceSummary> summaries = new ArrayList<>();
        byService.forEach((service, kept) -> summaries.add(new ServiceSummary(
                service,
                kept.stream().map(p -> p.origin().type()).distinct().sorted().toList(),
                (int) kept.stream().map(p -> p.origin().instance()).distinct().count(),
                kept.stream()
                        .map(p -> p.origin().instance().getOrEmpty(Labels.VERSION))
                        .filter(version -> !version.isEmpty())
                        .distinct()
                        .sorted()
                        .toList(),
                kept.stream().mapToLong(p -> p.origin().timeMillis()).min().orElse(0),
                kept.stream().mapToLong(p -> p.origin().timeMillis()).max().orElse(0),
                kept.size(),
                kept.stream().mapToLong(StoredProfile::bytes).sum())));
        return summaries;
    }

    @Override
    public synchronized StoreStats stats() {
        check();
        StoreStats none = StoreStats.NONE;
        return new StoreStats(
                new StoreStats.Profiles(profiles.size(), duplicates),
                none.disk(),
                none.dictionaries(),
                none.writes(),
                none.compactions(),
                none.rollUpsPending());
    }

    @Override
    public TraceStore traces() {
        return traces;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private synchronized void check() {
        if (closed) {
            throw new StoreException("the store is closed");
        }
    }
}
