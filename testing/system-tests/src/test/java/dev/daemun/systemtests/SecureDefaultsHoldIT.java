package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Reads the settings from the running server, since Keycloak may import something else than the file says. */
@ResourceLock(TestPlatform.LOCK)
class SecureDefaultsHoldIT {
    private static final Set<String> KEYCLOAKS_CONSOLES =
            Set.of("account", "account-console", "security-admin-console");
    /** Keycloak's own clients that only hold roles or permissions: they have no redirect address, so nobody signs in there. */
    private static final Set<String> ROLE_CONTAINERS = Set.of("broker", "realm-management", "admin-permissions");

    private final TestPlatform platform = TestPlatform.shared();
    private final Keycloak admin = platform.admin();
    private final RealmRepresentation realm = platform.realm(admin).toRepresentation();

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void accessTokensLiveFiveMinutes() {
        assertThat(realm.getAccessTokenLifespan()).isEqualTo(300);
        assertThat(ourClients())
                .allSatisfy(client -> assertThat(client.getAttributes()).doesNotContainKey("access.token.lifespan"));
    }

    @Test
    void refreshTokensAreUsedOnce() {
        assertThat(realm.getRevokeRefreshToken()).isTrue();
        assertThat(realm.getRefreshTokenMaxReuse()).isZero();
    }

    @Test
    void passwordsCanNotBeGuessed() {
        assertThat(realm.isBruteForceProtected()).isTrue();
        assertThat(realm.getFailureFactor()).isBetween(3, 10);
        assertThat(realm.getPasswordPolicy()).contains("length(10)", "notUsername", "notEmail");
    }

    @Test
    void pagesAreKoreanAndEnglish() {
        assertThat(realm.isInternationalizationEnabled()).isTrue();
        assertThat(realm.getSupportedLocales()).containsExactlyInAnyOrder("ko", "en");
    }

    @Test
    void userAndAdminEventsAreKept() {
        assertThat(realm.isEventsEnabled()).isTrue();
        assertThat(realm.getEventsExpiration()).isPositive();
        assertThat(realm.isAdminEventsEnabled()).isTrue();
    }

    @Test
    void nothingTravelsInClearFromOutside() {
        assertThat(realm.getSslRequired()).isEqualTo("external");
    }

    @Test
    void tokensAreSignedWithEllipticCurves() {
        assertThat(realm.getDefaultSignatureAlgorithm()).isEqualTo("ES256");
        assertThat(platform.realm(admin).keys().getKeyMetadata().getActive()).containsKeys("ES256", "RS256");
    }

    @Test
    void nobodyTypesInAnAccountOfAnothersAddress() {
        assertThat(realm.isRegistrationAllowed()).isFalse();
        assertThat(realm.isDuplicateEmailsAllowed()).isFalse();
        assertThat(realm.isEditUsernameAllowed()).isFalse();
    }

    @Test
    void signInPagesCanNotBeFramedByOthers() {
        assertThat(realm.getBrowserSecurityHeaders().get("contentSecurityPolicy"))
                .contains("frame-ancestors 'self'")
                .contains("object-src 'none'");
        assertThat(realm.getBrowserSecurityHeaders().get("strictTransportSecurity"))
                .contains("max-age=31536000");
    }

    @Test
    void redirectAddressesAreExact() {
        assertThat(ourClients())
                .flatMap(ClientRepresentation::getRedirectUris)
                .isNotEmpty()
                .allSatisfy(address -> assertThat(URI.create(address))
                        .as(address)
                        .hasNoQuery()
                        .hasNoUserInfo()
                        .matches(uri -> uri.isAbsolute() && !address.contains("*")));
        assertThat(ourClients()).flatMap(ClientRepresentation::getWebOrigins).doesNotContain("*", "+");
    }

    @Test
    void everySignInNeedsPkceWithS256() {
        assertThat(clients().stream().filter(client -> client.isStandardFlowEnabled() && !isRoleContainer(client)))
                .isNotEmpty()
                .allSatisfy(client -> assertThat(client.getAttributes())
                        .as(client.getClientId())
                        .containsEntry("pkce.code.challenge.method", "S256"));
    }

    @Test
    void nobodySignsInAtAClientThatOnlyHoldsRolesOrPermissions() {
        assertThat(clients().stream().filter(SecureDefaultsHoldIT::isRoleContainer))
                .hasSameSizeAs(ROLE_CONTAINERS)
                .allSatisfy(client -> assertThat(client.getRedirectUris())
                        .as(client.getClientId())
                        .isNullOrEmpty());
    }

    @Test
    void noClientMaySkipTheSignInPage() {
        assertThat(clients()).isNotEmpty().allSatisfy(client -> {
            assertThat(client.isImplicitFlowEnabled()).as(client.getClientId()).isFalse();
            assertThat(client.isDirectAccessGrantsEnabled())
                    .as(client.getClientId())
                    .isFalse();
        });
    }

    @Test
    void ourTokensSayThatTheyAreAccessTokens() {
        assertThat(ourClients())
                .isNotEmpty()
                .allSatisfy(client -> assertThat(client.getAttributes())
                        .as(client.getClientId())
                        .containsEntry("access.token.header.type.rfc9068", "true"));
    }

    @Test
    void noClientOfOursMayUseEveryRole() {
        assertThat(ourClients())
                .isNotEmpty()
                .allSatisfy(client -> assertThat(client.isFullScopeAllowed())
                        .as(client.getClientId())
                        .isFalse());
    }

    @Test
    void aClientMadeInTheConsoleKeepsTheBaseline() {
        ClientRepresentation careless = new ClientRepresentation();
        careless.setClientId("careless");
        careless.setPublicClient(true);
        careless.setImplicitFlowEnabled(true);
        careless.setDirectAccessGrantsEnabled(true);
        careless.setFullScopeAllowed(true);
        careless.setRedirectUris(List.of("https://careless.example.com/back"));
        platform.realm(admin).clients().create(careless).close();
        ClientRepresentation made =
                platform.realm(admin).clients().findByClientId("careless").get(0);
        try {
            assertThat(made.isImplicitFlowEnabled()).isFalse();
            assertThat(made.isDirectAccessGrantsEnabled()).isFalse();
            assertThat(made.isFullScopeAllowed()).isFalse();
            assertThat(made.getAttributes()).containsEntry("pkce.code.challenge.method", "S256");
        } finally {
            platform.realm(admin).clients().get(made.getId()).remove();
        }
    }

    @Test
    void aBirthDateIsNotForThePersonToChange() {
        try (TestUser user = TestUser.create(platform, java.util.Map.of())) {
            UserRepresentation self = user.resource().toRepresentation(true);
            assertThat(self.getUserProfileMetadata().getAttributeMetadata("birthdate"))
                    .isNotNull();
            assertThat(platform.realm(admin)
                            .users()
                            .userProfile()
                            .getConfiguration()
                            .getAttribute("birthdate")
                            .getPermissions()
                            .getEdit())
                    .containsExactly("admin");
        }
    }

    private List<ClientRepresentation> clients() {
        return platform.realm(admin).clients().findAll();
    }

    private List<ClientRepresentation> ourClients() {
        return clients().stream()
                .filter(client -> !KEYCLOAKS_CONSOLES.contains(client.getClientId())
                        && !isRoleContainer(client)
                        && client.isEnabled())
                .toList();
    }

    private static boolean isRoleContainer(ClientRepresentation client) {
        return ROLE_CONTAINERS.contains(client.getClientId());
    }
}
