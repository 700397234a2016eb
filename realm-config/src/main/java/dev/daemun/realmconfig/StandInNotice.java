package dev.daemun.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/** Adds a line above the buttons of the sign-in page that names the providers whose stand-in answers. */
record StandInNotice(Variables variables) {
    // Keycloak's own key of the line above the buttons of other providers.
    private static final String KEY = "identity-provider-login-label";

    private record Provider(String clientId, String inKorean, String inEnglish) {}

    private static final List<Provider> PROVIDERS = List.of(
            new Provider("DAEMUN_KAKAO_CLIENT_ID", "카카오", "Kakao"),
            new Provider("DAEMUN_NAVER_CLIENT_ID", "네이버", "Naver"),
            new Provider("DAEMUN_GOOGLE_CLIENT_ID", "Google", "Google"),
            new Provider("DAEMUN_APPLE_CLIENT_ID", "Apple", "Apple"));

    /** Leaves a realm without stand-ins as it is. */
    void addTo(JsonNode realm) {
        List<Provider> standIns = PROVIDERS.stream()
                .filter(provider -> variables.isStandIn(provider.clientId()))
                .toList();
        if (!standIns.isEmpty()) {
            ObjectNode texts = ((ObjectNode) realm).withObject("/localizationTexts");
            texts.withObject("/ko")
                    .put(
                            KEY,
                            standIns.stream().map(Provider::inKorean).collect(Collectors.joining("·"))
                                    + " 로그인은 실제 서비스가 아닌 시험용 대역입니다");
            texts.withObject("/en")
                    .put(
                            KEY,
                            inEnglish(standIns.stream().map(Provider::inEnglish).toList())
                                    + " sign-in here is a stand-in, for trying out");
        }
    }

    private static String inEnglish(List<String> names) {
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }
}
