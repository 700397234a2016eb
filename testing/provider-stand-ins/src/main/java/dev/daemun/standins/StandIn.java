package dev.daemun.standins;

import dev.daemun.standins.apple.AppleStandIn;
import dev.daemun.standins.google.GoogleStandIn;
import dev.daemun.standins.kakao.KakaoStandIn;
import dev.daemun.standins.naver.NaverStandIn;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** An identity provider that a stand-in replaces as long as nobody has set credentials for the real one. */
public enum StandIn {
    KAKAO("kauth.kakao.com"),
    NAVER("nid.naver.com"),
    GOOGLE("accounts.google.com"),
    APPLE("appleid.apple.com");

    private final String signInHost;

    StandIn(String signInHost) {
        this.signInHost = signInHost;
    }

    /** The providers that nobody has set a client id for, in these variables of {@code realm-config}. */
    public static Set<StandIn> neededIn(Map<String, String> environment) {
        return Arrays.stream(values())
                .filter(provider -> environment
                        .getOrDefault(provider.variable("CLIENT_ID"), "")
                        .isBlank())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(StandIn.class)));
    }

    /** The alias of the provider in the realm, such as {@code kakao}. */
    public String alias() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The client id that a realm has at the stand-in. */
    public String clientId() {
        return "stand-in-" + alias();
    }

    /** Where the browser is sent to sign in. */
    public String signInHost() {
        return signInHost;
    }

    /** All hosts of the provider that a realm or a browser calls. */
    public Set<String> hosts() {
        return switch (this) {
            case KAKAO -> KakaoStandIn.HOSTS;
            case NAVER -> NaverStandIn.HOSTS;
            case GOOGLE -> GoogleStandIn.HOSTS;
            case APPLE -> AppleStandIn.HOSTS;
        };
    }

    /** The name of a variable of {@code realm-config}, such as {@code DAEMUN_KAKAO_CLIENT_ID}. */
    public String variable(String end) {
        return "DAEMUN_" + name() + "_" + end;
    }
}
