package io.tributary.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.collector.config.DnsSdConfig;
import io.tributary.collector.config.DnsSdConfig.RecordType;
import io.tributary.collector.discovery.Discovery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DnsDiscoveryTest {
    private final NameServer server = new NameServer();

    @TempDir
    Path folder;

    private Path resolvConf = Path.of("");
    private DiscoveryRig rig = new DiscoveryRig();

    @BeforeEach
    void open() throws IOException {
        rig.close();
        resolvConf = Files.writeString(
                folder.resolve("resolv.conf"),
                "# ours\nnameserver 127.0.0.1:" + server.port()
                        + "\nsearch shop.svc cluster.local.\noptions ndots:2\n");
        rig = new DiscoveryRig(resolvConf, folder, Map.of(), Duration.ofMillis(10));
    }

    @AfterEach
    void close() {
        rig.close();
        server.close();
    }

    private static DnsSdConfig config(RecordType type, String... names) {
        return new DnsSdConfig(List.of(names), type, type == RecordType.SRV ? 0 : 6060, DiscoveryRig.SOON);
    }

    @Test
    void srvRecordsSayHostAndPort() {
        server.has(
                "_pprof._tcp.shop.example.",
                NameServer.SRV,
                NameServer.srv(6061, "b.example"),
                NameServer.srv(6060, "a.example"));

        rig.start(config(RecordType.SRV, "_pprof._tcp.shop.example"));

        rig.awaitAddresses("a.example:6060", "b.example:6061");
        assertThat(rig.targets().getFirst())
                .isEqualTo(Map.of(
                        "__address__", "a.example:6060",
                        "__meta_dns_name", "_pprof._tcp.shop.example",
                        "__meta_dns_srv_record_target", "a.example.",
                        "__meta_dns_srv_record_port", "6060",
                        "__meta_dns_mx_record_target", "",
                        "__meta_dns_ns_record_target", ""));
        assertThat(rig.updates.getFirst().getFirst().source()).isEqualTo("_pprof._tcp.shop.example");
    }

    @Test
    void addressesOfBothFamilies() {
        server.has("a.shop.example.", NameServer.A, NameServer.address("10.0.0.2"), NameServer.address("10.0.0.1"));
        server.has("a.shop.example.", NameServer.AAAA, NameServer.address("2001:db8::1"));

        rig.start(config(RecordType.A, "a.shop.example"));
        rig.awaitAddresses("10.0.0.1:6060", "10.0.0.2:6060");
        rig.start(config(RecordType.AAAA, "a.shop.example"));
        Await.until("the IPv6 address is there", () -> rig.addresses().size() == 1);

        assertThat(rig.addresses().getFirst()).isEqualTo("[2001:db8:0:0:0:0:0:1]:6060");
    }

    @Test
    void mailAndNameServers() {
        server.has("shop.example.org.", NameServer.MX, NameServer.mx("mail.example.org"));
        server.has("shop.example.org.", NameServer.NS, NameServer.named("ns.example.org"));

        rig.start(config(RecordType.MX, "shop.example.org"));
        rig.awaitAddresses("mail.example.org:6060");
        assertThat(rig.targets().getFirst().get("__meta_dns_mx_record_target")).isEqualTo("mail.example.org.");
        rig.start(config(RecordType.NS, "shop.example.org"));
        rig.awaitAddresses("ns.example.org:6060");
        assertThat(rig.targets().getFirst().get("__meta_dns_ns_record_target")).isEqualTo("ns.example.org.");
    }

    @Test
    void aShortNameIsCompleted() {
        server.has("pprof.cluster.local.", NameServer.A, NameServer.address("10.0.0.1"));

        rig.start(config(RecordType.A, "pprof"));

        rig.awaitAddresses("10.0.0.1:6060");
        assertThat(server.questions).startsWith("pprof.shop.svc. 1", "pprof.cluster.local. 1");
    }

    @Test
    void aNameThatIsGoneHasNoTargets() {
        server.has("a.b.example.", NameServer.A, NameServer.address("10.0.0.1"));
        Discovery discovery = rig.start(config(RecordType.A, "a.b.example"));
        rig.awaitAddresses("10.0.0.1:6060");

        server.answers("a.b.example.", NameServer.NXDOMAIN);

        rig.awaitAddresses();
        assertThat(discovery.status().lastError()).isEmpty();
    }

    @Test
    void aNameWithoutRecordsOfTheTypeHasNoTargets() {
        server.has("a.b.example.", NameServer.AAAA, NameServer.address("::2"));
        server.has("_x._tcp.b.example.", NameServer.A, NameServer.address("10.0.0.2"));

        Discovery addresses = rig.start(config(RecordType.A, "a.b.example"));
        rig.awaitNoError(addresses);
        Discovery services = rig.start(config(RecordType.SRV, "_x._tcp.b.example"));
        rig.awaitNoError(services);

        assertThat(rig.targets()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {NameServer.SERVFAIL, NameServer.SILENCE, NameServer.NONSENSE})
    void whatIsNoAnswerKeepsTheLastGoodList(int code) {
        for (RecordType type : List.of(RecordType.A, RecordType.SRV)) {
            server.has("a.b.example.", NameServer.A, NameServer.address("10.0.0.1"));
            server.has("a.b.example.", NameServer.SRV, NameServer.srv(1, "x.example"));
            server.has("c.b.example.", NameServer.A, NameServer.address("10.0.0.3"));
            server.has("c.b.example.", NameServer.SRV, NameServer.srv(3, "x.example"));
            boolean isSrv = type == RecordType.SRV;
            Discovery discovery = rig.start(config(type, "a.b.example", "c.b.example"));
            rig.awaitAddresses(isSrv ? "x.example:1" : "10.0.0.1:6060", isSrv ? "x.example:3" : "10.0.0.3:6060");

            server.answers("a.b.example.", code);
            server.has("c.b.example.", NameServer.A, NameServer.address("10.0.0.4"));
            server.has("c.b.example.", NameServer.SRV, NameServer.srv(4, "x.example"));

            rig.awaitError(
                    discovery,
                    "cannot be resolved: a.b.example: "
                            + (code == NameServer.SERVFAIL
                                    ? "the name server answered SERVFAIL"
                                    : "no name server answered in time"));
            rig.awaitAddresses(isSrv ? "x.example:1" : "10.0.0.1:6060", isSrv ? "x.example:4" : "10.0.0.4:6060");
            discovery.close();
        }
        assertThat(rig.metric("tributary_sd_failures")).isPositive();
    }

    @Test
    void aLongAnswerComesByTcp() {
        byte[][] records = IntStream.range(0, 200)
                .mapToObj(i -> NameServer.srv(6000 + i, "host-" + (100 + i) + ".some.long.domain.example"))
                .toArray(byte[][]::new);
        server.has("_pprof._tcp.many.example.", NameServer.SRV, records);

        rig.start(config(RecordType.SRV, "_pprof._tcp.many.example"));

        Await.until("all are there", () -> rig.targets().size() == records.length);
    }

    @Test
    void theSecondServerIsAskedWhereTheFirstIsSilent() throws IOException {
        try (NameServer silent = new NameServer()) {
            silent.answers("a.b.example.", NameServer.SILENCE);
            server.has("a.b.example.", NameServer.A, NameServer.address("10.0.0.1"));
            Files.writeString(
                    resolvConf,
                    "nameserver 127.0.0.1:" + silent.port() + "\nnameserver 127.0.0.1:" + server.port() + "\n");

            rig.start(config(RecordType.A, "a.b.example"));

            rig.awaitAddresses("10.0.0.1:6060");
        }
    }

    @Test
    void withoutResolvConfItSaysSo() throws IOException {
        Files.delete(resolvConf);

        Discovery discovery = rig.start(config(RecordType.A, "a.b.example"));

        rig.awaitError(discovery, resolvConf.toString());
    }
}
