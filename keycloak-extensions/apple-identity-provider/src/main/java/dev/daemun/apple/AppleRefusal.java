package dev.daemun.apple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.daemun.apple.settings.AppleIdentityProviderConfig;
import dev.daemun.brokering.ProviderRefusal;

/**
 * Apple answered with an error, or with something that its documentation does not describe. The message contains Apple's name for the error
 * and nothing else of the answer.
 */
final class AppleRefusal extends ProviderRefusal {
    private static final long serialVersionUID = 1L;
    private static final String INVALID_CLIENT = "invalid_client";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String error;

    AppleRefusal(String what) {
        this(what, "");
    }

    private AppleRefusal(String what, String error) {
        super(AppleIdentityProviderConfig.KIND, what);
        this.error = error;
    }

    /** An answer with an error status. Of a bad client secret Apple does not say what is wrong. */
    static AppleRefusal of(int status, String body) {
        String error = error(body);
        return error.equals(INVALID_CLIENT)
                ? new AppleRefusal(
                        "Apple refused the client secret (invalid_client): the settings clientId, teamId, keyId and keyFile"
                                + " must belong together, the key must not be revoked at developer.apple.com, and this"
                                + " server's clock must be right",
                        error)
                : new AppleRefusal("Apple refused the request: " + error + ", status " + status, error);
    }

    /** Whether it was the client secret that Apple refused. */
    boolean isOfTheSecret() {
        return error.equals(INVALID_CLIENT);
    }

    /** Whether the code or token has been used or has ended. */
    boolean isOfAnEndedToken() {
        return error.equals("invalid_grant");
    }

    private static String error(String body) {
        try {
            String error = JSON.readTree(body).path("error").asText();
            return error.matches("[a-z_]{1,40}") ? error : "no code";
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return "no code";
        }
    }
}
