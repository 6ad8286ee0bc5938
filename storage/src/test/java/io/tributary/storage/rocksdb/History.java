package io.tributary.storage.rocksdb;

import io.tributary.profile.testing.Content;
import io.tributary.profile.testing.TestData;
import io.tributary.storage.Labels;
import io.tributary.storage.Origin;
import io.tributary.storage.ProfileId;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.Selection;
import io.tributary.storage.StoredProfile;
import io.tributary.storage.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A store with a past: days of two services with two instances each, and what was put into it. */
final class History {
    static final long NOON = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    static final long HOUR = 3_600_000;
    static final long DAY = 24 * HOUR;
    static final List<String> SERVICES = List.of("cart", "shop");
    static final Selection ALL = new Selection(null, null, List.of(), new TimeRange(0, Long.MAX_VALUE));
    private static final List<String> CPU = names("shop/v1/cpu.");
    private static final List<String> HEAP = names("shop/v1/heap");

    /** What was put under which name: test data's file, and whose it is. */
    record Put(String file, Origin origin) {}

    final Map<ProfileId, Put> puts = new LinkedHashMap<>();

    private static List<String> names(String prefix) {
        return TestData.profiles().stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    /** Each day at 12:00, 12:05, … one CPU profile and one heap profile of each instance. */
    static History of(ProfileStore store, int days, int timesADay) {
        History history = new History();
        for (int day = 0; day < days; day++) {
            history.put(store, day, timesADay);
        }
        return history;
    }

    void put(ProfileStore store, int day, int times) {
        for (String service : SERVICES) {
            put(store, service, day, times);
        }
    }

    void put(ProfileStore store, String service, int day, int times) {
        for (int i = 0; i < times; i++) {
            for (String instance : List.of("a", "b")) {
                long time = NOON + day * DAY + i * 300_000L;
                put(store, origin(service, "cpu", instance, time), CPU.get((day + i) % CPU.size()));
                put(store, origin(service, "heap", instance, time), HEAP.get((day + i) % HEAP.size()));
            }
        }
    }

    void put(ProfileStore store, Origin origin, String file) {
        puts.put(store.put(origin, TestData.profile(file)).id(), new Put(file, origin));
    }

    static Origin origin(String service, String type, String instance, long time) {
        return new Origin(service, type, Labels.of(Map.of("job", service, "instance", instance)), time);
    }

    /** What is wrong with the store when it is held against what was put: nothing, it is hoped. */
    List<String> missingFrom(ProfileStore store) {
        List<String> problems = new ArrayList<>();
        List<ProfileId> listed = store.profiles(ALL, Integer.MAX_VALUE, "").items().stream()
                .map(StoredProfile::id)
                .toList();
        puts.forEach((id, put) -> {
            if (!listed.contains(id)) {
                problems.add(put + " is not listed");
            } else if (!Content.of(store.profile(id).orElseThrow()).equals(Content.of(TestData.profile(put.file())))) {
                problems.add(put + " has another content");
            }
        });
        return problems;
    }
}
