package io.tributary.profile.dictionary;

import org.jspecify.annotations.Nullable;

/** The tables of one dictionary. */
final class Tables {
    final Strings strings = new Strings();
    final Functions functions = new Functions();
    final Mappings mappings = new Mappings();
    final Locations locations;
    final Trie trie = new Trie();
    final LabelSets labelSets = new LabelSets();
    final Stacks stacks = new Stacks(trie);
    private @Nullable LabelUse labelUse;

    /**
     * Whether all is one that pprof's merge holds to be the same, also where a profile has it twice: mappings with the
     * same key, and locations that differ in the column of an inlined call.
     */
    final boolean folds;

    Mark mark() {
        return new Mark(
                strings.size, functions.size, mappings.size, locations.size, trie.size, labelSets.size, stacks.size);
    }

    /** The tables as they are now. */
    DictionaryView view() {
        return DictionaryView.of(this, mark());
    }

    Dictionary.Memory memory() {
        return new Dictionary.Memory(
                strings.memoryBytes(),
                functions.memoryBytes(),
                mappings.memoryBytes(),
                locations.memoryBytes(),
                trie.memoryBytes(),
                labelSets.memoryBytes() + stacks.memoryBytes() + (labelUse == null ? 0 : labelUse.memoryBytes()));
    }

    /** What the label sets take: only of a dictionary that bounds them. */
    LabelUse labelUse() {
        LabelUse use = labelUse;
        if (use == null) {
            use = new LabelUse(this);
            labelUse = use;
        }
        return use;
    }

    Tables(boolean folds) {
        this.folds = folds;
        locations = new Locations(!folds);
    }
}
