package io.tributary.api;

import io.tributary.storage.Release;
import io.tributary.storage.ReleaseStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Releases in a list. */
final class HeldReleases implements ReleaseStore {
    private final List<Release> newestFirst = new ArrayList<>();
    private final Map<String, byte[]> contents = new HashMap<>();

    @Override
    public synchronized void put(Release release, byte[] content) {
        Optional<Release> newest = newest(release.service(), release.parameters());
        if (newest.isEmpty() || !newest.get().digest().equals(release.digest())) {
            newestFirst.addFirst(release);
            contents.put(release.service() + release.digest(), content);
        }
    }

    @Override
    public synchronized List<Release> list(String service) {
        return newestFirst.stream()
                .filter(each -> each.service().equals(service))
                .toList();
    }

    @Override
    public synchronized Optional<byte[]> content(String service, String digest) {
        return Optional.ofNullable(contents.get(service + digest));
    }
}
