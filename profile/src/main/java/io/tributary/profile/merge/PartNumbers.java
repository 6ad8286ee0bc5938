package io.tributary.profile.merge;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.dictionary.CommonDictionary;
import io.tributary.profile.dictionary.Dictionary;
import io.tributary.profile.dictionary.InternedProfile;
import io.tributary.profile.dictionary.MappingUse;
import io.tributary.profile.dictionary.SparseVector;
import java.util.List;
import java.util.Optional;

/** Numbers the stacks of a merge's parts. */
sealed interface PartNumbers {
    /** A part in these numbers, its vector in the merge's columns; empty where they cannot say it. */
    Optional<InternedProfile> take(MergeInput part, ColumnPlan plan, Header merged);

    /** As {@link io.tributary.profile.dictionary.DictionaryView#toMergedProfile(Header, SparseVector, List, long)}. */
    Profile toProfile(Header header, SparseVector sum, List<MappingUse> mappings, long mostRows);

    /** Numbers of one merge alone. */
    record OfOneMerge(Dictionary dictionary) implements PartNumbers {
        @Override
        public Optional<InternedProfile> take(MergeInput part, ColumnPlan plan, Header merged) {
            return Optional.of(
                    switch (part) {
                        case MergeInput.OfProfile(Profile profile) -> dictionary.intern(plan.apply(profile, merged));
                        case MergeInput.OfDictionary(var _, var view, SparseVector vector, var uses) ->
                            dictionary.adopt(view, plan.apply(vector), uses);
                    });
        }

        @Override
        public Profile toProfile(Header header, SparseVector sum, List<MappingUse> mappings, long mostRows) {
            return dictionary.view().toMergedProfile(header, sum, mappings, mostRows);
        }
    }

    /** Numbers that stay for the next merge: of parts over dictionaries alone. */
    record Kept(CommonDictionary.Merge merge) implements PartNumbers {
        @Override
        public Optional<InternedProfile> take(MergeInput part, ColumnPlan plan, Header merged) {
            return switch (part) {
                case MergeInput.OfProfile _ -> Optional.empty();
                case MergeInput.OfDictionary(var _, var view, SparseVector vector, var uses) ->
                    merge.adopt(view, plan.apply(vector), uses);
            };
        }

        @Override
        public Profile toProfile(Header header, SparseVector sum, List<MappingUse> mappings, long mostRows) {
            return merge.toMergedProfile(header, sum, mappings, mostRows);
        }
    }
}
