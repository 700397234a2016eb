package dev.daemun.standins.kakao;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/**
 * A person with a Kakao account.
 *
 * @param id the service user id, a 64-bit number in JSON
 * @param account the members that {@code kakao_account} has if the user agrees to everything
 * @param declines the consent items that this user never agrees to
 * @param profileAsOneItem whether the app sees this user's profile as the single item of apps made before 2021-06-25
 * @param blockedAsMinor whether the API answers -406, as it may for users under 14
 */
public record KakaoUser(
        long id,
        String title,
        String titleKo,
        ObjectNode account,
        Set<String> declines,
        boolean profileAsOneItem,
        boolean blockedAsMinor) {

    /** The same user with another value for a member of {@code kakao_account}. */
    public KakaoUser with(String member, JsonNode value) {
        ObjectNode changed = account.deepCopy();
        changed.set(member, value);
        return new KakaoUser(id, title, titleKo, changed, declines, profileAsOneItem, blockedAsMinor);
    }

    Optional<String> nickname() {
        return Optional.ofNullable(account.path("profile").path("nickname").textValue());
    }

    /** The address, if it is one that Kakao puts into an ID token. */
    Optional<String> usableEmail() {
        boolean usable = account.path("is_email_valid").asBoolean()
                && account.path("is_email_verified").asBoolean();
        return text("email").filter(email -> usable);
    }

    Optional<String> text(String member) {
        return Optional.ofNullable(account.path(member).textValue());
    }
}
