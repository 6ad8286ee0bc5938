package io.tributary.api;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.build.ProfileBuilder;
import io.tributary.profile.merge.IncompatibleHeadersException;
import io.tributary.profile.merge.ProfileMerger;
import io.tributary.profile.pgo.Rates;
import io.tributary.storage.Coverage;
import io.tributary.storage.IncompatibleProfilesException;
import io.tributary.storage.InstanceTotals;
import io.tributary.storage.Labels;
import io.tributary.storage.MergeMode;
import io.tributary.storage.MergeResult;
import io.tributary.storage.Origin;
import io.tributary.storage.Page;
import io.tributary.storage.ProfileId;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.PutResult;
import io.tributary.storage.ReleaseStore;
import io.tributary.storage.Selection;
import io.tributary.storage.ServiceSummary;
import io.tributary.storage.StoreStats;
import io.tributary.storage.StoredProfile;
import io.tributary.storage.TraceStore;
import io.tributary.storage.testing.MemoryStore;
import java.util.Arrays;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Profiles in a list, merged whole: enough of a store to ask the API about, and every mode but the hourly rate is a sum. */
class HeldProfiles implements ProfileStore {
    private record Held(ProfileId id, Origin origin, Profile profile) {
        boolean isIn(Selection selection) {
            return (selection.service() == null || selection.service().equals(origin.service()))
                    && (selection.type() == null || selection.type().equals(origin.type()))
                    && selection.range().contains(origin.timeMillis())
                    && (selection.anyOf().isEmpty()
                            || selection.anyOf().stream().anyMatch(one -> one.matches(origin.instance()::getOrEmpty)));
        }
    }

    private final List<Held> held = new CopyOnWriteArrayList<>();
    private final TraceStore traces = new MemoryStore().traces();
    private final ReleaseStore releases = new HeldReleases();

    void delete(ProfileId id) {
        held.removeIf(one -> one.id.equals(id));
    }

    @Override
    public PutResult put(Origin origin, Profile profile) {
        ProfileId id = new ProfileId("p" + held.size());
        held.add(new Held(id, origin, profile));
        return new PutResult(id, true);
    }

    @Override
    public Optional<Profile> profile(ProfileId id) {
        return held.stream()
                .filter(one -> one.id().equals(id))
                .map(Held::profile)
                .findFirst();
    }

    @Override
    public Page<StoredProfile> profiles(Selection selection, int limit, String cursor) {
        int from = cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
        List<Held> all = held.stream().filter(one -> one.isIn(selection)).toList();
        int to = Math.min(all.size(), from + limit);
        List<StoredProfile> items =
                all.subList(from, to).stream().map(HeldProfiles::listed).toList();
        return new Page<>(items, to < all.size() ? Integer.toString(to) : null);
    }

    private static StoredProfile listed(Held one) {
        Profile profile = one.profile();
        return new StoredProfile(
                one.id(),
                one.origin(),
                profile.header().durationNanos(),
                profile.samples().size(),
                profile.header().sampleTypes(),
                Arrays.stream(profile.totals()).boxed().toList(),
                1000);
    }

    @Override
    public MergeResult merge(Selection selection, MergeMode mode) {
        List<Held> all = held.stream().filter(one -> one.isIn(selection)).toList();
        if (all.isEmpty()) {
            Header empty = new Header(List.of(), null, 0, 0, 0, "", List.of(), "", "", "");
            return new MergeResult(new ProfileBuilder(0).build(empty), new Coverage(0, 0, 0), false);
        }
        List<Labels> instances =
                all.stream().map(one -> one.origin().instance()).distinct().toList();
        try {
            return new MergeResult(
                    ProfileMerger.merge(
                            all.stream().map(one -> weighed(one, mode)).toList()),
                    new Coverage(all.size(), instances.size(), 0.25),
                    true);
        } catch (IncompatibleHeadersException e) {
            throw new IncompatibleProfilesException(String.valueOf(e.getMessage()));
        }
    }

    /** Of an instance there is one profile in an hour. */
    private static Profile weighed(Held one, MergeMode mode) {
        return mode == MergeMode.HOURLY_RATE ? Rates.of(one.profile(), 0) : one.profile();
    }

    @Override
    public SortedMap<String, SortedSet<String>> labels(Selection selection) {
        SortedMap<String, SortedSet<String>> labels = new TreeMap<>();
        held.stream()
                .filter(one -> one.isIn(selection))
                .forEach(one -> one.origin()
                        .instance()
                        .values()
                        .forEach((name, value) -> labels.computeIfAbsent(name, _ -> new TreeSet<>())
                                .add(value)));
        return labels;
    }

    @Override
    public List<ServiceSummary> services() {
        Map<String, List<Held>> byService = held.stream()
                .collect(Collectors.groupingBy(one -> one.origin().service(), TreeMap::new, Collectors.toList()));
        return byService.entrySet().stream()
                .map(service -> summary(service.getKey(), service.getValue()))
                .toList();
    }

    private static ServiceSummary summary(String service, List<Held> profiles) {
        return new ServiceSummary(
                service,
                profiles.stream()
                        .map(one -> one.origin().type())
                        .distinct()
                        .sorted()
                        .toList(),
                (int) profiles.stream()
                        .map(one -> one.origin().instance())
                        .distinct()
                        .count(),
                profiles.stream()
                        .map(one -> one.origin().instance().getOrEmpty(Labels.VERSION))
                        .distinct()
                        .sorted()
                        .toList(),
                profiles.stream()
                        .mapToLong(one -> one.origin().timeMillis())
                        .min()
                        .orElseThrow(),
                profiles.stream()
                        .mapToLong(one -> one.origin().timeMillis())
                        .max()
                        .orElseThrow(),
                profiles.size(),
                1000L * profiles.size());
    }

    @Override
    public List<InstanceTotals> totals(Selection selection, long stepMillis) {
        Map<String, List<Held>> byInstance = held.stream()
                .filter(one -> one.isIn(selection))
                .collect(Collectors.groupingBy(
                        one -> one.origin().instance().toString(), TreeMap::new, Collectors.toList()));
        return byInstance.values().stream()
                .map(all -> new InstanceTotals(
                        all.getFirst().origin().service(),
                        all.getFirst().origin().type(),
                        all.getFirst().origin().instance(),
                        all.getFirst().profile().header().sampleTypes(),
                        steps(all, stepMillis)))
                .toList();
    }

    private static List<InstanceTotals.Step> steps(List<Held> all, long stepMillis) {
        TreeMap<Long, List<Held>> bySteps = all.stream()
                .collect(Collectors.groupingBy(
                        one -> one.origin().timeMillis() / stepMillis * stepMillis, TreeMap::new, Collectors.toList()));
        return bySteps.entrySet().stream()
                .map(step -> step(step.getKey(), step.getValue()))
                .toList();
    }

    private static InstanceTotals.Step step(long fromMillis, List<Held> all) {
        LongSummaryStatistics times =
                all.stream().mapToLong(one -> one.origin().timeMillis()).summaryStatistics();
        long timedNanos = all.stream()
                .mapToLong(one -> one.profile().header().durationNanos())
                .sum();
        return new InstanceTotals.Step(fromMillis, all.size(), times.getMin(), times.getMax(), timedNanos, sums(all));
    }

    private static List<Double> sums(List<Held> all) {
        double[] sums = new double[all.getFirst().profile().valueCount()];
        for (Held one : all) {
            long[] totals = one.profile().totals();
            for (int column = 0; column < sums.length; column++) {
                sums[column] += totals[column];
            }
        }
        return Arrays.stream(sums).boxed().toList();
    }

    @Override
    public String revision(Selection selection) {
        return held.stream()
                .filter(one -> one.isIn(selection))
                .map(one -> one.id().text())
                .collect(Collectors.joining(" "));
    }

    @Override
    public ReleaseStore releases() {
        return releases;
    }

    @Override
    public TraceStore traces() {
        return traces;
    }

    @Override
    public StoreStats stats() {
        return StoreStats.NONE;
    }

    @Override
    public void close() {}
}
