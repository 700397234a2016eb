package dev.daemun.tokenmappers;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

/** The few answers a test needs of Keycloak's wide interfaces; every other question fails the test. */
final class Fakes {

    private Fakes() {}

    static UserSessionModel sessionOf(Map<String, List<String>> attributes) {
        UserModel user = fake(
                UserModel.class,
                Map.of("getAttributeStream", arguments -> attributes.getOrDefault(arguments[0], List.of()).stream()));
        return fake(UserSessionModel.class, Map.of("getUser", arguments -> user));
    }

    static UserSessionModel sessionWithoutUser() {
        return fake(UserSessionModel.class, Map.of("getUser", arguments -> null));
    }

    static ClientSessionContext contextWithoutClientSession() {
        return fake(ClientSessionContext.class, Map.of("getClientSession", arguments -> null));
    }

    private static <T> T fake(Class<T> type, Map<String, Function<Object[], Object>> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Function<Object[], Object> answer = answers.get(method.getName());
                    if (answer == null) {
                        throw new AssertionError("Not expected to be asked for " + method.getName());
                    }
                    return answer.apply(arguments);
                }));
    }
}
