package io.tributary.collector.discovery.dns;

import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolverTimeoutException;
import io.tributary.collector.config.DnsSdConfig.RecordType;
import io.tributary.collector.fetch.Failures;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.dns.DnsClient;
import io.vertx.core.dns.DnsClientOptions;
import io.vertx.core.dns.DnsException;
import io.vertx.core.dns.DnsResponseCode;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks name servers for records. A name that no server has is known to be without records; where a server did not answer, or not
 * sensibly, nothing is known. Event loop only.
 */
final class Resolver {
    /**
     * One record.
     *
     * @param target as the server wrote it: a name or an address
     * @param port of an SRV record, else 0
     */
    record Found(String target, int port) {}

    private static final int DNS_PORT = 53;
    private static final int DEEPEST = 8;

    private final ResolvConf conf;
    private final List<DnsClient> servers;

    Resolver(Vertx vertx, ResolvConf conf, Duration timeout) {
        this.conf = conf;
        this.servers = conf.servers().stream()
                .map(server -> vertx.createDnsClient(options(server).setQueryTimeout(timeout.toMillis())))
                .toList();
    }

    /** The records of a name; an empty list where it has none of that type, or is not known anywhere. */
    Future<List<Found>> resolve(String name, RecordType type) {
        return resolve(conf.candidates(name), 0, type, null);
    }

    void close() {
        servers.forEach(DnsClient::close);
    }

    private Future<List<Found>> resolve(List<String> names, int index, RecordType type, @Nullable Throwable trouble) {
        if (index == names.size()) {
            return trouble == null ? Future.succeededFuture(List.of()) : Future.failedFuture(trouble);
        }
        return ask(names.get(index), 0, type).transform(asked -> {
            if (asked.succeeded()) {
                return Future.succeededFuture(asked.result());
            }
            boolean isUnknown = isUnknownName(asked.cause());
            return resolve(names, index + 1, type, isUnknown ? trouble : asked.cause());
        });
    }

    /** The first server that gives an answer, be it that there is no such name. */
    private Future<List<Found>> ask(String name, int index, RecordType type) {
        return query(servers.get(index), name, type).recover(failure -> {
            if (hasNoSuchRecord(failure)) {
                return Future.succeededFuture(List.of());
            }
            return isUnknownName(failure) || index + 1 == servers.size()
                    ? Future.failedFuture(failure)
                    : ask(name, index + 1, type);
        });
    }

    private static Future<List<Found>> query(DnsClient server, String name, RecordType type) {
        return switch (type) {
            case A -> server.resolveA(name).map(Resolver::addresses);
            case AAAA -> server.resolveAAAA(name).map(Resolver::addresses);
            case NS -> server.resolveNS(name).map(Resolver::addresses);
            case MX ->
                server.resolveMX(name)
                        .map(records -> records.stream()
                                .map(mx -> new Found(mx.name(), 0))
                                .toList());
            case SRV ->
                server.resolveSRV(name)
                        .map(records -> records.stream()
                                .map(srv -> new Found(srv.target(), srv.port()))
                                .toList());
        };
    }

    private static List<Found> addresses(List<String> texts) {
        return texts.stream().map(text -> new Found(text, 0)).toList();
    }

    /** The same words for the same trouble: Netty's hold the number of the query. */
    static String why(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; cause != null && i < DEEPEST; i++, cause = cause.getCause()) {
            if (cause instanceof DnsException e) {
                return "the name server answered " + e.code();
            }
            if (cause instanceof DnsErrorCauseException e) {
                return "the name server answered " + e.getCode();
            }
            if (cause instanceof DnsNameResolverTimeoutException) {
                return "no name server answered in time";
            }
        }
        String message = failure.getMessage();
        return new Failures(List.of())
                .clean(message == null ? failure.getClass().getSimpleName() : message);
    }

    private static boolean isUnknownName(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; cause != null && i < DEEPEST; i++, cause = cause.getCause()) {
            if (cause instanceof DnsException e && e.code() == DnsResponseCode.NXDOMAIN) {
                return true;
            }
            if (cause instanceof DnsErrorCauseException e
                    && e.getCode().equals(io.netty.handler.codec.dns.DnsResponseCode.NXDOMAIN)) {
                return true;
            }
        }
        return false;
    }

    /** Netty takes a name that has other records only for an unknown host, and says so by a cause with that text. */
    private static boolean hasNoSuchRecord(Throwable failure) {
        return failure instanceof UnknownHostException && failure.getCause() == null;
    }

    /** {@code 10.0.0.2}, {@code 10.0.0.2:5353}, {@code ::1} or {@code [::1]:5353}. */
    private static DnsClientOptions options(String server) {
        int colon = server.lastIndexOf(':');
        boolean hasPort =
                server.startsWith("[") ? colon > server.indexOf(']') : colon == server.indexOf(':') && colon > 0;
        String host = hasPort ? server.substring(0, colon) : server;
        return new DnsClientOptions()
                .setHost(host.replaceAll("[\\[\\]]", ""))
                .setPort(hasPort ? Integer.parseInt(server.substring(colon + 1)) : DNS_PORT);
    }
}
