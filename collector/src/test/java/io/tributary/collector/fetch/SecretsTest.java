package io.tributary.collector.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {
    @ParameterizedTest
    @CsvSource({
        "nothing, nothing",
        "no p4ssword here, no <secret> here",
        "p4ssw, <secret>",
        "cut: p4ss, cut: <secret>",
        "p4s, p4s",
        "p4ssword p4ssword, <secret> <secret>",
        "a token of abc, a token of abc",
        "a t0ken-1, a <secret>",
        "http://a/?x=b%3D%3D+%2B&y=1, http://a/?x=<secret>&y=1",
        "http://a/?x=b%3D%3D%20%2B&y=1, http://a/?x=<secret>&y=1",
        "'', ''"
    })
    void areTakenOut(String said, String shown) {
        assertThat(Secrets.hide(said, List.of("p4ssword", "t0ken-1", "abc", "b== +")))
                .isEqualTo(shown);
    }
}
