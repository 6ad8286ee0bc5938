/**
 * What many profiles have in common, said once: strings, functions, mappings, locations, a trie of stack traces, label
 * sets and the distinct stacks, each numbered densely in order of first sight. A profile is then a
 * {@link io.tributary.profile.dictionary.SparseVector} over stack numbers, and profiles are merged by adding vectors.
 *
 * <p>A dictionary can be told how many sample labels to take in ({@link io.tributary.profile.dictionary.LabelBounds}); what goes beyond, the
 * interned profile carries itself ({@link io.tributary.profile.dictionary.OwnLabels}).
 *
 * <p>Way in: {@link io.tributary.profile.dictionary.Dictionary#intern}, way out: {@link
 * io.tributary.profile.dictionary.DictionaryView#toProfile}. May touch {@code io.tributary.profile} only. A dictionary
 * has one writer at a time; its views are immutable and go to any thread.
 */
@NullMarked
package io.tributary.profile.dictionary;

import org.jspecify.annotations.NullMarked;
