package dev.daemun.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.daemun.localplatform.Pkce;
import dev.daemun.standins.apple.AppleKey;
import dev.daemun.standins.web.ReceivedRequest;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.IdentityProviderResource;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.util.JsonSerialization;

/** Tries the Apple provider in a real Keycloak and a real browser, which posts Apple's answer from Apple's site to Keycloak's. */
@NeedsBrowser
@ResourceLock(KeycloakWithStandIns.LOCK)
class EveryoneOfApplesCastSignsInIT {
    private static final String HANA = "001001.0a1b2c3d4e5f60718293a4b5c6d7e8f9.0101";
    private static final String RELAYED = "001002.1b2c3d4e5f60718293a4b5c6d7e8f90a.0202";
    private static final String SHARED = "001006.5f60718293a4b5c6d7e8f90a1b2c3d4e.0606";
    private static final String FAILED = "Apple 로그인을 마치지 못했습니다";

    private final KeycloakWithStandIns platform = KeycloakWithStandIns.shared();

    @BeforeEach
    void nobodyHasAgreedYet() {
        new ApplesPeople(platform).forget();
    }

    @AfterEach
    void nobodyIsLeft() {
        FirstSignIn.askEverybody(platform.realm(), false);
        new ApplesPeople(platform).forget();
    }

    @ParameterizedTest(name = "{0}: {4}")
    @CsvSource({
        "001001, hana@example.com, 하나, 정, name and address given",
        "001002, x7k2m9q4wd@privaterelay.appleid.com, 두리, 한, an address of the relay",
        "001003, sera@example.com, 세라, 오, booleans as text",
        "001004, , 나래, 윤, no address",
        "001005, , 다온, 서, an address not verified",
        "001006, shared@example.com, 소라, 김, an address that a Kakao user has as well",
        "001007, nameless@example.com, , , no name"
    })
    void firstAndAgain(String id, String email, String firstName, String lastName, String odd) {
        String sub = platform.standIns.apple().users().stream()
                .map(user -> user.sub())
                .filter(found -> found.startsWith(id))
                .findFirst()
                .orElseThrow();
        platform.standIns.apple().signIn(sub);

        String subject = Claims.of(platform.signInThroughApple()).text("sub");
        UserRepresentation user = user(subject);
        assertThat(user.getUsername()).isEqualTo("apple_" + sub);
        assertThat(user.getEmail()).isEqualTo(email);
        assertThat(user.isEmailVerified()).isEqualTo(email != null);
        assertThat(user.getFirstName()).isEqualTo(firstName);
        assertThat(user.getLastName()).isEqualTo(lastName);

        Claims again = Claims.of(platform.signInThroughApple());
        assertThat(again.text("sub")).as("the same account").isEqualTo(subject);
        assertThat(again.text("idp")).isEqualTo("apple");
        assertThat(again.list("roles")).containsExactly("member");
        assertThat(user(subject).getFirstName())
                .as("the second time Apple tells no name")
                .isEqualTo(firstName);
    }

    @Test
    void appleIsAskedInItsOwnWay() {
        platform.standIns.apple().signIn(HANA);
        platform.signInThroughApple();
        ReceivedRequest asked = last("/auth/authorize");
        assertThat(asked.query().values())
                .containsEntry("response_type", "code id_token")
                .containsEntry("response_mode", "form_post")
                .containsEntry("scope", "openid name email")
                .containsKeys("state", "nonce")
                .doesNotContainKeys("prompt", "code_challenge");
        ReceivedRequest exchanged = last("/auth/token");
        assertThat(exchanged.authorization()).as("HTTP Basic").isEmpty();
        assertThat(exchanged.form().values()).containsKeys("client_id", "client_secret", "code", "redirect_uri");
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_client", "the browser is closed", "the sign-in has expired"})
    void theNameThatCameOnceOutlivesASignInThatFails(String failure) {
        platform.standIns.apple().signIn(HANA);
        if (failure.equals("invalid_client")) {
            platform.standIns.failNext("appleid.apple.com", "/auth/token", 400, Map.of("error", failure));
            try (FirstSignIn first = FirstSignIn.through(platform, "apple")) {
                assertThat(first.page().getByText(FAILED)).isVisible();
            }
        } else if (failure.equals("the sign-in has expired")) {
            try (Browser browser = platform.browser()) {
                Page page = browser.page();
                page.navigate(platform.webApp().authorizationRequest(Pkce.random()));
                page.route(
                        "**/broker/apple/endpoint",
                        route -> route.resume(new Route.ResumeOptions()
                                .setPostData(route.request()
                                        .postData()
                                        .replaceFirst("state=[^&]*", "state=gone.gone.gone"))));
                page.locator("#social-apple").click();
                assertThat(page.locator(".instruction")).isVisible();
            }
        } else {
            FirstSignIn.askEverybody(platform.realm(), true);
            try (FirstSignIn first = FirstSignIn.through(platform, "apple")) {
                first.awaitReview();
            }
            FirstSignIn.askEverybody(platform.realm(), false);
        }
        assertThat(FirstSignIn.named(platform.realm(), "apple_")).isEmpty();

        UserRepresentation user = user(Claims.of(platform.signInThroughApple()).text("sub"));
        assertThat(user.getFirstName()).isEqualTo("하나");
        assertThat(user.getLastName()).isEqualTo("정");
    }

    @Test
    void aNameIsDeletedOnceItIsUsed() {
        platform.standIns.apple().signIn(HANA);
        IdentityProviderResource apple = platform.realm().identityProviders().get("apple");
        IdentityProviderRepresentation settings = apple.toRepresentation();
        // Without a stored token Apple is not called when the account is deleted, and so does not tell the name again.
        settings.setStoreToken(false);
        apple.update(settings);
        try {
            String subject = Claims.of(platform.signInThroughApple()).text("sub");
            assertThat(user(subject).getFirstName()).isEqualTo("하나");
            platform.realm().users().delete(subject).close();

            subject = Claims.of(platform.signInThroughApple()).text("sub");
            assertThat(user(subject).getFirstName()).isNull();
            platform.realm().users().delete(subject).close();
        } finally {
            settings.setStoreToken(true);
            apple.update(settings);
        }
    }

    @Test
    void aVerifiedAddressOfSomebodyElseAsksForProof() {
        withOwnerOf("shared@example.com", owner -> {
            platform.standIns.apple().signIn(SHARED);
            try (FirstSignIn first = FirstSignIn.through(platform, "apple")) {
                assertThat(first.page().locator("#linkAccount")).isVisible();
            }
        });
    }

    @Test
    void anAddressThatAppleHasNotVerifiedOpensNobodysAccount() {
        withOwnerOf("unverified@example.com", owner -> {
            platform.standIns.apple().signIn("001005.4e5f60718293a4b5c6d7e8f90a1b2c3d.0505");
            assertThat(Claims.of(platform.signInThroughApple()).text("sub")).isNotEqualTo(owner);
        });
    }

    @Test
    void aRelayAddressIsNobodysButItsOwn() {
        withOwnerOf("x7k2m9q4wd@privaterelay.appleid.com", owner -> {
            platform.standIns.apple().signIn(RELAYED);
            try (FirstSignIn first = FirstSignIn.through(platform, "apple")) {
                assertThat(first.page().locator("#linkAccount")).isVisible();
            }
            assertThat(platform.realm().users().get(owner).getFederatedIdentity())
                    .as("the address alone is no proof")
                    .isEmpty();
        });
    }

    @Test
    void cancellingIsNoError() {
        try (FirstSignIn first = FirstSignIn.through(platform, "apple")) {
            Page page = first.page();
            page.locator("button[value=cancel]").click();
            assertThat(page.getByText("Apple 로그인을 취소했습니다")).isVisible();
            assertThat(page.locator("#username")).isVisible();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"another key id", "a wrong clock", "no key file"})
    void aBadClientSecretIsOneSentenceInTheLogAndAPage(String what) throws IOException {
        IdentityProviderResource apple = platform.realm().identityProviders().get("apple");
        IdentityProviderRepresentation good = apple.toRepresentation();
        IdentityProviderRepresentation bad = apple.toRepresentation();
        platform.standIns.apple().signIn(HANA);
        int before = Files.readString(platform.log).length();
        try {
            switch (what) {
                case "another key id" -> bad.getConfig().put("keyId", "KEY7654321");
                case "no key file" -> bad.getConfig().put("keyFile", "/nowhere/apple.p8");
                default -> platform.standIns.clock().advance(Duration.ofHours(2));
            }
            apple.update(bad);
            try (FirstSignIn first = FirstSignIn.through(platform, "apple")) {
                assertThat(first.page().getByText(FAILED)).isVisible();
                assertThat(first.page().locator("#username")).isVisible();
            }
        } finally {
            apple.update(good);
            if (what.equals("a wrong clock")) {
                platform.standIns.clock().advance(Duration.ofHours(-2));
            }
        }
        String logged = Files.readString(platform.log).substring(before);
        assertThat(logged)
                .contains(
                        what.equals("no key file")
                                ? "No client secret can be signed: the file that the setting keyFile names can't be read"
                                : "Apple refused the client secret (invalid_client): the settings clientId, teamId, keyId");
        assertThat(Claims.of(platform.signInThroughApple()).text("idp"))
                .as("mended without a restart")
                .isEqualTo("apple");
        tellsNothingOfTheKey(good);
    }

    @Test
    void aReplacedKeyIsReadOnceAppleHasRefusedTheOldSecret() throws IOException {
        platform.standIns.apple().signIn(HANA);
        platform.signInThroughApple();
        String old = Files.readString(platform.appleKeyFile);
        AppleKey another = AppleKey.generate();
        Files.writeString(platform.appleKeyFile, another.pem());
        platform.standIns
                .apple()
                .register(another.client(platform.appleClient.clientId(), platform.appleClient.redirectUris()));
        try {
            isRefusedOnce();
            assertThat(Claims.of(platform.signInThroughApple()).text("idp")).isEqualTo("apple");
        } finally {
            Files.writeString(platform.appleKeyFile, old);
            platform.registerAppleClient("daemun");
            isRefusedOnce();
        }
    }

    private void isRefusedOnce() {
        try (FirstSignIn refused = FirstSignIn.through(platform, "apple")) {
            assertThat(refused.page().getByText(FAILED)).isVisible();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"clientSecret", "p8Content", "keyFile"})
    void aKeyInTheSettingsIsRefused(String setting) throws IOException {
        IdentityProviderResource apple = platform.realm().identityProviders().get("apple");
        IdentityProviderRepresentation bad = apple.toRepresentation();
        bad.getConfig().put(setting, Files.readString(platform.appleKeyFile));
        assertThatThrownBy(() -> apple.update(bad)).isInstanceOf(BadRequestException.class);
        assertThat(JsonSerialization.writeValueAsString(apple.toRepresentation()))
                .doesNotContain("PRIVATE KEY");
    }

    /** Neither the log nor what administrators see and export. */
    private void tellsNothingOfTheKey(IdentityProviderRepresentation settings) throws IOException {
        String key = Files.readAllLines(platform.appleKeyFile).get(1);
        String export = JsonSerialization.writeValueAsString(platform.realm().partialExport(true, true));
        assertThat(export).contains("keyFile").doesNotContain(key, "PRIVATE KEY");
        assertThat(settings.getConfig()).containsKey("keyFile").doesNotContainKey("clientSecret");
        assertThat(platform.log).content().doesNotContain(key, "eyJhbGciOiJFUzI1NiIsImtpZCI6IlNUQU5ESU5LRVki");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b.c", "a", "", "...", "a.b.%%%", "가.나.다", "'\"<x>"})
    void whateverIsPostedThereGetsAPage(String state) {
        Call.Answer answer = Call.to(platform.keycloak.issuer() + "/broker/apple/endpoint")
                .header("Accept-Language", "ko")
                .postForm(Map.of("state", state, "code", "x", "id_token", "a.b.c", "user", "{\"name\":5}"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(answer.body()).doesNotContain("<x>");
        assertThat(Jsoup.parse(answer.body()).select(".instruction").text()).matches("[가-힣A-Z .]+");
    }

    @Test
    void somebodyElsesTokenOrNoneOfApplesSignsNobodyIn() {
        platform.standIns.apple().signIn(HANA);
        for (String forged : List.of("", "a.b.c", "e30.e30.e30")) {
            try (Browser browser = platform.browser()) {
                Page page = browser.page();
                page.route(
                        "**/broker/apple/endpoint",
                        route -> route.resume(new Route.ResumeOptions()
                                .setPostData(route.request()
                                        .postData()
                                        .replaceFirst("id_token=[^&]*", "id_token=" + forged))));
                page.navigate(platform.webApp().authorizationRequest(Pkce.random()));
                page.locator("#social-apple").click();
                assertThat(page.getByText(FAILED)).isVisible();
            }
        }
        assertThat(FirstSignIn.named(platform.realm(), "apple_")).isEmpty();
    }

    private UserRepresentation user(String id) {
        return platform.realm().users().get(id).toRepresentation();
    }

    private ReceivedRequest last(String path) {
        List<ReceivedRequest> requests = platform.standIns.received().stream()
                .filter(request -> request.host().equals("appleid.apple.com"))
                .filter(request -> request.path().equals(path))
                .toList();
        return requests.get(requests.size() - 1);
    }

    private void withOwnerOf(String email, Consumer<String> test) {
        UserRepresentation owner = new UserRepresentation();
        owner.setUsername("there-first");
        owner.setEmail(email);
        owner.setEmailVerified(true);
        owner.setEnabled(true);
        try (Response created = platform.realm().users().create(owner)) {
            test.accept(CreatedResponseUtil.getCreatedId(created));
        }
    }
}
