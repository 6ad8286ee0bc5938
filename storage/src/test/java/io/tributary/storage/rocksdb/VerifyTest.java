package io.tributary.storage.rocksdb;

import static io.tributary.storage.rocksdb.History.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.storage.Labels;
import io.tributary.storage.ProfileId;
import io.tributary.storage.StoreOpenException;
import io.tributary.storage.rocksdb.Engine.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.WriteBatch;

/** A store is said to be fine when it is, and what is wrong with it is said by name. */
class VerifyTest {
    private static final int DAY = Math.toIntExact(NOON / History.DAY);
    private static final PartitionKey SHOP = new PartitionKey(DAY, "shop", "0");

    @TempDir
    Path folder;

    private History history = new History();

    @BeforeEach
    void fill() {
        try (RocksStore store = RocksStore.open(folder, RocksStoreOptions.DEFAULT)) {
            history = History.of(store, 3, 4);
        }
    }

    private VerifyReport verify() {
        try (RocksStore store = RocksStore.openExisting(folder, RocksStoreOptions.DEFAULT)) {
            return store.verify();
        }
    }

    private interface Tampering {
        void with(Engine engine, WriteBatch batch) throws Exception;
    }

    private void tamper(Tampering tampering) throws Exception {
        try (Engine engine = Engine.open(Folder.existing(folder), RocksStoreOptions.DEFAULT, () -> {});
                WriteBatch batch = new WriteBatch()) {
            tampering.with(engine, batch);
            engine.write(batch);
        }
    }

    private byte[] keyOf(String service, String type) {
        ProfileId id = history.puts.entrySet().stream()
                .filter(put -> put.getValue().origin().service().equals(service))
                .filter(put -> put.getValue().origin().type().equals(type))
                .findFirst()
                .orElseThrow()
                .getKey();
        return ProfileKey.fromText(id.text()).orElseThrow();
    }

    private static byte[] found(Engine engine, Family family, byte[] key) {
        byte[] value = engine.get(family, key);
        assertThat(value).isNotNull();
        return value == null ? new byte[0] : value;
    }

    private void assertFound(int findings, String where, String what) {
        VerifyReport report = verify();
        assertThat(report.findings()).hasSize(findings).allSatisfy(finding -> {
            assertThat(finding.where()).contains(where);
            assertThat(finding.what()).contains(what).doesNotContain("\n");
            assertThat(finding.fix()).contains("restore a snapshot");
        });
        assertThat(report.isClean()).isFalse();
        assertThat(report.profiles()).isGreaterThanOrEqualTo(history.puts.size() - 1);
    }

    @Test
    void aStoreThatIsFine() {
        VerifyReport report = verify();
        assertThat(report.findings()).isEmpty();
        assertThat(report.isClean()).isTrue();
        assertThat(report.profiles()).isEqualTo(history.puts.size());
        assertThat(report.partitions()).isEqualTo(3 * 2);
        assertThat(report.instances()).isEqualTo(3 * 2 * 2);
        assertThat(report.segments()).isGreaterThanOrEqualTo(report.partitions());
        // In four minutes, twenty minutes, an hour, six hours and a day, of two types.
        assertThat(report.activityRows()).isEqualTo(3 * 2 * 2 * (4 + 1 + 1 + 1 + 1));
        assertThat(report.files()).isPositive();
    }

    @Test
    void anEmptyStoreIsFine(@TempDir Path fresh) {
        try (RocksStore store = RocksStore.open(fresh, RocksStoreOptions.DEFAULT)) {
            assertThat(store.verify()).isEqualTo(new VerifyReport(0, 0, 0, 0, 0, 0, 0, List.of(), 0));
        }
    }

    @Test
    void whatIsPutMeanwhileIsNoFinding() throws InterruptedException {
        try (RocksStore store = RocksStore.open(folder, RocksStoreOptions.DEFAULT)) {
            Thread putting = Thread.ofPlatform().start(() -> {
                for (int day = 0; day < 2; day++) {
                    new History().put(store, day, 6);
                }
            });
            while (putting.isAlive()) {
                assertThat(store.verify().findings()).isEmpty();
            }
            putting.join();
        }
    }

    @Test
    void aFolderWithoutAStoreIsRefusedAndLeftEmpty(@TempDir Path empty) throws IOException {
        for (Path none : List.of(empty, empty.resolve("nothing"))) {
            assertThatThrownBy(() -> RocksStore.openExisting(none, RocksStoreOptions.DEFAULT))
                    .isInstanceOf(StoreOpenException.class)
                    .hasMessage(none + " holds no store; name the folder that the daemon keeps its data in");
        }
        try (Stream<Path> files = Files.list(empty)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aMissingSegment() throws Exception {
        tamper((engine, batch) -> batch.delete(engine.handle(Family.DICTIONARY), SHOP.segment(0)));
        VerifyReport report = verify();
        assertThat(report.findings())
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.where())
                        .matches(where -> where.contains("shop") && where.contains("2026-03-01")));
        assertThat(report.findings().getFirst().toString())
                .isEqualTo("the dictionary of shop on 2026-03-01 (writer 0): the dictionary of shop on 2026-03-01"
                        + " (writer 0) lacks its segment 0; restore a copy; restore a snapshot");
    }

    @Test
    void aSegmentOfAnotherDay() throws Exception {
        PartitionKey other = new PartitionKey(DAY + 1, "cart", "0");
        tamper((engine, batch) -> batch.put(
                engine.handle(Family.DICTIONARY), SHOP.segment(1), found(engine, Family.DICTIONARY, other.segment(1))));
        assertThat(verify().findings())
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.where()).contains("shop on 2026-03-01"));
    }

    @Test
    void aProfileUnderAnothersName() throws Exception {
        byte[] key = keyOf("shop", "cpu");
        tamper((engine, batch) ->
                batch.put(engine.handle(Family.PROFILES), key, found(engine, Family.PROFILES, keyOf("shop", "heap"))));
        // And its bytes are not what was counted, at any level.
        VerifyReport report = verify();
        assertThat(report.findings()).hasSize(1 + Level.values().length);
        assertThat(report.findings().getFirst().where())
                .isEqualTo("profile " + ProfileKey.toId(key) + " (cpu of shop, 2026-03-01T12:00:00Z)");
        assertThat(report.findings().getFirst().what()).contains("content");
    }

    @Test
    void aProfileThatIsGone() throws Exception {
        tamper((engine, batch) -> batch.delete(engine.handle(Family.PROFILES), keyOf("shop", "cpu")));
        assertFound(Level.values().length, "the activity of cpu of shop on 2026-03-01", "there is");
    }

    @Test
    void aProfileWhoseStacksNobodyKnows() throws Exception {
        // The same profile under a writer that has no dictionary, with everything else as it ought to be.
        PartitionKey stranger = new PartitionKey(DAY, "shop", "stranger");
        tamper((engine, batch) -> {
            byte[] record = found(engine, Family.PROFILES, keyOf("shop", "cpu"));
            ProfileKey key = ProfileKey.read(keyOf("shop", "cpu"));
            ProfileKey copy = new ProfileKey(
                    new SeriesHour(key.series().hour(), "shop", "cpu", "stranger"),
                    key.instance(),
                    key.timeMillis(),
                    key.content());
            batch.put(engine.handle(Family.PROFILES), copy.toBytes(), record);
            batch.put(
                    engine.handle(Family.INSTANCES),
                    stranger.instance(key.instance()),
                    found(engine, Family.INSTANCES, SHOP.instance(key.instance())));
            for (Level level : Level.values()) {
                batch.put(
                        engine.handle(Family.ACTIVITY),
                        SeriesBucket.of(level, copy).key(),
                        Activity.ofOne(copy, record.length).encode());
            }
        });
        assertFound(1, "(cpu of shop, 2026-03-01T12:00:00Z)", "is not in its day's dictionary");
    }

    @Test
    void anInstanceThatIsGoneOrAnothers() throws Exception {
        Digest instance = ProfileKey.read(keyOf("shop", "cpu")).instance();
        byte[] key = SHOP.instance(instance);
        tamper((engine, batch) -> batch.put(
                engine.handle(Family.INSTANCES), key, LabelsCodec.encode(Labels.of(Map.of("instance", "z")))));
        assertFound(1, "the labels of instance " + instance + " of shop on 2026-03-01", "digest");
        tamper((engine, batch) -> batch.delete(engine.handle(Family.INSTANCES), key));
        assertFound(8, "of shop, 2026-03-01T12:", "the labels of its instance " + instance + " are missing");
    }

    @Test
    void aRollUpThatIsAnothersOrDamaged() throws Exception {
        try (RocksStore store = RocksStore.open(folder, RocksStoreOptions.DEFAULT)) {
            new History().put(store, "shop", 0, 12);
            store.rollUp();
        }
        assertThat(verify().findings()).isEmpty();
        SeriesBucket hour = SeriesBucket.of(Level.HOUR, ProfileKey.read(keyOf("shop", "heap")));
        SeriesBucket dayOfCpu = SeriesBucket.of(Level.DAY, ProfileKey.read(keyOf("shop", "cpu")));
        tamper((engine, batch) -> {
            RollUp right = RollUp.decode(found(engine, Family.ROLLUPS, hour.key()), hour.fromMillis());
            RollUpPart part = right.parts().getFirst();
            RollUpPart wrong =
                    new RollUpPart(part.firstKey(), part.profiles() - 1, part.mappingPlaces(), part.record());
            batch.put(
                    engine.handle(Family.ROLLUPS),
                    hour.key(),
                    new RollUp(
                                    right.changes(),
                                    true,
                                    right.isByInstance(),
                                    right.hasRates(),
                                    right.instances(),
                                    right.totals(),
                                    List.of(wrong))
                            .encode(hour.fromMillis()));
            byte[] damaged = found(engine, Family.ROLLUPS, dayOfCpu.key());
            batch.put(engine.handle(Family.ROLLUPS), dayOfCpu.key(), Arrays.copyOf(damaged, damaged.length / 2));
        });
        VerifyReport report = verify();
        assertThat(report.findings()).hasSize(2).anySatisfy(finding -> {
            assertThat(finding.where())
                    .isEqualTo("the roll-up of heap of shop on 2026-03-01 (writer 0), HOUR from 2026-03-01T12:00:00Z");
            assertThat(finding.what()).isEqualTo("is not the sum of its profiles");
        });
        assertThat(report.findings()).anySatisfy(finding -> {
            assertThat(finding.where()).startsWith("the roll-up of cpu of shop on 2026-03-01");
            assertThat(finding.what()).contains("is damaged");
        });
    }

    @Test
    void activityThatIsGoneOrDamaged() throws Exception {
        byte[] key = SeriesBucket.of(Level.HOUR, ProfileKey.read(keyOf("shop", "heap")))
                .key();
        tamper((engine, batch) -> batch.put(
                engine.handle(Family.ACTIVITY),
                key,
                Activity.decode(found(engine, Family.ACTIVITY, key))
                        .without(new Activity(1, 0, 0, 0, 0, 0))
                        .encode()));
        assertFound(1, "the activity of heap of shop on 2026-03-01 (writer 0, HOUR from 2026-03-01T12:00", "says");
        tamper((engine, batch) -> batch.put(engine.handle(Family.ACTIVITY), key, new byte[] {1, 2}));
        assertThat(verify().findings().getFirst().where()).isEqualTo("the activity of shop on 2026-03-01");
        tamper((engine, batch) -> batch.delete(engine.handle(Family.ACTIVITY), key));
        assertFound(1, "the activity of heap of shop on 2026-03-01", "says");
    }

    @Test
    void moreFindingsThanAreListed() throws Exception {
        tamper((engine, batch) -> {
            for (int i = 0; i < VerifyReport.MOST_FINDINGS + 5; i++) {
                batch.put(engine.handle(Family.DICTIONARY), new PartitionKey(i, "x", "0").segment(1), new byte[] {1});
            }
        });
        VerifyReport report = verify();
        assertThat(report.findings()).hasSize(VerifyReport.MOST_FINDINGS);
        assertThat(report.notListed()).isEqualTo(5);
    }
}
