package dev.daemun.resourceserver.keys;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.Map;

/** Fetches the issuer's key set each time it is asked, and remembers the last that came. */
final class IssuerJwkSet implements JWKSetSource<SecurityContext> {
    private static final int CONNECT_TIMEOUT_MILLIS = 1_000;
    private static final int READ_TIMEOUT_MILLIS = 2_000;
    private static final int LARGEST_ANSWER_BYTES = 200_000;

    private final ResourceRetriever http =
            new DefaultResourceRetriever(CONNECT_TIMEOUT_MILLIS, READ_TIMEOUT_MILLIS, LARGEST_ANSWER_BYTES);
    private final Runnable onChange;
    private final String issuer;
    private volatile URI jwkSetUri;
    private volatile JWKSet latest;

    IssuerJwkSet(String issuer, URI jwkSetUri, Runnable onChange) {
        this.onChange = onChange;
        this.issuer = issuer;
        this.jwkSetUri = jwkSetUri;
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long currentTime, SecurityContext context)
            throws KeySourceException {
        try {
            if (jwkSetUri == null) {
                jwkSetUri = discover();
            }
            JWKSet fetched = JWKSet.parse(fetch(jwkSetUri));
            boolean changed = latest != null && !latest.getKeys().equals(fetched.getKeys());
            latest = fetched;
            if (changed) {
                onChange.run();
            }
            return fetched;
        } catch (IOException | ParseException | IllegalArgumentException e) {
            throw new JWKSetRetrievalException("The keys of " + issuer + " can't be had: " + e.getMessage(), e);
        }
    }

    /** The last key set that came, however old, or null. */
    JWKSet latest() {
        return latest;
    }

    @Override
    public void close() {
        // Holds nothing open between fetches.
    }

    /** OpenID Connect Discovery 1.0, sections 4.1 and 4.3. */
    private URI discover() throws IOException, ParseException {
        String withoutSlash = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        URI address = URI.create(withoutSlash + "/.well-known/openid-configuration");
        Map<String, Object> metadata = JSONObjectUtils.parse(fetch(address));
        String told = JSONObjectUtils.getString(metadata, "issuer");
        if (!issuer.equals(told)) {
            throw new ParseException("its metadata is of the issuer '" + told + "'", 0);
        }
        URI keys = JSONObjectUtils.getURI(metadata, "jwks_uri");
        if (keys == null) {
            throw new ParseException("its metadata names no jwks_uri", 0);
        }
        return keys;
    }

    private String fetch(URI address) throws IOException {
        return http.retrieveResource(address.toURL()).getContent();
    }
}
