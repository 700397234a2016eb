package dev.daemun.naver.tokens;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.daemun.brokering.TokenAnswer;
import java.util.Optional;
import java.util.Set;

/**
 * An answer of {@code nid.naver.com}. Errors come with any status, at the classic token endpoint even with 200, and their texts may repeat
 * what was sent; so nothing but the name of the error is kept.
 *
 * @param status of HTTP
 * @param body as it came
 */
public record NaverAnswer(int status, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EXPIRES_IN = "expires_in";

    /** The name of the error, such as {@code invalid_grant}; empty where the answer is none. */
    public String error() {
        String name = json().path("error").asText();
        return name.matches("[a-z_]{1,40}") ? name : "";
    }

    /** Whether Naver says that the grant behind a token has ended. */
    public boolean saysThatTheGrantHasEnded() {
        return error().equals("invalid_grant");
    }

    /**
     * Whether Naver may mean that the grant has ended. Its documentation has no {@code invalid_grant} for the classic mode, and says of a code
     * that was used what it says of any bad request.
     */
    public boolean maySayThatTheGrantHasEnded() {
        return error().equals("invalid_request") && isAboutTheToken();
    }

    /** Whether it says anything about the token that was sent, and not only that the app may not ask or that Naver is out of order. */
    public boolean isAboutTheToken() {
        return !isOutOfOrder()
                && status != 401
                && status != 403
                && !Set.of("invalid_client", "unauthorized_client").contains(error());
    }

    /** Whether Naver can't answer at present. */
    boolean isOutOfOrder() {
        return status >= 500
                || status == 429
                || Set.of("temporarily_unavailable", "server_error").contains(error());
    }

    /** The tokens in it; nothing where it is an error. */
    public Optional<TokenAnswer> tokensIfAny() {
        try {
            return Optional.of(tokens());
        } catch (NaverRefusal e) {
            return Optional.empty();
        }
    }

    /**
     * The tokens in it. The lifetime, which Naver writes as a text, becomes a number, since Keycloak would not store the token otherwise.
     *
     * @throws NaverRefusal when there are none
     */
    public TokenAnswer tokens() {
        String reason = error().isEmpty() ? "no error is named" : error();
        if (status != 200 || json().has("error")) {
            throw new NaverRefusal("Naver refused the token request: " + reason + ", status " + status);
        }
        TokenAnswer answer =
                TokenAnswer.in(body).orElseThrow(() -> new NaverRefusal("Naver's token answer has no access token"));
        String lifetime = answer.json().path(EXPIRES_IN).asText();
        if (lifetime.matches("[0-9]{1,9}")) {
            answer.json().put(EXPIRES_IN, Long.parseLong(lifetime));
        } else {
            answer.json().remove(EXPIRES_IN);
        }
        return answer;
    }

    private JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
