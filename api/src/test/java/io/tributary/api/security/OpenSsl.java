package io.tributary.api.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Certificates as people make them; without the program, which CI has, a test is skipped. */
final class OpenSsl {
    private OpenSsl() {}

    /** {@code key.pem} and {@code cert.pem} in a folder. */
    static void selfSigned(String kind, Path folder) throws Exception {
        switch (kind) {
            case "rsa", "pkcs1" -> run(folder, "genpkey", "-algorithm", "RSA", "-out", "key.pem");
            case "ec", "sec1" ->
                run(folder, "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384", "-out", "key.pem");
            case "ed25519" -> run(folder, "genpkey", "-algorithm", "ED25519", "-out", "key.pem");
            case "encrypted" ->
                run(folder, "genpkey", "-algorithm", "RSA", "-aes256", "-pass", "pass:x", "-out", "key.pem");
            default -> throw new IllegalArgumentException(kind);
        }
        run(
                folder,
                "req",
                "-x509",
                "-new",
                "-key",
                "key.pem",
                "-passin",
                "pass:x",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-days",
                "30",
                "-out",
                "cert.pem");
        if (kind.equals("pkcs1") || kind.equals("sec1")) {
            run(folder, "pkey", "-in", "key.pem", "-traditional", "-out", "traditional.pem");
            Files.move(
                    folder.resolve("traditional.pem"), folder.resolve("key.pem"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void run(Path folder, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of("openssl"), Stream.of(arguments))
                        .toList())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            Assumptions.assumeTrue("true".equals(System.getenv("CI")), "openssl is not on the PATH");
            throw e;
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(List.of(arguments) + ":\n" + output);
        }
    }
}
