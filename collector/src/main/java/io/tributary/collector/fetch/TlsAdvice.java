package io.tributary.collector.fetch;

import io.netty.handler.ssl.NotSslRecordException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What to do about a TLS connection that failed. */
final class TlsAdvice {
    private static final int DEEPEST = 8;

    private TlsAdvice() {}

    /** What is at the bottom of it, in whose words the failure is told. */
    static Throwable root(SSLException failure) {
        Throwable root = failure;
        for (int i = 0; root.getCause() != null && i < DEEPEST; i++) {
            root = root.getCause();
        }
        // Its words are what the target sent, in digits.
        return root instanceof NotSslRecordException ? new SSLException("this is not TLS") : root;
    }

    /** To go on after the failure's own words; empty where nothing is known. */
    static String of(SSLException failure) {
        Throwable cause = failure;
        String advice = "";
        for (int i = 0; cause != null && i < DEEPEST && advice.isEmpty(); i++) {
            advice = ofOne(cause);
            cause = cause.getCause();
        }
        return advice;
    }

    private static String ofOne(Throwable cause) {
        return switch (cause) {
            case CertificateExpiredException _ -> "; the target's certificate has expired";
            case CertificateNotYetValidException _ ->
                "; the target's certificate is not valid yet: are the clocks right?";
            case CertPathBuilderException _ ->
                "; the target's certificate is not of a known authority: name the one it is of in tls_config.ca_file";
            case NotSslRecordException _ -> "; does the target speak TLS at all?";
            default -> ofText(cause.getMessage());
        };
    }

    /** What the run-time says in no other way. */
    private static String ofText(@Nullable String message) {
        String text = String.valueOf(message);
        if (text.contains("No subject alternative") || text.contains("No name matching")) {
            return "; the target's certificate is for another name: tls_config.server_name says which one to expect";
        }
        if (text.contains("certificate_required") || text.contains("bad_certificate")) {
            return "; the target wants a client certificate that it knows: tls_config.cert_file and key_file";
        }
        return "";
    }
}
