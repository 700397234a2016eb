package dev.daemun.safelinking;

import static dev.daemun.safelinking.Fakes.fake;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.broker.util.ExistingUserInfo;
import org.keycloak.authentication.authenticators.broker.util.SerializedBrokeredIdentityContext;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;
import org.keycloak.sessions.AuthenticationSessionModel;

/** The table of the README, row by row. */
class NobodyIsOfferedAStrangersAccountTest {
    private static final String ADDRESS = "dana@example.com";

    private final CreateUserUnlessProvableAuthenticator authenticator = new CreateUserUnlessProvableAuthenticator();
    private final SerializedBrokeredIdentityContext stored = new SerializedBrokeredIdentityContext();
    private final List<UserModel> users = new ArrayList<>();
    private final Map<String, String> notes = new HashMap<>();
    private boolean emailIsTheUsername;
    private UserModel linked;
    private BrokeredIdentityContext person;

    @BeforeEach
    void somebodyComesThroughAProviderThatVerifiesAddresses() {
        IdentityProviderModel provider = new IdentityProviderModel();
        provider.setAlias("kakao");
        provider.setEnabled(true);
        provider.setTrustEmail(true);
        person = new BrokeredIdentityContext("1001", provider);
        person.setUsername("kakao_1001");
        person.setModelUsername("kakao_1001");
        person.setEmail(ADDRESS);
        stored.setEmail(ADDRESS);
        ProviderAddress.remember(person);
    }

    @Test
    void anAccountWithTheSameAddressThatBothSidesVerifiedIsOffered() {
        users.add(user("owner", "owner", "Dana@example.com", true));
        assertThat(existing().getExistingUserId()).isEqualTo("owner");
        assertThat(person.getEmail()).isEqualTo(ADDRESS);
    }

    @Test
    void oneThatNeverVerifiedItIsNot() {
        users.add(user("attacker", "attacker", ADDRESS, false));
        assertANewAccountWithoutAnAddress();
    }

    @Test
    void oneWhoseAddressThePersonTypedIsNot() {
        users.add(user("stranger", "stranger", "stranger@example.com", true));
        person.setEmail("stranger@example.com");
        assertANewAccountWithoutAnAddress();
    }

    @Test
    void oneWhoseUsernameIsTheAddressIsNot() {
        users.add(user("attacker", ADDRESS, null, false));
        assertANewAccountWithoutAnAddress();
    }

    @Test
    void oneOfTheSameNameIsNotAndTheNewOneGetsAnother() {
        users.add(user("attacker", "kakao_1001", null, false));
        String another = authenticator.getUsername(flow(), stored, person);
        assertThat(another).matches("kakao_1001_[0-9]{8}");
        assertThat(stored.getModelUsername()).isEqualTo(another);
        assertThat(notes.get("BROKERED_CONTEXT")).contains(another);
        assertThat(authenticator.checkExistingUser(flow(), another, stored, person))
                .isNull();
    }

    @Test
    void aNameThatIsSomebodysAddressIsTakenToo() {
        users.add(user("owner", "owner", ADDRESS, true));
        person.setModelUsername(ADDRESS);
        assertThat(authenticator.getUsername(flow(), stored, person)).startsWith(ADDRESS + "_");
    }

    @Test
    void whoMeetsNobodyKeepsNameAndAddress() {
        assertThat(authenticator.getUsername(flow(), stored, person)).isEqualTo("kakao_1001");
        assertThat(existing()).isNull();
        assertThat(person.getEmail()).isEqualTo(ADDRESS);
        assertThat(notes).isEmpty();
    }

    @Test
    void whoseOwnAccountWasCreatedMeanwhileStartsOverAndIsNotAskedForProof() {
        linked = user("own", "kakao_1001", ADDRESS, true);
        users.add(linked);
        assertThatThrownBy(this::existing).isInstanceOf(ModelDuplicateException.class);
    }

    @Test
    void whereTheAddressIsTheUsernameThereIsNoSecondAccount() {
        emailIsTheUsername = true;
        users.add(user("owner", ADDRESS, ADDRESS, false));
        assertThat(authenticator.getUsername(flow(), stored, person)).isEqualTo(ADDRESS);
        assertThat(existing().getExistingUserId()).isEqualTo("owner");
    }

    private void assertANewAccountWithoutAnAddress() {
        assertThat(existing()).isNull();
        assertThat(person.getEmail()).isNull();
        assertThat(stored.getEmail()).isNull();
        assertThat(notes.get("BROKERED_CONTEXT")).doesNotContain("@example.com");
    }

    private ExistingUserInfo existing() {
        return authenticator.checkExistingUser(flow(), person.getModelUsername(), stored, person);
    }

    private AuthenticationFlowContext flow() {
        RealmModel realm = fake(
                RealmModel.class,
                Map.of(
                        "isRegistrationEmailAsUsername", none -> emailIsTheUsername,
                        "isDuplicateEmailsAllowed", none -> false,
                        "isLoginWithEmailAllowed", none -> true));
        UserProvider provider = fake(
                UserProvider.class,
                Map.of(
                        "getUserByFederatedIdentity", arguments -> linked,
                        "getUserById", arguments -> find(UserModel::getId, arguments[1]),
                        "getUserByUsername", arguments -> find(UserModel::getUsername, arguments[1]),
                        "getUserByEmail", arguments -> find(UserModel::getEmail, arguments[1])));
        KeycloakSession session = fake(KeycloakSession.class, Map.of("users", none -> provider));
        AuthenticationSessionModel signIn = fake(
                AuthenticationSessionModel.class,
                Map.of("setAuthNote", arguments -> notes.put((String) arguments[0], (String) arguments[1])));
        return fake(
                AuthenticationFlowContext.class,
                Map.of(
                        "getRealm", none -> realm,
                        "getSession", none -> session,
                        "getAuthenticationSession", none -> signIn));
    }

    private UserModel find(java.util.function.Function<UserModel, String> key, Object value) {
        return users.stream()
                .filter(user -> value.toString().equalsIgnoreCase(key.apply(user)))
                .findFirst()
                .orElse(null);
    }

    private static UserModel user(String id, String username, String email, boolean verified) {
        return fake(
                UserModel.class,
                Map.of(
                        "getId", none -> id,
                        "getUsername", none -> username,
                        "getEmail", none -> email,
                        "isEmailVerified", none -> verified));
    }
}
