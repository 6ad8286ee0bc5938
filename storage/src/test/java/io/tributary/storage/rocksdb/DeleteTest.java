package io.tributary.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.wire.PprofEncoder;
import io.tributary.storage.MergeMode;
import io.tributary.storage.ProfileId;
import io.tributary.storage.Selection;
import io.tributary.storage.ServiceSummary;
import io.tributary.storage.TimeRange;
import io.tributary.storage.selector.Selector;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is deleted is gone from lists, merges, counts and roll-ups at once, and from the disk after compaction. */
class DeleteTest {
    private static final TimeRange SECOND_DAY =
            new TimeRange(History.NOON + History.DAY - History.HOUR, History.NOON + History.DAY + 2 * History.HOUR);

    @TempDir
    Path temporary;

    private RocksStore open(String name) {
        return RocksStore.open(temporary.resolve(name), RocksStoreOptions.DEFAULT);
    }

    private static byte[] merge(RocksStore store, String service, MergeMode mode) {
        Selection selection = new Selection(service, "heap", List.of(), History.ALL.range());
        return PprofEncoder.encode(store.merge(selection, mode).profile(), PprofEncoder.NO_GZIP);
    }

    private static void assertAlike(RocksStore store, RocksStore expected) {
        for (String service : History.SERVICES) {
            for (MergeMode mode : List.of(MergeMode.SUM, MergeMode.AUTO)) {
                assertThat(merge(store, service, mode))
                        .as("%s %s", service, mode)
                        .isEqualTo(merge(expected, service, mode));
            }
        }
        assertThat(store.services().stream().map(ServiceSummary::profiles).toList())
                .isEqualTo(expected.services().stream()
                        .map(ServiceSummary::profiles)
                        .toList());
        assertThat(store.verify().findings()).isEmpty();
    }

    @Test
    void bySelectorAndRangeItIsAsIfItHadNeverBeenPut() throws Exception {
        Selection ofA = new Selection("shop", null, List.of(Selector.parse("{instance=\"a\"}")), SECOND_DAY);
        try (RocksStore store = open("store");
                RocksStore expected = open("expected")) {
            History history = History.of(store, 3, 6);
            store.rollUp();
            assertThat(store.delete(ofA)).isEqualTo(12);
            assertThat(store.delete(ofA)).isZero();
            history.puts.forEach((id, put) -> {
                boolean isGone = put.origin().service().equals("shop")
                        && put.origin().instance().getOrEmpty("instance").equals("a")
                        && SECOND_DAY.contains(put.origin().timeMillis());
                assertThat(store.profile(id).isEmpty()).as("%s", put).isEqualTo(isGone);
                if (!isGone) {
                    new History().put(expected, put.origin(), put.file());
                }
            });
            assertAlike(store, expected);
            store.rollUp();
            assertAlike(store, expected);
            assertThat(store.profiles(ofA, 10, "").items()).isEmpty();
        }
        try (RocksStore again = open("store");
                RocksStore expected = open("expected")) {
            again.rollUp();
            assertAlike(again, expected);
        }
    }

    @Test
    void aServiceThatIsDeletedIsListedNoMoreAndCanComeBack() {
        try (RocksStore store = open("store")) {
            History history = History.of(store, 2, 2);
            Selection shop = new Selection("shop", null, List.of(), History.ALL.range());
            assertThat(store.delete(shop)).isEqualTo(16);
            assertThat(store.services().stream().map(ServiceSummary::service)).containsExactly("cart");
            assertThat(store.merge(shop, MergeMode.SUM).coverage().profiles()).isZero();
            history.put(store, 0, 2);
            assertThat(store.services().getLast().profiles()).isEqualTo(8);
            assertThat(store.verify().findings()).isEmpty();
        }
    }

    @Test
    void theDisksSpaceIsGivenBackByCompaction() {
        try (RocksStore store = open("store")) {
            History.of(store, 4, 8);
            store.rollUp();
            store.compact();
            long profiles = bytes(store, "profiles");
            long rollUps = bytes(store, "rollups");
            Selection all = new Selection(null, "heap", List.of(), History.ALL.range());
            assertThat(store.delete(all)).isEqualTo(128);
            store.compact();
            assertThat(bytes(store, "profiles")).isLessThan(profiles * 2 / 3);
            assertThat(bytes(store, "rollups")).isLessThan(rollUps * 2 / 3);
        }
    }

    private static long bytes(RocksStore store, String family) {
        return store.stats().disk().kinds().stream()
                .filter(kind -> kind.name().equals(family))
                .findFirst()
                .orElseThrow()
                .bytes();
    }

    @Test
    void putsGoOnInTheSamePartition() throws Exception {
        Selection second = new Selection("shop", null, List.of(), SECOND_DAY);
        try (RocksStore store = open("store");
                ExecutorService putting = Executors.newSingleThreadExecutor()) {
            History.of(store, 2, 4);
            for (int round = 0; round < 5; round++) {
                History late = new History();
                Future<?> puts = putting.submit(() -> late.put(store, "shop", 1, 12));
                while (!puts.isDone()) {
                    store.delete(second);
                }
                puts.get();
                assertThat(store.verify().findings()).isEmpty();
                store.rollUp();
                assertThat(store.merge(new Selection("shop", "heap", List.of(), SECOND_DAY), MergeMode.SUM)
                                .coverage()
                                .profiles())
                        .isEqualTo(store.profiles(new Selection("shop", "heap", List.of(), SECOND_DAY), 1000, "")
                                .items()
                                .size());
                for (ProfileId id : late.puts.keySet()) {
                    store.profile(id);
                }
            }
            store.delete(second);
            assertThat(store.profiles(second, 10, "").items()).isEmpty();
        }
    }
}
