package dev.daemun.upstreamsignals.http;

import dev.daemun.upstreamsignals.consequence.Outcome;
import dev.daemun.upstreamsignals.consequence.Reception;
import dev.daemun.upstreamsignals.token.ProviderKeys;
import dev.daemun.upstreamsignals.token.RefusedToken;
import dev.daemun.upstreamsignals.token.SecurityEventToken;
import dev.daemun.upstreamsignals.token.Signal;
import dev.daemun.upstreamsignals.token.SignalProvider;
import dev.daemun.upstreamsignals.token.SignalProvider.Notation;
import dev.daemun.upstreamsignals.token.UpstreamEvent;
import io.micrometer.core.instrument.Metrics;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;

/** Where identity providers report what happened to accounts of theirs. */
public final class SignalsResource {
    private static final Logger LOG = Logger.getLogger(SignalsResource.class);
    private static final int LONGEST_TOKEN = 64 * 1024;

    private final KeycloakSession session;

    SignalsResource(KeycloakSession session) {
        this.session = session;
    }

    /**
     * Receives a security event token (RFC 8935), as Kakao's account status webhook and Google's Cross-Account Protection send it.
     *
     * <p>202 for every token that is the provider's, also when its type or subject is unknown here, or when it came before: providers look
     * at the status alone, and stop sending to whom answers with errors too often. 400 with {@code err} and {@code description} for any
     * other, 404 where no provider with this alias sends such tokens, and 503 when the provider's keys can't be read.
     */
    @POST
    @Path("{alias}")
    @Consumes("application/secevent+jwt")
    public Response receive(@PathParam("alias") String alias, InputStream body) throws IOException {
        return receive(alias, Notation.SECURITY_EVENTS, bounded(body), Status.ACCEPTED);
    }

    /**
     * Receives a notification of Apple's, as JSON. Apple repeats what is not answered with 200; the other answers are those of {@link
     * #receive(String, InputStream)}.
     */
    @POST
    @Path("{alias}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response notified(@PathParam("alias") String alias, InputStream body) throws IOException {
        byte[] read = body.readNBytes(LONGEST_TOKEN + 1);
        return receive(alias, Notation.APPLE, read.length > LONGEST_TOKEN ? "" : ApplePayload.in(read), Status.OK);
    }

    /** The same, as a form: some receivers of Apple's notifications report that they come as one. */
    @POST
    @Path("{alias}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response notifiedByForm(@PathParam("alias") String alias, @FormParam("payload") String payload) {
        boolean isToken = payload != null && payload.length() <= LONGEST_TOKEN;
        return receive(alias, Notation.APPLE, isToken ? payload.strip() : "", Status.OK);
    }

    /**
     * Refuses every other media type with 415. RESTEasy would do so itself, but where several methods of one path differ in what they
     * consume it fails when it writes that answer, and answers with 500.
     */
    @POST
    @Path("{alias}")
    @Consumes(MediaType.WILDCARD)
    public Response unsupported() {
        return status(Status.UNSUPPORTED_MEDIA_TYPE);
    }

    private Response receive(String alias, Notation notation, String compact, Status good) {
        IdentityProviderModel model = enabled(alias);
        Optional<SignalProvider> provider = model == null
                ? Optional.empty()
                : SignalProvider.of(model).filter(known -> known.notation() == notation);
        if (provider.isEmpty()) {
            return status(Status.NOT_FOUND);
        }
        Instant now = Instant.now();
        SecurityEventToken token;
        try {
            token = SecurityEventToken.verified(
                    compact, provider.get(), new ProviderKeys(session, provider.get()), now);
        } catch (RefusedToken refusal) {
            counter(model).count(null, Outcome.REFUSED);
            return refused(refusal);
        }
        count(model, token.events(), new Reception(session, model).of(token, now));
        if (token.events().stream().anyMatch(event -> event.signal() == Signal.VERIFICATION)) {
            LOG.infof("Reports of provider %s arrive: it has sent a verification", alias);
        }
        return status(good);
    }

    /**
     * Kakao's unlink webhook, sent as a form.
     *
     * <p>200 also for people without an account and for every {@code referrer_type}. 401 for a wrong admin key, 400 for another app or an
     * unreadable number, 404 where no Kakao provider with an admin key has this alias.
     */
    @POST
    @Path("{alias}/unlink")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response unlinkByPost(
            @PathParam("alias") String alias,
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @FormParam("app_id") String appId,
            @FormParam("user_id") String userId,
            @FormParam("referrer_type") String referrerType) {
        return unlink(alias, new UnlinkForm(authorization, appId, userId, referrerType));
    }

    /** The same, sent as a query. */
    @GET
    @Path("{alias}/unlink")
    public Response unlinkByGet(
            @PathParam("alias") String alias,
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @QueryParam("app_id") String appId,
            @QueryParam("user_id") String userId,
            @QueryParam("referrer_type") String referrerType) {
        return unlink(alias, new UnlinkForm(authorization, appId, userId, referrerType));
    }

    private Response unlink(String alias, UnlinkForm form) {
        IdentityProviderModel model = enabled(alias);
        Status checked = model == null ? Status.NOT_FOUND : form.check(session, model);
        if (checked == Status.OK) {
            UpstreamEvent event = form.event(Instant.now());
            count(model, List.of(event), new Reception(session, model).of(event));
        }
        return status(checked);
    }

    /**
     * Naver's notice that somebody has disconnected this app.
     *
     * <p>204 for every notice that is Naver's, for this app and new, also about people without an account, or when it came before. 400 for any
     * other, 404 where no Naver provider with a client secret has this alias. Keycloak bounds forms, and here each field is.
     */
    @POST
    @Path("{alias}/disconnect")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response disconnect(
            @PathParam("alias") String alias,
            @FormParam("clientId") String clientId,
            @FormParam("encryptUniqueId") String encryptUniqueId,
            @FormParam("timestamp") String timestamp,
            @FormParam("signature") String signature) {
        IdentityProviderModel model = enabled(alias);
        Optional<String> secret = model == null || !"naver".equals(model.getProviderId())
                ? Optional.empty()
                : Vaulted.secret(session, model.getConfig().get("clientSecret"));
        if (secret.isEmpty()) {
            return status(Status.NOT_FOUND);
        }
        Instant now = Instant.now();
        Optional<SecurityEventToken> notice = new DisconnectForm(clientId, encryptUniqueId, timestamp, signature)
                .read(model.getConfig().get("clientId"), secret.get(), now);
        if (notice.isEmpty()) {
            counter(model).count(Signal.USER_UNLINKED, Outcome.REFUSED);
            return status(Status.BAD_REQUEST);
        }
        count(model, notice.get().events(), new Reception(session, model).of(notice.get(), now));
        return Response.noContent().build();
    }

    private IdentityProviderModel enabled(String alias) {
        IdentityProviderModel model = session.identityProviders().getByAlias(alias);
        return model == null || !model.isEnabled() ? null : model;
    }

    /** What is too long can't be a signed token, and is answered as such. */
    private static String bounded(InputStream body) throws IOException {
        byte[] read = body.readNBytes(LONGEST_TOKEN + 1);
        return read.length > LONGEST_TOKEN ? "" : new String(read, StandardCharsets.US_ASCII).strip();
    }

    private static void count(IdentityProviderModel model, List<UpstreamEvent> events, List<Outcome> outcomes) {
        for (int i = 0; i < events.size(); i++) {
            counter(model).count(events.get(i).signal(), outcomes.get(i));
        }
    }

    private static SignalCounter counter(IdentityProviderModel model) {
        return new SignalCounter(Metrics.globalRegistry, model.getAlias());
    }

    private static Response refused(RefusedToken refusal) {
        if (refusal.code() == RefusedToken.Code.UNAVAILABLE) {
            return status(Status.SERVICE_UNAVAILABLE);
        }
        return Response.status(Status.BAD_REQUEST)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CONTENT_LANGUAGE, "en")
                .entity(Map.of(
                        "err", refusal.code().name().toLowerCase(Locale.ROOT), "description", refusal.getMessage()))
                .build();
    }

    private static Response status(Status status) {
        // Keycloak answers 500 where a 200 has no media type, even without a body (DefaultSecurityHeadersProvider).
        return Response.status(status).type(MediaType.TEXT_PLAIN_TYPE).build();
    }
}
