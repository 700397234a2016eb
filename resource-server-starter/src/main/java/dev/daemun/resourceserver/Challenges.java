package dev.daemun.resourceserver;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.server.resource.BearerTokenError;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.util.StringUtils;

/** Values of {@code WWW-Authenticate}, which say how to come with a token and where the metadata is (RFC 9728 section 5.1). */
public final class Challenges {
    private Challenges() {}

    /** For a request with a token of the scheme {@code DPoP} (RFC 9449 section 7.1). */
    public static String dpop(AuthenticationException failure, String metadataAddress) {
        return dpop(errorOf(failure), metadataAddress);
    }

    /** For a request whose token of the scheme {@code DPoP} is good but does not allow it (RFC 6750 section 3.1). */
    public static String insufficientDpop(String metadataAddress) {
        return dpop(
                BearerTokenErrors.insufficientScope(
                        "The request requires higher privileges than provided by the access token.", null),
                metadataAddress);
    }

    private static String dpop(@Nullable OAuth2Error error, String metadataAddress) {
        return "DPoP "
                + Stream.of(
                                parameter("error", error == null ? null : error.getErrorCode()),
                                parameter("error_description", error == null ? null : error.getDescription()),
                                algorithms(),
                                metadata(metadataAddress))
                        .filter(StringUtils::hasText)
                        .collect(Collectors.joining(", "));
    }

    /** That tokens of the scheme {@code DPoP} are accepted too, beside the challenge for another scheme. */
    public static String dpop() {
        return "DPoP " + algorithms();
    }

    /** A challenge with the address of the metadata at its end. */
    public static String with(String challenge, String metadataAddress) {
        return challenge + (challenge.contains(" ") ? ", " : " ") + metadata(metadataAddress);
    }

    /** 401, but for what Spring Security calls a malformed request. */
    public static int status(AuthenticationException failure) {
        return errorOf(failure) instanceof BearerTokenError error
                ? error.getHttpStatus().value()
                : HttpStatus.UNAUTHORIZED.value();
    }

    private static @Nullable OAuth2Error errorOf(AuthenticationException failure) {
        return failure instanceof OAuth2AuthenticationException refused ? refused.getError() : null;
    }

    private static String algorithms() {
        return parameter("algs", String.join(" ", ProofOfPossession.algorithmNames()));
    }

    private static String metadata(String address) {
        return parameter("resource_metadata", address);
    }

    private static String parameter(String name, @Nullable String value) {
        return StringUtils.hasText(value) ? name + "=\"" + value + "\"" : "";
    }
}
