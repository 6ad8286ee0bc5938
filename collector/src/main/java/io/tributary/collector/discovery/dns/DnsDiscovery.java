package io.tributary.collector.discovery.dns;

import io.tributary.collector.config.Address;
import io.tributary.collector.config.DnsSdConfig;
import io.tributary.collector.config.DnsSdConfig.RecordType;
import io.tributary.collector.discovery.DiscoveryMachinery;
import io.tributary.collector.discovery.Rounds;
import io.tributary.collector.discovery.RunningDiscovery;
import io.tributary.collector.discovery.TargetGroup;
import io.tributary.collector.discovery.Workers;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Asks for each of its names, again and again; one that cannot be resolved keeps its targets. */
public final class DnsDiscovery extends RunningDiscovery {
    private static final String NAME = "__meta_dns_name";
    private static final String SRV_TARGET = "__meta_dns_srv_record_target";
    private static final String SRV_PORT = "__meta_dns_srv_record_port";
    private static final String MX_TARGET = "__meta_dns_mx_record_target";
    private static final String NS_TARGET = "__meta_dns_ns_record_target";

    private final DnsSdConfig config;
    private final Workers workers;
    private final Rounds rounds;
    private final Map<String, TargetGroup> groups = new TreeMap<>();
    private @Nullable ResolvConf conf;
    private @Nullable Resolver resolver;
    private boolean isAsking;

    public DnsDiscovery(DiscoveryMachinery machinery, String job, DnsSdConfig config) {
        super(machinery, job, config.kind(), String.join(", ", config.names()) + " " + config.type());
        this.config = config;
        this.workers = machinery.workers();
        this.rounds = new Rounds(machinery.vertx(), this::round);
    }

    @Override
    protected void begin() {
        rounds.start(config.refreshInterval());
    }

    @Override
    protected void end() {
        rounds.stop();
        workers.close();
        // A client that is closed while it asks complains; a round that is under way closes it, soon.
        if (resolver != null && !isAsking) {
            resolver.close();
        }
    }

    private Future<?> round() {
        return workers.run(() -> ResolvConf.read(machinery().options().resolvConf()))
                .onFailure(failure -> announcer().failed("the name servers' names cannot be read: " + failure))
                .compose(read -> announcer().isClosed() ? Future.failedFuture("closed") : resolveAll(resolver(read)));
    }

    private Resolver resolver(ResolvConf read) {
        Resolver known = resolver;
        if (known != null && read.equals(conf)) {
            return known;
        }
        if (known != null) {
            known.close();
        }
        Resolver fresh = new Resolver(vertx(), read, machinery().options().queryTimeout());
        conf = read;
        resolver = fresh;
        return fresh;
    }

    private Future<?> resolveAll(Resolver from) {
        isAsking = true;
        List<String> errors = new ArrayList<>();
        List<Future<?>> all = new ArrayList<>();
        for (String name : config.names()) {
            all.add(from.resolve(name, config.type()).transform(done -> {
                if (done.succeeded()) {
                    groups.put(name, group(name, done.result()));
                } else {
                    errors.add(name + ": " + Resolver.why(done.cause()));
                }
                return Future.succeededFuture();
            }));
        }
        return Future.all(all).onComplete(_ -> {
            isAsking = false;
            if (announcer().isClosed()) {
                from.close();
                return;
            }
            errors.sort(null);
            if (errors.isEmpty()) {
                announcer().succeeded();
            } else {
                announcer().failed("cannot be resolved: " + String.join("; ", errors));
            }
            if (!groups.isEmpty()) {
                announcer().changed(List.copyOf(groups.values()));
            }
        });
    }

    /** Sorted: a name server turns the order round with every answer, which is no change. */
    private TargetGroup group(String asked, List<Resolver.Found> records) {
        RecordType type = config.type();
        List<Map<String, String>> targets = records.stream()
                .distinct()
                .sorted(Comparator.comparing(Resolver.Found::target).thenComparingInt(Resolver.Found::port))
                .map(record -> {
                    boolean isSrv = type == RecordType.SRV;
                    String host = record.target().replaceAll("\\.+$", "");
                    // As it goes over the wire and Prometheus shows it: rooted.
                    String name = host + ".";
                    Map<String, String> labels = new TreeMap<>();
                    labels.put(
                            TargetGroup.ADDRESS, new Address(host, isSrv ? record.port() : config.port()).toString());
                    labels.put(SRV_TARGET, isSrv ? name : "");
                    labels.put(SRV_PORT, isSrv ? Integer.toString(record.port()) : "");
                    labels.put(MX_TARGET, type == RecordType.MX ? name : "");
                    labels.put(NS_TARGET, type == RecordType.NS ? name : "");
                    return labels;
                })
                .toList();
        return TargetGroup.of(asked, Map.of(NAME, asked), targets);
    }
}
