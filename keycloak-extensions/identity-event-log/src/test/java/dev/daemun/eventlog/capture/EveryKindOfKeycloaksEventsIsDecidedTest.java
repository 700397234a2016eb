package dev.daemun.eventlog.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.session.UserSessionPersisterProvider;

/** Fails where another version of Keycloak has kinds of events, or ways to remove sessions, that nobody has thought about. */
class EveryKindOfKeycloaksEventsIsDecidedTest {
    /** Those that {@link UserEvents} records. */
    private static final String RECORDED = """
            REGISTER UPDATE_PROFILE UPDATE_EMAIL VERIFY_EMAIL UPDATE_CREDENTIAL REMOVE_CREDENTIAL LOGIN IMPERSONATE LOGOUT
            USER_SESSION_DELETED GRANT_CONSENT UPDATE_CONSENT REVOKE_GRANT USER_DISABLED_BY_TEMPORARY_LOCKOUT
            USER_DISABLED_BY_PERMANENT_LOCKOUT""";

    /** What they change is recorded where Keycloak's model changes. */
    private static final String RECORDED_BY_THE_MODEL = """
            FEDERATED_IDENTITY_LINK REMOVE_FEDERATED_IDENTITY FEDERATED_IDENTITY_OVERRIDE_LINK IDENTITY_PROVIDER_LOGIN
            IDENTITY_PROVIDER_FIRST_LOGIN IDENTITY_PROVIDER_POST_LOGIN CLIENT_INITIATED_ACCOUNT_LINKING UPDATE_PASSWORD
            UPDATE_TOTP REMOVE_TOTP RESET_PASSWORD DELETE_ACCOUNT CLIENT_REGISTER CLIENT_UPDATE CLIENT_DELETE
            VERIFY_PROFILE CUSTOM_REQUIRED_ACTION EXECUTE_ACTION_TOKEN""";

    /** They give access or ask for something, and take nothing away. */
    private static final String CHANGES_NOTHING = """
            CODE_TO_TOKEN CLIENT_LOGIN REFRESH_TOKEN VALIDATE_ACCESS_TOKEN INTROSPECT_TOKEN SEND_VERIFY_EMAIL
            SEND_RESET_PASSWORD SEND_IDENTITY_PROVIDER_LINK RESTART_AUTHENTICATION INVALID_SIGNATURE REGISTER_NODE
            UNREGISTER_NODE USER_INFO_REQUEST IDENTITY_PROVIDER_LINK_ACCOUNT IDENTITY_PROVIDER_RESPONSE
            IDENTITY_PROVIDER_RETRIEVE_TOKEN EXECUTE_ACTIONS CLIENT_INFO TOKEN_EXCHANGE OAUTH2_DEVICE_AUTH
            OAUTH2_DEVICE_VERIFY_USER_CODE OAUTH2_DEVICE_CODE_TO_TOKEN AUTHREQID_TO_TOKEN PERMISSION_TOKEN
            PUSHED_AUTHORIZATION_REQUEST OAUTH2_EXTENSION_GRANT INVITE_ORG VERIFIABLE_CREDENTIAL_REQUEST
            VERIFIABLE_CREDENTIAL_OFFER_REQUEST VERIFIABLE_CREDENTIAL_NONCE_REQUEST VERIFIABLE_CREDENTIAL_CREATE_OFFER
            VERIFIABLE_CREDENTIAL_PRE_AUTHORIZED_GRANT JWT_AUTHORIZATION_GRANT""";

    @Test
    void ofUsers() {
        assertThat(Stream.of(EventType.values()).map(Enum::name))
                .containsExactlyInAnyOrder(words(Stream.of(RECORDED, RECORDED_BY_THE_MODEL, CHANGES_NOTHING)
                        .flatMap(EveryKindOfKeycloaksEventsIsDecidedTest::withErrors)
                        .toList()
                        .toArray(String[]::new)));
    }

    @Test
    void ofAdministrators() {
        assertThat(OperationType.values())
                .extracting(Enum::name)
                .containsExactlyInAnyOrder("CREATE", "UPDATE", "DELETE", "ACTION");
        assertThat(Stream.of(ResourceType.values()).map(Enum::name))
                .as("recorded here; recorded where the model changes; none that ends access")
                .containsExactlyInAnyOrder(words("""
                        REALM REALM_ROLE CLIENT_ROLE REALM_ROLE_MAPPING CLIENT_ROLE_MAPPING REALM_SCOPE_MAPPING
                        CLIENT_SCOPE_MAPPING CLIENT_SCOPE CLIENT_SCOPE_CLIENT_MAPPING PROTOCOL_MAPPER USER USER_SESSION
                        ORGANIZATION COMPONENT""", """
                        IDENTITY_PROVIDER GROUP GROUP_MEMBERSHIP CLIENT USER_FEDERATION_PROVIDER
                        ORGANIZATION_MEMBERSHIP ORGANIZATION_GROUP ORGANIZATION_GROUP_MEMBERSHIP""", """
                        AUTH_FLOW AUTH_EXECUTION_FLOW AUTH_EXECUTION AUTHENTICATOR_CONFIG REQUIRED_ACTION_CONFIG
                        REQUIRED_ACTION IDENTITY_PROVIDER_MAPPER USER_LOGIN_FAILURE USER_FEDERATION_MAPPER
                        CLIENT_INITIAL_ACCESS_MODEL CLUSTER_NODE AUTHORIZATION_RESOURCE_SERVER AUTHORIZATION_RESOURCE
                        AUTHORIZATION_SCOPE AUTHORIZATION_POLICY CUSTOM USER_PROFILE"""));
    }

    @Test
    void waysToRemoveSessions() {
        assertThat(Arrays.stream(UserSessionPersisterProvider.class.getDeclaredMethods())
                        .map(Method::getName)
                        .filter(name -> name.startsWith("remove") || name.startsWith("on"))
                        .distinct())
                .as("recorded one by one; with the realm, client or user; by the event of the expiry")
                .containsExactlyInAnyOrder(words(
                        "removeUserSession removeClientSession",
                        "removeUserSessions onRealmRemoved onClientRemoved onUserRemoved",
                        "removeExpired"));
    }

    private static Stream<String> withErrors(String kinds) {
        return Stream.of(words(kinds)).flatMap(kind -> Stream.of(kind, kind + "_ERROR"));
    }

    private static String[] words(String... lists) {
        return Stream.of(lists)
                .flatMap(list -> Stream.of(list.strip().split("\\s+", -1)))
                .toArray(String[]::new);
    }
}
