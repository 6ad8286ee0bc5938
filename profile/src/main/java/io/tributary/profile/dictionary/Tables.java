package io.tributary.profile.dictionary;

/** The tables of one dictionary. */
final class Tables {
    final Strings strings = new Strings();
    final Functions functions = new Functions();
    final Mappings mappings = new Mappings();
    final Locations locations = new Locations();
    final Trie trie = new Trie();
    final LabelSets labelSets = new LabelSets();
    final Stacks stacks = new Stacks(trie);

    /** Whether mappings of one profile that have the same key become one, as in pprof's merge. */
    final boolean mergesMappings;

    Tables(boolean mergesMappings) {
        this.mergesMappings = mergesMappings;
    }
}
