package dev.daemun.kakao.webhook;

import dev.daemun.kakao.ended.EndedLinks;
import dev.daemun.kakao.settings.KakaoIdentityProviderConfig;
import dev.daemun.kakao.unlink.Unlinker;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;

/** Removes in Keycloak a link that was ended at Kakao, and the sessions that began through it; the account stays. */
record EndedLink(KeycloakSession session, KakaoIdentityProviderConfig settings) {

    void of(String kakaoId) {
        RealmModel realm = session.getContext().getRealm();
        String provider = settings.getAlias();
        UserModel user =
                session.users().getUserByFederatedIdentity(realm, new FederatedIdentityModel(provider, kakaoId, null));
        if (user == null) {
            return;
        }
        new EndedLinks(session, settings).remember(user, kakaoId);
        Unlinker.removeEndedByKakao(session, realm, user, provider);
        event(realm, user).event(EventType.REMOVE_FEDERATED_IDENTITY).success();
        for (UserSessionModel begun : begunThroughIt(realm, user)) {
            EventBuilder event = event(realm, user).event(EventType.LOGOUT).session(begun.getId());
            AuthenticationManager.backchannelLogout(session, begun, false);
            event.success();
        }
    }

    private List<UserSessionModel> begunThroughIt(RealmModel realm, UserModel user) {
        return Stream.concat(
                        session.sessions().getUserSessionsStream(realm, user),
                        session.sessions().getOfflineUserSessionsStream(realm, user))
                .filter(begun -> settings.getAlias().equals(begun.getNote(Details.IDENTITY_PROVIDER)))
                .toList();
    }

    private EventBuilder event(RealmModel realm, UserModel user) {
        return new EventBuilder(realm, session, session.getContext().getConnection())
                .user(user)
                .detail(Details.IDENTITY_PROVIDER, settings.getAlias());
    }
}
