package io.tributary.storage.rocksdb;

import io.tributary.profile.StringTable;
import io.tributary.profile.dictionary.Dictionary;
import io.tributary.profile.dictionary.DictionaryView;
import io.tributary.profile.dictionary.DictionaryView.LabelColumns;
import io.tributary.profile.dictionary.InternedProfile;
import io.tributary.profile.dictionary.LeftOutLabels;
import io.tributary.profile.dictionary.OwnLabels;
import io.tributary.profile.dictionary.SparseVector;
import io.tributary.storage.coding.BlockSizes;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.coding.ProfileRecordCodec;
import io.tributary.storage.coding.StoredRecord;
import io.tributary.storage.selector.LabelMatcher;
import io.tributary.storage.selector.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which samples of a partition's profiles are asked for, by their labels. Where the dictionary leaves out a label that is asked for, its
 * stacks cannot tell: the profiles can, which carry it themselves, and roll-ups cannot. For any number of threads.
 */
final class SampleFilter {
    private static final DictionaryView ANY = new Dictionary().view();
    static final SampleFilter ALL = new SampleFilter(List.of(), ANY, new Answer[0]);
    static final SampleFilter NONE = new SampleFilter(List.of(), ANY, new Answer[0]);

    /** Whether the samples of a label set are asked for. */
    private enum Answer {
        YES,
        NO,
        UNKNOWN
    }

    private final List<Selector> anyOf;
    private final DictionaryView dictionary;
    private final Answer[] answers;
    private final boolean knowsAll;

    /** @param answers by label set */
    private SampleFilter(List<Selector> anyOf, DictionaryView dictionary, Answer[] answers) {
        this.anyOf = anyOf;
        this.dictionary = dictionary;
        this.answers = answers;
        this.knowsAll = !Arrays.asList(answers).contains(Answer.UNKNOWN);
    }

    /**
     * What at least one of the selectors matches.
     *
     * @param dictionary taken after the snapshot from which the records come
     */
    static SampleFilter of(DictionaryView dictionary, List<Selector> anyOf) {
        int sets = dictionary.size().labelSets();
        Answer[] answers = new Answer[sets];
        for (int set = 0; set < sets; set++) {
            answers[set] = answer(dictionary, set, anyOf);
        }
        List<Answer> all = Arrays.asList(answers);
        if (all.stream().allMatch(answer -> answer == Answer.NO)) {
            return NONE;
        }
        return all.stream().allMatch(answer -> answer == Answer.YES)
                ? ALL
                : new SampleFilter(anyOf, dictionary, answers);
    }

    private static Answer answer(DictionaryView dictionary, int set, List<Selector> anyOf) {
        Answer best = Answer.NO;
        for (Selector selector : anyOf) {
            Answer answer = answer(dictionary, set, selector);
            if (answer == Answer.YES) {
                return answer;
            }
            best = answer == Answer.UNKNOWN ? answer : best;
        }
        return best;
    }

    private static Answer answer(DictionaryView dictionary, int set, Selector selector) {
        Answer answer = Answer.YES;
        for (LabelMatcher matcher : selector.matchers()) {
            List<String> values = values(dictionary, set, matcher.name());
            if (values == null) {
                answer = Answer.UNKNOWN;
            } else if (!matcher.matches(values)) {
                return Answer.NO;
            }
        }
        return answer;
    }

    /** A label's values in a set, null where they are left out. */
    private static @Nullable List<String> values(DictionaryView dictionary, int set, String name) {
        LabelColumns labels = dictionary.labelSets();
        for (int l = labels.offset()[set]; l < labels.offset()[set + 1]; l++) {
            if (LeftOutLabels.isOne(labels, l)) {
                int key = labels.key()[l];
                if (key == LeftOutLabels.ALL || string(dictionary, key).equals(name)) {
                    return null;
                }
            }
        }
        return values(labels, set, name, number -> string(dictionary, number));
    }

    /** A label's values in a set; a number's is written in decimal. */
    private static List<String> values(LabelColumns labels, int set, String name, IntFunction<String> strings) {
        List<String> values = new ArrayList<>(1);
        for (int l = labels.offset()[set]; l < labels.offset()[set + 1]; l++) {
            if (strings.apply(labels.key()[l]).equals(name)) {
                int text = labels.string()[l];
                values.add(text == 0 ? Long.toString(labels.number()[l]) : strings.apply(text));
            }
        }
        return values;
    }

    static String string(DictionaryView dictionary, int number) {
        int from = dictionary.strings().offsets()[number];
        return new String(
                dictionary.strings().bytes(),
                from,
                dictionary.strings().offsets()[number + 1] - from,
                StandardCharsets.UTF_8);
    }

    private boolean isAskedFor(OwnLabels own, int set) {
        StringTable strings = own.strings();
        return anyOf.stream()
                .anyMatch(selector -> selector.matchesValues(name -> values(own.labels(), set, name, strings::get)));
    }

    /** Whether a sum has samples of which only the profiles can tell whether they are asked for. */
    boolean needsProfilesOf(byte[] sum) throws CorruptDataException {
        if (knowsAll) {
            return false;
        }
        for (int stack :
                ProfileRecordCodec.decodeVector(sum, new BlockSizes(dictionary)).stacks()) {
            if (answer(stack) == Answer.UNKNOWN) {
                return true;
            }
        }
        return false;
    }

    private Answer answer(int stack) throws CorruptDataException {
        int stacks = dictionary.size().stacks();
        if (stack >= stacks) {
            throw new CorruptDataException("stored profile: stack " + stack + " is not in its dictionary of " + stacks);
        }
        return answers[dictionary.stackLabelSet()[stack]];
    }

    /** The same record with the samples that are known to be asked for; its totals are of those. */
    byte[] apply(byte[] record, StoredRecord front) throws CorruptDataException {
        if (this == ALL) {
            return record;
        }
        BlockSizes sizes = new BlockSizes(dictionary);
        InternedProfile profile = ProfileRecordCodec.decode(record, front, sizes);
        SparseVector vector = profile.vector();
        int columns = vector.columns();
        int[] stacks = new int[vector.size()];
        long[] values = new long[vector.values().length];
        int n = 0;
        for (int i = 0; i < stacks.length; i++) {
            int stack = vector.stacks()[i];
            if (answer(stack) == Answer.YES) {
                System.arraycopy(vector.values(), i * columns, values, n * columns, columns);
                stacks[n++] = stack;
            }
        }
        SparseVector wanted = new SparseVector(columns, Arrays.copyOf(stacks, n), Arrays.copyOf(values, n * columns));
        OwnLabels own = profile.ownLabels();
        if (own != null && !knowsAll) {
            wanted = wanted.plus(own.sum(columns, wantedOf(own)));
        }
        return ProfileRecordCodec.encode(front.header(), new InternedProfile(wanted, front.mappings()), sizes);
    }

    /** By sample: those of which the stack does not tell, and the label set does. */
    private boolean[] wantedOf(OwnLabels own) throws CorruptDataException {
        boolean[] isAskedFor = new boolean[own.setCount()];
        for (int set = 0; set < isAskedFor.length; set++) {
            isAskedFor[set] = isAskedFor(own, set);
        }
        boolean[] wanted = new boolean[own.size()];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = isAskedFor[own.sets()[i]] && answer(own.stacks()[i]) == Answer.UNKNOWN;
        }
        return wanted;
    }
}
