package io.tributary.profile.dictionary;

import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the labels of one profile's samples as far as {@link LabelBounds} go. Of what goes beyond, the stack says only that it is
 * left out (see {@link LeftOutLabels}), no string of it gets into the dictionary, and the sample is kept aside with all its labels.
 */
final class LabelIntake {
    private final Tables tables;
    private final Interner rows;
    private final SampleTable samples;
    private final LabelBounds bounds;
    private final LabelUse use;
    private final LabelSorter labels;
    private final OwnLabelsBuilder own;
    /** Up to here nothing can be beyond a bound, whatever the labels are. */
    private final int plentyOfSets;

    private final long plentyOfLabels;
    private final long plentyOfStacks;
    private final long plentyOfStringBytes;
    private int[] leftOut = new int[4];
    private int leftOutCount;

    LabelIntake(Tables tables, Interner rows, Profile profile, LabelBounds bounds) {
        this.tables = tables;
        this.rows = rows;
        this.samples = profile.samples();
        this.bounds = bounds;
        this.use = tables.labelUse();
        this.labels = new LabelSorter(tables.strings);
        this.own = new OwnLabelsBuilder(profile);
        use.catchUp();
        long room = Math.max(0, bounds.bytes() - use.bytes()) / 4;
        plentyOfSets = Math.min(bounds.sets(), bounds.valuesOfKey());
        plentyOfLabels = tables.labelSets.labels() + room / LabelUse.MOST_LABEL_BYTES;
        plentyOfStacks = tables.stacks.size + room / LabelUse.STACK_BYTES;
        plentyOfStringBytes = tables.strings.length() + room;
    }

    /** Whether the next sample's labels can be taken in without a look at the bounds. */
    boolean isPlenty() {
        return tables.labelSets.size < plentyOfSets
                && tables.labelSets.labels() < plentyOfLabels
                && tables.stacks.size < plentyOfStacks
                && tables.strings.length() < plentyOfStringBytes;
    }

    /** The stack on which a sample counts; its locations are the first {@code depth}. */
    int stack(int[] locations, int depth, int sample) {
        use.catchUp();
        int set = set(sample);
        if (set != 0 && !hasBytes() && tables.stacks.find(locations, depth, set) < 0) {
            set = allLeftOut();
        }
        int stack = tables.stacks.add(locations, depth, set);
        if (LeftOutLabels.isIn(tables.labelSets, set)) {
            own.add(stack, sample);
        }
        return stack;
    }

    /** What the profile has to carry; null when nothing was left out. */
    @Nullable
    OwnLabels own() {
        return own.build();
    }

    private boolean hasBytes() {
        return use.bytes() < bounds.bytes();
    }

    private int set(int sample) {
        int from = samples.labelOffset()[sample];
        int to = samples.labelOffset()[sample + 1];
        if (from == to) {
            return 0;
        }
        boolean hasRoom = tables.labelSets.size < bounds.sets() && hasBytes();
        leftOutCount = 0;
        for (int l = from; l < to; l++) {
            int key = rows.find(samples.labelKey()[l]);
            if (isKnown(l, key) || (hasRoom && (key < 0 || use.values(key) < bounds.valuesOfKey()))) {
                continue;
            }
            if (key < 0) {
                return allLeftOut();
            }
            leaveOut(key);
        }
        return set(from, to, hasRoom);
    }

    private boolean isKnown(int label, int key) {
        if (LabelSorter.isPassedOver(samples, label)) {
            return true;
        }
        int string = rows.find(samples.labelString()[label]);
        int unit = string == 0 ? rows.find(samples.labelUnit()[label]) : 0;
        return key >= 0
                && string >= 0
                && unit >= 0
                && use.has(key, string, string == 0 ? samples.labelNumber()[label] : 0, unit);
    }

    private void leaveOut(int key) {
        if (!isLeftOut(key)) {
            leftOut = Columns.grow(leftOut, leftOutCount + 1L, "labels of one sample");
            leftOut[leftOutCount++] = key;
        }
    }

    private boolean isLeftOut(int key) {
        for (int i = 0; i < leftOutCount; i++) {
            if (leftOut[i] == key) {
                return true;
            }
        }
        return false;
    }

    /** The set of the labels that stay, each of them known where there is no room. */
    private int set(int from, int to, boolean hasRoom) {
        labels.clear();
        for (int l = from; l < to; l++) {
            if (leftOutCount == 0 || !isLeftOut(rows.find(samples.labelKey()[l]))) {
                rows.addLabel(labels, l);
            }
        }
        for (int i = 0; i < leftOutCount; i++) {
            labels.addLeftOut(leftOut[i]);
        }
        int known = tables.labelSets.find(labels.key, labels.string, labels.number, labels.unit, labels.count);
        if (known >= 0) {
            return known;
        }
        return hasRoom ? add() : allLeftOut();
    }

    private int allLeftOut() {
        labels.clear();
        labels.addLeftOut(LeftOutLabels.ALL);
        return add();
    }

    private int add() {
        return tables.labelSets.add(labels.key, labels.string, labels.number, labels.unit, labels.count);
    }
}
