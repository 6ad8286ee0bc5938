package io.tributary.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.profile.testing.TestData;
import io.tributary.storage.Labels;
import io.tributary.storage.MergeMode;
import io.tributary.storage.Origin;
import io.tributary.storage.Selection;
import io.tributary.storage.TimeRange;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Questions with names that no stored profile can have, and with cursors from elsewhere. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OddQuestionsTest {
    private static final long NOON = 1_770_033_600_000L;

    @TempDir
    Path folder;

    private @Nullable RocksStore opened;

    @BeforeEach
    void open() {
        RocksStore store = RocksStore.open(folder, RocksStoreOptions.DEFAULT);
        opened = store;
        for (String service : List.of("a", "b", "c")) {
            for (String type : List.of("cpu", "heap", "mutex")) {
                store.put(
                        new Origin(service, type, Labels.of(Map.of("instance", "i")), NOON),
                        TestData.profile("etcd/profile.1.pb.gz"));
            }
        }
    }

    @AfterEach
    void close() {
        store().close();
    }

    private RocksStore store() {
        if (opened == null) {
            throw new IllegalStateException("not opened");
        }
        return opened;
    }

    private static Selection of(@Nullable String service, @Nullable String type) {
        return new Selection(service, type, List.of(), new TimeRange(0, Long.MAX_VALUE));
    }

    @Test
    void namesThatCannotBeKeptSelectNothing() {
        for (String odd : List.of("", "\0", "a\0", "a\0\1", "a\0b", "b\0cpu", "cpu\0", "cpu\0\1", "x".repeat(5_000))) {
            for (Selection selection : List.of(of(odd, null), of(odd, "cpu"), of("a", odd), of(null, odd))) {
                assertThat(store().profiles(selection, 10, "").items())
                        .as("%s", selection)
                        .isEmpty();
                assertThat(store().merge(selection, MergeMode.AUTO).coverage().profiles())
                        .as("%s", selection)
                        .isZero();
            }
        }
    }

    @Test
    void aCursorOfAnotherQuestionStillAnswersOnlyThisOne() {
        String cursor =
                store().profiles(of("b", "heap"), 1, "").items().getFirst().id().text();
        assertThat(store().profiles(of("a", null), 10, cursor).items()).isEmpty();
        assertThat(store().profiles(of("c", null), 10, cursor).items()).hasSize(3);
        Selection later = new Selection(null, null, List.of(), new TimeRange(NOON + 1, NOON + 2));
        assertThat(store().profiles(later, 10, cursor).items()).isEmpty();
        for (String cut : List.of(cursor.substring(0, 20), cursor + "AA", "AAAA", "*")) {
            assertThatThrownBy(() -> store().profiles(of(null, null), 10, cut))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
