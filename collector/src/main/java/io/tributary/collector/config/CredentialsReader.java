package io.tributary.collector.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** {@code basic_auth} and {@code authorization}. No message quotes a value from here. */
final class CredentialsReader {
    private final Path directory;

    /** @param directory what relative file names start from */
    CredentialsReader(Path directory) {
        this.directory = directory;
    }

    Credentials read(Section job) {
        Section basic = job.section("basic_auth", "basic_auth");
        Section authorization = job.section("authorization", "authorization");
        if (basic != null && authorization != null) {
            job.problems().add(authorization.node(), "basic_auth and authorization cannot both be given");
        }
        if (basic != null) {
            return basic(basic);
        }
        return authorization == null ? new Credentials.None() : token(authorization);
    }

    private Credentials basic(Section section) {
        String username = section.string("username");
        Secret password = secret(section, "password", "password_file");
        section.refuseUnknown();
        if (username == null && !section.has("username")) {
            section.problems().add(section.node(), "basic_auth needs a username");
        }
        if (username != null && username.indexOf(':') >= 0) {
            section.problems().add(section.place("username"), "username must not contain a colon");
        }
        return username == null || password == null
                ? new Credentials.None()
                : new Credentials.Basic(username, password);
    }

    private Credentials token(Section section) {
        String type = section.string("type");
        Secret credentials = secret(section, "credentials", "credentials_file");
        section.refuseUnknown();
        if (type != null && !type.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}")) {
            section.problems().add(section.place("type"), "type must be one word, for instance Bearer");
        } else if (type != null && type.equalsIgnoreCase("Basic")) {
            section.problems().add(section.place("type"), "type must not be Basic: use basic_auth");
        }
        return credentials == null
                ? new Credentials.None()
                : new Credentials.Token(type == null ? "Bearer" : type, credentials);
    }

    private @Nullable Secret secret(Section section, String inlineKey, String fileKey) {
        String inline = section.string(inlineKey);
        String file = section.string(fileKey);
        Problems problems = section.problems();
        if (section.has(inlineKey) == section.has(fileKey)) {
            problems.add(
                    section.node(),
                    section.has(inlineKey)
                            ? inlineKey + " and " + fileKey + " cannot both be given"
                            : "either " + inlineKey + " or " + fileKey + " is needed");
            return null;
        }
        if (inline != null) {
            if (inline.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
                problems.add(section.place(inlineKey), inlineKey + " must not contain control characters");
            }
            return new Secret.Inline(inline);
        }
        if (file == null) {
            return null;
        }
        try {
            return new Secret.InFile(directory.resolve(file));
        } catch (InvalidPathException _) {
            problems.add(section.place(fileKey), fileKey + " is no file name");
            return null;
        }
    }
}
