package dev.daemun.resourceserver.issuer;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;

/**
 * What an issuer publishes of itself (OpenID Connect Discovery 1.0, section 4).
 *
 * @param address where it was read
 * @param members of its JSON object
 */
public record IssuerMetadata(URI address, Map<String, Object> members) {
    private static final Duration LONGEST = Duration.ofSeconds(3);
    private static final String ISSUER_URI = "spring.security.oauth2.resourceserver.jwt.issuer-uri";

    /**
     * Fetches it.
     *
     * @param issuer its identifier, below which the metadata is
     * @throws MisconfiguredException when there is none, or when it is another issuer's
     */
    public static IssuerMetadata of(String issuer, BoundedHttp http) throws IOException, InterruptedException {
        String withoutSlash = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        URI address = URI.create(withoutSlash + "/.well-known/openid-configuration");
        try {
            Map<String, Object> members =
                    JSONObjectUtils.parse(new String(http.fetch(address, LONGEST), StandardCharsets.UTF_8));
            String named = JSONObjectUtils.getString(members, "issuer");
            if (!issuer.equals(named)) {
                throw new MisconfiguredException(address + " is of the issuer '" + named + "', not of '" + issuer
                        + "': set " + ISSUER_URI + " to exactly what the issuer calls itself");
            }
            return new IssuerMetadata(address, members);
        } catch (UnexpectedStatusException e) {
            throw e.status() == 404
                    ? new MisconfiguredException(
                            e.getMessage() + ": check the address and the realm's name in " + ISSUER_URI)
                    : e;
        } catch (ParseException e) {
            throw new IOException(address + " answered with something that is no issuer's metadata", e);
        }
    }

    /**
     * An address among the members.
     *
     * @param member such as {@code jwks_uri}
     */
    public URI endpoint(String member) throws IOException {
        try {
            URI endpoint = JSONObjectUtils.getURI(members, member);
            if (endpoint != null && endpoint.getHost() != null) {
                return endpoint;
            }
            throw new MisconfiguredException(address + " names no " + member);
        } catch (ParseException e) {
            throw new MisconfiguredException(address + " names no " + member, e);
        }
    }
}
