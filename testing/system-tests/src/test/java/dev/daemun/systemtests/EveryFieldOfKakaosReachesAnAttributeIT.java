package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.daemun.standins.kakao.KakaoUser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.keycloak.representations.idm.IdentityProviderMapperRepresentation;

/** Tries the mappers in a realm of the test's own, in which an administrator has set them up. */
@NeedsBrowser
@ResourceLock(KeycloakWithStandIns.LOCK)
class EveryFieldOfKakaosReachesAnAttributeIT {
    private static final String REALM = "mapped";

    /** Each attribute with its field in Kakao's REST reference, "Retrieve user information". */
    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("nickname", "kakao_account.profile.nickname"),
            Map.entry("picture", "kakao_account.profile.profile_image_url"),
            Map.entry("thumbnail", "kakao_account.profile.thumbnail_image_url"),
            Map.entry("defaultPicture", "kakao_account.profile.is_default_image"),
            Map.entry("name", "kakao_account.name"),
            Map.entry("kakaoEmail", "kakao_account.email"),
            Map.entry("emailValid", "kakao_account.is_email_valid"),
            Map.entry("emailVerified", "kakao_account.is_email_verified"),
            Map.entry("ageRange", "kakao_account.age_range"),
            Map.entry("birthyear", "kakao_account.birthyear"),
            Map.entry("birthday", "kakao_account.birthday"),
            Map.entry("birthdayType", "kakao_account.birthday_type"),
            Map.entry("gender", "kakao_account.gender"),
            Map.entry("phoneAsWritten", "kakao_account.phone_number"),
            Map.entry("connectedAt", "connected_at"));

    private final KeycloakWithStandIns platform = KeycloakWithStandIns.shared();
    private KakaoUser before;

    @BeforeEach
    void aRealmWithEveryMapper() {
        platform.createBareRealm(REALM);
        platform.connectKakao(REALM, false, Map.of());
        FIELDS.forEach((attribute, field) ->
                map("kakao-user-attribute-mapper", Map.of("jsonField", field, "userAttribute", attribute)));
        map("kakao-birthdate-mapper", Map.of());
        map("kakao-phone-number-mapper", Map.of());

        before = platform.standIns.kakao().user(1001);
        // The example number of Kakao's documentation.
        platform.standIns.kakao().put(before.with("phone_number", TextNode.valueOf("+82 010-1234-5678")));
        platform.standIns.kakao().signIn(1001);
    }

    @AfterEach
    void isGone() {
        platform.admin.realm(REALM).remove();
        platform.standIns.kakao().put(before);
        platform.standIns.kakao().signOut();
    }

    @Test
    void atTheFirstSignIn() {
        String subject =
                Claims.of(platform.signInThroughKakao(platform.webApp(REALM))).text("sub");
        Map<String, List<String>> attributes = platform.admin
                .realm(REALM)
                .users()
                .get(subject)
                .toRepresentation()
                .getAttributes();

        assertThat(attributes).containsOnlyKeys(expectedNames());
        assertThat(attributes)
                .containsEntry("gender", List.of("female"))
                .containsEntry("ageRange", List.of("30~39"))
                .containsEntry("defaultPicture", List.of("false"))
                .containsEntry("phoneAsWritten", List.of("+82 010-1234-5678"))
                .containsEntry("phoneNumber", List.of("+821012345678"))
                .containsEntry("birthdate", List.of("1990-11-30"));
        assertThat(attributes.get("picture")).singleElement().asString().startsWith("https://");
    }

    private static List<String> expectedNames() {
        return java.util.stream.Stream.concat(
                        FIELDS.keySet().stream(), java.util.stream.Stream.of("phoneNumber", "birthdate"))
                .toList();
    }

    private void map(String mapper, Map<String, String> config) {
        IdentityProviderMapperRepresentation representation = new IdentityProviderMapperRepresentation();
        representation.setName(mapper + config);
        representation.setIdentityProviderAlias("kakao");
        representation.setIdentityProviderMapper(mapper);
        representation.setConfig(config);
        platform.admin
                .realm(REALM)
                .identityProviders()
                .get("kakao")
                .addMapper(representation)
                .close();
    }
}
