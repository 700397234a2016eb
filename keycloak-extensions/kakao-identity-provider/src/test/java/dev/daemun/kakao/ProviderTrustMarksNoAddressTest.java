package dev.daemun.kakao;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.daemun.brokering.VerifiedEmail;
import dev.daemun.kakao.settings.KakaoIdentityProviderConfig;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.models.UserModel;

class ProviderTrustMarksNoAddressTest {

    private static final String VERIFIED = "{\"id\":7,\"kakao_account\":{\"is_email_valid\":true,"
            + "\"is_email_verified\":true,\"email\":\"a@example.com\"}}";

    private final List<Object> marks = new ArrayList<>();

    private UserModel userWith(String email) {
        return (UserModel) Proxy.newProxyInstance(
                UserModel.class.getClassLoader(), new Class<?>[] {UserModel.class}, (proxy, method, args) -> {
                    if (method.getName().equals("setEmailVerified")) {
                        marks.add(args[0]);
                    }
                    return method.getName().equals("getEmail") ? email : null;
                });
    }

    private static BrokeredIdentityContext context(String me) throws IOException {
        KakaoIdentityProviderConfig config = new KakaoIdentityProviderConfig();
        config.setEnabled(true);
        config.setTrustEmail(true);
        return KakaoIdentity.of(new ObjectMapper().readTree(me), config);
    }

    @Test
    void whatKakaoVerifiedIsVerified() throws IOException {
        VerifiedEmail.mark(userWith(null), context(VERIFIED));

        assertThat(marks).containsExactly(true);
    }

    @Test
    void whatThePersonTypedInsteadIsNot() throws IOException {
        BrokeredIdentityContext context = context(VERIFIED);
        context.setEmail("victim@example.com");

        VerifiedEmail.mark(userWith(null), context);

        assertThat(marks).containsExactly(false);
    }

    @Test
    void whatThePersonTypedBecauseKakaoGaveNoneIsNot() throws IOException {
        BrokeredIdentityContext context = context("{\"id\":7}");
        context.setEmail("victim@example.com");

        VerifiedEmail.mark(userWith(null), context);

        assertThat(marks).containsExactly(false);
    }

    @Test
    void noAddressLeavesTheUsersOwnAlone() throws IOException {
        VerifiedEmail.mark(userWith("own@example.com"), context("{\"id\":7}"));

        assertThat(marks).isEmpty();
    }
}
