package io.tributary.storage.rocksdb;

import io.tributary.storage.Labels;
import io.tributary.storage.ServiceSummary;
import io.tributary.storage.StoreException;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.rocksdb.Engine.Family;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;

/** Adds up what hours and days say about services; no profile is looked at. */
final class ServiceList {
    private static final class Service {
        final Set<String> types = new TreeSet<>();
        final Set<Digest> instances = new HashSet<>();
        final Set<String> versions = new TreeSet<>();
        Activity activity = Activity.NONE;
    }

    private ServiceList() {}

    static List<ServiceSummary> read(Engine engine) {
        Map<String, Service> services = new TreeMap<>();
        try (ReadOptions options = new ReadOptions()) {
            readActivity(engine, options, services);
            readInstances(engine, options, services);
        } catch (CorruptDataException e) {
            throw new StoreException("what the store knows of its services is damaged: " + e.getMessage(), e);
        }
        List<ServiceSummary> summaries = new ArrayList<>();
        services.forEach((name, service) -> summaries.add(new ServiceSummary(
                name,
                List.copyOf(service.types),
                service.instances.size(),
                List.copyOf(service.versions),
                service.activity.firstMillis(),
                service.activity.lastMillis(),
                service.activity.profiles(),
                service.activity.bytes())));
        return summaries;
    }

    private static void readActivity(Engine engine, ReadOptions options, Map<String, Service> services)
            throws CorruptDataException {
        try (RocksIterator rows = engine.iterator(Family.ACTIVITY, options)) {
            for (rows.seek(SeriesBucket.prefix(Level.DAY, 0)); rows.isValid(); rows.next()) {
                SeriesBucket series = SeriesBucket.read(KeyBuffer.reading(rows.key()));
                Activity activity = Activity.decode(rows.value());
                // All deleted: the row stays for its count of changes.
                if (activity.profiles() == 0) {
                    continue;
                }
                Service service = services.computeIfAbsent(series.service(), _ -> new Service());
                service.types.add(series.type());
                service.activity = service.activity.plus(activity);
            }
            Engine.check(rows);
        }
    }

    private static void readInstances(Engine engine, ReadOptions options, Map<String, Service> services)
            throws CorruptDataException {
        try (RocksIterator rows = engine.iterator(Family.INSTANCES, options)) {
            for (rows.seekToFirst(); rows.isValid(); rows.next()) {
                KeyBuffer key = KeyBuffer.reading(rows.key());
                Service service = services.get(PartitionKey.read(key).service());
                if (service == null || !service.instances.add(key.getDigest(Digest.INSTANCE_BYTES))) {
                    continue;
                }
                String version = LabelsCodec.decode(rows.value()).getOrEmpty(Labels.VERSION);
                if (!version.isEmpty()) {
                    service.versions.add(version);
                }
            }
            Engine.check(rows);
        }
    }
}
