package dev.daemun.safelinking;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.Function;

/** The few answers a test needs of Keycloak's wide interfaces; every other question fails the test. */
final class Fakes {
    private Fakes() {}

    static <T> T fake(Class<T> type, Map<String, Function<Object[], Object>> answers) {
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
