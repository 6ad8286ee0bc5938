package io.tributary.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.Profile;
import io.tributary.profile.dictionary.InternedProfile;
import io.tributary.profile.testing.Content;
import io.tributary.profile.testing.GoPprof;
import io.tributary.profile.testing.RawProfile;
import io.tributary.profile.wire.PprofEncoder;
import io.tributary.storage.Labels;
import io.tributary.storage.MergeMode;
import io.tributary.storage.MergeResult;
import io.tributary.storage.Origin;
import io.tributary.storage.PutResult;
import io.tributary.storage.Selection;
import io.tributary.storage.TimeRange;
import io.tributary.storage.coding.BlockSizes;
import io.tributary.storage.coding.ProfileRecordCodec;
import io.tributary.storage.coding.StoredRecord;
import io.tributary.storage.rocksdb.Engine.Family;
import io.tributary.storage.rocksdb.MergePlan.Summed;
import io.tributary.storage.selector.Selector;
import io.tributary.storage.testing.SpanIds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.WriteBatch;

/** Thousands of ids in samples' labels: no day is refused for them, no sum has them all, and each profile has its own. */
class SampleLabelsTest {
    private static final long NOON = 20_500L * 86_400_000 + 43_200_000;
    private static final long MINUTE = 60_000;
    private static final int PROFILES = 120;
    private static final int SAMPLES = 100;

    private final Path folder;
    private final List<PutResult> puts = new ArrayList<>();
    private RocksStore store;

    SampleLabelsTest(@TempDir Path folder) {
        this.folder = folder;
        store = open(folder);
    }

    private static RocksStore open(Path folder) {
        return RocksStore.open(folder, RocksStoreOptions.DEFAULT);
    }

    @BeforeEach
    void fill() {
        for (int i = 0; i < PROFILES; i++) {
            puts.add(store.put(origin("i" + i % 3, i), SpanIds.profile(i * SAMPLES, SAMPLES)));
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Origin origin(String instance, int i) {
        return new Origin("shop", "cpu", Labels.of(Map.of("instance", instance)), NOON + 3L * i * MINUTE);
    }

    private static Selection matching(String... selectors) throws Exception {
        List<Selector> anyOf = new ArrayList<>();
        for (String selector : selectors) {
            anyOf.add(Selector.parse(selector));
        }
        return new Selection("shop", "cpu", anyOf, new TimeRange(NOON, NOON + 24 * 60 * MINUTE));
    }

    private static String ofSample(int sample) {
        return "{span_id=\"" + SpanIds.id(sample) + "\"}";
    }

    private long summed(Selection selection) {
        return store.plan(selection, MergeMode.SUM).stream()
                .filter(Summed.class::isInstance)
                .count();
    }

    @Test
    void gosToolSeesEachProfileAsItWas(@TempDir Path files) throws Exception {
        GoPprof.assumeThere();
        for (int i = 0; i < PROFILES; i += 17) {
            Path file = files.resolve(i + ".pb");
            Files.write(file, PprofEncoder.encode(SpanIds.profile(i * SAMPLES, SAMPLES), PprofEncoder.NO_GZIP));
            Profile back = store.profile(puts.get(i).id()).orElseThrow();
            RawProfile raw = GoPprof.raw(PprofEncoder.encode(back, PprofEncoder.NO_GZIP));
            assertThat(raw).isEqualTo(GoPprof.raw(file));
        }
    }

    @Test
    void aSumIsTheSameFromRollUps() throws Exception {
        Selection all = matching();
        byte[] fromProfiles = bytes(store.merge(all, MergeMode.SUM));
        store.rollUp();
        assertThat(summed(all)).isPositive();
        MergeResult merge = store.merge(all, MergeMode.SUM);
        assertThat(bytes(merge)).isEqualTo(fromProfiles);
        assertThat(merge.leavesLabelsOut()).isTrue();
        // 4,096 values of one label, and every function and handler without.
        assertThat(merge.profile().samples().size()).isEqualTo(4_096 + 2 * SpanIds.FUNCTIONS);
    }

    private static byte[] bytes(MergeResult merge) {
        return PprofEncoder.encode(merge.profile(), PprofEncoder.NO_GZIP);
    }

    @Test
    void aQuestionForAnIdIsAnsweredFromProfilesWhereSumsLackIt() throws Exception {
        store.rollUp();
        int late = PROFILES * SAMPLES - 1;
        MergeResult merge = store.merge(matching(ofSample(late)), MergeMode.SUM);
        assertThat(Content.of(SpanIds.withoutIds(merge.profile()))).isEqualTo(Content.of(SpanIds.withoutIds(late, 1)));
        assertThat(merge.leavesLabelsOut()).isTrue();
        // The first hour's ids are all in its sum.
        List<MergePlan.Piece> plan = store.plan(matching(ofSample(late)), MergeMode.SUM);
        assertThat(plan.getFirst()).isInstanceOf(Summed.class);
        assertThat(plan.getLast()).isInstanceOf(MergePlan.Raw.class);
        MergeResult early = store.merge(matching(ofSample(5)), MergeMode.SUM);
        assertThat(early.profile().totals()).containsExactly(6);
        assertThat(early.leavesLabelsOut()).isFalse();
    }

    @Test
    void aQuestionForAnotherLabelIsAnsweredFromSums() throws Exception {
        Selection handler = matching("{handler=\"h1\"}");
        byte[] fromProfiles = bytes(store.merge(handler, MergeMode.SUM));
        store.rollUp();
        assertThat(store.plan(handler, MergeMode.SUM)).allMatch(Summed.class::isInstance);
        assertThat(bytes(store.merge(handler, MergeMode.SUM))).isEqualTo(fromProfiles);
        assertThat(store.merge(matching("{handler=\"none\"}"), MergeMode.SUM)
                        .coverage()
                        .profiles())
                .isZero();
    }

    @Test
    void whatIsDeletedIsGone() throws Exception {
        store.rollUp();
        assertThat(store.delete(matching("{instance=\"i2\"}"))).isEqualTo(PROFILES / 3);
        store.rollUp();
        // The last profile was of i2.
        int gone = PROFILES * SAMPLES - 1;
        int left = gone - SAMPLES;
        assertThat(store.merge(matching(ofSample(gone)), MergeMode.SUM)
                        .profile()
                        .totals())
                .containsOnly(0);
        assertThat(store.merge(matching(ofSample(left)), MergeMode.SUM)
                        .profile()
                        .totals())
                .containsExactly(left + 1);
        assertThat(store.verify().findings()).isEmpty();
    }

    @Test
    void labelsThatAreGoneAreFound() throws Exception {
        store.rollUp();
        assertThat(store.verify().findings()).isEmpty();
        store.close();
        byte[] keyBytes = ProfileKey.fromText(puts.getLast().id().text()).orElseThrow();
        try (Engine engine = Engine.open(Folder.existing(folder), RocksStoreOptions.DEFAULT, () -> {});
                WriteBatch batch = new WriteBatch()) {
            byte[] record = found(engine, keyBytes);
            StoredRecord front = ProfileRecordCodec.decodeFront(record);
            ProfileKey key = ProfileKey.read(keyBytes);
            BlockSizes sizes = new BlockSizes(
                    Partition.load(engine, key.series().partition()).view());
            byte[] without = ProfileRecordCodec.encode(
                    front.header(),
                    new InternedProfile(ProfileRecordCodec.decodeVector(record, sizes), front.mappings()),
                    sizes);
            ProfileKey other = new ProfileKey(
                    key.series(), key.instance(), key.timeMillis(), Digest.of(without, Digest.CONTENT_BYTES));
            batch.delete(engine.handle(Family.PROFILES), keyBytes);
            batch.put(engine.handle(Family.PROFILES), other.toBytes(), without);
            engine.write(batch);
        }
        store = open(folder);
        assertThat(store.verify().findings())
                .anyMatch(finding -> finding.what().contains("samples with labels of their own"));
    }

    private static byte[] found(Engine engine, byte[] key) {
        byte[] value = engine.get(Family.PROFILES, key);
        assertThat(value).isNotNull();
        return value == null ? new byte[0] : value;
    }
}
