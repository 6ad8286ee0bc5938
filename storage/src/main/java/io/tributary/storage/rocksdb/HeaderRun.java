package io.tributary.storage.rocksdb;

import io.tributary.profile.Header;
import io.tributary.profile.ValueType;
import io.tributary.profile.merge.HeaderMerger;
import io.tributary.profile.merge.IncompatibleHeadersException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The headers of a merge, put together in the order of their profiles' keys whatever the order they come in. Those of
 * profiles that follow each other are put together on the way. For one thread.
 */
final class HeaderRun {
    private static final int AT_ONCE = 256;

    private record Stretch(byte[] firstKey, Header header) {}

    private final List<Stretch> stretches = new ArrayList<>();
    private final List<Header> inOrder = new ArrayList<>();
    private byte[] firstKey = new byte[0];
    private byte[] lastKey = new byte[0];

    /** Takes the header of profiles among which others may lie, whose first one has this key. */
    void addMerged(byte[] key, Header header) throws IncompatibleHeadersException {
        flush();
        stretches.add(new Stretch(key, header));
    }

    /** Takes the header of one profile. */
    void add(byte[] key, Header header) throws IncompatibleHeadersException {
        // A profile without a time sets the merge's time back to none, so it must not be put together before its turn.
        boolean untimed = header.timeNanos() == 0;
        if (untimed || Arrays.compareUnsigned(key, lastKey) < 0) {
            flush();
        }
        if (inOrder.isEmpty()) {
            firstKey = key;
        }
        lastKey = key;
        if (!inOrder.isEmpty() && isLike(inOrder.getLast(), header)) {
            inOrder.add(addTimes(inOrder.removeLast(), header));
            return;
        }
        inOrder.add(header);
        if (untimed) {
            flush();
        } else if (inOrder.size() == AT_ONCE) {
            Header merged = HeaderMerger.merge(inOrder).header();
            inOrder.clear();
            inOrder.add(merged);
        }
    }

    /** Whether only times and period can differ, which is so of most, and told by {@code FrontReader}'s objects at no cost. */
    @SuppressWarnings("ReferenceEquality") // equal ones that are not the same take the longer way to the same result
    private static boolean isLike(Header a, Header b) {
        return a.sampleTypes() == b.sampleTypes()
                && a.comments() == b.comments()
                && a.comments().size() <= 1
                && a.defaultSampleType() == b.defaultSampleType()
                && a.docUrl() == b.docUrl()
                && a.periodType() == b.periodType()
                && b.timeNanos() != 0
                && a.timeNanos() != 0
                && a.period() > 0
                && b.period() == a.period()
                && hasEachNameOnce(a.sampleTypes());
    }

    /** A merge drops a sample type that a profile has twice. */
    static boolean hasEachNameOnce(List<ValueType> types) {
        for (int i = 1; i < types.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (types.get(i).type().equals(types.get(j).type())) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Header addTimes(Header a, Header b) {
        return new Header(
                a.sampleTypes(),
                a.periodType(),
                a.period(),
                Math.min(a.timeNanos(), b.timeNanos()),
                a.durationNanos() + b.durationNanos(),
                a.defaultSampleType(),
                a.comments(),
                a.dropFrames(),
                a.keepFrames(),
                a.docUrl());
    }

    /** What comes next is not to be put together with what came. */
    void endRun() throws IncompatibleHeadersException {
        flush();
    }

    /** Takes all of another's. */
    void add(HeaderRun other) throws IncompatibleHeadersException {
        flush();
        other.flush();
        stretches.addAll(other.stretches);
    }

    private void flush() throws IncompatibleHeadersException {
        if (!inOrder.isEmpty()) {
            stretches.add(new Stretch(firstKey, merge(inOrder)));
            inOrder.clear();
        }
    }

    /** All of them as one. */
    Header merged() throws IncompatibleHeadersException {
        if (stretches.isEmpty()) {
            return merge(inOrder);
        }
        flush();
        stretches.sort(Comparator.comparing(Stretch::firstKey, Arrays::compareUnsigned));
        return merge(stretches.stream().map(Stretch::header).toList());
    }

    private static Header merge(List<Header> headers) throws IncompatibleHeadersException {
        return headers.size() == 1
                ? headers.getFirst()
                : HeaderMerger.merge(headers).header();
    }
}
