package dev.daemun.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says above the buttons of the sign-in page which of them do not lead to the real provider. */
record StandInNotice(Variables variables) {
    // Keycloak's own key of the line above the buttons of other providers.
    private static final String KEY = "identity-provider-login-label";
    private static final Map<String, String> PROVIDERS =
            Map.of("DAEMUN_KAKAO_CLIENT_ID", "Kakao", "DAEMUN_GOOGLE_CLIENT_ID", "Google");

    /** Leaves a realm without stand-ins as it is. */
    void addTo(JsonNode realm) {
        String names = names().collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            ObjectNode texts = ((ObjectNode) realm).withObject("/localizationTexts");
            texts.withObject("/ko").put(KEY, "시험용 로그인: 실제 서비스가 아닌 대역입니다 (" + names + ")");
            texts.withObject("/en").put(KEY, "For trying out: a stand-in, not the real service (" + names + ")");
        }
    }

    private Stream<String> names() {
        return PROVIDERS.entrySet().stream()
                .filter(provider -> variables.isStandIn(provider.getKey()))
                .map(Map.Entry::getValue)
                .sorted();
    }
}
