package dev.daemun.resourceserver;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * This service as its callers know it: its addresses, and what its metadata says (RFC 9728).
 *
 * @param publicUrls the addresses of its root; empty: those in the requests
 * @param issuer who issues the tokens, null where the application's own decoder knows
 */
public record ProtectedResource(
        List<String> publicUrls, @Nullable String issuer) {
    /** Path of the metadata; what follows it is the path of a part of this service. */
    public static final String METADATA = "/.well-known/oauth-protected-resource";

    /**
     * The addresses that a request may have been sent to.
     *
     * @param here address of the application's root, as the request says it, without a slash at the end
     * @param path of the request, within the application
     */
    public List<String> addresses(String here, String path) {
        return (publicUrls.isEmpty() ? List.of(here) : publicUrls)
                .stream().map(root -> root + path).toList();
    }

    /**
     * Where the metadata is.
     *
     * @param here address of the application's root, as the request says it, without a slash at the end
     */
    public String metadataAddress(String here) {
        if (publicUrls.isEmpty()) {
            return here + METADATA;
        }
        URI root = URI.create(publicUrls.get(0));
        // Between host and path, where the gateway answers for the service (RFC 9728 section 3.1).
        return root.resolve(METADATA + root.getRawPath()).toString();
    }

    /**
     * The metadata.
     *
     * @param here address of the application's root, as the request says it, without a slash at the end
     * @param path of the part of this service that is asked about, empty for all of it
     */
    public Map<String, Object> metadata(String here, String path) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("resource", addresses(here, path).get(0));
        if (issuer != null) {
            metadata.put("authorization_servers", List.of(issuer));
        }
        metadata.put("bearer_methods_supported", List.of("header"));
        metadata.put("dpop_signing_alg_values_supported", ProofOfPossession.algorithmNames());
        return metadata;
    }
}
