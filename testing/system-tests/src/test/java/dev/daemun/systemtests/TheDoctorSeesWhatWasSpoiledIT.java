package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.realmadmin.Diagnosis;
import dev.daemun.realmadmin.Doctor;
import dev.daemun.realmadmin.Finding;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.AuthenticationExecutionInfoRepresentation;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** An administrator clicks what each by itself looks harmless, and the doctor reads it from Keycloak's own answers. */
@ResourceLock(KeycloakWithStandIns.LOCK)
class TheDoctorSeesWhatWasSpoiledIT {
    private static final AdministeredRealm REALM = AdministeredRealm.create(KeycloakWithStandIns.shared());
    private static final String FLOW = "daemun first sign-in";

    @AfterAll
    static void remove() {
        REALM.close();
    }

    @Test
    void anImportedRealmIsHealthyAndASpoiledOneIsNot() {
        Diagnosis healthy = look(REALM.admin);
        assertThat(healthy.notChecked()).isEmpty();
        assertThat(healthy.findings())
                .extracting(Finding::where)
                .as(healthy.text())
                .containsExactly("administrator " + RunningKeycloak.ADMINISTRATOR.username());

        spoil(REALM.resource());
        Diagnosis spoiled = look(REALM.admin);
        assertThat(spoiled.findings())
                .extracting(finding -> finding.where() + ": " + finding.reason())
                .as(spoiled.text())
                .satisfiesExactlyInAnyOrder(
                        one -> assertThat(one).startsWith("administrator "),
                        one -> assertThat(one).startsWith("realm: access tokens live 3600 s"),
                        one -> assertThat(one).startsWith("realm: needs the theme nowhere"),
                        one -> assertThat(one).startsWith("identity provider google: signatures are not checked"),
                        one -> assertThat(one).startsWith("flow " + FLOW + ": does not end with"),
                        one -> assertThat(one).startsWith("client scope profile: the mapper \"birthdate\""),
                        one -> assertThat(one).startsWith("client api-gateway: asks the revocation feed"),
                        one -> assertThat(one)
                                .startsWith("client by-hand: the redirect URI https://by-hand.example.com/*"),
                        one -> assertThat(one).startsWith("client by-hand: its access tokens have the type JWT"));
    }

    /** It may not see the administrators of another realm, and says so rather than nothing. */
    @Test
    void theAccountOfTheRealmSaysWhatItMayNotSee() {
        try (Keycloak account = KeycloakBuilder.builder()
                .serverUrl(REALM.url)
                .realm(REALM.name)
                .grantType(OAuth2Constants.CLIENT_CREDENTIALS)
                .clientId("realm-admin")
                .clientSecret(AdministeredRealm.OWN_SECRET)
                .build()) {
            Diagnosis diagnosis = look(account);
            assertThat(diagnosis.notChecked()).contains("the administrators of the realm master");
            assertThat(diagnosis.text()).contains("Not looked at, because this account may not");
            assertThat(new Doctor(account, REALM.url, REALM.name, Clock.systemUTC(), "0.0.1")
                            .look()
                            .findings())
                    .as("each extension says its version, also to the account of the realm")
                    .filteredOn(finding -> finding.reason().startsWith("runs in version "))
                    .extracting(Finding::where)
                    .contains(
                            "extension apple-identity-provider",
                            "extension event-relay",
                            "extension identity-event-log",
                            "extension kakao-identity-provider",
                            "extension login-theme",
                            "extension naver-identity-provider",
                            "extension revocation-feed",
                            "extension safe-linking",
                            "extension token-mappers",
                            "extension upstream-signals");
        }
    }

    @Test
    void anAdministratorWhoNeedsAPasswordOnlyIsNamed() {
        RealmResource master = REALM.admin.realm("master");
        String name = "colleague-of-" + REALM.name;
        UserRepresentation user = new UserRepresentation();
        user.setUsername(name);
        user.setEnabled(true);
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue("a-password-of-their-own");
        user.setCredentials(List.of(password));
        String id = CreatedResponseUtil.getCreatedId(master.users().create(user));
        try {
            assertThat(look(REALM.admin).findings()).extracting(Finding::where).doesNotContain("administrator " + name);
            master.users()
                    .get(id)
                    .roles()
                    .realmLevel()
                    .add(List.of(master.roles().get("admin").toRepresentation()));
            assertThat(look(REALM.admin).findings()).extracting(Finding::where).contains("administrator " + name);
        } finally {
            master.users().get(id).remove();
        }
    }

    /** In place of Keycloak's clock it is ours that is wrong, which is the same difference. */
    @Test
    void aClockThatIsWrongIsNamed() {
        Clock fast = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1));
        assertThat(new Doctor(REALM.admin, REALM.url, REALM.name, fast, "any")
                        .look()
                        .findings())
                .anySatisfy(one -> assertThat(one.reason()).contains("s or more behind the one of this machine"));
    }

    private static Diagnosis look(Keycloak keycloak) {
        return new Doctor(keycloak, REALM.url, REALM.name).look();
    }

    private static void spoil(RealmResource realm) {
        RealmRepresentation settings = realm.toRepresentation();
        settings.setAccessTokenLifespan(3600);
        settings.setLoginTheme("nowhere");
        realm.update(settings);

        var google = realm.identityProviders().get("google");
        IdentityProviderRepresentation provider = google.toRepresentation();
        provider.getConfig().put("validateSignature", "false");
        google.update(provider);

        AuthenticationExecutionInfoRepresentation link = realm.flows().getExecutions(FLOW).stream()
                .filter(step -> "daemun-link-account".equals(step.getProviderId()))
                .findFirst()
                .orElseThrow();
        link.setRequirement("DISABLED");
        realm.flows().updateExecutions(FLOW, link);

        ProtocolMapperRepresentation birthdate = new ProtocolMapperRepresentation();
        birthdate.setName("birthdate");
        birthdate.setProtocol("openid-connect");
        birthdate.setProtocolMapper("oidc-usermodel-attribute-mapper");
        birthdate.setConfig(
                Map.of("user.attribute", "birthdate", "claim.name", "birthdate", "access.token.claim", "true"));
        realm.clientScopes()
                .get(scope(realm, "profile").getId())
                .getProtocolMappers()
                .createMapper(birthdate)
                .close();

        String gateway = realm.clients().findByClientId("api-gateway").get(0).getId();
        String feed = realm.clients().findByClientId("revocation-feed").get(0).getId();
        String account = realm.clients().get(gateway).getServiceAccountUser().getId();
        var roles = realm.users().get(account).roles().clientLevel(feed);
        roles.remove(roles.listAll());

        ClientRepresentation client = new ClientRepresentation();
        client.setClientId("by-hand");
        client.setPublicClient(true);
        client.setRedirectUris(List.of("https://by-hand.example.com/*"));
        // The realm's policy would give a new client the other type.
        client.setAttributes(Map.of("access.token.header.type.rfc9068", "false"));
        client.setDefaultClientScopes(List.of("basic", "daemun", "sample-resource-service"));
        realm.clients().create(client).close();
    }

    private static ClientScopeRepresentation scope(RealmResource realm, String name) {
        return realm.clientScopes().findAll().stream()
                .filter(scope -> scope.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
