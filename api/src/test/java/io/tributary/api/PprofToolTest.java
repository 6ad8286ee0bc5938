package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.testing.TestData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The answers over RocksDB, as {@code go tool pprof} reads them from their URLs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PprofToolTest {
    private static final String SHOP_CPU = "/api/v1/merge?service=shop&type=cpu";
    private TestServer api;

    @BeforeAll
    void start(@TempDir Path data) {
        api = ShopStore.served(data);
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void givesTheSameBytesForTheSameQuestion() {
        assertThat(api.get(SHOP_CPU).body()).isEqualTo(api.get(SHOP_CPU).body()).startsWith(0x1f, 0x8b);
    }

    @Test
    void isReadByGoToolPprofFromTheUrl(@TempDir Path folder) {
        GoTools.required();
        String url = api.uri(SHOP_CPU).toString();

        String top = GoTools.text(folder, "pprof", "-top", url);
        assertThat(top).contains("Type: cpu", "flat%").containsPattern("runtime\\.\\w+");

        String raw = GoTools.text(folder, "pprof", "-raw", url);
        List<String> command = new ArrayList<>(List.of("pprof", "-symbolize=none", "-raw"));
        ShopStore.CPU_FILES.forEach(file -> command.add(TestData.path(file).toString()));
        String expected = GoTools.text(folder, command.toArray(String[]::new));
        assertThat(samples(raw)).isNotEmpty().containsExactlyInAnyOrderElementsOf(samples(expected));
    }

    /** The value columns of {@code -raw}'s samples: locations are numbered anew by every writer. */
    private static List<String> samples(String raw) {
        return raw.lines()
                .filter(line -> line.matches("\\s+\\d+\\s+\\d+: .*"))
                .map(line -> line.substring(0, line.indexOf(':')).strip().replaceAll("\\s+", " "))
                .toList();
    }
}
