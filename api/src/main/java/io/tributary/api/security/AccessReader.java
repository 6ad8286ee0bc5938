package io.tributary.api.security;

import io.tributary.api.http.Caller;
import io.tributary.api.http.Role;
import io.tributary.api.http.Text;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** {@code basic_auth_users}, and {@code tributary} with the roles of these and with bearer tokens. */
final class AccessReader {
    /** What {@code htpasswd -B} and its like write: version, cost, salt and hash. */
    private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$(0[4-9]|[12][0-9]|3[01])\\$[./A-Za-z0-9]{53}");

    private static final int SHORTEST_TOKEN = 16;
    private static final Set<Role> EVERYTHING = Set.of(Role.ADMIN);

    private final SideFiles files;

    AccessReader(SideFiles files) {
        this.files = files;
    }

    /** Those of {@code basic_auth_users}, with the {@code roles} that they are given. */
    static List<User> users(Section users, Section roles) {
        List<User> all = new ArrayList<>();
        for (String name : users.keys()) {
            String hash = users.text(name);
            if (name.isEmpty() || name.indexOf(':') >= 0) {
                users.problems().add(users.keyPlace(name), "a user's name must not be empty, nor contain a colon");
            } else if (!BCRYPT.matcher(hash).matches()) {
                users.problems()
                        .add(
                                users.place(name),
                                "the password of " + Text.shown(name)
                                        + " must be hashed with bcrypt: htpasswd -nBC 10 '' | tr -d ':\\n'");
            } else {
                all.add(new User(name, hash, new Caller("user " + Text.shown(name), rolesOf(name, roles))));
            }
        }
        for (String name : roles.keys()) {
            if (!users.keys().contains(name)) {
                roles.problems()
                        .add(roles.keyPlace(name), "there is no user " + Text.shown(name) + " in basic_auth_users");
            }
        }
        return all;
    }

    private static Set<Role> rolesOf(String user, Section roles) {
        if (roles.isEmpty()) {
            return EVERYTHING;
        }
        if (!roles.keys().contains(user)) {
            roles.problems()
                    .add(
                            roles.place(user),
                            "roles does not say what " + Text.shown(user) + " may do; name every user in it");
            return Set.of();
        }
        return roles(roles, user);
    }

    private static Set<Role> roles(Section section, String key) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String word : section.words(key)) {
            switch (word) {
                case "read" -> roles.add(Role.READ);
                case "ingest" -> roles.add(Role.INGEST);
                case "admin" -> roles.add(Role.ADMIN);
                default ->
                    section.problems()
                            .add(section.place(key), "a role is read, ingest or admin, not " + Text.shown(word));
            }
        }
        if (roles.isEmpty()) {
            section.problems().add(section.place(key), "a role is missing: read, ingest or admin");
        }
        return roles;
    }

    /** The {@code bearer_tokens} of our own section. */
    List<Token> tokens(Section ours) {
        List<Token> tokens = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Node node : ours.list("bearer_tokens")) {
            Section section = Section.of(node, node, "a bearer token", ours.problems());
            String name = section.text("name");
            if (name.isEmpty()) {
                section.problems().add(node, "a bearer token needs a name, by which the audit log calls its bearer");
            } else if (!names.add(name)) {
                section.problems().add(section.place("name"), "the name " + Text.shown(name) + " is already taken");
            }
            byte[] digest = digest(section, node);
            Set<Role> roles = roles(section, "role");
            section.refuseUnknown();
            if (digest == null) {
                continue;
            }
            Token token = new Token(digest, new Caller("token " + Text.shown(name), roles));
            if (tokens.stream().anyMatch(token::hasDigestOf)) {
                section.problems().add(node, "another bearer token is the same");
            }
            tokens.add(token);
        }
        return tokens;
    }

    private byte @Nullable [] digest(Section section, Node node) {
        String sha256 = section.text("sha256");
        String file = section.text("token_file");
        if (sha256.isEmpty() == file.isEmpty()) {
            section.problems()
                    .add(node, "a bearer token needs either token_file or sha256 (printf %s TOKEN | sha256sum)");
            return null;
        }
        if (file.isEmpty()) {
            if (sha256.matches("[0-9a-fA-F]{64}")) {
                return HexFormat.of().parseHex(sha256.toLowerCase(Locale.ROOT));
            }
            section.problems()
                    .add(section.place("sha256"), "sha256 must be 64 hexadecimal digits (printf %s TOKEN | sha256sum)");
            return null;
        }
        String text = files.text(section, "token_file");
        if (text == null) {
            return null;
        }
        String token = text.strip();
        if (token.length() < SHORTEST_TOKEN || !token.matches("[A-Za-z0-9._~+/-]+=*")) {
            section.problems()
                    .add(
                            section.place("token_file"),
                            "the token must be at least " + SHORTEST_TOKEN
                                    + " letters, digits and any of -._~+/ (openssl rand -hex 32 makes one)");
            return null;
        }
        return Token.sha256(token);
    }
}
