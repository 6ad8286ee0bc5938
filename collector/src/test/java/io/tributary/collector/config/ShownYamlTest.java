package io.tributary.collector.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ShownYamlTest {
    /** Every key that a secret may stand in, with one. */
    private static final String SECRETIVE = """
            global: {scrape_interval: 30s}  # s3cret-0
            scrape_configs:
              - job_name: basic
                basic_auth: {username: me, password: s3cret-1}
                proxy_url: http://me:s3cret-2@proxy:3128
                no_proxy: internal
                proxy_connect_header: {Proxy-Authorization: [s3cret-3]}
                tls_config: {ca: s3cret-4, cert: s3cret-5, key: s3cret-6, server_name: shop.internal}
                http_headers:
                  X-A: {values: [s3cret-7], secrets: ["${HOME}"], files: [header.txt]}
                static_configs: [{targets: ["10.0.0.1:6060"], labels: {zone: &zone eu}}]
              - job_name: token
                authorization: {credentials: s3cret-8}
                params: {debug: ["1"], access_token: [s3cret-19]}
                http_sd_configs:
                  - url: https://inventory.example/targets?token=s3cret-9
                    basic_auth: {username: me, password: s3cret-10}
                    tls_config: {ca: s3cret-11}
                kubernetes_sd_configs:
                  - role: pod
                    api_server: https://10.0.0.1:6443
                    authorization: {credentials: s3cret-12}
              - job_name: oauth
                oauth2:
                  client_id: me
                  client_secret: s3cret-13
                  token_url: https://login.example/token?x=s3cret-14
                  endpoint_params: {audience: s3cret-15}
                  tls_config: {key: s3cret-16, cert: s3cret-17}
                  proxy_url: http://me:s3cret-18@proxy:3128
                static_configs: [{targets: ["10.0.0.2:6060"], labels: {zone: *zone}}]
            """;

    @Test
    void noSecretIsShownAndEverythingElseIs() throws ConfigException {
        LoadedTargets read = TargetsFile.read("t.yaml", SECRETIVE);

        assertThat(read.shown())
                .doesNotContain("s3cret", System.getenv("HOME"))
                .contains(
                        "scrape_interval: 30s",
                        "job_name: basic",
                        "username: me",
                        "password: <secret>",
                        "proxy_url: <secret>",
                        "no_proxy: internal",
                        "server_name: shop.internal",
                        "header.txt",
                        "10.0.0.2:6060",
                        "url: https://inventory.example/targets?<secret>",
                        "client_id: me",
                        "- \"1\"");
        assertThat(Pattern.compile("zone: eu").matcher(read.shown()).results()).hasSize(2);
    }

    /** Nothing more is hidden than that. */
    @Test
    void asManyAreHiddenAsTheConfigurationHolds() throws ConfigException {
        LoadedTargets read = TargetsFile.read("t.yaml", SECRETIVE);

        assertThat(Pattern.compile("<secret>").matcher(read.shown()).results()).hasSize(20);
    }

    @Test
    void whatIsShownIsTheSameConfiguration() throws ConfigException {
        LoadedTargets read = TargetsFile.read("t.yaml", """
                shard: {index: 1, count: 4}
                scrape_configs:
                  - job_name: "007"
                    scrape_interval: 1m
                    params: {a: ["1", "yes", "", "a: b"]}
                    static_configs: [{targets: [a, "b:1"], labels: {version: "1.20", x: "true"}}]
                    relabel_configs:
                      - {source_labels: [a, b], regex: '(.*):\\d+', target_label: c, replacement: ""}
                """);
        assertThat(TargetsFile.parse("shown", read.shown())).isEqualTo(read.config());
    }
}
