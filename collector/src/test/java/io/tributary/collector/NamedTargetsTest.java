package io.tributary.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.testing.Ports;
import io.tributary.profile.testing.TestData;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Targets that have a name: what a name server may do to them. */
class NamedTargetsTest {
    private static final byte[] HEAP = TestData.bytes("shop/v1/heap.4.pb.gz");

    private static Rig rig(AddressServer names, String... jobs) {
        return new Rig(
                Rig.file(jobs),
                new RecordingStore(),
                CollectorOptions.DEFAULT,
                InstantSource.system(),
                names.address(),
                60_000);
    }

    @Test
    void aNameServerThatNeverAnswersCostsTheDeadlineAndNobodyElse() {
        try (AddressServer names = new AddressServer(_ -> null);
                Loopback good = Loopback.serving(HEAP);
                Rig rig = rig(
                        names,
                        Rig.heapJob("bad", "shop.example:80", "scrape_interval: 1s", "scrape_timeout: 300ms"),
                        Rig.heapJob("good", good.address(), "scrape_interval: 500ms"))) {
            assertThat(rig.failure("bad")).isEqualTo("dns: not done after 0.3 s: timed out while resolving the name");
            long before = rig.store.countOf("good");
            Await.until("the good one goes on", () -> rig.store.countOf("good") >= before + 3);
            assertThat(names.asked).hasPositiveValue();
            rig.assertUndisturbed("good");
            rig.awaitNothingInFlight();
        }
    }

    @Test
    void aNameThatIsNotThereIsSaidSo() {
        try (AddressServer names = new AddressServer(_ -> List.of());
                Rig rig = rig(names, Rig.heapJob("bad", "shop.example:80", "scrape_interval: 5s"))) {
            assertThat(rig.failure("bad")).startsWith("dns: the name cannot be resolved");
        }
    }

    @Test
    void theNextAddressIsTriedWhereNobodyListensAtTheFirst() {
        try (AddressServer names = new AddressServer(_ -> List.of("127.0.0.2", "127.0.0.3", "127.0.0.1"));
                Loopback shop = Loopback.serving(HEAP);
                Rig rig = rig(names, Rig.heapJob("shop", "shop.example:" + shop.port(), "scrape_interval: 5s"))) {
            rig.awaitUp("shop");

            assertThat(shop.requests.getFirst().lines())
                    .anyMatch(("host: shop.example:" + shop.port())::equalsIgnoreCase);
        }
    }

    @Test
    void whereNoAddressAnswersTheFailureIsTheirs() {
        try (AddressServer names = new AddressServer(_ -> List.of("127.0.0.2", "127.0.0.3"));
                Rig rig = rig(names, Rig.heapJob("shop", "shop.example:" + Ports.free(), "scrape_interval: 5s"))) {
            assertThat(rig.failure("shop")).startsWith("connection_refused: ");
        }
    }

    @Test
    void theNextAddressIsTriedInTimeWhereTheFirstIsSilent() {
        try (AddressServer names = new AddressServer(_ -> List.of("127.0.0.2", "127.0.0.1"));
                Loopback shop = Loopback.serving(HEAP);
                SilentAddress _ = new SilentAddress("127.0.0.2", shop.port());
                Rig rig = rig(names, Rig.heapJob("shop", "shop.example:" + shop.port(), "scrape_interval: 5s"))) {
            rig.awaitUp("shop");
        }
    }

    @Test
    void anAddressThatIsSilentIsAConnectTimeout() {
        try (SilentAddress silent = new SilentAddress("127.0.0.1", 0);
                Loopback good = Loopback.serving(HEAP);
                Rig rig = new Rig(Rig.file(
                        Rig.heapJob(
                                "shop", "127.0.0.1:" + silent.port(), "scrape_interval: 2s", "scrape_timeout: 300ms"),
                        Rig.heapJob("good", good.address(), "scrape_interval: 500ms")))) {
            assertThat(rig.failure("shop"))
                    .isEqualTo("connect_timeout: not done after 0.3 s: timed out while connecting");
            long before = rig.store.countOf("good");
            Await.until("the good one goes on", () -> rig.store.countOf("good") >= before + 2);
            rig.assertUndisturbed("good");
            rig.awaitNothingInFlight();
        }
    }
}
