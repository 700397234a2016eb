package dev.daemun.systemtests;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Lets every HTTP client of this process trust the authorities of the platforms that tests start in containers. An
 * {@code HttpClient} keeps the {@code SSLContext} that was the default when it was created. So the default is replaced
 * before any test runs, and the new one gets each authority later.
 */
public final class TrustedAuthorities implements LauncherSessionListener {
    private static final List<X509TrustManager> AUTHORITIES = new CopyOnWriteArrayList<>();

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        try {
            AUTHORITIES.add(trusting(null));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AnyOfThem()}, null);
            SSLContext.setDefault(context);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on certificates signed by these are trusted too, besides those that the JDK trusts. */
    static void add(KeyStore authorities) throws GeneralSecurityException {
        AUTHORITIES.add(trusting(authorities));
    }

    private static X509TrustManager trusting(KeyStore authorities) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }

    /** Java checks the host name itself, because this is not an {@code X509ExtendedTrustManager}. */
    private static final class AnyOfThem implements X509TrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            CertificateException refusal = new CertificateException("No authority is known.");
            for (X509TrustManager each : AUTHORITIES) {
                try {
                    each.checkServerTrusted(chain, authType);
                    return;
                } catch (CertificateException e) {
                    refusal = e;
                }
            }
            throw refusal;
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("Nothing here is a server that knows its clients by certificates.");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
