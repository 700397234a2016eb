package dev.daemun.revocationfeed.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.daemun.eventlog.IdentityEvent;
import dev.daemun.eventlog.IdentityEventType;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EveryRowOfTheTableHoldsTest {
    private static final Instant COMMITTED = Instant.parse("2026-11-23T10:41:22.518Z");
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private boolean lifetimeAsked;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "signed-out             | {\"sid\":\"S\",\"clientId\":\"C\"}                  | session S",
                "session-ended          | {\"sid\":\"S\",\"offline\":true}                     | session S",
                "session-ended          | {}                                                    | subject U",
                "client-session-ended   | {\"sid\":\"S\",\"clientId\":\"C\"}                  | client-session S C",
                "client-session-ended   | {\"clientId\":\"C\"}                                 | subject-at-client U C",
                "signed-out-everywhere  | {\"notBefore\":1}                                    | subject U",
                "disabled               | {}                                                    | subject U",
                "deleted                | {}                                                    | subject U",
                "password-changed       | {}                                                    | subject U",
                "credential-removed     | {\"credentialType\":\"otp\"}                         | subject U",
                "identity-unlinked      | {\"identityProvider\":\"kakao\"}                     | subject U",
                "role-revoked           | {\"role\":\"R\",\"clientId\":\"C\"}                 | subject U",
                "group-left             | {\"path\":\"/g\"}                                    | subject U",
                "token-revoked          | {\"tokenType\":\"access\",\"jti\":\"T\",\"clientId\":\"C\"} | token T",
                "token-revoked          | {\"tokenType\":\"refresh\",\"jti\":\"T\",\"sid\":\"S\",\"clientId\":\"C\"}"
                        + " | client-session S C",
                "token-revoked          | {\"tokenType\":\"offline\",\"sid\":\"S\",\"clientId\":\"C\","
                        + "\"exchangedClientIds\":[\"D\"]} | client-session S C, client-session S D",
                "token-revoked          | {\"tokenType\":\"refresh\",\"clientId\":\"C\"}      | subject-at-client U C",
                "token-revoked          | {\"tokenType\":\"refresh\",\"sid\":\"S\",\"clientId\":\"C\","
                        + "\"sessionEnded\":false} | client-session S C",
                "token-revoked          | {\"tokenType\":\"refresh\",\"sid\":\"S\",\"clientId\":\"C\","
                        + "\"exchangedClientIds\":[\"D\"],\"sessionEnded\":true} | session S",
                "consent-withdrawn      | {\"clientId\":\"C\"}                                 | subject-at-client U C",
                "consent-withdrawn      | {}                                                    | subject U",
                "role-deleted           | {\"role\":\"R\",\"effectiveRoles\":[\"Q\",\"R\"]}  | role Q, role R",
                "role-deleted           | {\"role\":\"R\"}                                     | realm",
                "role-renamed           | {\"role\":\"R\",\"previousRole\":\"Q\"}             | role Q",
                "role-renamed           | {\"role\":\"R\"}                                     | realm",
                "group-deleted          | {\"effectiveRoles\":[\"R\"]}                         | role R",
                "group-moved            | {\"effectiveRoles\":[]}                               |",
                "role-composites-changed| {\"change\":\"removed\",\"effectiveRoles\":[\"R\"]} | role R",
                "role-composites-changed| {\"change\":\"added\",\"effectiveRoles\":[\"R\"]}   |",
                "group-roles-changed    | {\"change\":\"removed\",\"effectiveRoles\":[\"R\"]} | role R",
                "group-roles-changed    | {\"change\":\"added\",\"effectiveRoles\":[\"R\"]}   |",
                "client-updated         | {\"clientId\":\"C\",\"enabled\":false,\"notBefore\":0}"
                        + " | client C, audience C",
                "client-updated         | {\"clientId\":\"C\",\"enabled\":true,\"narrowed\":true} | client C",
                "client-updated         | {\"clientId\":\"C\",\"previousClientId\":\"B\",\"enabled\":true}"
                        + " | client B, audience B",
                "client-updated         | {\"clientId\":\"C\",\"previousClientId\":\"B\",\"enabled\":false}"
                        + " | client C, audience C, client B, audience B",
                "client-updated         | {\"clientId\":\"C\",\"enabled\":true,\"notBefore\":0} |",
                "client-deleted         | {\"clientId\":\"C\"}                                 | client C, audience C",
                "client-scopes-changed  | {\"clientId\":\"C\"}                                 | client C",
                "client-scopes-changed  | {}                                                    | realm",
                "identity-provider-deleted | {\"identityProvider\":\"kakao\"}                  | realm",
                "organization-disabled  | {\"organization\":\"acme\"}                      | realm",
                "directory-disabled     | {\"directory\":\"ldap\"}                         | realm",
                "key-removed            | {\"kids\":[\"a-key\"]}                            | realm",
                "realm-updated          | {\"enabled\":false,\"notBefore\":0}                  | realm",
                "realm-updated          | {\"enabled\":true,\"narrowed\":true,\"notBefore\":0} | realm",
                "realm-updated          | {\"enabled\":true,\"notBefore\":0}                   |",
                "everyone-signed-out    | {\"notBefore\":0}                                    | realm",
                "realm-deleted          | {}                                                    | realm",
                "registered | {} |",
                "profile-updated | {} |",
                "email-verified | {} |",
                "enabled | {} |",
                "locked-out | {} |",
                "credential-added | {} |",
                "identity-linked | {} |",
                "provider-reported | {\"consequence\":\"sessions-ended\"} |",
                "signed-in | {} |",
                "consent-given | {} |",
                "role-granted | {} |",
                "group-joined | {} |",
                "changed-by-administrator | {} |"
            })
    void row(String what, String data, String withdrawn) {
        List<Withdrawal> withdrawals = withdrawals(what, data);
        assertThat(withdrawals.stream()
                        .map(EveryRowOfTheTableHoldsTest::written)
                        .collect(Collectors.joining(", ")))
                .isEqualTo(withdrawn == null ? "" : withdrawn);
        assertThat(lifetimeAsked).as("the database was asked").isEqualTo(withdrawn != null);
        assertThat(withdrawals).allSatisfy(withdrawal -> {
            assertThat(withdrawal.issuedUpTo()).isEqualTo(COMMITTED.getEpochSecond());
            assertThat(withdrawal.forgetAt()).isEqualTo(COMMITTED.getEpochSecond() + 360);
            assertThat(withdrawal.reason()).isEqualTo(what);
            assertThat(withdrawal.position()).isEqualTo(42);
        });
    }

    @Test
    void noTypeHasNoRow() throws ReflectiveOperationException {
        Set<String> rows = new TreeSet<>();
        for (String row : EveryRowOfTheTableHoldsTest.class
                .getDeclaredMethod("row", String.class, String.class, String.class)
                .getAnnotation(CsvSource.class)
                .value()) {
            rows.add(row.split("\\|", -1)[0].strip());
        }
        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(IdentityEventType.values())
                        .map(IdentityEventType::shortName)
                        .toList());
    }

    @Test
    void aRowThatCannotBeReadWithdrawsEverything() {
        for (String data : List.of("", "{", "null", "[]")) {
            assertThat(withdrawals("signed-in", data))
                    .extracting(Withdrawal::kind)
                    .containsExactly(Withdrawal.Kind.REALM);
        }
    }

    @Test
    void notBeforeCountsAsItIsSet() {
        long earlier = COMMITTED.getEpochSecond() - 10;
        assertThat(withdrawals("realm-updated", "{\"enabled\":true,\"notBefore\":" + earlier + "}"))
                .extracting(Withdrawal::issuedUpTo)
                .containsExactly(earlier);
        long later = COMMITTED.getEpochSecond() + 1_000;
        assertThat(withdrawals("client-updated", "{\"clientId\":\"C\",\"enabled\":true,\"notBefore\":" + later + "}"))
                .extracting(Withdrawal::issuedUpTo, Withdrawal::forgetAt)
                .containsExactly(tuple(later, later + 360));
        assertThat(withdrawals("realm-updated", "{\"enabled\":true,\"notBefore\":" + (earlier - 1_000) + "}"))
                .as("what is long over")
                .isEmpty();
    }

    private List<Withdrawal> withdrawals(String what, String data) {
        return Derivation.of(
                new IdentityEvent(
                        42,
                        "id",
                        "https://id.example.com/realms/daemun",
                        "dev.daemun.identity." + what + ".v1",
                        "U",
                        "U",
                        "realm",
                        COMMITTED.minusMillis(30),
                        COMMITTED,
                        data),
                () -> {
                    lifetimeAsked = true;
                    return LIFETIME;
                });
    }

    private static String written(Withdrawal withdrawal) {
        return withdrawal.kind().written()
                + Stream.of(
                                withdrawal.sid(),
                                withdrawal.sub(),
                                withdrawal.jti(),
                                withdrawal.role(),
                                withdrawal.aud(),
                                withdrawal.azp())
                        .filter(Objects::nonNull)
                        .map(claim -> " " + claim)
                        .collect(Collectors.joining());
    }
}
