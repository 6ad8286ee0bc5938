package io.tributary.collector.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretParamsTest {
    @ParameterizedTest
    @CsvSource({
        "http://a/p?token=x,                http://a/p?token=<secret>",
        "/p?gc=1&access_token=x&debug=0,    /p?gc=1&access_token=<secret>&debug=0",
        "/p?API-Key=x&api_key=y,            /p?API-Key=<secret>&api_key=<secret>",
        "/p?pass%77ord=x,                   /p?pass%77ord=<secret>",
        "/p?key=x&monkey=y,                 /p?key=<secret>&monkey=y",
        "/p?token=,                         /p?token=<secret>",
        "/p?token,                          /p?token",
        "/p?%=x&seconds=10,                 /p?%=x&seconds=10",
        "/token=x,                          /token=x",
    })
    void valuesOfSecretParametersAreNotShown(String url, String shown) {
        assertThat(SecretParams.shown(url)).isEqualTo(shown);
    }

    @Test
    void whatTheyHoldIsKnownAsItIsSentAndAsItIsMeant() {
        String url = "http://a/p?gc=1&token=a%2Bb&password=c";

        assertThat(SecretParams.values(url)).containsExactly("a%2Bb", "a+b", "c");
        assertThat(SecretParams.allValues(url)).containsExactly("1", "a%2Bb", "a+b", "c");
        assertThat(SecretParams.withoutQuery(url)).isEqualTo("http://a/p?<secret>");
    }
}
