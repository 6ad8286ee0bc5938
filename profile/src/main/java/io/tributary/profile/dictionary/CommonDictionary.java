package io.tributary.profile.dictionary;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A dictionary for merges over several dictionaries, which knows for the next merge what it took in for those before. A stack that was
 * met costs one look-up in an array then, where {@link Dictionary#adopt} goes through its frames and names.
 *
 * <p>A merge's answer does not depend on the merges before: it numbers stacks anew, in the order in which it meets them. Not safe for
 * several threads, and one merge at a time. The other dictionaries are not held in memory by this one.
 */
public final class CommonDictionary {
    private static final int MOST_MAPPINGS = Long.SIZE;

    private final Tables tables = new Tables(true);
    private final List<Source> sources = new ArrayList<>();

    /** Another dictionary, told by an array of its tables: no other has it. */
    private static final class Source {
        final WeakReference<int[]> identity;
        final AdoptedNumbers numbers;
        /** By stack, as number + 1. */
        int[] stacks = new int[0];
        /** Which mappings a stack's locations are in, a bit for each. */
        long[] mappings = new long[0];

        Source(DictionaryView view) {
            identity = new WeakReference<>(view.stackLeaf());
            numbers = new AdoptedNumbers(view.size());
        }

        void reserve(Mark size) {
            numbers.reserve(size);
            stacks = AdoptedNumbers.reserve(stacks, size.stacks());
            mappings = size.stacks() <= mappings.length ? mappings : Arrays.copyOf(mappings, size.stacks());
        }

        long memoryBytes() {
            return numbers.memoryBytes() + 4L * stacks.length + 8L * mappings.length;
        }
    }

    /** Bytes held by tables and columns. */
    public long memoryBytes() {
        return tables.memory().total()
                + sources.stream().mapToLong(Source::memoryBytes).sum();
    }

    /** Begins a merge; the one before is over. */
    public Merge merge() {
        return new Merge();
    }

    private Source source(DictionaryView view) {
        sources.removeIf(source -> source.identity.refersTo(null));
        Source found = sources.stream()
                .filter(source -> source.identity.refersTo(view.stackLeaf()))
                .findFirst()
                .orElseGet(() -> {
                    Source added = new Source(view);
                    sources.add(added);
                    return added;
                });
        found.reserve(view.size());
        return found;
    }

    /** One merge: its vectors are over numbers of its own. */
    public final class Merge {
        /** By stack of the common dictionary, as number + 1. */
        private int[] numbers = new int[tables.stacks.size];

        private int[] stacks = new int[64];
        private int size;
        private boolean isFirst = true;

        private Merge() {}

        /**
         * Takes in a vector as {@link Dictionary#adopt} does. Empty where the answer could depend on what was there before: where
         * lines have columns, of which a merge keeps the first met, or where mappings are used that are not given. This merge is of no
         * use then.
         */
        public Optional<InternedProfile> adopt(DictionaryView from, SparseVector vector, List<MappingUse> uses) {
            if (from.locations().column() != null || from.size().mappings() > MOST_MAPPINGS || uses.isEmpty()) {
                return Optional.empty();
            }
            Source source = source(from);
            Adopter adopter = new Adopter(tables, from, source.numbers);
            long used = isFirst ? bit(uses.getFirst()) : 0;
            isFirst = false;
            int columns = vector.columns();
            long[] order = new long[vector.size()];
            int kept = 0;
            for (int i = 0; i < order.length; i++) {
                if (!Interner.isZero(vector.values(), i * columns, columns)) {
                    int stack = vector.stacks()[i];
                    order[kept++] = (long) number(stack(source, adopter, stack)) << 32 | i;
                    used |= source.mappings[stack];
                }
            }
            List<MappingUse> adopted = new ArrayList<>();
            for (MappingUse use : uses) {
                // Of two uses of one mapping the first one counts.
                if ((used & bit(use)) != 0) {
                    used &= ~bit(use);
                    adopted.add(adopter.use(use));
                }
            }
            return used != 0
                    ? Optional.empty()
                    : Optional.of(new InternedProfile(
                            Interner.combine(SortedRows.sort(order, kept), kept, vector.values(), columns), adopted));
        }

        private static long bit(MappingUse use) {
            return 1L << use.mapping();
        }

        private int stack(Source source, Adopter adopter, int stack) {
            int known = source.stacks[stack];
            if (known == 0) {
                known = adopter.stack(stack) + 1;
                source.mappings[stack] = adopter.mappingsOf(stack);
                source.stacks[stack] = known;
            }
            return known - 1;
        }

        private int number(int stack) {
            if (stack >= numbers.length) {
                numbers = Columns.grow(numbers, tables.stacks.size, "merged profile");
            }
            if (numbers[stack] == 0) {
                stacks = Columns.grow(stacks, size + 1L, "merged profile");
                stacks[size++] = stack;
                numbers[stack] = size;
            }
            return numbers[stack] - 1;
        }

        /** As {@link DictionaryView#toMergedProfile(Header, SparseVector, List, long)}, of a vector over this merge's numbers. */
        public Profile toMergedProfile(Header header, SparseVector vector, List<MappingUse> mappings, long mostRows) {
            int[] ofCommon = new int[vector.size()];
            Arrays.setAll(ofCommon, i -> stacks[vector.stacks()[i]]);
            SparseVector common = new SparseVector(vector.columns(), ofCommon, vector.values());
            return tables.view().toMergedProfile(header, common, mappings, mostRows);
        }
    }
}
