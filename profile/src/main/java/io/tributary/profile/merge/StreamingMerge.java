package io.tributary.profile.merge;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.dictionary.Dictionary;
import io.tributary.profile.dictionary.InternedProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@link ProfileMerger} for profiles that come one after the other, with the meaning of {@code go tool pprof
 * -symbolize=none -proto a b c …}: memory grows with distinct stacks and not with the number of profiles. For one thread.
 *
 * <p>Like the tool it takes sources in groups of {@value #GROUP_SIZE}, merges each group and then the groups in order.
 * Which sample types and which time a merge has depends on that where sources differ. The vectors of one group are kept
 * until it is whole, because only then is it known which units its values get.
 *
 * <p>Nearly always all sources have the same columns and nothing cancels: then every vector is added to one sum. Where
 * that could give another answer than the tool's (see {@link MergeSource}), the group is merged as whole profiles.
 */
public final class StreamingMerge {
    /** google/pprof's {@code chunkSize}. */
    static final int GROUP_SIZE = 128;

    /** Values kept for one group; beyond that those with the same sample types are added up before their units are known. */
    private static final int MAX_HELD_VALUES = 4 << 20;

    private final int maxHeldValues;
    private Dictionary dictionary = Dictionary.forMerging();
    private final List<MergeSource> group = new ArrayList<>(GROUP_SIZE);
    private long heldValues;
    private int sources;
    private int merged;
    private @Nullable Profile only;
    /** The groups so far: this header over the sum, or this profile. */
    private @Nullable Header header;

    private VectorAccumulator sum = new VectorAccumulator(1, 0);
    private @Nullable Profile total;

    public StreamingMerge() {
        this(MAX_HELD_VALUES);
    }

    StreamingMerge(int maxHeldValues) {
        this.maxHeldValues = maxHeldValues;
    }

    /** How many profiles are in the merge. */
    public int profiles() {
        return merged;
    }

    /**
     * Adds the next source's profile.
     *
     * @throws IncompatibleHeadersException when it cannot be added to those before it; the merge is of no use then
     */
    public void add(Profile profile) throws IncompatibleHeadersException {
        if (!group.isEmpty() && !sameTypes(group.getFirst().header(), profile.header())) {
            // The group would fail at its end; now it is known with which profile.
            HeaderMerger.merge(List.of(group.getFirst().header(), profile.header()));
        }
        InternedProfile interned = dictionary.internSamples(profile);
        MergeSource source = MergeSource.of(profile, interned, group.isEmpty() && merged > 0);
        group.add(source);
        heldValues += source.heldValues();
        if (heldValues > maxHeldValues) {
            heldValues = MergeSource.addUp(group);
        }
        only = merged == 0 ? profile : null;
        merged++;
        skip();
    }

    /** Leaves the next source out, for instance because it cannot be read. */
    public void skip() throws IncompatibleHeadersException {
        sources++;
        if (sources % GROUP_SIZE == 0) {
            endGroup();
        }
    }

    /**
     * The merge. A single profile is itself, samples of zero and unused mappings included, as the tool has it; if it has no
     * mapping at all it gets an empty one.
     *
     * @throws IncompatibleHeadersException when the profiles cannot be added up
     * @throws IllegalStateException when there is no profile
     */
    public Profile result() throws IncompatibleHeadersException {
        Profile first = only;
        if (first != null) {
            return alone(first);
        }
        endGroup();
        Profile sofar = sofar();
        if (sofar == null) {
            throw new IllegalStateException("no profile was added");
        }
        return sofar;
    }

    private static boolean sameTypes(Header a, Header b) {
        return a.sampleTypes().equals(b.sampleTypes()) && Objects.equals(a.periodType(), b.periodType());
    }

    private void endGroup() throws IncompatibleHeadersException {
        if (group.isEmpty()) {
            return;
        }
        MergedHeader ofGroup =
                HeaderMerger.merge(group.stream().map(MergeSource::header).toList());
        if (!addToSum(ofGroup)) {
            addAsProfile();
        }
        group.clear();
        heldValues = 0;
    }

    /** Adds the group's vectors, if that is all there is to do. */
    private boolean addToSum(MergedHeader ofGroup) throws IncompatibleHeadersException {
        boolean simple = total == null
                && group.stream().allMatch(MergeSource::isPlain)
                && ofGroup.plans().stream().allMatch(ColumnPlan::isIdentity);
        if (!simple) {
            return false;
        }
        Header before = header;
        if (before == null) {
            sum = new VectorAccumulator(ofGroup.header().sampleTypes().size(), 0);
            header = ofGroup.header();
        } else {
            MergedHeader both = HeaderMerger.merge(List.of(before, ofGroup.header()));
            if (!both.plans().stream().allMatch(ColumnPlan::isIdentity)) {
                return false;
            }
            header = both.header();
        }
        group.forEach(source -> sum.add(source.vector()));
        return true;
    }

    private void addAsProfile() throws IncompatibleHeadersException {
        List<Profile> profiles = group.stream()
                .map(source -> source.toProfile(dictionary.view()))
                .toList();
        Profile ofGroup = profiles.size() == 1 ? alone(profiles.getFirst()) : ProfileMerger.merge(profiles);
        Profile before = sofar();
        total = before == null ? ofGroup : ProfileMerger.merge(List.of(before, ofGroup));
        header = null;
        dictionary = Dictionary.forMerging();
    }

    /** One profile as the tool gives it back: not merged, but without sample types that it names twice. */
    private static Profile alone(Profile profile) throws IncompatibleHeadersException {
        MergedHeader itself = HeaderMerger.merge(List.of(profile.header()));
        Profile columns = EmptyMapping.addTo(itself.plans().getFirst().apply(profile, itself.header()));
        return columns.header().equals(itself.header()) ? columns : columns.with(itself.header(), columns.samples());
    }

    private @Nullable Profile sofar() {
        Header of = header;
        return of == null ? total : dictionary.view().toMergedProfile(of, sum.toVector(), List.of());
    }
}
