package io.tributary.storage.rocksdb;

import io.tributary.profile.Header;
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
        inOrder.add(header);
        if (untimed) {
            flush();
        } else if (inOrder.size() == AT_ONCE) {
            Header merged = HeaderMerger.merge(inOrder).header();
            inOrder.clear();
            inOrder.add(merged);
        }
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
