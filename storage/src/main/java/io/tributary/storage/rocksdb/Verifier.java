package io.tributary.storage.rocksdb;

import io.tributary.storage.StoreException;
import io.tributary.storage.rocksdb.Engine.Family;
import io.tributary.storage.traces.TraceFolder;
import java.nio.BufferUnderflowException;
import java.util.HexFormat;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;

/**
 * Looks at everything in a store: each file's checksums, then day by day and service by service what is in them, as the
 * store was when it began, and the traces. What is damaged is noted and the rest looked at all the same. For one thread; puts may go on.
 */
final class Verifier {
    private final Engine engine;
    private final Verification verification = new Verification();

    private Verifier(Engine engine) {
        this.engine = engine;
    }

    static VerifyReport verify(Engine engine, TraceFolder traces) {
        Verifier verifier = new Verifier(engine);
        for (EngineLog.Lost lost : engine.lostOfLog()) {
            verifier.verification.found(
                    lost.file(),
                    "damaged: " + lost.bytes() + " bytes of the log are lost (" + lost.reason() + ")",
                    "what was stored last may lack, " + Verification.RESTORE + " that has it");
        }
        NavigableSet<ServiceDay> ofFiles = TableFiles.check(engine, verifier.verification);
        int firstRawDay = Horizon.readFirstRawDay(engine);
        Snapshot snapshot = engine.snapshot();
        try (ReadOptions options = new ReadOptions().setSnapshot(snapshot).setFillCache(false)) {
            for (ServiceDay day : verifier.serviceDays(ofFiles, options)) {
                new ServiceDayCheck(engine, options, day, firstRawDay, verifier.verification).run();
            }
        } finally {
            engine.release(snapshot);
            snapshot.close();
        }
        verifier.verification.traces = traces.verify(
                (file, problem) -> verifier.verification.found(file.toString(), problem, Verification.RESTORE));
        return verifier.verification.report();
    }

    /** What any family has a key of, so that what only one of them knows is looked at too. */
    private NavigableSet<ServiceDay> serviceDays(NavigableSet<ServiceDay> ofFiles, ReadOptions options) {
        NavigableSet<ServiceDay> days = new TreeSet<>(ofFiles);
        Function<KeyBuffer, ServiceDay> byDay = key -> new ServiceDay(key.getInt(), key.getText());
        collect(Family.DICTIONARY, options, days, byDay, ServiceDay::prefix);
        collect(Family.INSTANCES, options, days, byDay, ServiceDay::prefix);
        collect(
                Family.PROFILES,
                options,
                days,
                key -> ServiceDay.ofHour(key.getInt(), key.getText()),
                day -> day.prefixOfHour(0));
        collect(
                Family.ACTIVITY,
                options,
                days,
                key -> {
                    SeriesBucket series = SeriesBucket.read(key);
                    return new ServiceDay(series.partition().day(), series.service());
                },
                day -> day.prefixOfActivity(Level.DAY, day.day()));
        return days;
    }

    /** Goes on behind what cannot be read at the next service and day that is known already. */
    private void collect(
            Family family,
            ReadOptions options,
            NavigableSet<ServiceDay> days,
            Function<KeyBuffer, ServiceDay> serviceDayOf,
            Function<ServiceDay, byte[]> prefixOf) {
        ServiceDay at = new ServiceDay(0, "");
        while (at != null) {
            try (RocksIterator rows = engine.iterator(family, options)) {
                for (rows.seek(prefixOf.apply(at)); rows.isValid(); rows.next()) {
                    byte[] key = rows.key();
                    try {
                        at = serviceDayOf.apply(KeyBuffer.reading(key));
                        days.add(at);
                    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException _) {
                        verification.found(
                                "key " + HexFormat.of().formatHex(key) + " of the " + family,
                                "is none that this version writes",
                                Verification.RESTORE);
                    }
                }
                Engine.check(rows);
                return;
            } catch (StoreException e) {
                ServiceDay next = days.higher(at);
                // A damaged file has been named, and what it costs is found service by service.
                if (verification.isClean()) {
                    verification.unreadable(
                            "the " + family + " from " + at + (next == null ? " on" : " to " + next), e);
                }
                at = next;
            }
        }
    }
}
