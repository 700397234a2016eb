package dev.daemun.apple;

import dev.daemun.apple.names.PersonName;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;

/**
 * What Apple had the browser post besides code and state.
 *
 * @param idToken says whose answer it is before Apple is called; not verified yet
 * @param name comes with a person's first consent only, unsigned
 */
record PostedAnswer(Optional<String> idToken, Optional<PersonName> name) {
    /** That of the request which this session serves. */
    static PostedAnswer in(KeycloakSession session) {
        MultivaluedMap<String, String> form =
                session.getContext().getHttpRequest().getDecodedFormParameters();
        return new PostedAnswer(
                Optional.ofNullable(form.getFirst(OAuth2Constants.ID_TOKEN)), PersonName.in(form.getFirst("user")));
    }
}
