package dev.daemun.upstreamsignals.consequence;

import dev.daemun.upstreamsignals.held.HeldConditionFactory;
import dev.daemun.upstreamsignals.held.HeldIdentities;
import dev.daemun.upstreamsignals.token.UpstreamEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

/** Carries out what an event of a provider leads to, in the transaction of a Keycloak session whose context has the realm. */
record Consequences(KeycloakSession session, IdentityProviderModel provider, SessionEnd sessionEnd) {
    private static final Logger LOG = Logger.getLogger(Consequences.class);

    /** A session that began later than this after the event is one of somebody who has come back. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    Outcome of(UpstreamEvent event) {
        if (event.signal() == null) {
            return Outcome.UNKNOWN_TYPE;
        }
        Consequence consequence = Consequence.of(event.signal());
        if (event.subject() == null) {
            return consequence == Consequence.NOTED ? Outcome.DONE : Outcome.UNKNOWN_SUBJECT;
        }
        if (!isLatest(consequence, event)) {
            return Outcome.OLD;
        }
        if (consequence == Consequence.SIGN_IN_HELD && provider.getPostBrokerLoginFlowId() == null) {
            LOG.warnf(
                    "Provider %s has reported an account as in trouble, but has no post login flow that asks for another proof."
                            + " Its owner can come back at once; the README of upstream-signals says how to set the flow up.",
                    provider.getAlias());
        }
        FederatedIdentityModel identity = new FederatedIdentityModel(provider.getAlias(), event.subject(), null);
        UserModel user = session.users().getUserByFederatedIdentity(realm(), identity);
        if (user == null) {
            return Outcome.NO_ACCOUNT;
        }
        boolean hasComeBack = carryOut(consequence, event, user);
        ReportedEvent.publish(session, provider, user, event, consequence);
        return hasComeBack ? Outcome.OLD : Outcome.DONE;
    }

    private boolean isLatest(Consequence consequence, UpstreamEvent event) {
        HeldIdentities held = new HeldIdentities(session);
        return switch (consequence) {
            case SIGN_IN_HELD -> held.reported(provider.getInternalId(), event.subject(), true, event.time());
            case SIGN_IN_RELEASED -> held.reported(provider.getInternalId(), event.subject(), false, event.time());
            case NOTED, SESSIONS_ENDED, LINK_ENDED -> true;
        };
    }

    /** Ends what the event ends, and says whether the person has signed in through the provider since. */
    private boolean carryOut(Consequence consequence, UpstreamEvent event, UserModel user) {
        if (!consequence.endsSessions()) {
            return false;
        }
        Instant until = event.time().plus(CLOCK_SKEW);
        List<UserSessionModel> begunThroughIt = begunThroughIt(user);
        List<UserSessionModel> over = begunThroughIt.stream()
                .filter(begun -> !Instant.ofEpochSecond(begun.getStarted()).isAfter(until))
                .toList();
        boolean hasComeBack = over.size() < begunThroughIt.size();
        // The sessions first: so the log tells first what services tell their callers as the reason.
        over.forEach(begun -> end(begun, user, event));
        if (consequence == Consequence.LINK_ENDED && !hasComeBack) {
            endLink(user, event);
        }
        return hasComeBack;
    }

    private void endLink(UserModel user, UpstreamEvent event) {
        session.setAttribute(HeldConditionFactory.ENDED_UPSTREAM, provider.getAlias());
        try {
            session.users().removeFederatedIdentity(realm(), user, provider.getAlias());
        } finally {
            session.removeAttribute(HeldConditionFactory.ENDED_UPSTREAM);
        }
        keycloakEvent(EventType.REMOVE_FEDERATED_IDENTITY, user, event).success();
    }

    private void end(UserSessionModel begun, UserModel user, UpstreamEvent event) {
        EventBuilder logout = keycloakEvent(EventType.LOGOUT, user, event).session(begun.getId());
        sessionEnd.of(begun, session, realm());
        logout.success();
    }

    private List<UserSessionModel> begunThroughIt(UserModel user) {
        return Stream.concat(
                        session.sessions().getUserSessionsStream(realm(), user),
                        session.sessions().getOfflineUserSessionsStream(realm(), user))
                .filter(begun -> provider.getAlias().equals(begun.getNote(Details.IDENTITY_PROVIDER)))
                .toList();
    }

    private EventBuilder keycloakEvent(EventType type, UserModel user, UpstreamEvent event) {
        return new EventBuilder(realm(), session)
                .event(type)
                .user(user)
                .detail(Details.IDENTITY_PROVIDER, provider.getAlias())
                .detail(Details.REASON, event.signal().shortName());
    }

    private RealmModel realm() {
        return session.getContext().getRealm();
    }
}
