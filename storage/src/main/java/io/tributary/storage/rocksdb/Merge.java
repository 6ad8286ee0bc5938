package io.tributary.storage.rocksdb;

import io.tributary.profile.FunctionTable;
import io.tributary.profile.Header;
import io.tributary.profile.LocationTable;
import io.tributary.profile.MappingTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.StringTable;
import io.tributary.profile.merge.IncompatibleHeadersException;
import io.tributary.profile.merge.ProfileMerger;
import io.tributary.storage.IncompatibleProfilesException;
import io.tributary.storage.MergeMode;
import io.tributary.storage.MergeResult;
import io.tributary.storage.MergeTooLargeException;
import io.tributary.storage.StoreException;
import io.tributary.storage.Temporality;
import io.tributary.storage.TimeRange;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.coding.ProfileRecordCodec;
import io.tributary.storage.coding.StoredRecord;
import io.tributary.storage.rocksdb.ProfileScan.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One merge under way: takes the scan's profiles one by one, keeps a sum for each partition, and in the end makes one
 * profile of them. Nothing that is stored is parsed as a pprof, and only distinct stacks become frames. For one thread.
 *
 * <p>A cumulative counter is followed through an instance's scrapes by its totals: the last scrape of every process counts,
 * the first scrape of the first process is taken off. A process began anew when a total is smaller than before.
 */
final class Merge {
    private static final Profile EMPTY = new Profile(
            new Header(List.of(), null, 0, 0, 0, "", List.of(), "", "", ""),
            new StringTable(new byte[0], new int[] {0, 0}),
            new MappingTable(new long[0], new long[0], new long[0], new int[0], new int[0], new byte[0]),
            new FunctionTable(new int[0], new int[0], new int[0], new long[0]),
            new LocationTable(
                    new int[0], new long[0], new boolean[0], new int[] {0}, new int[0], new long[0], new long[0]),
            new SampleTable(
                    new int[] {0},
                    new int[0],
                    new long[0],
                    new int[] {0},
                    new int[0],
                    new int[0],
                    new long[0],
                    new int[0]));

    /** Whose scrapes follow each other. */
    private record Series(String service, String type, Digest instance) {
        static Series of(ProfileKey key) {
            return new Series(key.series().service(), key.series().type(), key.instance());
        }
    }

    /** The scrape of a series that came last, and what it is a scrape of. */
    private record Scrape(MergeGroup group, byte[] record, List<Long> totals, ColumnKinds kinds) {}

    private final Partitions partitions;
    private final MergeMode mode;
    private final CoverageCount coverage;
    private final Map<MergeGroup.Shape, MergeGroup> groups = new LinkedHashMap<>();
    private final Map<Series, Scrape> lastScrapes = new LinkedHashMap<>();
    private final Map<Series, Integer> scrapes = new HashMap<>();

    private Merge(Partitions partitions, MergeMode mode, TimeRange range) {
        this.partitions = partitions;
        this.mode = mode;
        this.coverage = new CoverageCount(range);
    }

    static MergeResult of(ProfileScan scan, Partitions partitions, MergeMode mode, TimeRange range) {
        Merge merge = new Merge(partitions, mode, range);
        try {
            return merge.run(scan);
        } catch (IncompatibleHeadersException e) {
            throw new IncompatibleProfilesException(String.valueOf(e.getMessage()));
        }
    }

    private MergeResult run(ProfileScan scan) throws IncompatibleHeadersException {
        for (Optional<Entry> next = scan.next(); next.isPresent(); next = scan.next()) {
            Entry entry = next.get();
            try {
                add(entry, scan);
            } catch (CorruptDataException e) {
                throw new StoreException(
                        "profile " + ProfileKey.toId(entry.keyBytes()) + " is damaged: " + e.getMessage(), e);
            }
        }
        return finish();
    }

    /**
     * How many scrapes of this series there are, which a mean of gauges needs to know beforehand. Counted when the first
     * gauge is met: a merge without gauges goes through its profiles once.
     */
    private int scrapesOf(Series series, ProfileScan scan, byte[] at) {
        if (scrapes.isEmpty()) {
            countScrapes(scan);
            scan.seekBehind(at);
        }
        return scrapes.getOrDefault(series, 1);
    }

    private void countScrapes(ProfileScan scan) {
        scan.rewind();
        for (Optional<Entry> next = scan.next(); next.isPresent(); next = scan.next()) {
            scrapes.merge(Series.of(next.get().key()), 1, Integer::sum);
        }
    }

    private void add(Entry entry, ProfileScan scan) throws CorruptDataException, IncompatibleHeadersException {
        StoredRecord front = ProfileRecordCodec.decodeFront(entry.record());
        Header header = front.header();
        PartitionKey partition = entry.key().series().partition();
        MergeGroup group = groups.computeIfAbsent(
                MergeGroup.Shape.of(partition, header), _ -> new MergeGroup(partitions.view(partition), front));
        group.addHeader(header);
        coverage.add(entry.key().instance(), entry.key().timeMillis(), header.durationNanos());
        ColumnKinds kinds = ColumnKinds.of(header.sampleTypes());
        if (mode == MergeMode.SUM || kinds.onlyDeltas()) {
            group.add(entry.record());
            return;
        }
        Series series = Series.of(entry.key());
        if (kinds.has(Temporality.DELTA)) {
            group.add(entry.record(), kinds.weights(Temporality.DELTA, 1));
        }
        if (kinds.has(Temporality.GAUGE)) {
            group.addGauges(
                    entry.record(), kinds.weights(Temporality.GAUGE, 1), scrapesOf(series, scan, entry.keyBytes()));
        }
        if (kinds.has(Temporality.CUMULATIVE)) {
            follow(series, new Scrape(group, entry.record(), front.totals(), kinds));
        }
    }

    private void follow(Series series, Scrape scrape) throws CorruptDataException {
        @Nullable Scrape before = lastScrapes.put(series, scrape);
        if (before == null) {
            scrape.group().add(scrape.record(), scrape.kinds().weights(Temporality.CUMULATIVE, -1));
        } else if (isRestart(before, scrape)) {
            countIn(before);
        }
    }

    private static boolean isRestart(Scrape before, Scrape after) {
        if (!before.kinds().equals(after.kinds())) {
            return true;
        }
        for (int c = 0; c < after.totals().size(); c++) {
            if (after.kinds().is(c, Temporality.CUMULATIVE)
                    && after.totals().get(c) < before.totals().get(c)) {
                return true;
            }
        }
        return false;
    }

    private static void countIn(Scrape last) throws CorruptDataException {
        last.group().add(last.record(), last.kinds().weights(Temporality.CUMULATIVE, 1));
    }

    private MergeResult finish() throws IncompatibleHeadersException {
        try {
            for (Scrape last : lastScrapes.values()) {
                countIn(last);
            }
        } catch (CorruptDataException e) {
            throw new StoreException("a stored profile is damaged: " + e.getMessage(), e);
        }
        Profile profile = switch (groups.size()) {
            case 0 -> EMPTY;
            case 1 -> groups.values().iterator().next().alone();
            default -> together();
        };
        return new MergeResult(profile, coverage.result());
    }

    private Profile together() throws IncompatibleHeadersException {
        List<Profile> parts = new ArrayList<>();
        List<Profile> fractions = new ArrayList<>();
        long rows = 0;
        for (MergeGroup group : groups.values()) {
            Profile part = group.whole();
            rows += part.samples().location().length + part.samples().labelKey().length;
            if (rows > MergeGroup.MOST_ROWS) {
                throw new MergeTooLargeException("the merged profiles of these days and services have more than "
                        + MergeGroup.MOST_ROWS + " locations and labels in their samples");
            }
            parts.add(part);
            group.fractions().ifPresent(fractions::add);
        }
        if (!fractions.isEmpty()) {
            parts.add(Fractions.round(ProfileMerger.merge(fractions)));
        }
        return ProfileMerger.merge(parts);
    }
}
