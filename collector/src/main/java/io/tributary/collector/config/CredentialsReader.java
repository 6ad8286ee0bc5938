package io.tributary.collector.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** {@code basic_auth}, {@code authorization} and {@code oauth2}. No message quotes a value from here. */
final class CredentialsReader {
    private final SecretReader secrets;

    CredentialsReader(SecretReader secrets) {
        this.secrets = secrets;
    }

    Credentials read(Section http) {
        Section basic = http.section("basic_auth", "basic_auth");
        Section authorization = http.section("authorization", "authorization");
        Section oauth2 = http.section("oauth2", "oauth2");
        List<Section> given = Stream.of(basic, authorization, oauth2)
                .filter(section -> section != null)
                .toList();
        if (given.size() > 1) {
            http.problems().add(given.get(1).node(), "only one of basic_auth, authorization and oauth2 can be given");
        }
        // All are read, so that all of their problems are found.
        Credentials ofBasic = basic == null ? null : basic(basic);
        Credentials ofAuthorization = authorization == null ? null : token(authorization);
        Credentials ofOAuth2 = oauth2 == null ? null : oauth2(oauth2);
        return Stream.of(ofBasic, ofAuthorization, ofOAuth2)
                .filter(credentials -> credentials != null)
                .findFirst()
                .orElseGet(Credentials.None::new);
    }

    private Credentials basic(Section section) {
        Secret username = secrets.line(section, "username", "username_file");
        Secret password = secrets.line(section, "password", "password_file");
        section.refuseUnknown();
        if (!section.has("username") && !section.has("username_file")) {
            section.problems().add(section.node(), "basic_auth needs a username or username_file");
        }
        if (!section.has("password") && !section.has("password_file")) {
            section.problems()
                    .add(
                            section.node(),
                            "either password or password_file is needed; write password: \"\" for an empty one");
        }
        if (username instanceof Secret.Inline(String name) && name.indexOf(':') >= 0) {
            section.problems().add(section.place("username"), "username must not contain a colon");
        }
        return username == null || password == null
                ? new Credentials.None()
                : new Credentials.Basic(username, password);
    }

    private Credentials token(Section section) {
        String type = section.string("type");
        Secret credentials = secrets.line(section, "credentials", "credentials_file");
        section.refuseUnknown();
        if (!section.has("credentials") && !section.has("credentials_file")) {
            section.problems().add(section.node(), "either credentials or credentials_file is needed");
        }
        if (type != null && !type.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}")) {
            section.problems().add(section.place("type"), "type must be one word, for instance Bearer");
        } else if (type != null && type.equalsIgnoreCase("Basic")) {
            section.problems().add(section.place("type"), "type must not be Basic: use basic_auth");
        }
        return credentials == null
                ? new Credentials.None()
                : new Credentials.Token(type == null ? "Bearer" : type, credentials);
    }

    private Credentials oauth2(Section section) {
        Problems problems = section.problems();
        String clientId = section.string("client_id");
        Secret clientSecret = secrets.line(section, "client_secret", "client_secret_file");
        List<String> scopes = section.strings("scopes", "a scope");
        HttpUrl tokenUrl = tokenUrl(section);
        Map<String, Secret> params = endpointParams(section);
        TlsConfig tls = new TlsReader(secrets).read(section);
        ProxyConfig proxy = new ProxyReader(secrets).read(section);
        section.refuseUnknown();
        if (!section.has("client_id")) {
            problems.add(section.node(), "oauth2 needs a client_id");
        }
        if (!section.has("token_url")) {
            problems.add(section.node(), "oauth2 needs a token_url");
        }
        return clientId == null || tokenUrl == null
                ? new Credentials.None()
                : new Credentials.OAuth2(clientId, clientSecret, scopes, tokenUrl, params, tls, proxy);
    }

    private static @Nullable HttpUrl tokenUrl(Section section) {
        String text = section.string("token_url");
        HttpUrl url = text == null ? null : HttpUrl.parse(text);
        if (text != null && url == null) {
            section.problems()
                    .add(
                            section.place("token_url"),
                            "token_url must be an http or https URL without user information and fragment");
        }
        return url;
    }

    private Map<String, Secret> endpointParams(Section section) {
        Section given = section.section("endpoint_params", "endpoint_params");
        Map<String, Secret> params = new LinkedHashMap<>();
        if (given != null) {
            for (ScalarNode key : given.keys()) {
                Node value = given.place(key.getValue());
                String text = given.string(key.getValue());
                Secret secret = text == null ? null : secrets.inline(value, key.getValue(), text, given.problems());
                if (secret != null) {
                    params.put(key.getValue(), secret);
                }
            }
        }
        return params;
    }
}
