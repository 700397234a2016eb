package dev.daemun.systemtests;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The authority that signs one platform's certificates. This process trusts it from then on.
 *
 * @param context a TLS context that trusts this authority only
 * @param trustStore a trust store file without a password, for other Java processes
 */
record Authority(SSLContext context, Path trustStore) {
    static Authority of(Path certificate) {
        Path file = certificate.resolveSibling("trusted.jks");
        try (InputStream pem = Files.newInputStream(certificate);
                OutputStream store = Files.newOutputStream(file)) {
            KeyStore trusted = KeyStore.getInstance("JKS");
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            // Java reads certificates in this format without a password.
            trusted.store(store, "changeit".toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            TrustedAuthorities.add(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return new Authority(context, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
