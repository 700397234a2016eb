package dev.daemun.resourceserver.dpop;

import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** A request with a token of the scheme {@code DPoP} (RFC 9449 section 7.1), of which nothing is verified yet. */
public final class BoundTokenRequest extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 1L;

    private final String token;
    private final String proof;
    private final String method;
    private final List<String> addresses;

    BoundTokenRequest(String token, String proof, String method, List<String> addresses) {
        super(AuthorityUtils.NO_AUTHORITIES);
        this.token = token;
        this.proof = proof;
        this.method = method;
        this.addresses = List.copyOf(addresses);
    }

    /** The access token. */
    public String token() {
        return token;
    }

    String proof() {
        return proof;
    }

    String method() {
        return method;
    }

    /** The addresses that the request may have been sent to, as its sender knows them. */
    List<String> addresses() {
        return addresses;
    }

    @Override
    public Object getPrincipal() {
        return token;
    }

    @Override
    public Object getCredentials() {
        return token;
    }
}
