package io.tributary.api.security;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Which certificates of clients are taken: those an authority vouches for, or any, and of these only such as have one of the allowed
 * names, where there are any.
 */
final class ClientTrust extends X509ExtendedTrustManager {
    private final @Nullable X509ExtendedTrustManager authorities;
    private final Set<String> allowedSans;

    /** @param authorities null where nobody has to vouch */
    private ClientTrust(@Nullable X509ExtendedTrustManager authorities, Set<String> allowedSans) {
        this.authorities = authorities;
        this.allowedSans = Set.copyOf(allowedSans);
    }

    /** Any certificate. */
    static ClientTrust anyone(Set<String> allowedSans) {
        return new ClientTrust(null, allowedSans);
    }

    /** @param authorities those Java trusts, where there are none */
    static ClientTrust vouchedFor(List<X509Certificate> authorities, Set<String> allowedSans)
            throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(authorities.isEmpty() ? null : Pem.store(authorities));
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager trust) {
                return new ClientTrust(trust, allowedSans);
            }
        }
        throw new GeneralSecurityException("this Java has no trust manager for X.509");
    }

    private void checkNames(X509Certificate[] chain) throws CertificateException {
        if (!allowedSans.isEmpty() && CertificateNames.sans(chain[0]).stream().noneMatch(allowedSans::contains)) {
            throw new CertificateException("none of the certificate's names is among client_allowed_sans");
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        if (authorities != null) {
            authorities.checkClientTrusted(chain, authType, engine);
        }
        checkNames(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        if (authorities != null) {
            authorities.checkClientTrusted(chain, authType, socket);
        }
        checkNames(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        if (authorities != null) {
            authorities.checkClientTrusted(chain, authType);
        }
        checkNames(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this is about clients alone");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities == null ? new X509Certificate[0] : authorities.getAcceptedIssuers();
    }
}
