package dev.daemun.tokenmappers;

import java.util.Optional;
import java.util.Set;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.saml.SamlProtocol;

/** How a person came into a session. */
final class SignIn {

    /** Signed in at Keycloak itself, whatever the credential: a password, most often. */
    static final String AT_KEYCLOAK = "password";

    private static final Set<String> LOGIN_PROTOCOLS =
            Set.of(OIDCLoginProtocol.LOGIN_PROTOCOL, SamlProtocol.LOGIN_PROTOCOL);

    private SignIn() {}

    /**
     * The provider that vouched for the person, or nothing where nobody signed in.
     *
     * <p>Keycloak names the login protocol as a session's method only if a person went through a sign-in flow. Every
     * other session has a name of its own ({@code client_auth} for a service account and for a token without session,
     * {@code impersonate}, {@code external-exchange}, {@code authorization-grant}, {@code example-auth} for the console's
     * preview), and a later version may add more. So a session is called a sign-in only where its method is known to be one.
     *
     * @param authMethod the user session's method
     * @param broker the alias a brokered sign-in leaves in the user session's notes, or null
     */
    static Optional<String> provider(String authMethod, String broker) {
        if (authMethod == null || !LOGIN_PROTOCOLS.contains(authMethod)) {
            return Optional.empty();
        }
        return Optional.of(broker == null ? AT_KEYCLOAK : broker);
    }
}
