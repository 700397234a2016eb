package dev.daemun.resourceserver.authorize;

import dev.daemun.resourceserver.issuer.LogText;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** Answers a gateway that asks about a call, once the token in it was found to be good. */
public final class GatewayCheck {
    /** The property that switches it on. */
    public static final String PROPERTY = "daemun.resource-server.external-authorization";

    /** Where gateways ask that send a request of their own making: its query is theirs and may contain demands. */
    public static final String PATH = "/daemun/authorize";

    /**
     * What Envoy puts before the path of the call: method, path and query of such a request are the caller's, so that demands come in
     * headers only.
     */
    public static final String BEFORE_THE_CALLS_PATH = PATH + "/path";

    private static final Log LOG = LogFactory.getLog(GatewayCheck.class);

    private GatewayCheck() {}

    /**
     * The answer.
     *
     * @param caller whose token was verified
     * @throws AccessDeniedException when the token does not allow what the gateway demands: the standard 403
     */
    public static GatewayAnswer answer(GatewayRequest request, @Nullable Authentication caller) {
        boolean ownQuery = request.path().equals(PATH);
        if (!ownQuery && !request.path().startsWith(BEFORE_THE_CALLS_PATH + "/")) {
            return GatewayAnswer.refusing(404, "Not Found", "Gateways ask at " + PATH + ", and Envoy below it.");
        }
        Demands demands;
        try {
            demands = Demands.in(ownQuery ? request.query() : null, request.headers());
        } catch (UnreadableDemandException e) {
            return GatewayAnswer.refusing(400, "Bad Request", String.valueOf(e.getMessage()));
        }
        if (!(caller instanceof JwtAuthenticationToken token) || !demands.areFulfilledBy(token)) {
            LOG.debug("The token does not allow " + LogText.of(request.call())
                    + ", as the gateway calls it, which demands " + LogText.of(demands.names()) + ".");
            throw new AccessDeniedException("The token does not allow what the gateway demands");
        }
        return new GatewayAnswer(200, CallerHeaders.of(token), "");
    }
}
