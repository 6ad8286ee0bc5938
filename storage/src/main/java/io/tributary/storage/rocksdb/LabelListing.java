package io.tributary.storage.rocksdb;

import io.tributary.profile.dictionary.DictionaryView;
import io.tributary.profile.dictionary.DictionaryView.LabelColumns;
import io.tributary.profile.dictionary.LeftOutLabels;
import io.tributary.storage.Selection;
import io.tributary.storage.TimeRange;
import io.tributary.storage.rocksdb.ActivityRows.Row;
import io.tributary.storage.rocksdb.ActivityRows.ServiceType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The labels in a range: those of the selected instances, which roll-ups name and profiles' keys, and those of samples as the dictionaries
 * of these instances' days have them. For one thread.
 */
final class LabelListing {
    private final ReadView view;
    private final Selection selection;
    private final Partitions partitions;
    private final InstanceLookup instances;
    private final SortedMap<String, SortedSet<String>> labels = new TreeMap<>();
    private final Set<Digest> seen = new HashSet<>();
    private final Set<PartitionKey> days = new HashSet<>();

    private LabelListing(ReadView view, Selection selection, Partitions partitions) {
        this.view = view;
        this.selection = selection;
        this.partitions = partitions;
        this.instances = InstanceLookup.withSamples(view, selection.anyOf(), partitions);
    }

    static SortedMap<String, SortedSet<String>> of(ReadView view, Selection selection, Partitions partitions) {
        LabelListing listing = new LabelListing(view, selection, partitions);
        try (ActivityRows activity = new ActivityRows(view)) {
            for (ServiceType each : activity.names(selection.service(), selection.type(), selection.range())) {
                listing.add(activity, each);
            }
        }
        listing.days.forEach(listing::addSamples);
        return listing.labels;
    }

    private void add(ActivityRows activity, ServiceType of) {
        RollUpRows rollUps = new RollUpRows(view);
        BucketWalk.over(activity, of, Level.DAY, selection.range(), new BucketWalk.Visitor() {
            @Override
            public Optional<Runnable> offer(List<Row> writers) {
                List<Runnable> all = new ArrayList<>();
                for (Row row : writers) {
                    Optional<RollUp> rollUp = rollUps.of(row).filter(RollUp::isUsable);
                    if (rollUp.isEmpty()) {
                        return Optional.empty();
                    }
                    all.add(() -> addAll(row.series().partition(), rollUp.get().instances()));
                }
                return Optional.of(() -> all.forEach(Runnable::run));
            }

            @Override
            public void takeProfiles(TimeRange stretch) {
                Selection each = new Selection(of.service(), of.type(), selection.anyOf(), stretch);
                try (ProfileScan scan = new ProfileScan(view, each, stretch, instances)) {
                    scan.each(entry ->
                            add(entry.key().series().partition(), entry.key().instance()));
                }
            }
        });
    }

    private void addAll(PartitionKey partition, InstanceShares shares) {
        for (int i = 0; i < shares.size(); i++) {
            Digest instance = shares.instance(i);
            if (instances.isSelected(partition, instance)) {
                add(partition, instance);
            }
        }
    }

    private void add(PartitionKey partition, Digest instance) {
        days.add(partition);
        if (seen.add(instance)) {
            instances.labels(partition, instance).values().forEach(this::add);
        }
    }

    private void add(String name, String value) {
        labels.computeIfAbsent(name, _ -> new TreeSet<>()).add(value);
    }

    private void addSamples(PartitionKey day) {
        DictionaryView dictionary = partitions.view(day);
        LabelColumns sets = dictionary.labelSets();
        int end = sets.offset()[dictionary.size().labelSets()];
        Set<Long> strings = new HashSet<>();
        for (int l = 0; l < end; l++) {
            int text = sets.string()[l];
            if (LeftOutLabels.isOne(sets, l) || (text != 0 && !strings.add((long) sets.key()[l] << 32 | text))) {
                continue;
            }
            add(
                    SampleFilter.string(dictionary, sets.key()[l]),
                    text == 0 ? Long.toString(sets.number()[l]) : SampleFilter.string(dictionary, text));
        }
    }
}
