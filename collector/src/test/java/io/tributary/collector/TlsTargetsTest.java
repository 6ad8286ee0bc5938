package io.tributary.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Targets that are spoken to over TLS: who is trusted, who one says to be, and what is shown when it fails. */
class TlsTargetsTest {
    private static final byte[] HEAP = TestData.bytes("shop/v1/heap.4.pb.gz");
    private static final TestCertificates.Pair CA = TestCertificates.authority("Test CA");
    private static final TestCertificates.Pair SERVER = TestCertificates.issue(CA, "server", List.of("127.0.0.1"));

    @TempDir
    Path folder;

    @BeforeEach
    void writeAuthority() throws IOException {
        write("ca.pem", CA.certPem());
    }

    private void write(String name, String text) throws IOException {
        Path next = Files.writeString(folder.resolve(name + ".next"), text);
        Files.move(next, folder.resolve(name), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private Rig rig(Loopback target, String tls) {
        return rig(target, tls, "500ms");
    }

    /** So that what is wrong is said, and not that it took too long. */
    private Rig patientRig(Loopback target, String tls) {
        return rig(target, tls, "2s");
    }

    private Rig rig(Loopback target, String tls, String interval) {
        return new Rig(Rig.file(Rig.heapJob(
                "shop",
                target.address(),
                "scrape_interval: " + interval,
                "scheme: https",
                "tls_config: {" + tls.replace("FOLDER", folder.toString()) + "}")));
    }

    private static Loopback serving(TestCertificates.Pair pair) {
        return Loopback.tls(pair, (_, _, out) -> Loopback.ok(out, HEAP));
    }

    @Test
    void anAuthorityOfOnesOwnIsTrusted() {
        try (Loopback shop = serving(SERVER);
                Rig rig = rig(shop, "ca_file: FOLDER/ca.pem")) {
            rig.awaitUp("shop");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "insecure_skip_verify: false | tls: no TLS connection | not of a known authority: name the one it is of in tls_config.ca_file",
                "'ca_file: FOLDER/ca.pem, server_name: other.example' | tls: no TLS connection | is for another name: tls_config.server_name says which one to expect",
                "ca_file: FOLDER/none.pem | credentials: a file with a secret cannot be used | none.pem must be readable",
                "ca: nonsense | credentials: tls_config cannot be used: ca or ca_file | must hold certificates in PEM",
                "'ca_file: FOLDER/ca.pem, cert: a, key: b' | credentials: tls_config cannot be used: cert and key | must hold a certificate and a key"
            })
    void whatDoesNotFitIsSaid(String tls, String begin, String advice) {
        try (Loopback shop = serving(SERVER);
                Rig rig = patientRig(shop, tls)) {
            assertThat(rig.failure("shop")).startsWith(begin).contains(advice);
            assertThat(shop.requests).isEmpty();
        }
    }

    @Test
    void anExpiredCertificateIsRefused() {
        try (Loopback shop = serving(TestCertificates.expired(CA, List.of("127.0.0.1")));
                Rig rig = patientRig(shop, "ca_file: FOLDER/ca.pem")) {
            assertThat(rig.failure("shop")).startsWith("tls: ").contains("the target's certificate has expired");
        }
    }

    @Test
    void aCertificateThatVouchesForItselfIsRefused() {
        try (Loopback shop = serving(TestCertificates.selfSigned(List.of("127.0.0.1")));
                Rig rig = patientRig(shop, "ca_file: FOLDER/ca.pem")) {
            assertThat(rig.failure("shop")).startsWith("tls: ").contains("not of a known authority");
        }
    }

    @Test
    void anythingGoesWhereNothingIsVerified() {
        TestCertificates.Pair worst = TestCertificates.expired(TestCertificates.authority("x"), List.of("other"));
        try (Loopback shop = serving(worst);
                Rig rig = rig(shop, "insecure_skip_verify: true")) {
            rig.awaitUp("shop");
        }
    }

    /** Two jobs that differ in nothing but what they insist on share no context. */
    @Test
    void aJobThatVerifiesIsNotServedByOneThatDoesNot() {
        try (Loopback shop = serving(TestCertificates.selfSigned(List.of("other")));
                Rig rig = new Rig(Rig.file(
                        Rig.heapJob("lax", shop.address(), "scheme: https", "tls_config: {insecure_skip_verify: true}"),
                        Rig.heapJob("strict", shop.address(), "scheme: https")))) {
            Await.until(
                    "both were tried",
                    () -> rig.target("lax").health() == Health.UP
                            && rig.target("strict").health() == Health.DOWN);
        }
    }

    @Test
    void anotherNameCanBeExpected() {
        TestCertificates.Pair named = TestCertificates.issue(CA, "server", List.of("shop.internal"));
        List<String> hosts = new CopyOnWriteArrayList<>();
        try (Loopback shop = Loopback.tls(named, (head, socket, out) -> {
                    hosts.add(((SSLSocket) socket).getSession().getProtocol() + " "
                            + head.lines()
                                    .filter(line -> line.startsWith("Host:") || line.startsWith("host:"))
                                    .findFirst()
                                    .orElse(""));
                    Loopback.ok(out, HEAP);
                });
                Rig rig = rig(shop, "ca_file: FOLDER/ca.pem, server_name: shop.internal, max_version: TLS12")) {
            rig.awaitUp("shop");

            assertThat(hosts.getFirst()).isEqualToIgnoringCase("TLSv1.2 Host: " + shop.address());
        }
    }

    @Test
    void aClientCertificateIsShownAndMayBeReplaced() throws Exception {
        TestCertificates.Pair one = TestCertificates.issue(CA, "one", List.of("c"));
        TestCertificates.Pair two = TestCertificates.issue(CA, "two", List.of("c"));
        write("cert.pem", one.certPem());
        write("key.pem", one.keyPem());
        List<String> clients = new CopyOnWriteArrayList<>();
        try (Loopback shop = new Loopback(0, SERVER.serverSockets(CA, List.of()), (_, socket, out) -> {
                    X509Certificate client =
                            (X509Certificate) ((SSLSocket) socket).getSession().getPeerCertificates()[0];
                    clients.add(client.getSubjectX500Principal().getName());
                    Loopback.ok(out, HEAP);
                });
                Rig rig = rig(shop, "ca_file: FOLDER/ca.pem, cert_file: FOLDER/cert.pem, key_file: FOLDER/key.pem")) {
            rig.awaitUp("shop");
            assertThat(clients).containsOnly("CN=one");

            write("cert.pem", two.certPem());
            Await.until(
                    "the halves do not fit",
                    () -> rig.profile("shop")
                            .lastError()
                            .startsWith(
                                    "credentials: tls_config cannot be used: the key is not that of the certificate"));
            write("key.pem", two.keyPem());
            Await.until("the new one is shown", () -> clients.contains("CN=two"));
            rig.awaitUp("shop");
        }
    }

    @Test
    void aClientCertificateThatIsMissingIsSaid() {
        try (Loopback shop =
                        new Loopback(0, SERVER.serverSockets(CA, List.of()), (_, _, out) -> Loopback.ok(out, HEAP));
                Rig rig = patientRig(shop, "ca_file: FOLDER/ca.pem")) {
            assertThat(rig.failure("shop")).startsWith("tls: ").contains("the target wants a client certificate");
        }
    }

    @Test
    void anAuthorityMayBeReplaced() throws Exception {
        TestCertificates.Pair other = TestCertificates.authority("Other CA");
        write("ca.pem", other.certPem());
        try (Loopback shop = serving(SERVER);
                Rig rig = rig(shop, "ca_file: FOLDER/ca.pem")) {
            rig.failure("shop");
            write("ca.pem", CA.certPem());
            rig.awaitUp("shop");
        }
    }
}
