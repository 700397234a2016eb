package dev.daemun.systemtests;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Asks services about tokens whose access has ended, until each has refused each. */
final class SignedOutTokens {
    private final Map<VictimService, List<SignedOut>> left;
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();

    /**
     * A token that nobody may accept who knows of this moment.
     *
     * @param at in milliseconds, when Keycloak had answered that the access has ended
     */
    private record SignedOut(String token, long at) {}

    SignedOutTokens(List<VictimService> services) {
        left = services.stream().collect(Collectors.toMap(service -> service, service -> new CopyOnWriteArrayList<>()));
    }

    /** Notes whether anybody accepts a token that should be good: where nobody ever does, refusals say nothing. */
    void see(String token) {
        left.keySet().forEach(service -> {
            if (service.answerTo(token) == 200) {
                accepted.incrementAndGet();
            }
        });
    }

    void add(String token) {
        SignedOut signedOut = new SignedOut(token, System.currentTimeMillis());
        left.values().forEach(tokens -> tokens.add(signedOut));
    }

    void ask(VictimService service) {
        long knowsUntil = service.knowsUntil();
        List<SignedOut> tokens = left.get(service);
        for (SignedOut token : List.copyOf(tokens)) {
            int answer = service.answerTo(token.token());
            if (answer == 401) {
                refused.incrementAndGet();
                tokens.remove(token);
            } else if (answer == 200 && knowsUntil >= token.at()) {
                violations.add(service.name + " accepted a token whose access had ended " + (knowsUntil - token.at())
                        + " ms before the moment until which it said it knew everything");
                tokens.remove(token);
            }
        }
    }

    boolean areAllRefused() {
        left.keySet().forEach(this::ask);
        return left.values().stream().allMatch(List::isEmpty);
    }

    List<String> violations() {
        return violations;
    }

    int seenAccepted() {
        return accepted.get();
    }

    String table() {
        return "| tokens accepted before their end | " + accepted + " |\n| and refused afterwards | " + refused
                + " |\n| accepted by a service that said it knew | " + violations.size() + " |\n";
    }
}
