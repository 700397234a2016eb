package dev.daemun.servicecalls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.resourceserver.WithdrawnTokenError;
import dev.daemun.testissuer.TestIssuer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

@ExtendWith(OutputCaptureExtension.class)
class OnlyGoodTokensAreSentTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final CalledService CALLERS = service("forwarded", TokenKind.CALLERS);
    private static final CalledService EXCHANGED = service("stock", TokenKind.EXCHANGED);
    private static final CalledService OWN = service("mail", TokenKind.OWN);

    private final FakeTokenEndpoint endpoint = FakeTokenEndpoint.started();
    private final TestIssuer caller = TestIssuer.away(JWSAlgorithm.ES256);
    private final Set<String> withdrawnSubjects = new HashSet<>();
    private final Set<String> withdrawnTokens = new HashSet<>();
    private final IssuedTokens issued = new IssuedTokens(100, Clock.systemUTC());
    private final OutgoingTokens tokens = tokens(endpoint.uri(), null);

    @AfterEach
    void close() {
        endpoint.close();
    }

    static Stream<Object> confirmations() {
        return Stream.of(
                Map.of("jkt", "thumbprint"), Map.of("x5t#S256", "thumbprint"), Map.of(), "nonsense", List.of("a", "b"));
    }

    /** However it is bound, and also where nobody could say how. */
    @ParameterizedTest
    @MethodSource("confirmations")
    void aBoundTokenIsNeverSentOn(Object confirmation, CapturedOutput log) {
        Jwt bound = Bound.token(jwt("ann"), confirmation);

        assertThatThrownBy(() -> tokens.tokenFor(CALLERS, bound)).isInstanceOf(AccessDeniedException.class);

        assertThat(log)
                .contains("it was not sent on to forwarded", "daemun.service-calls.services.forwarded.token=own");
        assertThat(log.toString()).doesNotContain(bound.getTokenValue());
        assertThat(tokens.tokenFor(EXCHANGED, bound)).isNotEqualTo(bound.getTokenValue());
    }

    @Test
    void theExchangedTokenOfAWithdrawnOneIsGone() {
        Jwt ann = jwt("ann");
        Jwt bob = jwt("bob");
        tokens.tokenFor(EXCHANGED, ann);
        tokens.tokenFor(EXCHANGED, bob);
        assertThat(issued.size()).isEqualTo(2);

        withdrawnSubjects.add("ann");

        assertThatThrownBy(() -> tokens.tokenFor(EXCHANGED, ann)).isInstanceOf(InvalidBearerTokenException.class);
        assertThatThrownBy(() -> tokens.tokenFor(CALLERS, ann)).isInstanceOf(InvalidBearerTokenException.class);
        assertThat(issued.size()).isEqualTo(1);
        assertThat(tokens.tokenFor(EXCHANGED, bob)).isNotEmpty();
        assertThat(endpoint.asked).hasSize(2);
    }

    /** As when a role is renamed that only the exchanged token carries. */
    @Test
    void anIssuedTokenThatWasWithdrawnByItselfIsReplacedOnce() {
        Jwt ann = jwt("ann");
        String first = tokens.tokenFor(EXCHANGED, ann);
        String own = tokens.tokenFor(OWN, ann);
        withdrawnTokens.addAll(Set.of(first, own));

        assertThat(tokens.tokenFor(EXCHANGED, ann)).isNotEqualTo(first);
        assertThat(tokens.tokenFor(OWN, null)).isNotEqualTo(own);
        assertThat(endpoint.asked).hasSize(4);

        withdrawnSubjects.add("service-account-orders");
        assertThatThrownBy(() -> tokens.tokenFor(OWN, null)).isInstanceOf(AuthenticationServiceException.class);
        assertThat(endpoint.asked).hasSize(5);
        assertThat(issued.size()).as("the exchanged one").isEqualTo(1);
    }

    static Stream<Arguments> answers() {
        String token = "\"access_token\":\"abc\",\"expires_in\":300";
        return Stream.of(
                Arguments.of("no answer", new FakeTokenEndpoint.Answer(0, "{}"), "HttpTimeoutException"),
                Arguments.of("a body without an end", new FakeTokenEndpoint.Answer(200, "{" + token, 10), ""),
                Arguments.of(
                        "too large a body",
                        new FakeTokenEndpoint.Answer(200, "{\"pad\":\"" + "x".repeat(200_000) + "\"," + token + "}"),
                        "more than 100000 bytes"),
                Arguments.of("no JSON", new FakeTokenEndpoint.Answer(200, "<html>"), ""),
                Arguments.of("an empty body", new FakeTokenEndpoint.Answer(200, ""), ""),
                Arguments.of("no token", new FakeTokenEndpoint.Answer(200, "{\"token_type\":\"Bearer\"}"), ""),
                Arguments.of(
                        "a bound token",
                        new FakeTokenEndpoint.Answer(200, "{\"token_type\":\"DPoP\"," + token + "}"),
                        "is no bearer token"),
                Arguments.of("a redirect", new FakeTokenEndpoint.Answer(307, "{}"), ""),
                Arguments.of(
                        "a fault", new FakeTokenEndpoint.Answer(500, "{\"error\":\"unknown_error\"}"), "unknown_error"),
                Arguments.of(
                        "a right that is missing",
                        new FakeTokenEndpoint.Answer(403, "{\"error\":\"access_denied\"}"),
                        "must be allowed to exchange tokens"),
                Arguments.of(
                        "an audience that the issuer does not know",
                        new FakeTokenEndpoint.Answer(
                                400, "{\"error\":\"invalid_client\",\"error_description\":\"Audience not found\"}"),
                        "or services.stock.audience"),
                Arguments.of("an error without a name", new FakeTokenEndpoint.Answer(400, "{}"), "400"),
                Arguments.of("a page", new FakeTokenEndpoint.Answer(503, "<html>"), "503"),
                Arguments.of(
                        "a wrong secret",
                        new FakeTokenEndpoint.Answer(401, "{\"error\":\"invalid_client\"}"),
                        "correct daemun.service-calls.client-id and client-secret"),
                Arguments.of(
                        "an audience that this client may not have",
                        new FakeTokenEndpoint.Answer(
                                400,
                                "{\"error\":\"invalid_request\",\"error_description\":\"Requested audience not available: stock\"}"),
                        "a client scope that brings the audience stock"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void anIssuerWithoutATokenIsNamedInTheLogAndNothingIsSent(
            String what, FakeTokenEndpoint.Answer answer, String said, CapturedOutput log) {
        Jwt ann = jwt("ann");
        endpoint.answerInstead(answer);

        assertThatThrownBy(() -> tokens.tokenFor(EXCHANGED, ann))
                .as(what)
                .isInstanceOf(AuthenticationServiceException.class);

        assertThat(log).contains("stock", said, "Until this is over, stock can't be called.");
        assertThat(log.toString()).doesNotContain(ann.getTokenValue()).doesNotContain("s+cret");
        endpoint.answerInstead(null);
        assertThat(tokens.tokenFor(EXCHANGED, ann)).isNotEmpty();
        assertThat(log).contains("The issuer gives tokens for stock again.");
    }

    /** As Keycloak does, which exchanges a bound token for the client alone that it was issued to. */
    @ParameterizedTest
    @MethodSource("confirmations")
    void aBoundTokenThatTheIssuerDoesNotExchangeIsNobodysMistake(Object confirmation, CapturedOutput log) {
        endpoint.answerInstead(new FakeTokenEndpoint.Answer(
                400,
                "{\"error\":\"invalid_request\",\"error_description\":\"Sender-constrained token exchange rejected as the"
                        + " token was not issued for the requesting client\"}"));
        Jwt bound = Bound.token(jwt("ann"), confirmation);

        assertThatThrownBy(() -> tokens.tokenFor(EXCHANGED, bound)).isInstanceOf(AccessDeniedException.class);

        assertThat(log).contains("the issuer did not exchange it for one of stock", "services.stock.token=own");
        assertThat(log.toString()).doesNotContain("ERROR");
    }

    @ParameterizedTest
    @MethodSource("ofTheCallersToken")
    void aRefusedCallersTokenIsTheCallersFault(String error, CapturedOutput log) {
        endpoint.answerInstead(new FakeTokenEndpoint.Answer(400, error));

        assertThatThrownBy(() -> tokens.tokenFor(EXCHANGED, jwt("ann")))
                .isInstanceOf(InvalidBearerTokenException.class);
        assertThat(log.toString()).isEmpty();

        assertThatThrownBy(() -> tokens.tokenFor(OWN, null)).isInstanceOf(AuthenticationServiceException.class);
    }

    static Stream<String> ofTheCallersToken() {
        return Stream.of(
                "{\"error\":\"invalid_token\"}",
                "{\"error\":\"invalid_grant\"}",
                // Keycloak's answer for a session that has ended.
                "{\"error\":\"invalid_request\",\"error_description\":\"Invalid token\"}");
    }

    @Test
    void theTokenEndpointIsTheOneOfTheIssuersMetadata() {
        assertThat(tokens(null, endpoint.issuer()).tokenFor(EXCHANGED, jwt("ann")))
                .isNotEmpty();
    }

    @Test
    void anExchangedTokenIsNotKeptLongerThanTheCallersIsGood() {
        Instant soon = Instant.now().plusSeconds(5);
        Jwt ann = jwt("ann", soon);
        assertThat(tokens.tokenFor(EXCHANGED, ann)).isNotEqualTo(tokens.tokenFor(EXCHANGED, ann));
    }

    private OutgoingTokens tokens(URI tokenUri, String issuer) {
        Map<String, ServiceCallsProperties.Service> services =
                Map.of("forwarded", properties(CALLERS), "stock", properties(EXCHANGED), "mail", properties(OWN));
        ServiceCallsProperties properties = new ServiceCallsProperties("orders", "s+cret", tokenUri, 100, services);
        return new OutgoingTokens(
                new TokenEndpoint(properties, issuer, SHORT, Clock.systemUTC()),
                issued,
                token -> withdrawnSubjects.contains(token.getSubject())
                                || withdrawnTokens.contains(token.getTokenValue())
                        ? OAuth2TokenValidatorResult.failure(new WithdrawnTokenError("signed-out"))
                        : OAuth2TokenValidatorResult.success());
    }

    private static CalledService service(String name, TokenKind kind) {
        String audience = kind == TokenKind.EXCHANGED ? "stock" : null;
        return new CalledService(name, URI.create("http://localhost:1"), kind, audience, Set.of());
    }

    private static ServiceCallsProperties.Service properties(CalledService service) {
        return new ServiceCallsProperties.Service(service.url(), service.token(), service.audience(), service.scopes());
    }

    private Jwt jwt(String subject) {
        return jwt(subject, Instant.now().plusSeconds(300));
    }

    private Jwt jwt(String subject, Instant expiry) {
        String value = caller.token(
                header -> header, claims -> claims.subject(subject).expirationTime(java.util.Date.from(expiry)));
        return Jwt.withTokenValue(value)
                .header("typ", "at+jwt")
                .subject(subject)
                .issuedAt(Instant.now())
                .expiresAt(expiry)
                .build();
    }
}
