package dev.daemun.eventlog.fakes;

import java.lang.reflect.Proxy;

/** Makes one of Keycloak's large interfaces out of the few methods that a test needs. */
public final class Fake {
    private Fake() {}

    /** Answers the calls of a method by its name and arguments. */
    @FunctionalInterface
    public interface Answer {
        /** The result of a call; it throws for methods that the test did not expect. */
        Object to(String method, Object[] arguments);
    }

    /** An object of that interface. */
    @SuppressWarnings("ReferenceEquality") // A fake equals itself only.
    public static <T> T of(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "toString" -> "a fake " + type.getSimpleName();
                    default -> answer.to(method.getName(), arguments == null ? new Object[0] : arguments);
                }));
    }
}
